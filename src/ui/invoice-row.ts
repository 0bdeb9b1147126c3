import { html, type TemplateResult } from 'lit';
import type { Invoice } from '../contract/nomos/invoice.ts';
import { monthPeriod, periodOfInvoice } from '../domain/period.ts';
import type { Formats } from '../domain/format.ts';
import { invoiceStatusLabel, invoiceTypeLabel } from '../i18n/invoice-labels.ts';

/** The billed period as a person names it: a month where it is one, else its first and last day. */
export function invoicePeriodLabel(invoice: Pick<Invoice, 'period_start' | 'period_end'>, formats: Formats): string {
  const period = periodOfInvoice(invoice.period_start, invoice.period_end);
  const month = monthPeriod(period.start);
  return month.start === period.start && month.endExclusive === period.endExclusive
    ? formats.month(period.start)
    : formats.period(period);
}

/** An invoice as one line: period, kind and number, status in a word, amount. The line is a link. */
export function renderInvoiceRow(
  invoice: Invoice,
  formats: Formats,
  href: string,
  onOpen?: (event: MouseEvent) => void,
): TemplateResult {
  const status = invoiceStatusLabel(invoice);
  const reversed = invoice.status === 'voided' && invoice.type !== 'void';
  return html`<li class="row" part="row">
    <a href=${href} @click=${onOpen}>
      <span class="what">${invoicePeriodLabel(invoice, formats)}</span>
      <span class="details muted small">${invoiceTypeLabel(invoice)} · ${invoice.invoice_number}</span>
      <span class="state"><span class="chip ${status.tone}">${status.text}</span></span>
      <span class="amount number ${reversed ? 'reversed' : ''}">${formats.eur(invoice.total)}</span>
    </a>
  </li>`;
}
