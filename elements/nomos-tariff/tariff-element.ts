import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import * as z from 'zod/mini';
import { customerRequestsQuery } from '../../src/api/customer-requests-query.ts';
import { planQuery } from '../../src/api/plans.ts';
import { pricesQuery } from '../../src/api/prices.ts';
import { quoteQuery } from '../../src/api/quotes.ts';
import { usageQuery } from '../../src/api/usage.ts';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { termsSchema } from '../../src/contract/gateway/terms.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import { contractStanding, dateOf, type ContractStanding } from '../../src/domain/contract-standing.ts';
import { lastTwelveMonths, measuredYear, type MeasuredYear } from '../../src/domain/measured-year.ts';
import { usageRange } from '../../src/domain/period.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import { copyText } from '../../src/ui/copy-text.ts';
import { customerRequestListStyles } from '../../src/ui/customer-request-list-styles.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { icon, infoIcon } from '../../src/ui/icons.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderEmptyNotice, renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';
import { PriceClock } from '../nomos-prices/price-clock.ts';
import type { ContractActions } from './tariff-contract.ts';
import { figuresOf } from './tariff-figures.ts';
import { renderPriceCard } from './tariff-price.ts';
import type * as TariffDetails from './tariff-details.ts';
import type { Copied, Identifier, LoadedTariff, Piece, TariffContext, TariffState } from './tariff-state.ts';
import { tariffStyles } from './tariff-styles.ts';
import { standingText } from './tariff-texts.ts';

/** What stands below price and contract: its code is loaded after theirs. */
type Details = typeof TariffDetails;

/**
 * The tariff: what a kilowatt-hour costs, what the price is made of, what a year costs; the contract with its dates and
 * identifiers; what the customer asked for concerning it; whom to turn to. For feed-in it is what is paid out.
 *
 * Each of these loads by itself. Where a price changes over the day, it is drawn anew at each quarter-hour.
 *
 * @fires {CustomEvent<void>} nomos-session-sign-in - A customer who is not signed in asked for the sign-in; cancelable.
 * @slot header - In place of the heading.
 * @slot empty - In place of what is said to a customer without a subscription.
 * @csspart heading - The headings.
 * @csspart card - Every card.
 * @csspart table - What a price is made of; the example year.
 * @csspart row - A part of a price; a request.
 * @csspart button - Any button.
 * @csspart empty - What it says where there is nothing to show.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 * @csspart signed-out - What it says while nobody is signed in.
 */
export class NomosTariff extends NomosElement<TariffState> {
  static override styles = [...NomosElement.styles, customerRequestListStyles, tariffStyles];

  /** Where contracts are cancelled; `{id}` stands for the subscription's id. Without it there is no button for that. */
  @property({ attribute: 'cancel-href' }) cancelHref: string | undefined;

  /** Where one withdraws from a contract; `{id}` stands for the subscription's id. Without it there is no button for that. */
  @property({ attribute: 'withdraw-href' }) withdrawHref: string | undefined;

  @state() private copied: Copied | null = null;

  /** The code of what stands below, once it is there, or why it is not. */
  @state() private details: Details | ShownError | null = null;

  readonly #plan = new QueryController(this, this.session, (store) => {
    const plan = this.shownSubscription?.plan;
    return plan ? planQuery(store.client, plan) : null;
  });

  readonly #quote = new QueryController(this, this.session, (store) => {
    const subscription = this.shownSubscription;
    if (!subscription || isOver(subscription)) return null;
    const { plan, address, estimated_usage: usage, meter } = subscription;
    return quoteQuery(store.client, plan, { zipCode: address.zip, usage, meterType: meter.type });
  });

  /** The same question as that of `<nomos-prices>`, so that a page with both asks once. */
  readonly #prices = new QueryController(this, this.session, (store) => {
    const subscription = this.shownSubscription;
    if (!subscription || !hasPriceNow(subscription)) return null;
    const today = berlinDateOf(new Date());
    return pricesQuery(store.client, { subscription: subscription.id, start: today, end: addDays(today, 1) });
  });

  readonly #usage = new QueryController(this, this.session, (store) => {
    const subscription = this.shownSubscription;
    const period = subscription && yearOf(subscription);
    if (!period) return null;
    return usageQuery(store.client, { subscription: subscription.id, ...usageRange(period), resolution: 'month' });
  });

  readonly #requests = new QueryController(this, this.session, (store) =>
    this.shownSubscription ? customerRequestsQuery(store.gateway) : null,
  );

  #loading: Promise<unknown> | undefined;

  /** Whose identifier was copied last. */
  #copiedOf: string | null = null;

  constructor() {
    super();
    // Adds itself to the element; nothing has to be asked of it.
    new PriceClock(this, {
      running: () => this.live && this.#prices.data !== undefined,
      waiting: () => false,
      ask: noop,
    });
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // Not before: the session is found during an update.
    if (!this.#loading && this.state.type === 'loaded') this.#onLoadDetails();
  }

  /** An update is complete when what stands below is there as well. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#loading;
    return super.getUpdateComplete();
  }

  protected override deriveState(): TariffState {
    const access = this.access;
    if (access.type !== 'granted') return access;
    const subscription = this.shownSubscription;
    if (!subscription) return { type: 'empty' };
    const { brand } = this.session;
    const terms = z.safeParse(termsSchema, brand?.terms);
    const over = isOver(subscription);
    return {
      type: 'loaded',
      subscription,
      now: new Date(),
      planName: this.#plan.data?.name ?? null,
      quote: over ? { type: 'none' } : pieceOf(this.#quote),
      price: hasPriceNow(subscription) ? pieceOf(this.#prices) : { type: 'none' },
      measured: this.#measured(subscription),
      requests: this.#ownRequests(subscription),
      supplier: brand,
      terms: terms.success ? terms.data : null,
      copied: this.#copiedOf === subscription.id ? this.copied : null,
    };
  }

  protected override retry(): void {
    for (const query of [this.#quote, this.#prices, this.#requests]) if (query.error) void query.refetch();
  }

  readonly #onLoadDetails = (): void => {
    this.details = null;
    this.#loading = import('./tariff-details.ts').then(
      (details) => (this.details = details),
      () => (this.details = { kind: 'network' }),
    );
  };

  readonly #onCopy = async (what: Identifier, text: string): Promise<void> => {
    const { state: shown, shadowRoot } = this;
    if (shown.type !== 'loaded' || !shadowRoot) return;
    // Emptied first: the same words again are announced only as a change.
    this.copied = null;
    const done = await copyText(text, shadowRoot);
    await this.updateComplete;
    this.#copiedOf = shown.subscription.id;
    this.copied = { what, done };
  };

  #measured(subscription: Subscription): MeasuredYear | null {
    const period = yearOf(subscription);
    const { data } = this.#usage;
    return period && data ? measuredYear(data, period) : null;
  }

  #ownRequests({ id }: Subscription): Piece<CustomerRequest[]> {
    const piece = pieceOf(this.#requests);
    if (piece.type !== 'loaded') return piece;
    const content = piece.content.filter(({ subscription }) => subscription === id);
    return content.length > 0 ? { type: 'loaded', content } : { type: 'none' };
  }

  #renderStanding(standing: ContractStanding, feedIn: boolean): unknown {
    const text = standingText(standing, feedIn, this.formats);
    if (!text) return nothing;
    return html`<div class="card standing" part="card">
      <p class="notice-title">${icon(infoIcon)}<span>${text}</span></p>
      ${
        standing.type === 'ended'
          ? html`<p class="muted">
              ${msg('Ihre Rechnungen und Ihren Verbrauch finden Sie hier weiterhin.', { id: 'tariff.ended.remains' })}
            </p>`
          : nothing
      }
    </div>`;
  }

  #renderLoaded(shown: LoadedTariff): TemplateResult {
    const { subscription, now } = shown;
    const standing = contractStanding(subscription, berlinDateOf(now));
    const over = standing.type === 'ended' || standing.type === 'never-begins';
    const figures = figuresOf(shown);
    const context: TariffContext = {
      formats: this.formats,
      headingLevel: this.headingLevel + 1,
      onRetry: this.onRetry,
    };
    const hrefOf = (href: string | undefined): string | undefined =>
      href?.replace('{id}', encodeURIComponent(subscription.id));
    const actions: ContractActions = {
      onCopy: (what, text) => void this.#onCopy(what, text),
      cancelHref: hrefOf(this.cancelHref),
      withdrawHref: hrefOf(this.withdrawHref),
    };
    const details = this.details && 'renderPriceDetails' in this.details ? this.details : null;
    const contract = details?.renderContract(shown, standing, context, actions) ?? this.#renderAbsentDetails();
    return html`${this.#renderStanding(standing, figures.feedIn)}
      <div class="columns">
        ${
          over
            ? nothing
            : html`<div class="column">
                ${renderPriceCard(shown, figures, context)} ${details?.renderPriceDetails(shown, figures, context)}
              </div>`
        }
        <div class="column">${contract} ${over ? nothing : details?.renderContractDetails(shown, context)}</div>
        ${over ? html`<div class="column">${details?.renderContractDetails(shown, context)}</div>` : nothing}
      </div>`;
  }

  /** While the code of what stands below is not there. */
  #renderAbsentDetails(): TemplateResult {
    const { details } = this;
    return html`<div class="card" part="card">
      ${
        details && 'kind' in details
          ? renderErrorNotice(details, this.#onLoadDetails)
          : renderSkeleton(['third', '', '', '', '', '', ''])
      }
    </div>`;
  }

  #renderContent(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'signed-out':
        return this.renderSignedOut();
      case 'loading':
        return html`<div class="columns">
          <div class="column">
            <div class="card" part="card">${renderSkeleton(['third', 'half tall', '', 'half'])}</div>
            <div class="card" part="card">${renderSkeleton(['half', '', '', '', ''])}</div>
          </div>
          <div class="column">
            <div class="card" part="card">${renderSkeleton(['third', '', '', '', '', '', ''])}</div>
          </div>
        </div>`;
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
      case 'empty': {
        const email = this.session.brand?.support.email;
        return html`<div class="card" part="card">
          ${renderEmptyNotice(
            msg('Sie haben noch keinen Vertrag.', { id: 'invoices.empty.no-subscription' }),
            email
              ? msg(str`Sobald Sie einen abschließen, steht hier, was er kostet. Fragen beantwortet ${email}.`, {
                  id: 'tariff.empty.explanation',
                })
              : undefined,
          )}
        </div>`;
      }
      case 'loaded':
        return this.#renderLoaded(shown);
    }
  }

  override render(): TemplateResult {
    return html`<section class="section">
      <slot name="header">${renderHeading(this.headingLevel, 'title', msg('Tarif', { id: 'tariff.title' }))}</slot>
      ${this.#renderContent()}
    </section>`;
  }
}

const noop = (): void => undefined;

/** What is there of a query. What does not exist will not come by asking again. */
function pieceOf<Content>({ data, error }: QueryController<Content>): Piece<Content> {
  if (data !== undefined) return { type: 'loaded', content: data };
  if (!error) return { type: 'loading' };
  return error.kind === 'not-found' || error.kind === 'invalid' ? { type: 'none' } : { type: 'error', error };
}

function isOver(subscription: Subscription): boolean {
  const { type } = contractStanding(subscription, berlinDateOf(new Date()));
  return type === 'ended' || type === 'never-begins';
}

/** Whether a price of the moment applies: supply is running, and the meter tells when energy was used. */
function hasPriceNow(subscription: Subscription): boolean {
  return subscription.meter.type !== 'analog' && subscription.status !== 'pending' && !isOver(subscription);
}

function yearOf(subscription: Subscription): ReturnType<typeof lastTwelveMonths> {
  if (subscription.status === 'pending' || isOver(subscription)) return null;
  return lastTwelveMonths(berlinDateOf(new Date()), dateOf(subscription.start_at));
}
