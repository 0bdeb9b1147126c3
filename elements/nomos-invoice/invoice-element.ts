import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { invoiceFileUrl } from '../../src/api/invoices.ts';
import { invoiceQuery, invoicesQuery } from '../../src/api/invoices.ts';
import { isNomosApiError } from '../../src/api/nomos-api-error.ts';
import { onDemand } from '../../src/api/on-demand.ts';
import { pricesQuery } from '../../src/api/prices.ts';
import { usageQuery } from '../../src/api/usage.ts';
import type { Invoice } from '../../src/contract/nomos/invoice.ts';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import { energyCost } from '../../src/domain/energy-cost.ts';
import { periodOfInvoice, priceRange, usageRange } from '../../src/domain/period.ts';
import { invoiceStatusLabel, invoiceTypeLabel } from '../../src/i18n/invoice-labels.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { chevronLeftIcon, downloadIcon, icon, warningIcon } from '../../src/ui/icons.ts';
import { invoicePeriodLabel } from '../../src/ui/invoice-row.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { describeError, renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';
import { renderBreakdown, type Breakdown } from './invoice-breakdown.ts';
import { invoiceStyles } from './invoice-styles.ts';

const documentIcon = 'M6 3.5h8l4 4V20.5H6zM14 3.5v4h4';

/** What `<nomos-invoice>` shows. */
export type InvoiceState =
  | { type: 'signed-out' }
  | { type: 'loading' }
  | { type: 'empty' }
  | { type: 'error'; error: ShownError }
  | {
      type: 'loaded';
      invoice: Invoice;
      /** What a void reverses, or the void by which this invoice was reversed; `null` when there is none or not known yet. */
      counterpart: Invoice | null;
      breakdown: Breakdown;
      /** Address of the PDF. */
      fileUrl: string;
      downloadUrl: string;
      /** Where no address leads to the PDF, because a token has to be shown: it is fetched and saved. */
      saving?: FileSaving | undefined;
    };

/** What becomes of a PDF that is fetched. */
export interface FileSaving {
  busy: boolean;
  error: ShownError | null;
}

/**
 * One invoice: amount, status, kind, period, what a void reverses, consumption by day with its cost, the PDF to open and to
 * save.
 *
 * @fires {CustomEvent<{invoice: string}>} nomos-invoice-open - The counterpart of a void is about to be opened; cancelable.
 * @fires {CustomEvent<void>} nomos-session-sign-in - A customer who is not signed in asked for the sign-in; cancelable.
 * @slot header - In place of the heading.
 * @slot empty - In place of what is said when no invoice is named.
 * @csspart heading - The headings.
 * @csspart card - Every card.
 * @csspart table - The days.
 * @csspart button - Any button.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 * @csspart signed-out - What it says while nobody is signed in.
 */
export class NomosInvoice extends NomosElement<InvoiceState> {
  static override styles = [...NomosElement.styles, invoiceStyles];

  /** The invoice to show (`inv_…`). */
  @property() invoice = '';

  /** Where all invoices are listed. */
  @property({ attribute: 'back-href' }) backHref: string | undefined;

  /** Where an invoice has its own page; `{id}` stands for its id. */
  @property({ attribute: 'invoice-href' }) invoiceHref: string | undefined;

  @state() private saving: FileSaving = { busy: false, error: null };

  readonly #invoice = new QueryController(this, this.session, (store) =>
    this.invoice ? invoiceQuery(store.client, this.invoice) : null,
  );

  readonly #voided = new QueryController(this, this.session, (store) => {
    const invoice = this.#invoice.data;
    return invoice?.type === 'void' && invoice.voids ? invoiceQuery(store.client, invoice.voids) : null;
  });

  /** The voids of the subscription: the API leads from a void to what it reverses, but not back. */
  readonly #voids = new QueryController(this, this.session, (store) => {
    const invoice = this.#invoice.data;
    return invoice?.status === 'voided' && invoice.type !== 'void'
      ? invoicesQuery(store, { subscription: invoice.subscription, type: 'void', limit: 100 })
      : null;
  });

  readonly #usage = new QueryController(this, this.session, (store) => {
    const invoice = this.#invoice.data;
    if (invoice?.type !== 'usage') return null;
    const range = usageRange(periodOfInvoice(invoice.period_start, invoice.period_end));
    return usageQuery(store.client, { subscription: invoice.subscription, ...range, resolution: '15min' });
  });

  readonly #prices = new QueryController(this, this.session, (store) => {
    const invoice = this.#invoice.data;
    if (invoice?.type !== 'usage') return null;
    const range = priceRange(periodOfInvoice(invoice.period_start, invoice.period_end));
    return pricesQuery(store.client, { subscription: invoice.subscription, ...range });
  });

  protected override deriveState(): InvoiceState {
    const access = this.access;
    if (access.type !== 'granted') return access;
    if (!this.invoice) return { type: 'empty' };
    const { data: invoice, error } = this.#invoice;
    if (!invoice) return error ? { type: 'error', error } : { type: 'loading' };
    const { client, byToken } = this.session.store ?? {};
    return {
      type: 'loaded',
      invoice,
      counterpart: this.#counterpart(invoice),
      breakdown: this.#breakdown(invoice),
      fileUrl: client ? invoiceFileUrl(client, invoice.id) : '',
      downloadUrl: client ? invoiceFileUrl(client, invoice.id, { download: true }) : '',
      saving: byToken ? this.saving : undefined,
    };
  }

  protected override retry(): void {
    for (const query of [this.#invoice, this.#usage, this.#prices]) if (query.error) void query.refetch();
  }

  readonly #onSave = async (): Promise<void> => {
    const { store } = this.session;
    if (!store || this.saving.busy) return;
    this.saving = { busy: true, error: null };
    let error: ShownError | null = null;
    try {
      const { saveInvoiceFile } = await onDemand(import('./save-invoice-file.ts'));
      await saveInvoiceFile(store, this.invoice);
    } catch (cause) {
      if (!isNomosApiError(cause)) throw cause;
      error = cause;
    } finally {
      this.saving = { busy: false, error };
    }
  };

  #counterpart(invoice: Invoice): Invoice | null {
    if (invoice.type === 'void') return this.#voided.data ?? null;
    return this.#voids.data?.items.find((other) => other.type === 'void' && other.voids === invoice.id) ?? null;
  }

  #breakdown(invoice: Invoice): Breakdown {
    if (invoice.type !== 'usage') return { type: 'none' };
    const error = this.#usage.error ?? this.#prices.error;
    if (error) return { type: 'error', error };
    const { data: usage } = this.#usage;
    const { data: prices } = this.#prices;
    if (!usage || !prices) return { type: 'loading' };
    // Monthly values say nothing about days.
    if (usage.data.length === 0 || (usage.resolution !== '15min' && usage.resolution !== 'hour'))
      return { type: 'none' };
    return { type: 'loaded', cost: energyCost(usage, prices) };
  }

  #onCounterpart(event: MouseEvent, invoice: string): void {
    if (!this.emit('nomos-invoice-open', { invoice }, { cancelable: true })) {
      event.preventDefault();
      return;
    }
    if (this.invoiceHref) return;
    event.preventDefault();
    this.invoice = invoice;
  }

  #renderCounterpart(invoice: Invoice, counterpart: Invoice | null): TemplateResult | typeof nothing {
    if (!counterpart) return nothing;
    const href = this.invoiceHref?.replace('{id}', encodeURIComponent(counterpart.id)) ?? `#${counterpart.id}`;
    const link = html`<a href=${href} @click=${(event: MouseEvent) => this.#onCounterpart(event, counterpart.id)}
      >${counterpart.invoice_number}</a
    >`;
    return html`<p>
      ${
        invoice.type === 'void'
          ? msg(html`Diese Stornorechnung hebt die Rechnung ${link} auf.`, { id: 'invoice.voids' })
          : msg(html`Diese Rechnung wurde durch die Stornorechnung ${link} aufgehoben.`, { id: 'invoice.voided-by' })
      }
    </p>`;
  }

  #renderFacts(invoice: Invoice): TemplateResult {
    const { formats } = this;
    const facts: [string, string][] = [
      [msg('Art', { id: 'invoice.type' }), invoiceTypeLabel(invoice)],
      [msg('Rechnungsnummer', { id: 'invoice.number' }), invoice.invoice_number],
      [
        msg('Zeitraum', { id: 'invoice.period' }),
        formats.period(periodOfInvoice(invoice.period_start, invoice.period_end)),
      ],
    ];
    if (invoice.usage !== null) {
      facts.push([msg('Verbrauch', { id: 'invoice.days.usage' }), formats.kWh(invoice.usage)]);
    }
    if (invoice.issued_at) {
      facts.push([msg('Ausgestellt am', { id: 'invoice.issued' }), formats.date(berlinDateOf(invoice.issued_at))]);
    }
    if (invoice.paid_at) {
      facts.push([msg('Bezahlt am', { id: 'invoice.paid' }), formats.date(berlinDateOf(invoice.paid_at))]);
    }
    return html`<dl class="facts">
      ${facts.map(
        ([term, description]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${description}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #renderSaving({ busy, error }: FileSaving): TemplateResult {
    return html`<div class="actions">
      <button class="button" part="button" type="button" aria-disabled=${busy} @click=${this.#onSave}>
        ${icon(downloadIcon)}${
          busy
            ? msg('PDF wird geladen …', { id: 'invoice.saving-pdf' })
            : msg('PDF speichern', { id: 'invoice.save-pdf' })
        }
      </button>
      <div role="alert">
        ${error ? html`<p>${icon(warningIcon)} ${Object.values(describeError(error)).join('. ')}</p>` : nothing}
      </div>
    </div>`;
  }

  #renderLoaded(shown: Extract<InvoiceState, { type: 'loaded' }>): TemplateResult {
    const { invoice, counterpart, breakdown, fileUrl, downloadUrl, saving } = shown;
    const { formats } = this;
    const status = invoiceStatusLabel(invoice);
    return html`<div class="card" part="card">
        <div class="summary">
          <div>
            <p class="figure">${formats.eur(invoice.total)}</p>
            <p><span class="chip ${status.tone}">${status.text}</span></p>
          </div>
          ${
            saving
              ? this.#renderSaving(saving)
              : html`<p class="actions">
                  <a class="button" part="button" href=${fileUrl} target="_blank" rel="noopener"
                    >${icon(documentIcon)}${msg('PDF öffnen', { id: 'invoice.open-pdf' })}</a
                  >
                  <a class="button" part="button" href=${downloadUrl} download
                    >${icon(downloadIcon)}${msg('PDF speichern', { id: 'invoice.save-pdf' })}</a
                  >
                </p>`
          }
        </div>
        ${this.#renderCounterpart(invoice, counterpart)} ${this.#renderFacts(invoice)}
      </div>
      ${
        invoice.type === 'usage'
          ? html`<div class="card" part="card">
              ${renderHeading(
                this.headingLevel + 1,
                'subtitle',
                msg('So setzt sich der Betrag zusammen', { id: 'invoice.breakdown' }),
              )}
              ${renderBreakdown(invoice, breakdown, formats, this.onRetry)}
            </div>`
          : nothing
      }`;
  }

  #renderContent(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'signed-out':
        return this.renderSignedOut();
      case 'loading':
        return html`<div class="card" part="card">${renderSkeleton(['half tall', 'third', '', ''])}</div>`;
      case 'empty':
        return html`<div class="card" part="card">
          <slot name="empty">${msg('Keine Rechnung gewählt.', { id: 'invoice.empty' })}</slot>
        </div>`;
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
      case 'loaded':
        return this.#renderLoaded(shown);
    }
  }

  override render(): TemplateResult {
    const shown = this.state;
    const title =
      shown.type === 'loaded'
        ? msg(str`Rechnung ${invoicePeriodLabel(shown.invoice, this.formats)}`, { id: 'invoice.title-period' })
        : msg('Rechnung', { id: 'invoice.type.other' });
    return html`<section class="section">
      ${
        this.backHref
          ? html`<p>
              <a href=${this.backHref}>${icon(chevronLeftIcon)}${msg('Alle Rechnungen', { id: 'invoices.back' })}</a>
            </p>`
          : nothing
      }
      <slot name="header">${renderHeading(this.headingLevel, 'title', title)}</slot>
      ${this.#renderContent()}
    </section>`;
  }
}
