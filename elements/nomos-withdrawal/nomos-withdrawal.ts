import { define } from '../../src/ui/define.ts';
import { NomosWithdrawal } from './withdrawal-element.ts';

define('nomos-withdrawal', NomosWithdrawal);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-withdrawal': NomosWithdrawal;
  }
}
