import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { pricesQuery } from '../../src/api/prices.ts';
import type { Query } from '../../src/api/query.ts';
import { ChartController } from '../../src/charts/chart-controller.ts';
import { chartStyles } from '../../src/charts/chart-styles.ts';
import type { Price } from '../../src/contract/nomos/price.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf, startOfBerlinDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { isDayKnown, lowestAndHighest } from '../../src/domain/cheapest-window.ts';
import { currentPrice } from '../../src/domain/current-price.ts';
import { preferences } from '../../src/session/preferences.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import type { SessionStore } from '../../src/session/session-store.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderEmptyNotice, renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';
import {
  renderDayCard,
  renderNegativeCard,
  renderNowCard,
  renderWindowCard,
  windowHours,
  type PriceCardContext,
} from './price-cards.ts';
import { freshFor, PriceClock } from './price-clock.ts';
import { viewPrices } from './price-view.ts';
import { pricesChart } from './prices-chart.ts';
import { pricesStyles } from './prices-styles.ts';

/** What `<nomos-prices>` shows. */
export type PricesState =
  | { type: 'signed-out' }
  | { type: 'loading' }
  | { type: 'empty'; reason: 'no-subscription' | 'no-prices'; feedIn: boolean }
  | {
      type: 'empty';
      /** Nothing is supplied yet, or any more. */
      reason: 'pending' | 'ended';
      feedIn: boolean;
      /** UTC instant at which supply begins or ended (exclusive); `null` when it is not known. */
      utcInstant: string | null;
    }
  | { type: 'error'; error: ShownError }
  | {
      type: 'loaded';
      /** The series of today and tomorrow, as far as it is known. */
      price: Price;
      now: Date;
      /** Whether the price is what is paid out for electricity that is fed in. */
      feedIn: boolean;
      /** Whether supply ends with this day, so that there is no price of tomorrow to wait for. */
      endsToday: boolean;
      /** The length of the window to look for, 1 to 6 hours. */
      hours: number;
    };

/** The preference in which the length of the window is remembered. */
const hoursPreference = 'prices.window-hours';

/**
 * What electricity costs today and tomorrow: the price now with its components, the cheapest hours for as long as the
 * customer needs, the lowest and highest price of each day. For feed-in it is what is paid out, and the best hours are those
 * that pay most.
 *
 * It draws itself anew at each quarter-hour and when the prices of tomorrow arrive, never in a hidden tab.
 *
 * @fires {CustomEvent<{hours: number}>} nomos-prices-window - The customer chose how long the window is to be.
 * @fires {CustomEvent<void>} nomos-session-sign-in - A customer who is not signed in asked for the sign-in; cancelable.
 * @slot header - In place of the heading.
 * @slot empty - In place of what is said when there are no prices.
 * @csspart heading - The headings.
 * @csspart card - Every card.
 * @csspart input - A length of the window.
 * @csspart chart - The course of the prices.
 * @csspart table - The same as a table.
 * @csspart button - Any button.
 * @csspart empty - What it says where there is nothing to show.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 * @csspart signed-out - What it says while nobody is signed in.
 */
export class NomosPrices extends NomosElement<PricesState> {
  static override styles = [...NomosElement.styles, chartStyles, pricesStyles];

  /** How many hours the cheapest window is to have, 1 to 6. Without it, as the customer chose last, else 3. */
  @property({ type: Number, attribute: 'window-hours' }) windowHours: number | undefined;

  readonly #chart = new ChartController(this);

  readonly #query = new QueryController(this, this.session, (store) => this.#pricesQuery(store));

  readonly #clock = new PriceClock(this, {
    running: () => this.live && this.#shown !== undefined,
    waiting: () => {
      const price = this.#shown;
      const tomorrow = addDays(berlinDateOf(new Date()), 1);
      return price !== undefined && !this.#endsBefore(tomorrow) && !isDayKnown(price, tomorrow);
    },
    ask: () => this.#askForTomorrow(),
  });

  /** The answer before the one of today: at midnight it still holds the new day. */
  #before: { subscription: string; price: Price } | undefined;

  /** The subscription shown, when it is one of the customer's. */
  get #subscription(): Subscription | null {
    const { snapshot } = this.session;
    if (snapshot.status !== 'signed-in') return null;
    return snapshot.subscriptions.find(({ id }) => id === this.activeSubscription) ?? null;
  }

  /** The prices to show: the answer, or, while there is none, the one of yesterday, if it knows what costs what now. */
  get #shown(): Price | undefined {
    const { data } = this.#query;
    const subscription = this.activeSubscription;
    if (data) {
      if (subscription) this.#before = { subscription, price: data };
      return data;
    }
    const before = this.#before;
    if (before?.subscription !== subscription) return undefined;
    return currentPrice(before.price, new Date()) ? before.price : undefined;
  }

  protected override deriveState(): PricesState {
    const access = this.access;
    if (access.type !== 'granted') return access;
    if (!this.activeSubscription) return { type: 'empty', reason: 'no-subscription', feedIn: false };
    const subscription = this.#subscription;
    const feedIn = subscription?.type === 'feed_in';
    if (subscription?.status === 'pending') {
      return { type: 'empty', reason: 'pending', feedIn, utcInstant: subscription.start_at };
    }
    if (subscription?.status === 'ended') {
      return { type: 'empty', reason: 'ended', feedIn, utcInstant: subscription.end_at };
    }
    const price = this.#shown;
    if (!price) return this.#query.error ? { type: 'error', error: this.#query.error } : { type: 'loading' };
    const now = new Date();
    const today = berlinDateOf(now);
    const known = lowestAndHighest(price, today) ?? lowestAndHighest(price, addDays(today, 1));
    if (!known) return { type: 'empty', reason: 'no-prices', feedIn };
    return {
      type: 'loaded',
      price,
      now,
      feedIn,
      endsToday: this.#endsBefore(addDays(today, 1)),
      hours: rememberedHours(),
    };
  }

  protected override retry(): void {
    void this.#query.refetch();
  }

  /** Whether supply ends before a Berlin day; the API's `end_at` is an exclusive midnight. */
  #endsBefore(berlinDate: BerlinDate): boolean {
    const endAt = this.#subscription?.end_at;
    return endAt != null && new Date(endAt) <= startOfBerlinDay(berlinDate);
  }

  /** The prices of today and tomorrow in one call. */
  #pricesQuery(store: SessionStore): Query<Price> | null {
    const subscription = this.activeSubscription;
    const status = this.#subscription?.status;
    if (!subscription || status === 'pending' || status === 'ended') return null;
    const today = berlinDateOf(new Date());
    return pricesQuery(store.client, { subscription, start: today, end: addDays(today, 1) });
  }

  /** Through the cache: an answer that another element got since the last time will do. */
  #askForTomorrow(): void {
    const { store } = this.session;
    const query = store && this.#pricesQuery(store);
    if (query) void store.queryClient.query({ ...query, staleTime: freshFor }).catch(() => undefined);
  }

  readonly #onHours = (hours: number): void => {
    this.windowHours = hours;
    preferences.write(hoursPreference, String(hours));
    this.emit('nomos-prices-window', { hours });
  };

  #renderEmpty(shown: Extract<PricesState, { type: 'empty' }>): TemplateResult {
    switch (shown.reason) {
      case 'no-subscription':
        return renderEmptyNotice(msg('Sie haben noch keinen Vertrag.', { id: 'invoices.empty.no-subscription' }));
      case 'pending': {
        const date = shown.utcInstant && this.formats.date(berlinDateOf(shown.utcInstant));
        return renderEmptyNotice(
          msg('Noch keine Preise', { id: 'prices.empty.pending' }),
          date
            ? msg(str`Ihr Vertrag beginnt am ${date}. Dann stehen hier die Preise.`, {
                id: 'prices.empty.pending-date',
              })
            : msg('Sobald Ihr Vertrag beginnt, stehen hier die Preise.', { id: 'prices.empty.pending-soon' }),
        );
      }
      case 'ended': {
        const date = shown.utcInstant && this.formats.date(addDays(berlinDateOf(shown.utcInstant), -1));
        return renderEmptyNotice(
          msg('Keine Preise mehr', { id: 'prices.empty.ended' }),
          date
            ? msg(str`Ihr Vertrag endete am ${date}.`, { id: 'prices.empty.ended-date' })
            : msg('Ihr Vertrag ist beendet.', { id: 'prices.empty.ended-unknown' }),
        );
      }
      case 'no-prices':
        return renderEmptyNotice(
          msg('Für heute und morgen sind keine Preise da.', { id: 'prices.empty.no-prices' }),
          msg('Bitte schauen Sie später wieder herein und prüfen Sie, ob Datum und Uhrzeit Ihres Geräts stimmen.', {
            id: 'prices.empty.no-prices-explanation',
          }),
        );
    }
  }

  #renderCards(shown: Extract<PricesState, { type: 'loaded' }>): TemplateResult {
    const { price, now, feedIn, endsToday } = shown;
    const hours = hoursOf(this.windowHours) ?? hoursOf(shown.hours) ?? 3;
    const view = viewPrices(price, now, hours, feedIn);
    const context: PriceCardContext = {
      view,
      now,
      feedIn,
      endsToday,
      hours,
      formats: this.formats,
      headingLevel: this.headingLevel + 1,
      onHours: this.#onHours,
    };
    return html`<div class="grid">
      ${renderNowCard(context)} ${renderWindowCard(context)} ${this.#renderCurve(shown, context)}
      ${renderDayCard(context, view.today)} ${renderDayCard(context, view.tomorrow)} ${renderNegativeCard(context)}
    </div>`;
  }

  #renderCurve({ price }: { price: Price }, context: PriceCardContext): TemplateResult {
    return html`<section class="card curve" part="card">
      <div class="card-heading">${renderHeading(context.headingLevel, '', msg('Verlauf', { id: 'prices.curve' }))}</div>
      ${this.#chart.render(pricesChart(price, context.view, context))}
    </section>`;
  }

  #renderContent(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'signed-out':
        return this.renderSignedOut();
      case 'loading':
        return html`<div class="grid">
          ${['now', 'window', 'curve', 'day', 'day'].map(
            (name) => html`<div class="card ${name}" part="card">${renderSkeleton(['third', 'half tall', ''])}</div>`,
          )}
        </div>`;
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
      case 'empty':
        return html`<div class="card" part="card">${this.#renderEmpty(shown)}</div>`;
      case 'loaded':
        return this.#renderCards(shown);
    }
  }

  override render(): TemplateResult {
    const { state } = this;
    const feedIn = 'feedIn' in state && state.feedIn;
    return html`<section class="section">
      <slot name="header">
        ${renderHeading(
          this.headingLevel,
          'title',
          feedIn ? msg('Einspeisevergütung', { id: 'prices.title.payout' }) : msg('Strompreis', { id: 'prices.title' }),
        )}
      </slot>
      ${this.#renderContent()}
    </section>`;
  }
}

/** A length of the window that can be chosen, or `undefined` for anything else. */
function hoursOf(value: unknown): number | undefined {
  return windowHours.find((hours) => hours === value);
}

function rememberedHours(): number {
  return hoursOf(Number(preferences.read(hoursPreference))) ?? 3;
}
