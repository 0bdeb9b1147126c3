import { define } from '../../src/ui/define.ts';
import { NomosMeterSwap } from './meter-swap-element.ts';

define('nomos-meter-swap', NomosMeterSwap);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-meter-swap': NomosMeterSwap;
  }
}
