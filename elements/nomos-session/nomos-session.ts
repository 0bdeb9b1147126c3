import { define } from '../../src/ui/define.ts';
import { NomosSession } from './session-element.ts';

define('nomos-session', NomosSession);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-session': NomosSession;
  }
}
