import type { InvoiceState } from '../../../elements/nomos-invoice/invoice-element.ts';
import { invoices, monthOfCosts } from '../fixtures.ts';
import { errors, requestId } from './errors.ts';

const loadedInvoice = {
  type: 'loaded',
  invoice: invoices.open,
  counterpart: null,
  breakdown: { type: 'loaded', cost: monthOfCosts({ complete: true }) },
  fileUrl: '#pdf',
  downloadUrl: '#pdf',
} satisfies InvoiceState;

/** Every state of `<nomos-invoice>`, by a name for the state. */
export const invoiceStates: Record<string, InvoiceState> = {
  'signed out': { type: 'signed-out' },
  loading: { type: 'loading' },
  ...errors,
  'none chosen': { type: 'empty' },
  loaded: loadedInvoice,
  'loaded: prices missing': {
    ...loadedInvoice,
    breakdown: { type: 'loaded', cost: monthOfCosts({ complete: false }) },
  },
  'loaded: breakdown loading': { ...loadedInvoice, breakdown: { type: 'loading' } },
  'loaded: breakdown failed': {
    ...loadedInvoice,
    breakdown: { type: 'error', error: { kind: 'server', requestId } },
  },
  'loaded: no daily values': { ...loadedInvoice, breakdown: { type: 'none' } },
  'loaded: credit': { ...loadedInvoice, invoice: invoices.credit },
  'loaded: void': {
    ...loadedInvoice,
    invoice: invoices.void,
    counterpart: invoices.voided,
    breakdown: { type: 'none' },
  },
  'loaded: voided': {
    ...loadedInvoice,
    invoice: invoices.voided,
    counterpart: invoices.void,
    breakdown: { type: 'none' },
  },
  'loaded: uncollectible': { ...loadedInvoice, invoice: invoices.uncollectible, breakdown: { type: 'none' } },
  'loaded: of an unknown kind': { ...loadedInvoice, invoice: invoices.unknown, breakdown: { type: 'none' } },
};
