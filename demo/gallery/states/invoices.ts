import type { InvoicesState } from '../../../elements/nomos-invoices/invoices-element.ts';
import { invoices } from '../fixtures.ts';
import { errors } from './errors.ts';

/** Every state of `<nomos-invoices>`, by a name for the state. */
export const invoicesStates: Record<string, InvoicesState> = {
  'signed out': { type: 'signed-out' },
  loading: { type: 'loading' },
  ...errors,
  'no subscription': { type: 'empty', reason: 'no-subscription' },
  'none yet': { type: 'empty', reason: 'none-yet' },
  'nothing matches': { type: 'empty', reason: 'filtered' },
  loaded: { type: 'loaded', invoices: Object.values(invoices), page: 1, hasMore: false, updating: false },
  'loaded: second page': {
    type: 'loaded',
    invoices: [invoices.paid, invoices.open],
    page: 2,
    hasMore: true,
    updating: false,
  },
  'loaded: updating': { type: 'loaded', invoices: [invoices.paid], page: 1, hasMore: false, updating: true },
};
