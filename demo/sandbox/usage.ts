import {
  addDays,
  berlinDateOf,
  isBerlinDate,
  startOfBerlinDay,
  startOfMonth,
  startOfWeek,
  type BerlinDate,
} from '../../src/domain/berlin-calendar.ts';
import { hasPriceGap, hasUsageGap, isWithinHour } from './billing.ts';
import { monthsBetweenReadings } from './analog-usage.ts';
import { ApiError } from './errors.ts';
import { pricesArePublished, usageIsAvailable, usageIsFinal, type Series } from './series.ts';
import { offsetAt } from './wall-clock.ts';
import type { ApiObject, Party } from './world.ts';

type Resolution = '15min' | 'hour' | 'day' | 'week' | 'month';

/** An interval of a usage answer, in kWh. */
export interface Interval {
  start: string;
  usage: number;
  type: 'final' | 'preliminary';
}

/** The longest span of one answer, in days. */
const longestSpan = 3660;

function dateOf(search: URLSearchParams, name: string): BerlinDate | undefined {
  const text = search.get(name);
  if (text === null) return undefined;
  if (isBerlinDate(text)) return text;
  throw new ApiError(400, `${name} has to be a date yyyy-mm-dd`, [
    { code: 'invalid_format', field: name, message: 'not a date' },
  ]);
}

/** `GET /subscriptions/{id}/usage`: `start` inclusive, `end` exclusive. */
export function usageAnswer(
  series: Series,
  { party, readings }: { party: Party; readings: readonly ApiObject[] },
  subscription: string,
  search: URLSearchParams,
  now: Date,
): Record<string, unknown> {
  const { contract } = party;
  const asked = search.get('resolution') ?? 'auto';
  if (!['auto', '15min', 'hour', 'day', 'week', 'month'].includes(asked)) {
    throw new ApiError(400, 'resolution is not known', [
      { code: 'invalid_value', field: 'resolution', message: asked },
    ]);
  }
  const today = berlinDateOf(now);
  const analog = contract.meter === 'analog';
  const start = dateOf(search, 'start') ?? (analog ? contract.start : addDays(today, -1));
  const end = dateOf(search, 'end') ?? today;
  if (days(start, end) > longestSpan) throw new ApiError(400, 'The span is too long');
  const from = start > contract.start ? start : contract.start;
  const limit = contract.end && contract.end < end ? contract.end : end;
  const resolution = analog ? 'month' : asked === 'auto' ? resolutionFor(days(start, end)) : (asked as Resolution);
  const intervals = analog
    ? monthsBetweenReadings(series, { party, readings }, { start: from, end: limit }, now)
    : quarterHours(series, party, subscription, from, limit, now);
  return {
    object: 'usage',
    meter_type: contract.meter,
    resolution,
    data: analog ? intervals : aggregate(intervals, resolution),
  };
}

function days(start: BerlinDate, end: BerlinDate): number {
  return (Date.parse(end) - Date.parse(start)) / 86_400_000;
}

function resolutionFor(span: number): Resolution {
  if (span <= 2) return '15min';
  if (span <= 14) return 'hour';
  return span <= 92 ? 'day' : 'month';
}

function quarterHours(
  series: Series,
  { person, contract, plan }: Party,
  subscription: string,
  start: BerlinDate,
  end: BerlinDate,
  now: Date,
): Interval[] {
  const household = { id: subscription, annualKWh: contract.annualKWh, feedIn: plan.type === 'feed_in' };
  const intervals: Interval[] = [];
  for (let date = start; date < end && usageIsAvailable(date, now); date = addDays(date, 1)) {
    const type = usageIsFinal(date, now) ? 'final' : 'preliminary';
    const gap = person.name === 'smart' && hasUsageGap(date);
    for (const { at, kWh } of series.usage(household, date)) {
      if (gap && isWithinHour(at, date, 2)) continue;
      intervals.push({ start: at.toISOString(), usage: kWh, type });
    }
  }
  return intervals;
}

function aggregate(intervals: Interval[], resolution: Resolution): Interval[] {
  if (resolution === '15min') return intervals;
  const groups = new Map<string, Interval>();
  const midnights = new Map<string, string>();
  const midnightOf = (date: BerlinDate): string => {
    const known = midnights.get(date) ?? startOfBerlinDay(date).toISOString();
    midnights.set(date, known);
    return known;
  };
  for (const { start, usage, type } of intervals) {
    const key = groupStart(start, resolution, midnightOf);
    const group = groups.get(key) ?? { start: key, usage: 0, type: 'final' };
    groups.set(key, group);
    group.usage = Number((group.usage + usage).toFixed(6));
    if (type === 'preliminary') group.type = type;
  }
  return [...groups.values()];
}

function groupStart(start: string, resolution: Resolution, midnightOf: (date: BerlinDate) => string): string {
  const at = Date.parse(start);
  if (resolution === 'hour') return new Date(Math.floor(at / 3_600_000) * 3_600_000).toISOString();
  const date = new Date(at + offsetAt(at)).toISOString().slice(0, 10) as BerlinDate;
  const first = resolution === 'day' ? date : resolution === 'week' ? startOfWeek(date) : startOfMonth(date);
  return midnightOf(first);
}

/** `GET /subscriptions/{id}/prices`: `start` and `end` inclusive; no items while the subscription is not active. */
export function pricesAnswer(
  series: Series,
  { person, contract, plan }: Party,
  subscription: string,
  search: URLSearchParams,
  now: Date,
): Record<string, unknown> {
  const start = dateOf(search, 'start');
  const end = dateOf(search, 'end');
  if (!start || !end) {
    throw new ApiError(400, 'start and end are needed', [
      { code: 'invalid_type', field: start ? 'end' : 'start', message: 'is missing' },
    ]);
  }
  if (end < start || days(start, end) > longestSpan) throw new ApiError(400, 'end has to follow start');
  const active = contract.start <= berlinDateOf(now);
  return {
    object: 'price',
    subscription,
    period: { start, end },
    unit: 'ct/kWh',
    currency: 'EUR',
    resolution: plan.tariff.resolution,
    reference: plan.tariff.resolution === 'hourly' ? 'EPEX Day-Ahead Hourly' : 'EPEX Day-Ahead 15min',
    items: active ? items(start, end) : null,
  };

  function items(first: BerlinDate, last: BerlinDate): unknown[] {
    const list: unknown[] = [];
    for (let date = first; date <= last; date = addDays(date, 1)) {
      if (date < contract.start || (contract.end && date >= contract.end) || !pricesArePublished(date, now)) continue;
      const gap = person.name === 'smart' && hasPriceGap(date);
      for (const { at, electricity, grid, levies, amount } of series.prices(plan.tariff, date)) {
        const unknown = gap && isWithinHour(at, date, 3);
        const gridUnknown = gap && isWithinHour(at, date, 4);
        list.push({
          timestamp: at.toISOString(),
          amount: unknown ? null : amount,
          components: [
            { type: 'electricity', amount: unknown ? null : electricity },
            ...(plan.type === 'feed_in'
              ? []
              : [
                  { type: 'grid', amount: gridUnknown ? null : grid },
                  { type: 'levies', amount: levies },
                ]),
          ],
        });
      }
    }
    return list;
  }
}
