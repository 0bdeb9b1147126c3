import { define } from '../../src/ui/define.ts';
import { NomosInvoices } from './invoices-element.ts';

define('nomos-invoices', NomosInvoices);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-invoices': NomosInvoices;
  }
}
