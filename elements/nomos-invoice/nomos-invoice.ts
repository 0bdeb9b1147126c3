import { define } from '../../src/ui/define.ts';
import { NomosInvoice } from './invoice-element.ts';

define('nomos-invoice', NomosInvoice);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-invoice': NomosInvoice;
  }
}
