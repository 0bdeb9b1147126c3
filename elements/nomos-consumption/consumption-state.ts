import { aggregate, totalOf, type IntervalTotal } from '../../src/domain/aggregate.ts';
import { berlinDateOf, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { cheapHours, priceBands, type CheapHours, type PriceBand } from '../../src/domain/cheap-hours.ts';
import { comparePeriods, type Comparison } from '../../src/domain/compare-periods.ts';
import {
  measuredSpan,
  outsideSupply,
  type ConsumptionView,
  type SupplyDays,
} from '../../src/domain/consumption-view.ts';
import type { Resolution } from '../../src/domain/interval-join.ts';
import type { Interval } from '../../src/domain/interval.ts';
import type { Period } from '../../src/domain/period.ts';
import type { ShownError } from '../../src/ui/notices.ts';

/** Why there is nothing to show for a period. */
export type NoConsumption =
  /** Supply had not begun. */
  | 'before'
  /** Supply was over. */
  | 'after'
  /** The days are still to come. */
  | 'future'
  /** Yesterday's values come in the afternoon. */
  | 'not-yet'
  /** The API has no values. */
  | 'no-data';

/** What was used in the period. */
export interface ConsumptionFigures {
  /** What the chart and the table show. */
  intervals: Interval[];
  /** One for each interval. */
  bands: PriceBand[];
  resolution: Resolution;
  total: IntervalTotal;
  /** `null` where prices or values are missing. */
  cheap: CheapHours | null;
  /** Energy next to that of the period before, and of the same one a year ago. */
  before: Comparison | null;
  yearAgo: Comparison | null;
  /** Whether prices could not be read, so that no cost is known although there may be one. */
  pricesFailed: boolean;
}

/** The period's part of the page: it loads by itself, while the controls above stay. */
export type ConsumptionContent =
  | { type: 'loading' }
  | { type: 'error'; error: ShownError }
  | { type: 'empty'; reason: NoConsumption }
  | { type: 'loaded'; figures: ConsumptionFigures };

/** What `<nomos-consumption>` shows. */
export type ConsumptionState =
  | { type: 'signed-out' }
  | { type: 'loading' }
  | { type: 'empty'; reason: 'no-subscription' | 'not-started'; start: BerlinDate | null }
  | { type: 'error'; error: ShownError }
  | {
      type: 'loaded';
      meter: 'analog' | 'smart';
      feedIn: boolean;
      view: ConsumptionView;
      /** The length of the intervals that the customer chose, if it is one of the view's. */
      resolution: Resolution;
      supply: SupplyDays;
      now: Date;
      content: ConsumptionContent;
    };

/** Works out what the page says about a period from its intervals, which are as fine as the meter gives them. */
export function figuresOf(
  fine: Interval[],
  {
    resolution,
    supply,
    feedIn,
    now,
    before,
    yearAgo,
    pricesFailed,
  }: {
    resolution: Resolution;
    supply: SupplyDays;
    feedIn: boolean;
    now: Date;
    before: Interval[] | null;
    yearAgo: Interval[] | null;
    pricesFailed: boolean;
  },
): ConsumptionFigures {
  const measured = measuredSpan(fine, supply);
  const intervals = resolution === '15min' ? fine : aggregate(fine, resolution);
  const isFine = resolution === '15min' || resolution === 'hour';
  return {
    intervals,
    bands: isFine ? priceBands(intervals) : intervals.map(() => null),
    resolution,
    total: totalOf(measured),
    cheap: cheapHours(measured, feedIn ? 'high' : 'low'),
    before: before && comparePeriods(fine, before, now).kWh,
    yearAgo: yearAgo && comparePeriods(fine, yearAgo, now).kWh,
    pricesFailed,
  };
}

/** Why a period without a single value has none; `null` when it may have some that are still being asked for. */
export function whyNothing(period: Period, supply: SupplyDays, now: Date): NoConsumption | null {
  const where = outsideSupply(period, supply);
  if (where === 'before') return 'before';
  const today = berlinDateOf(now);
  if (period.start > today) return supply.last < today ? 'after' : 'future';
  return where;
}
