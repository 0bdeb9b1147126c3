import { define } from '../../src/ui/define.ts';
import { NomosHelp } from './help-element.ts';

define('nomos-help', NomosHelp);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-help': NomosHelp;
  }
}
