import { define } from '../../src/ui/define.ts';
import { NomosConsumption } from './consumption-element.ts';

define('nomos-consumption', NomosConsumption);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-consumption': NomosConsumption;
  }
}
