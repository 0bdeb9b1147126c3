import { define } from '../../src/ui/define.ts';
import { NomosPrices } from './prices-element.ts';

define('nomos-prices', NomosPrices);

declare global {
  interface HTMLElementEventMap {
    'nomos-prices-window': CustomEvent<{ hours: number }>;
  }

  interface HTMLElementTagNameMap {
    'nomos-prices': NomosPrices;
  }
}
