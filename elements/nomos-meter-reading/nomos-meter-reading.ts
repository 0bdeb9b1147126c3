import { define } from '../../src/ui/define.ts';
import { NomosMeterReading } from './meter-reading-element.ts';

define('nomos-meter-reading', NomosMeterReading);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-meter-reading': NomosMeterReading;
  }
}
