import { define } from '../../src/ui/define.ts';
import { NomosCancellation } from './cancellation-element.ts';

define('nomos-cancellation', NomosCancellation);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-cancellation': NomosCancellation;
  }
}
