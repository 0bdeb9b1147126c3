import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { invoicesQuery } from '../../src/api/invoices.ts';
import type { Invoice } from '../../src/contract/nomos/invoice.ts';
import { berlinDateOf, startOfBerlinDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { invoiceStatusLabel } from '../../src/i18n/invoice-labels.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import { formStyles } from '../../src/ui/form-styles.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { chevronLeftIcon, chevronRightIcon, icon, infoIcon } from '../../src/ui/icons.ts';
import { invoiceRowStyles } from '../../src/ui/invoice-row-styles.ts';
import { renderInvoiceRow } from '../../src/ui/invoice-row.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderEmptyNotice, renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';
import { invoicesStyles } from './invoices-styles.ts';

/** What `<nomos-invoices>` shows. */
export type InvoicesState =
  | { type: 'signed-out' }
  | { type: 'loading' }
  | { type: 'empty'; reason: 'no-subscription' | 'none-yet' | 'filtered' }
  | { type: 'error'; error: ShownError }
  | { type: 'loaded'; invoices: Invoice[]; page: number; hasMore: boolean; updating: boolean };

/** What the filters of `<nomos-invoices>` say: the `detail` of `nomos-invoices-filter`. */
export interface InvoicesFilter {
  /** Berlin year in which the billed period begins, or `null` for all. */
  year: number | null;
  /** A status of the API, or `null` for all. */
  status: string | null;
  /** The page shown, from 1. */
  page: number;
}

/** How many invoices a page holds. */
const pageSize = 10;

const filterableStatuses = ['open', 'paid', 'voided', 'uncollectible'] as const;

/**
 * The invoices of a subscription, newest first, page by page, with filters by year and status.
 *
 * On a page of its own (the portal) each row links to the invoice's address. Elsewhere, without `invoice-href`, a row opens
 * the invoice in place, unless the page cancels `nomos-invoice-open` and shows it itself.
 *
 * @fires {CustomEvent<{invoice: string}>} nomos-invoice-open - An invoice is about to be opened; cancelable.
 * @fires {CustomEvent<InvoicesFilter>} nomos-invoices-filter - The customer chose a filter or a page.
 * @fires {CustomEvent<void>} nomos-session-sign-in - A customer who is not signed in asked for the sign-in; cancelable.
 * @slot header - In place of the heading.
 * @slot empty - In place of what an empty list says.
 * @csspart heading - The heading.
 * @csspart card - The surface around the list.
 * @csspart table - The list of invoices.
 * @csspart row - One invoice.
 * @csspart input - A filter.
 * @csspart button - Any button.
 * @csspart empty - What it says where there is nothing to show.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 * @csspart signed-out - What it says while nobody is signed in.
 */
export class NomosInvoices extends NomosElement<InvoicesState> {
  static override styles = [...NomosElement.styles, formStyles, invoiceRowStyles, invoicesStyles];

  /** Shows only invoices whose period begins in this year (Europe/Berlin). */
  @property({ type: Number }) year: number | null = null;

  /** Shows only invoices of this status: `open`, `paid`, `voided` or `uncollectible`. */
  @property() status: string | null = null;

  /** The page shown, from 1. */
  @property({ type: Number }) page = 1;

  /** Where an invoice has its own page; `{id}` stands for its id. Without it an invoice opens in place. */
  @property({ attribute: 'invoice-href' }) invoiceHref: string | undefined;

  /** The invoice that is open in place, on pages without `invoice-href`. */
  @state() private openInvoice: string | null = null;

  readonly #query = new QueryController(this, this.session, (store) => {
    const subscription = this.activeSubscription;
    if (!subscription) return null;
    const filter = { ...(this.status ? { status: this.status } : {}), ...periodOfYear(this.year) };
    return invoicesQuery(store, { subscription, limit: pageSize, ...filter }, Math.max(1, this.page));
  });

  protected override deriveState(): InvoicesState {
    const access = this.access;
    if (access.type !== 'granted') return access;
    if (!this.activeSubscription) return { type: 'empty', reason: 'no-subscription' };
    const { data, error, isFetching } = this.#query;
    if (!data) return error ? { type: 'error', error } : { type: 'loading' };
    if (data.page === 1 && data.items.length === 0 && !data.has_more) {
      return { type: 'empty', reason: this.year || this.status ? 'filtered' : 'none-yet' };
    }
    return { type: 'loaded', invoices: data.items, page: data.page, hasMore: data.has_more, updating: isFetching };
  }

  protected override retry(): void {
    void this.#query.refetch();
  }

  #onFilter(change: Partial<InvoicesFilter>): void {
    const filter: InvoicesFilter = { year: this.year, status: this.status, page: 1, ...change };
    this.year = filter.year;
    this.status = filter.status;
    this.page = filter.page;
    this.emit('nomos-invoices-filter', filter);
  }

  #onYear(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.#onFilter({ year: value ? Number(value) : null });
  }

  #onStatus(event: Event): void {
    this.#onFilter({ status: (event.target as HTMLSelectElement).value || null });
  }

  async #onPage(page: number): Promise<void> {
    this.#onFilter({ page });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.list')?.focus();
  }

  #onOpen(event: MouseEvent, invoice: string): void {
    if (!this.emit('nomos-invoice-open', { invoice }, { cancelable: true })) {
      event.preventDefault();
      return;
    }
    if (this.invoiceHref) return;
    event.preventDefault();
    void import('../nomos-invoice/nomos-invoice.ts');
    this.openInvoice = invoice;
  }

  async #onClose(): Promise<void> {
    const invoice = this.openInvoice;
    this.openInvoice = null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`a[data-invoice="${invoice ?? ''}"]`)?.focus();
  }

  /** The years that can hold invoices: from the start of supply to now, and whatever the filter says already. */
  #years(): number[] {
    const start = this.session.active?.start_at;
    const now = Number(berlinDateOf(new Date()).slice(0, 4));
    const first = start ? Number(berlinDateOf(start).slice(0, 4)) : now;
    const years = new Set<number>(this.year ? [this.year] : []);
    for (let year = now; year >= first; year -= 1) years.add(year);
    return [...years].sort((a, b) => b - a);
  }

  #href(invoice: Invoice): string {
    return this.invoiceHref?.replace('{id}', encodeURIComponent(invoice.id)) ?? `#${invoice.id}`;
  }

  #renderFilters(): TemplateResult {
    return html`<div class="filters">
      <label class="filter"
        >${msg('Jahr', { id: 'invoices.filter.year' })}
        <select class="input" part="input" @change=${this.#onYear} .value=${String(this.year ?? '')}>
          <option value="" ?selected=${!this.year}>${msg('Alle Jahre', { id: 'invoices.filter.all-years' })}</option>
          ${this.#years().map((year) => html`<option value=${year} ?selected=${this.year === year}>${year}</option>`)}
        </select>
      </label>
      <label class="filter"
        >${msg('Status', { id: 'invoices.filter.status' })}
        <select class="input" part="input" @change=${this.#onStatus} .value=${this.status ?? ''}>
          <option value="" ?selected=${!this.status}>${msg('Alle', { id: 'invoices.filter.all-statuses' })}</option>
          ${filterableStatuses.map(
            (status) =>
              html`<option value=${status} ?selected=${this.status === status}>
                ${invoiceStatusLabel({ status, type: 'usage', total: 0 }).text}
              </option>`,
          )}
        </select>
      </label>
    </div>`;
  }

  #renderEmpty(reason: 'no-subscription' | 'none-yet' | 'filtered'): TemplateResult {
    switch (reason) {
      case 'no-subscription':
        return renderEmptyNotice(msg('Sie haben noch keinen Vertrag.', { id: 'invoices.empty.no-subscription' }));
      case 'filtered':
        return html`<div class="notice">
          <p class="notice-title">
            ${icon(infoIcon)}<span
              >${msg('Keine Rechnung passt zu dieser Auswahl.', { id: 'invoices.empty.filtered' })}</span
            >
          </p>
          <button
            class="button"
            part="button"
            type="button"
            @click=${() => this.#onFilter({ year: null, status: null })}
          >
            ${msg('Alle Rechnungen zeigen', { id: 'invoices.filter.clear' })}
          </button>
        </div>`;
      case 'none-yet': {
        const start = this.session.active?.start_at;
        return renderEmptyNotice(
          msg('Noch keine Rechnung', { id: 'invoices.empty.none-yet' }),
          start && new Date(start) > new Date()
            ? msg(
                str`Ihre Belieferung beginnt am ${this.formats.date(berlinDateOf(start))}. Die erste Rechnung kommt im Monat danach.`,
                { id: 'invoices.empty.not-started' },
              )
            : msg('Die erste Rechnung kommt Anfang des nächsten Monats.', { id: 'invoices.empty.soon' }),
        );
      }
    }
  }

  #renderList(shown: Extract<InvoicesState, { type: 'loaded' }>): TemplateResult {
    const { invoices, page, hasMore, updating } = shown;
    if (invoices.length === 0) {
      // The API ignored the filter and gave others' invoices, which were dropped on the way here.
      return html`<div class="card" part="card">
          ${renderEmptyNotice(msg('Auf dieser Seite ist keine Rechnung dieses Vertrags.', { id: 'invoices.empty.page' }))}
        </div>
        ${this.#renderPager(page, hasMore)}`;
    }
    return html`<ul
        class="card list"
        part="card table"
        tabindex="-1"
        role="list"
        aria-label=${msg(str`Rechnungen, Seite ${page}`, { id: 'invoices.list-label' })}
        aria-busy=${updating}
      >
        ${invoices.map((invoice) => renderInvoiceRow(invoice, this.formats, this.#href(invoice), (event) => this.#onOpen(event, invoice.id)))}
      </ul>
      ${page > 1 || hasMore ? this.#renderPager(page, hasMore) : nothing}`;
  }

  #renderPager(page: number, hasMore: boolean): TemplateResult {
    return html`<nav class="pager" aria-label=${msg('Seiten', { id: 'invoices.pager' })}>
      <button class="button" part="button" type="button" ?disabled=${page === 1} @click=${() => this.#onPage(page - 1)}>
        ${icon(chevronLeftIcon)}${msg('Neuere', { id: 'invoices.pager.newer' })}
      </button>
      <span class="muted small">${msg(str`Seite ${page}`, { id: 'invoices.pager.page' })}</span>
      <button class="button" part="button" type="button" ?disabled=${!hasMore} @click=${() => this.#onPage(page + 1)}>
        ${msg('Ältere', { id: 'invoices.pager.older' })}${icon(chevronRightIcon)}
      </button>
    </nav>`;
  }

  #renderOpenInvoice(invoice: string): TemplateResult {
    return html`<div class="section">
      <p>
        <button class="button plain" part="button" type="button" @click=${this.#onClose}>
          ${icon(chevronLeftIcon)}${msg('Alle Rechnungen', { id: 'invoices.back' })}
        </button>
      </p>
      <nomos-invoice
        instance=${ifDefined(this.instance)}
        theme=${ifDefined(this.theme)}
        invoice=${invoice}
        heading-level=${this.headingLevel}
        exportparts="heading,card,button"
      ></nomos-invoice>
    </div>`;
  }

  #renderContent(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'signed-out':
        return this.renderSignedOut();
      case 'loading':
        return html`<div class="card list" part="card">${renderSkeleton(Array<string>(pageSize).fill('tall'))}</div>`;
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
      case 'empty':
        return html`<div class="card" part="card">${this.#renderEmpty(shown.reason)}</div>`;
      case 'loaded':
        return this.#renderList(shown);
    }
  }

  override render(): TemplateResult {
    if (this.openInvoice) return this.#renderOpenInvoice(this.openInvoice);
    const { type } = this.state;
    return html`<section class="section">
      <slot name="header">
        ${renderHeading(this.headingLevel, 'title', msg('Rechnungen', { id: 'invoices.title' }))}
      </slot>
      ${
        type === 'signed-out' || (this.state.type === 'empty' && this.state.reason !== 'filtered')
          ? nothing
          : this.#renderFilters()
      }
      ${this.#renderContent()}
    </section>`;
  }
}

/** The UTC instants between which a billed period begins, for a Berlin year. */
function periodOfYear(year: number | null): { periodStartFrom?: string; periodStartBefore?: string } {
  if (!year) return {};
  return {
    periodStartFrom: startOfBerlinDay(`${year}-01-01` as BerlinDate).toISOString(),
    periodStartBefore: startOfBerlinDay(`${year + 1}-01-01` as BerlinDate).toISOString(),
  };
}
