import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { forecastQuery } from '../../src/api/forecast.ts';
import { invoicesQuery } from '../../src/api/invoices.ts';
import { planQuery } from '../../src/api/plans.ts';
import { usageQuery } from '../../src/api/usage.ts';
import type { Invoice } from '../../src/contract/nomos/invoice.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import { latestUsage } from '../../src/domain/latest-usage.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { invoiceRowStyles } from '../../src/ui/invoice-row-styles.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderEmptyNotice, renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';
import {
  renderBillCard,
  renderContractCard,
  renderForecastCard,
  renderInvoicesCard,
  renderUsageCard,
  type Card,
  type CardContext,
  type ForecastContent,
  type UsageContent,
} from './dashboard-cards.ts';
import { dashboardStyles } from './dashboard-styles.ts';
import type { PricesState } from '../nomos-prices/prices-element.ts';
import '../nomos-prices/nomos-prices.ts';

/** What `<nomos-dashboard>` shows. Each card has a state of its own. */
export type DashboardState =
  | { type: 'signed-out' }
  | { type: 'loading' }
  | { type: 'empty' }
  | { type: 'error'; error: ShownError }
  | {
      type: 'loaded';
      subscription: Subscription;
      planName: string | null;
      /** What `<nomos-prices>` is to show; `null` when it finds out by itself. */
      prices: PricesState | null;
      usage: Card<UsageContent>;
      /** `null` for contracts of which nothing can be forecast. */
      forecast: Card<ForecastContent> | null;
      invoices: Card<Invoice[]>;
    };

/** How far back the latest daily value is looked for: metering operators are late by days at times. */
const usageDaysBack = 14;

/**
 * The overview: what electricity costs now, the latest bill, the latest consumption, the contract, the latest invoices.
 * Every card loads by itself.
 *
 * @fires {CustomEvent<{invoice: string}>} nomos-invoice-open - An invoice is about to be opened; cancelable.
 * @fires {CustomEvent<void>} nomos-session-sign-in - A customer who is not signed in asked for the sign-in; cancelable.
 * @slot header - In place of the heading.
 * @slot empty - In place of what is said to a customer without a subscription.
 * @csspart heading - The headings.
 * @csspart card - Every card.
 * @csspart row - One invoice.
 * @csspart button - Any button.
 * @csspart empty - What it says where there is nothing to show.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 * @csspart signed-out - What it says while nobody is signed in.
 */
export class NomosDashboard extends NomosElement<DashboardState> {
  static override styles = [...NomosElement.styles, invoiceRowStyles, dashboardStyles];

  /** Where an invoice has its own page; `{id}` stands for its id. */
  @property({ attribute: 'invoice-href' }) invoiceHref: string | undefined;

  /** Where all invoices are listed. */
  @property({ attribute: 'invoices-href' }) invoicesHref: string | undefined;

  /** Where consumption is shown. */
  @property({ attribute: 'consumption-href' }) consumptionHref: string | undefined;

  /** Where the tariff is shown. */
  @property({ attribute: 'tariff-href' }) tariffHref: string | undefined;

  readonly #plan = new QueryController(this, this.session, (store) => {
    const plan = this.shownSubscription?.plan;
    return plan ? planQuery(store.client, plan) : null;
  });

  readonly #usage = new QueryController(this, this.session, (store) => {
    const subscription = this.shownSubscription;
    if (!subscription || subscription.status === 'pending') return null;
    if (subscription.meter.type === 'analog') {
      return usageQuery(store.client, { subscription: subscription.id, resolution: 'month' });
    }
    const end = subscription.end_at && new Date(subscription.end_at) < new Date() ? subscription.end_at : new Date();
    return usageQuery(store.client, {
      subscription: subscription.id,
      start: addDays(berlinDateOf(end), -usageDaysBack),
      end: berlinDateOf(end),
      resolution: 'day',
    });
  });

  readonly #forecast = new QueryController(this, this.session, (store) => {
    const subscription = this.shownSubscription;
    return subscription && isForecast(subscription) ? forecastQuery(store, subscription, new Date()) : null;
  });

  readonly #invoices = new QueryController(this, this.session, (store) => {
    const subscription = this.shownSubscription;
    return subscription ? invoicesQuery(store, { subscription: subscription.id, limit: 10 }) : null;
  });

  protected override deriveState(): DashboardState {
    const access = this.access;
    if (access.type !== 'granted') return access;
    const subscription = this.shownSubscription;
    if (!subscription) return { type: 'empty' };
    return {
      type: 'loaded',
      subscription,
      planName: this.#plan.data?.name ?? null,
      prices: null,
      usage: this.#usageCard(subscription),
      forecast: isForecast(subscription) ? this.#forecastCard(subscription) : null,
      invoices: this.#invoicesCard(),
    };
  }

  #usageCard(subscription: Subscription): Card<UsageContent> {
    if (subscription.status === 'pending') return { type: 'empty' };
    const { data, error, refetch } = this.#usage;
    if (data) {
      const usage = latestUsage(data);
      const interval = data.resolution === 'month' ? 'month' : 'day';
      return usage
        ? { type: 'loaded', content: { ...usage, interval, feedIn: subscription.type === 'feed_in' } }
        : { type: 'empty' };
    }
    return error ? { type: 'error', error, retry: () => void refetch() } : { type: 'loading' };
  }

  #forecastCard({ type }: Subscription): Card<ForecastContent> {
    const { data, error, refetch } = this.#forecast;
    if (data) return { type: 'loaded', content: { forecast: data, feedIn: type === 'feed_in' } };
    if (data === null) return { type: 'empty' };
    return error ? { type: 'error', error, retry: () => void refetch() } : { type: 'loading' };
  }

  #invoicesCard(): Card<Invoice[]> {
    const { data, error, refetch } = this.#invoices;
    const invoices = data?.items;
    if (invoices) return invoices.length > 0 ? { type: 'loaded', content: invoices } : { type: 'empty' };
    return error ? { type: 'error', error, retry: () => void refetch() } : { type: 'loading' };
  }

  readonly #onInvoiceOpen = (event: MouseEvent, invoice: string): void => {
    if (!this.emit('nomos-invoice-open', { invoice }, { cancelable: true }) || !this.invoiceHref)
      event.preventDefault();
  };

  #renderCards(shown: Extract<DashboardState, { type: 'loaded' }>): TemplateResult {
    const { invoiceHref } = this;
    const context: CardContext = {
      formats: this.formats,
      headingLevel: this.headingLevel + 1,
      links: {
        consumption: this.consumptionHref,
        invoices: this.invoicesHref,
        invoice: invoiceHref ? (id) => invoiceHref.replace('{id}', encodeURIComponent(id)) : undefined,
        tariff: this.tariffHref,
      },
      onInvoiceOpen: this.#onInvoiceOpen,
    };
    const { instance, theme, subscription: id, headingLevel } = this;
    return html`${
        shown.subscription.status === 'ended'
          ? nothing
          : html`<nomos-prices
              .state=${shown.prices ?? undefined}
              instance=${ifDefined(instance)}
              theme=${ifDefined(theme)}
              subscription=${ifDefined(id)}
              heading-level=${headingLevel + 1}
              exportparts="heading,card,button,input,chart,table"
              ><div slot="header">
                ${renderHeading(
                  headingLevel + 1,
                  'visually-hidden',
                  shown.subscription.type === 'feed_in'
                    ? msg('Einspeisevergütung', { id: 'prices.title.payout' })
                    : msg('Strompreis', { id: 'prices.title' }),
                )}
              </div></nomos-prices
            >`
      }
      <div class="grid">
        ${renderBillCard(context, shown.invoices)}
        ${shown.forecast ? renderForecastCard(context, shown.forecast) : nothing}
        ${renderUsageCard(context, shown.usage)} ${renderContractCard(context, shown.subscription, shown.planName)}
        ${renderInvoicesCard(context, shown.invoices)}
      </div>`;
  }

  #renderContent(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'signed-out':
        return this.renderSignedOut();
      case 'loading':
        return html`<div class="grid">
          ${['bill', 'usage', 'contract', 'invoices'].map(
            (name) => html`<div class="card ${name}" part="card">${renderSkeleton(['third', 'half tall', ''])}</div>`,
          )}
        </div>`;
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
      case 'empty':
        return html`<div class="card" part="card">
          ${renderEmptyNotice(
            msg('Sie haben noch keinen Vertrag.', { id: 'invoices.empty.no-subscription' }),
            this.session.brand
              ? msg(
                  str`Sobald Sie einen abschließen, finden Sie hier Preise, Verbrauch und Rechnungen. Fragen beantwortet ${this.session.brand.support.email}.`,
                  { id: 'dashboard.empty.explanation' },
                )
              : undefined,
          )}
        </div>`;
      case 'loaded':
        return this.#renderCards(shown);
    }
  }

  override render(): TemplateResult {
    return html`<section class="section">
      <slot name="header">
        ${renderHeading(this.headingLevel, 'title', msg('Übersicht', { id: 'dashboard.title' }))}
      </slot>
      ${this.#renderContent()}
    </section>`;
  }
}

/** Whether a month can be forecast: supply is running, and the meter tells what is used by the day. */
function isForecast({ status, meter }: Subscription): boolean {
  return status === 'active' && meter.type !== 'analog';
}
