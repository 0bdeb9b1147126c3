import { define } from '../../src/ui/define.ts';
import { NomosLegal } from './legal-element.ts';

define('nomos-legal', NomosLegal);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-legal': NomosLegal;
  }
}
