import { define } from '../../src/ui/define.ts';
import { NomosPrices } from './prices-element.ts';

define('nomos-prices', NomosPrices);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-prices': NomosPrices;
  }
}
