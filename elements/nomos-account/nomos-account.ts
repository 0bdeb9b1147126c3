import { define } from '../../src/ui/define.ts';
import { NomosAccount } from './account-element.ts';

define('nomos-account', NomosAccount);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-account': NomosAccount;
  }
}
