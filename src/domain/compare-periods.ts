import { aggregate } from './aggregate.ts';
import { berlinDateOf, startOfBerlinDay, type BerlinDate } from './berlin-calendar.ts';
import type { Interval } from './interval.ts';

/** An amount of a period next to that of another one. */
export interface Comparison {
  current: number;
  reference: number;
  /** `current − reference`. */
  difference: number;
  /** `current / reference`: 1.1 is a tenth more. `null` when the reference is zero or below, where no ratio makes sense. */
  ratio: number | null;
  /** Whether both amounts are those of their whole period, and not of some of its days only. */
  whole: boolean;
  /** Whether a value of either may still change. */
  provisional: boolean;
  /** The first days (Berlin) of the spans that were compared: days, or the weeks or months of an analog meter. */
  currentDates: BerlinDate[];
  referenceDates: BerlinDate[];
}

/** The comparison of energy and of its cost, each `null` where the data has nothing to compare. */
export interface PeriodComparison {
  kWh: Comparison | null;
  eur: Comparison | null;
}

/**
 * Compares a period with another one, like with like.
 *
 * When both are over and known without a gap, all of the one is compared with all of the other, however many days a month has.
 * Otherwise the n-th day of the one stands against the n-th day of the other, and only those pairs are summed whose days are
 * over and known on both sides: of a running month the days that have passed, of a first month of supply the days since
 * it began. The dates in the result say which ones. Cost needs prices as well, so that it may compare fewer days than energy.
 *
 * @param current - The intervals of the period, contiguous, as {@link joinIntervals} gives them.
 * @param reference - Those of the period to compare with, from the `previousPeriod` or the `samePeriodLastYear`.
 * @param now - Today's Berlin day is not over, and does not count.
 */
export function comparePeriods(
  current: readonly Interval[],
  reference: readonly Interval[],
  now: Date,
): PeriodComparison {
  const today = startOfBerlinDay(berlinDateOf(now)).getTime();
  const a = aggregateDays(current);
  const b = aggregateDays(reference);
  return { kWh: compare(a, b, today, 'kWh'), eur: compare(a, b, today, 'eur') };
}

/** A day, with whether its energy is known for all of it. A row of a month stays a row. */
interface Day {
  sum: Interval;
  measured: boolean;
}

function aggregateDays(intervals: readonly Interval[]): Day[] {
  const gaps = intervals.filter(({ kWh }) => kWh === null).map(({ startUtcMilliseconds }) => startUtcMilliseconds);
  gaps.sort((x, y) => x - y);
  let i = 0;
  return aggregate(intervals, 'day').map((sum) => {
    const before = i;
    while ((gaps[i] ?? Infinity) < sum.endUtcMilliseconds) i += 1;
    return { sum, measured: i === before };
  });
}

function compare(a: readonly Day[], b: readonly Day[], today: number, key: 'eur' | 'kWh'): Comparison | null {
  const counts = ({ sum, measured }: Day): boolean =>
    sum.endUtcMilliseconds <= today && (key === 'kWh' ? measured : sum.complete);
  const whole = a.length > 0 && b.length > 0 && a.every(counts) && b.every(counts);
  const pairs = a.flatMap((day, i) => {
    const other = b[i];
    return other && counts(day) && counts(other) ? [[day, other] as const] : [];
  });
  const currentDays = whole ? a : pairs.map(([day]) => day);
  const referenceDays = whole ? b : pairs.map(([, day]) => day);
  if (currentDays.length === 0) return null;

  const total = (days: readonly Day[]): number => days.reduce((sum, day) => sum + (day.sum[key] ?? 0), 0);
  const dates = (days: readonly Day[]): BerlinDate[] =>
    days.map(({ sum }) => berlinDateOf(new Date(sum.startUtcMilliseconds)));
  const [ofCurrent, ofReference] = [total(currentDays), total(referenceDays)];
  return {
    current: ofCurrent,
    reference: ofReference,
    difference: ofCurrent - ofReference,
    ratio: ofReference > 0 ? ofCurrent / ofReference : null,
    whole,
    provisional: [...currentDays, ...referenceDays].some(({ sum }) => sum.status !== 'final'),
    currentDates: dates(currentDays),
    referenceDates: dates(referenceDays),
  };
}
