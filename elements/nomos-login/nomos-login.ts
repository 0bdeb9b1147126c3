import { define } from '../../src/ui/define.ts';
import { NomosLogin } from './login-element.ts';

define('nomos-login', NomosLogin);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-login': NomosLogin;
  }
}
