import { define } from '../../src/ui/define.ts';
import { NomosOrders } from './orders-element.ts';

define('nomos-orders', NomosOrders);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-orders': NomosOrders;
  }
}
