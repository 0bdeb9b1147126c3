import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { consumptionQuery } from '../../src/api/consumption.ts';
import { usageQuery } from '../../src/api/usage.ts';
import { ChartController } from '../../src/charts/chart-controller.ts';
import { chartStyles } from '../../src/charts/chart-styles.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import type { Usage } from '../../src/contract/nomos/usage.ts';
import {
  addDays,
  berlinDateOf,
  berlinTimeLabel,
  isBerlinDate,
  type BerlinDate,
} from '../../src/domain/berlin-calendar.ts';
import {
  outsideSupply,
  periodOfView,
  resolutionsOfView,
  viewPeriods,
  type ConsumptionView,
  type SupplyDays,
} from '../../src/domain/consumption-view.ts';
import { joinIntervals, type Resolution } from '../../src/domain/interval-join.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { previousPeriod, samePeriodLastYear, usageRange, type Period } from '../../src/domain/period.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import type { SessionStore } from '../../src/session/session-store.ts';
import { formStyles } from '../../src/ui/form-styles.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderEmptyNotice, renderErrorNotice, renderSkeleton } from '../../src/ui/notices.ts';
import { consumptionChart } from './consumption-chart.ts';
import { renderControls } from './consumption-controls.ts';
import { exportConsumption, renderExport, type Export, type ExportStatus } from './consumption-export.ts';
import { renderFigures } from './consumption-figures.ts';
import {
  figuresOf,
  whyNothing,
  type ConsumptionContent,
  type ConsumptionFigures,
  type ConsumptionState,
} from './consumption-state.ts';
import { consumptionStyles } from './consumption-styles.ts';

/** From when on, in Berlin, the values of the day before are there. */
const dataArrive = '16:00';

/**
 * What was used, by quarter-hour, hour, day, week and month, next to its price: energy, cost, average price, the share used
 * when it was cheap, and how that compares. With the same values as a table, and as CSV and JSON for any period.
 *
 * @fires {CustomEvent<{period: string, date: string}>} nomos-consumption-view - The customer chose another period.
 * @fires {CustomEvent<void>} nomos-session-sign-in - A customer who is not signed in asked for the sign-in; cancelable.
 * @slot header - In place of the heading.
 * @slot empty - In place of what is said when there is nothing to show.
 * @csspart heading - The headings.
 * @csspart card - Every card.
 * @csspart chart - The chart.
 * @csspart table - The same values as a table.
 * @csspart input - Fields and choices.
 * @csspart button - Any button.
 * @csspart empty - What it says where there is nothing to show.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 * @csspart signed-out - What it says while nobody is signed in.
 */
export class NomosConsumption extends NomosElement<ConsumptionState> {
  static override styles = [...NomosElement.styles, formStyles, chartStyles, consumptionStyles];

  /** The span of time shown: `day`, `7days`, `week`, `month` or `year`. */
  @property() period = 'month';

  /** A day (`yyyy-mm-dd`, Berlin) within the span; the last one of `7days`. Without it, the last one whose values are there. */
  @property() date: string | null = null;

  @state() private resolution: Resolution | null = null;

  @state() private exporting: ExportStatus = { type: 'idle' };

  readonly #chart = new ChartController(this);

  /** Quarter-hours with their prices. */
  readonly #consumption = new QueryController(this, this.session, (store) => {
    const shown = this.#asked;
    return shown && shown.subscription.meter.type !== 'analog'
      ? consumptionQuery(store, { subscription: shown.subscription.id, period: shown.period })
      : null;
  });

  /** What an analog meter has: months. */
  readonly #months = new QueryController(this, this.session, (store) => {
    const shown = this.#asked;
    return shown?.subscription.meter.type === 'analog' ? this.#usageOf(store, shown, shown.period, 'month') : null;
  });

  readonly #before = new QueryController(this, this.session, (store) => {
    const shown = this.#asked;
    const period = shown && previousPeriod(shown.period);
    return period && period.start !== samePeriodLastYear(shown.period).start
      ? this.#usageOf(store, shown, period, this.#coarse(shown.subscription))
      : null;
  });

  readonly #yearAgo = new QueryController(this, this.session, (store) => {
    const shown = this.#asked;
    return shown && this.#usageOf(store, shown, samePeriodLastYear(shown.period), this.#coarse(shown.subscription));
  });

  /** The figures last worked out, and from what: a year has 35,040 intervals, and a page is drawn more often than it changes. */
  #worked: { from: readonly unknown[]; figures: ConsumptionFigures } | undefined;

  /** What to ask for: nothing without a subscription that has begun, nor for days outside of its supply. */
  get #asked(): { subscription: Subscription; period: Period; supply: SupplyDays } | null {
    const subscription = this.shownSubscription;
    if (!subscription || subscription.status === 'pending') return null;
    const supply = supplyDays(subscription, new Date());
    const period = periodOfView(this.#view(subscription, supply));
    return outsideSupply(period, supply) ? null : { subscription, period, supply };
  }

  protected override deriveState(): ConsumptionState {
    const access = this.access;
    if (access.type !== 'granted') return access;
    const subscription = this.shownSubscription;
    if (!subscription) return { type: 'empty', reason: 'no-subscription', start: null };
    const now = new Date();
    if (subscription.status === 'pending') {
      const start = subscription.start_at ? berlinDateOf(subscription.start_at) : null;
      return { type: 'empty', reason: 'not-started', start };
    }
    const supply = supplyDays(subscription, now);
    const view = this.#view(subscription, supply);
    const analog = subscription.meter.type === 'analog';
    const choices = resolutionsOfView(view.period);
    const resolution = analog
      ? 'month'
      : this.resolution && choices.includes(this.resolution)
        ? this.resolution
        : (choices[0] ?? 'day');
    const feedIn = subscription.type === 'feed_in';
    return {
      type: 'loaded',
      meter: analog ? 'analog' : 'smart',
      feedIn,
      view,
      resolution,
      supply,
      now,
      content: this.#content({ view, resolution, supply, now, feedIn, analog }),
    };
  }

  protected override retry(): void {
    for (const query of [this.#consumption, this.#months, this.#before, this.#yearAgo]) {
      if (query.error) void query.refetch();
    }
  }

  #content({
    view,
    resolution,
    supply,
    now,
    feedIn,
    analog,
  }: {
    view: ConsumptionView;
    resolution: Resolution;
    supply: SupplyDays;
    now: Date;
    feedIn: boolean;
    analog: boolean;
  }): ConsumptionContent {
    const period = periodOfView(view);
    const reason = whyNothing(period, supply, now);
    if (reason) return { type: 'empty', reason };
    const query = analog ? this.#months : this.#consumption;
    if (query.error) return { type: 'error', error: query.error };
    const { data: months } = this.#months;
    const { data: consumption } = this.#consumption;
    const { data: before } = this.#before;
    const { data: yearAgo } = this.#yearAgo;
    if (analog ? !months : !consumption) return { type: 'loading' };
    const from = [consumption, months, before, yearAgo, resolution, view.period, view.date, berlinDateOf(now)];
    if (!this.#worked?.from.every((value, i) => value === from[i])) {
      const fine = months ? joinIntervals(months, null, period, { resolution: 'month' }) : consumption?.intervals;
      const reference = (usage: Usage | undefined, other: Period): Interval[] | null =>
        usage ? joinIntervals(usage, null, other, { resolution: analog ? 'month' : 'day' }) : null;
      const figures = figuresOf(fine ?? [], {
        resolution,
        supply,
        feedIn,
        now,
        // The year before is both.
        before: view.period === 'year' ? null : reference(before, previousPeriod(period)),
        yearAgo: reference(yearAgo, samePeriodLastYear(period)),
        pricesFailed: consumption?.pricesFailed ?? false,
      });
      this.#worked = { from, figures };
    }
    const { figures } = this.#worked;
    if (figures.total.kWh === null) {
      return { type: 'empty', reason: period.start >= addDays(berlinDateOf(now), -1) ? 'not-yet' : 'no-data' };
    }
    return { type: 'loaded', figures };
  }

  /** The view that the attributes ask for, as far as there is such a one. An analog meter is read by the year. */
  #view(subscription: Subscription, supply: SupplyDays): ConsumptionView {
    const period = viewPeriods.find((known) => known === this.period) ?? 'month';
    const today = berlinDateOf(new Date());
    const measured = addDays(today, berlinTimeLabel(new Date()) < dataArrive ? -2 : -1);
    const fallback = supply.last < measured ? supply.last : measured;
    const date = isBerlinDate(this.date) ? this.date : fallback;
    return { period: subscription.meter.type === 'analog' ? 'year' : period, date };
  }

  #coarse(subscription: Subscription): 'day' | 'month' {
    return subscription.meter.type === 'analog' ? 'month' : 'day';
  }

  /** Usage to compare with; nothing is asked for days before supply began. */
  #usageOf(
    store: SessionStore,
    { subscription, supply }: { subscription: Subscription; supply: SupplyDays },
    period: Period,
    resolution: 'day' | 'month',
  ) {
    if (outsideSupply(period, supply)) return null;
    return usageQuery(store.client, { subscription: subscription.id, ...usageRange(period), resolution });
  }

  readonly #onView = (view: ConsumptionView): void => {
    this.period = view.period;
    this.date = view.date;
    this.emit('nomos-consumption-view', { period: view.period, date: view.date });
  };

  readonly #onResolution = (resolution: Resolution): void => {
    this.resolution = resolution;
  };

  readonly #onExport = async (wanted: Export): Promise<void> => {
    const { store } = this.session;
    const subscription = this.shownSubscription;
    if (!store || !subscription || this.exporting.type === 'running') return;
    this.exporting = { type: 'running' };
    this.exporting = await exportConsumption(store, subscription, wanted, this.language);
  };

  #renderEmpty(reason: 'no-subscription' | 'not-started', start: BerlinDate | null): TemplateResult {
    if (reason === 'no-subscription') {
      return renderEmptyNotice(msg('Sie haben noch keinen Vertrag.', { id: 'invoices.empty.no-subscription' }));
    }
    return renderEmptyNotice(
      msg('Noch kein Verbrauch', { id: 'consumption.empty.not-started' }),
      start
        ? msg(str`Ihre Belieferung beginnt am ${this.formats.date(start)}. Die ersten Werte kommen am Tag danach.`, {
            id: 'consumption.empty.not-started-date',
          })
        : msg('Der Beginn steht noch nicht fest.', { id: 'subscription.start-unknown' }),
    );
  }

  #renderNothing({ reason, view, supply }: NothingShown): TemplateResult {
    const { formats } = this;
    switch (reason) {
      case 'before':
        return renderEmptyNotice(
          msg('Vor dem Beginn Ihres Vertrags', { id: 'consumption.empty.before' }),
          supply.first
            ? html`<button
                class="button"
                part="button"
                type="button"
                @click=${() => this.#onView({ ...view, date: supply.first ?? view.date })}
              >
                ${msg(str`Zum Beginn am ${formats.date(supply.first)}`, { id: 'consumption.to-start' })}
              </button>`
            : nothing,
        );
      case 'after':
        return renderEmptyNotice(
          msg('Nach dem Ende Ihres Vertrags', { id: 'consumption.empty.after' }),
          html`<button
            class="button"
            part="button"
            type="button"
            @click=${() => this.#onView({ ...view, date: supply.last })}
          >
            ${msg(str`Zum letzten Tag, ${formats.date(supply.last)}`, { id: 'consumption.to-end' })}
          </button>`,
        );
      case 'future':
        return renderEmptyNotice(msg('Diese Zeit kommt erst noch.', { id: 'consumption.empty.future' }));
      case 'not-yet':
        return renderEmptyNotice(
          msg('Noch keine Werte', { id: 'consumption.empty.not-yet' }),
          msg('Die Werte eines Tages kommen am Folgetag ab etwa 16 Uhr.', { id: 'consumption.empty.not-yet-text' }),
        );
      case 'no-data':
        return renderEmptyNotice(
          msg('Keine Werte', { id: 'consumption.empty.no-data' }),
          msg('Für diesen Zeitraum liegen keine Messwerte vor.', { id: 'consumption.empty.no-data-text' }),
        );
    }
  }

  #renderContent(shown: Extract<ConsumptionState, { type: 'loaded' }>): TemplateResult {
    const { content, view, supply } = shown;
    switch (content.type) {
      case 'loading':
        return html`<div class="card" part="card">${renderSkeleton(['half tall', 'third', 'chart-height', ''])}</div>`;
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(content.error, this.onRetry)}</div>`;
      case 'empty':
        return html`<div class="card" part="card">
          ${this.#renderNothing({ reason: content.reason, view, supply })}
        </div>`;
      case 'loaded':
        return html`<div class="card" part="card">
            ${renderFigures(content.figures, shown, this.formats)}
            ${this.#chart.render(consumptionChart(content.figures, shown, this.formats))}
          </div>
          ${
            shown.meter === 'smart'
              ? renderExport({
                  headingLevel: this.headingLevel + 1,
                  period: periodOfView(view),
                  supply,
                  status: this.exporting,
                  onExport: this.#onExport,
                })
              : nothing
          }`;
    }
  }

  #renderState(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'signed-out':
        return this.renderSignedOut();
      case 'loading':
        return html`<div class="card" part="card">${renderSkeleton(['half tall', 'third', 'chart-height', ''])}</div>`;
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
      case 'empty':
        return html`<div class="card" part="card">${this.#renderEmpty(shown.reason, shown.start)}</div>`;
      case 'loaded':
        return html`${renderControls(shown, this.formats, { onView: this.#onView, onResolution: this.#onResolution })}
        ${this.#renderContent(shown)}`;
    }
  }

  override render(): TemplateResult {
    const shown = this.state;
    const feedIn = shown.type === 'loaded' && shown.feedIn;
    return html`<section class="section">
      <slot name="header">
        ${renderHeading(
          this.headingLevel,
          'title',
          feedIn
            ? msg('Einspeisung', { id: 'consumption.title.feed-in' })
            : msg('Verbrauch', { id: 'portal.section.consumption' }),
        )}
      </slot>
      ${this.#renderState()}
    </section>`;
  }
}

interface NothingShown {
  reason: Extract<ConsumptionContent, { type: 'empty' }>['reason'];
  view: ConsumptionView;
  supply: SupplyDays;
}

function supplyDays(subscription: Subscription, now: Date): SupplyDays {
  const today = berlinDateOf(now);
  const end = subscription.end_at ? addDays(berlinDateOf(subscription.end_at), -1) : today;
  return {
    first: subscription.start_at ? berlinDateOf(subscription.start_at) : null,
    last: end < today ? end : today,
  };
}
