import { totalOf } from './aggregate.ts';
import { addDays, berlinDateOf, daysBetween, startOfWeek, type BerlinDate } from './berlin-calendar.ts';
import type { Interval } from './interval.ts';
import { measuredDays } from './measured-days.ts';
import { monthPeriod, type Period } from './period.ts';

/** From the lower to the higher end of what is expected. */
export interface Range {
  low: number;
  high: number;
}

/** What the running month will cost, as a range with its parts. Gross, EUR and kWh; `null` where nothing is known. */
export interface MonthForecast {
  /** The calendar month (Berlin). */
  month: Period;
  /** Base fees of the month. */
  baseFeeEur: number | null;
  /** Days of the month whose energy and cost are known in full, and what they sum up to. */
  usedDays: number;
  usedKWh: number;
  usedEur: number;
  /** All other days of supply in the month: to come, running, not yet measured, or with gaps. */
  restDays: number;
  restKWh: Range | null;
  restEur: Range | null;
  /** Used and rest. */
  totalKWh: Range | null;
  /** Used, rest and base fees; without known base fees the energy only. */
  totalEur: Range | null;
  /** From what the rest is expected: own days by kind of day, own days, the yearly estimate; `none` when no day is left. */
  basis: 'estimated-usage' | 'none' | 'recent-days' | 'recent-weekdays' | null;
}

/** What a forecast can be made from. */
export interface ForecastInput {
  /** Joined intervals of the month so far and of at least four weeks before, in any order, each once. */
  intervals: readonly Interval[];
  now: Date;
  /** EUR for a whole month, gross. */
  baseFeeEurPerMonth: number | null;
  /** The customer's own estimate, kWh a year. */
  estimatedUsageKWhPerYear: number | null;
  /** Used where own days have no cost; without it the mean of the known prices. Gross. */
  averageCtPerKWh: number | null;
  /** When supply began and ended, where that may lie within the month. */
  supply?: { start: BerlinDate | null; endExclusive: BerlinDate | null };
}

/** How many days are looked at, from how far back, and how many of them are enough. */
const recent = { count: 28, withinDays: 56 };
const enoughDays = 7;
const enoughWorkdays = 10;
const enoughWeekendDays = 4;
/** A year's estimate says little about one month: heating, holidays. */
const ofEstimate: Range = { low: 0.6, high: 1.4 };

/**
 * Forecasts the month that holds `now`: `total = base + Σ used + Σ rest`.
 *
 * - `base = baseFeeEurPerMonth × days of supply in the month / days of the month`.
 * - `used`: the days before today whose every interval has usage and price.
 * - `rest`, for each other day: from the 20 % to the 80 % quantile of the energy, and of the cost, of the last 28 days known in
 *   full (of the last eight weeks). Workdays and weekends are told apart when there are 10 and 4 of them; else 7 days of
 *   any kind are enough. The ends are summed over the days, as if all came out low, or high, together: cold and holidays
 *   come in weeks, so that the range is rather too wide than too narrow.
 * - A recent day whose energy is known but not its cost counts with `kWh × averageCtPerKWh / 100`.
 * - Without enough recent days: `estimatedUsageKWhPerYear / 365` a day, from 60 % to 140 %, at `averageCtPerKWh`.
 *
 * @returns `null` when nothing is known: no base fee, no day of the month, nothing to expect the rest from.
 */
export function monthForecast(input: ForecastInput): MonthForecast | null {
  const today = berlinDateOf(input.now);
  const month = monthPeriod(today);
  const supplied = datesOf(month).filter(
    (date) =>
      (input.supply?.start == null || date >= input.supply.start) &&
      (input.supply?.endExclusive == null || date < input.supply.endExclusive),
  );
  const price = input.averageCtPerKWh ?? totalOf(input.intervals).meanCtPerKWh;
  const known = knownDays(input.intervals, today, price);
  const used = new Map(
    known
      .filter(({ berlinDate, complete }) => complete && supplied.includes(berlinDate))
      .map((day) => [day.berlinDate, day]),
  );
  const rest = supplied.filter((date) => !used.has(date));
  const from = addDays(today, -recent.withinDays);
  const expected = expectation(
    known.filter(({ berlinDate }) => berlinDate >= from).slice(-recent.count),
    input.estimatedUsageKWhPerYear,
    price,
  );

  const sumOfUsed = (key: 'eur' | 'kWh'): number => [...used.values()].reduce((sum, day) => sum + (day[key] ?? 0), 0);
  const usedKWh = sumOfUsed('kWh');
  const usedEur = sumOfUsed('eur');
  const restKWh = sumOver(rest, expected?.kWh);
  const restEur = sumOver(rest, expected?.eur);
  const share = supplied.length / daysBetween(month.start, month.endExclusive);
  const baseFeeEur = input.baseFeeEurPerMonth === null ? null : input.baseFeeEurPerMonth * share;
  if (baseFeeEur === null && used.size === 0 && restKWh === null) return null;
  return {
    month,
    baseFeeEur,
    usedDays: used.size,
    usedKWh,
    usedEur,
    restDays: rest.length,
    restKWh,
    restEur,
    totalKWh: plus(restKWh, usedKWh),
    totalEur: plus(restEur, usedEur + (baseFeeEur ?? 0)),
    basis: rest.length === 0 ? 'none' : (expected?.basis ?? null),
  };
}

/** A day whose energy is known. */
interface KnownDay {
  berlinDate: BerlinDate;
  kWh: number;
  eur: number | null;
  /** Whether the cost is that of the prices of its intervals. */
  complete: boolean;
}

/** The whole days before today whose energy is known in full, in order of time. */
function knownDays(intervals: readonly Interval[], today: BerlinDate, price: number | null): KnownDay[] {
  return measuredDays(intervals).flatMap(({ berlinDate, sum: { kWh, eur, complete }, measured, wholeDay }) => {
    if (berlinDate >= today || !measured || !wholeDay || kWh === null) return [];
    const average = price === null ? null : (kWh * price) / 100;
    return [{ berlinDate, kWh, eur: complete ? eur : average, complete }];
  });
}

/** What a day is expected to use and to cost. */
interface Expectation {
  basis: 'estimated-usage' | 'recent-days' | 'recent-weekdays';
  kWh: (date: BerlinDate) => Range;
  eur: (date: BerlinDate) => Range | null;
}

function expectation(
  days: readonly KnownDay[],
  estimatedUsageKWhPerYear: number | null,
  price: number | null,
): Expectation | null {
  if (days.length >= enoughDays) {
    const weekend = days.filter(({ berlinDate }) => isWeekend(berlinDate));
    const workdays = days.filter(({ berlinDate }) => !isWeekend(berlinDate));
    const byKind = weekend.length >= enoughWeekendDays && workdays.length >= enoughWorkdays;
    const [a, b] = byKind ? [rangesOf(workdays), rangesOf(weekend)] : [rangesOf(days), rangesOf(days)];
    return {
      basis: byKind ? 'recent-weekdays' : 'recent-days',
      kWh: (date) => (isWeekend(date) ? b : a).kWh,
      eur: (date) => (isWeekend(date) ? b : a).eur,
    };
  }
  if (estimatedUsageKWhPerYear === null) return null;
  const kWh = {
    low: (estimatedUsageKWhPerYear / 365) * ofEstimate.low,
    high: (estimatedUsageKWhPerYear / 365) * ofEstimate.high,
  };
  const ends = price === null ? null : [(kWh.low * price) / 100, (kWh.high * price) / 100];
  const eur = ends && { low: Math.min(...ends), high: Math.max(...ends) };
  return { basis: 'estimated-usage', kWh: () => kWh, eur: () => eur };
}

function rangesOf(days: readonly KnownDay[]): { kWh: Range; eur: Range | null } {
  const costs = days.flatMap(({ eur }) => (eur === null ? [] : [eur]));
  // Some costs among many days without would stand for days that are not like them.
  return { kWh: rangeOf(days.map(({ kWh }) => kWh)), eur: costs.length < days.length ? null : rangeOf(costs) };
}

/** The 20 % and the 80 % quantile, between two values in proportion. */
function rangeOf(values: readonly number[]): Range {
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (share: number): number => {
    const place = (sorted.length - 1) * share;
    const below = sorted[Math.floor(place)] ?? 0;
    const above = sorted[Math.ceil(place)] ?? 0;
    return below + (above - below) * (place % 1);
  };
  return { low: quantile(0.2), high: quantile(0.8) };
}

function sumOver(dates: readonly BerlinDate[], of: ((date: BerlinDate) => Range | null) | undefined): Range | null {
  const sum = { low: 0, high: 0 };
  for (const date of dates) {
    const range = of?.(date);
    if (!range) return null;
    sum.low += range.low;
    sum.high += range.high;
  }
  return sum;
}

const plus = (range: Range | null, amount: number): Range | null =>
  range && { low: range.low + amount, high: range.high + amount };

const isWeekend = (date: BerlinDate): boolean => daysBetween(startOfWeek(date), date) >= 5;

function datesOf({ start, endExclusive }: Period): BerlinDate[] {
  return Array.from({ length: daysBetween(start, endExclusive) }, (_, i) => addDays(start, i));
}
