import { msg } from '@lit/localize';
import type { Invoice } from '../contract/nomos/invoice.ts';

/** How a status reads and how it is meant: `good` needs nothing, `warning` wants attention, `bad` is a problem. */
export interface StatusLabel {
  text: string;
  tone: 'neutral' | 'good' | 'warning' | 'bad';
}

/** The status of an invoice in a word. A status that we do not know is shown as the API names it. */
export function invoiceStatusLabel(invoice: Pick<Invoice, 'status' | 'type' | 'total'>): StatusLabel {
  switch (invoice.status) {
    case 'open':
      return invoice.total < 0
        ? { text: msg('Gutschrift offen', { id: 'invoice.status.credit-open' }), tone: 'neutral' }
        : { text: msg('Offen', { id: 'invoice.status.open' }), tone: 'warning' };
    case 'paid':
      return invoice.total < 0
        ? { text: msg('Gutgeschrieben', { id: 'invoice.status.credited' }), tone: 'good' }
        : { text: msg('Bezahlt', { id: 'invoice.status.paid' }), tone: 'good' };
    case 'voided':
      return { text: msg('Storniert', { id: 'invoice.status.voided' }), tone: 'neutral' };
    case 'uncollectible':
      return { text: msg('Ausgebucht', { id: 'invoice.status.uncollectible' }), tone: 'bad' };
    default:
      return { text: invoice.status, tone: 'neutral' };
  }
}

/**
 * The kind of an invoice in words. A usage invoice with a negative total is a credit (feed-in, or more was paid than
 * used), which is another thing than the void of an earlier invoice.
 */
export function invoiceTypeLabel(invoice: Pick<Invoice, 'type' | 'total'>): string {
  switch (invoice.type) {
    case 'usage':
      return invoice.total < 0
        ? msg('Gutschrift', { id: 'invoice.type.credit' })
        : msg('Verbrauchsrechnung', { id: 'invoice.type.usage' });
    case 'prepayment':
      return msg('Abschlag', { id: 'invoice.type.prepayment' });
    case 'void':
      return msg('Stornorechnung', { id: 'invoice.type.void' });
    default:
      return msg('Rechnung', { id: 'invoice.type.other' });
  }
}
