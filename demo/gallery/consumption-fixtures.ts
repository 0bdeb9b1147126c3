import { figuresOf, type ConsumptionState } from '../../elements/nomos-consumption/consumption-state.ts';
import { addDays, daysBetween, startOfBerlinDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import {
  periodOfView,
  resolutionsOfView,
  type ConsumptionView,
  type SupplyDays,
} from '../../src/domain/consumption-view.ts';
import type { Resolution } from '../../src/domain/interval-join.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { previousPeriod, type Period } from '../../src/domain/period.ts';

const quarterHour = 900_000;
const supply: SupplyDays = { first: '2025-09-01' as BerlinDate, last: '2026-11-24' as BerlinDate };
/** Tuesday noon in Berlin; yesterday's values are there. */
const now = new Date('2026-11-24T11:00:00Z');

/** Quarter-hours with the shape of a household: a morning, an evening, a night; prices with a cheap noon. */
export function quarterHoursOf(
  period: Period,
  { until = now.getTime(), negative = false, gaps = false, prices = true } = {},
): Interval[] {
  const start = startOfBerlinDay(period.start).getTime();
  const end = startOfBerlinDay(period.endExclusive).getTime();
  const intervals: Interval[] = [];
  for (let at = start; at < end; at += quarterHour) {
    const n = (at - start) / quarterHour;
    const hour = (n / 4) % 24;
    const measured = at < until && !(gaps && n % 96 > 40 && n % 96 < 52);
    const shape = 0.06 + 0.14 * Math.exp(-((hour - 7) ** 2) / 3) + 0.22 * Math.exp(-((hour - 19) ** 2) / 6);
    const kWh = measured ? shape * (1 + ((n * 13) % 7) / 14) : null;
    const noon = 9 * Math.exp(-((hour - 13) ** 2) / 8);
    const ctPerKWh = prices ? 27 + 5 * Math.exp(-((hour - 19) ** 2) / 4) - noon * (negative ? 3.6 : 1) : null;
    intervals.push({
      startUtcMilliseconds: at,
      endUtcMilliseconds: at + quarterHour,
      kWh,
      ctPerKWh,
      eur: kWh === null || ctPerKWh === null ? null : (kWh * ctPerKWh) / 100,
      status: kWh === null ? null : at > until - 20 * 24 * 4 * quarterHour ? 'preliminary' : 'final',
      complete: kWh !== null && ctPerKWh !== null,
    });
  }
  return intervals;
}

type Loaded = Extract<ConsumptionState, { type: 'loaded' }>;

/** A period of a smart meter, worked out as the element does. */
export function smartConsumption(
  view: ConsumptionView,
  options: {
    resolution?: Resolution;
    feedIn?: boolean;
    negative?: boolean;
    gaps?: boolean;
    prices?: boolean;
    pricesFailed?: boolean;
    other?: boolean;
  } = {},
): Loaded {
  const period = periodOfView(view);
  const { resolution = resolutionsOfView(view.period)[0] ?? 'day', feedIn = false, pricesFailed = false } = options;
  const fine = quarterHoursOf(period, options);
  if (options.other) for (const interval of fine.slice(20, 60)) if (interval.status) interval.status = 'other';
  const before = quarterHoursOf(previousPeriod(period)).map((interval) => ({
    ...interval,
    kWh: interval.kWh === null ? null : interval.kWh * 1.12,
  }));
  const context = { resolution, supply, feedIn, now, pricesFailed };
  return {
    type: 'loaded',
    meter: 'smart',
    feedIn,
    view,
    resolution,
    supply,
    now,
    content: {
      type: 'loaded',
      figures: figuresOf(fine, { ...context, before, yearAgo: quarterHoursOf(previousPeriod(period)) }),
    },
  };
}

/** A year of an analog meter: months, the last ones estimated. */
export function analogConsumption(): Loaded {
  const view: ConsumptionView = { period: 'year', date: '2026-11-24' as BerlinDate };
  const months: Interval[] = [];
  for (let month = 1; month <= 12; month += 1) {
    const start = `2026-${String(month).padStart(2, '0')}-01` as BerlinDate;
    const days = daysBetween(
      start,
      (month === 12 ? '2027-01-01' : `2026-${String(month + 1).padStart(2, '0')}-01`) as BerlinDate,
    );
    const known = month < 11;
    months.push({
      startUtcMilliseconds: startOfBerlinDay(start).getTime(),
      endUtcMilliseconds: startOfBerlinDay(addDays(start, days)).getTime(),
      kWh: known ? 180 + 60 * Math.cos((month * Math.PI) / 6) : null,
      ctPerKWh: null,
      eur: null,
      status: known ? (month < 7 ? 'final' : 'preliminary') : null,
      complete: false,
    });
  }
  const resolution = 'month';
  const context = { resolution, supply, feedIn: false, now, pricesFailed: false } as const;
  return {
    type: 'loaded',
    meter: 'analog',
    feedIn: false,
    view,
    resolution,
    supply,
    now,
    content: { type: 'loaded', figures: figuresOf(months, { ...context, before: null, yearAgo: null }) },
  };
}
