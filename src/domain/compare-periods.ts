import { berlinDateOf, startOfBerlinDay, type BerlinDate } from './berlin-calendar.ts';
import type { Interval } from './interval.ts';
import { measuredDays, type MeasuredDay } from './measured-days.ts';

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
  const a = measuredDays(current);
  const b = measuredDays(reference);
  return { kWh: compare(a, b, today, 'kWh'), eur: compare(a, b, today, 'eur') };
}

function compare(
  a: readonly MeasuredDay[],
  b: readonly MeasuredDay[],
  today: number,
  key: 'eur' | 'kWh',
): Comparison | null {
  const counts = ({ sum, measured }: MeasuredDay): boolean =>
    sum.endUtcMilliseconds <= today && (key === 'kWh' ? measured : sum.complete);
  const whole = a.length > 0 && b.length > 0 && a.every(counts) && b.every(counts);
  const pairs = a.flatMap((day, i) => {
    const other = b[i];
    return other && counts(day) && counts(other) ? [[day, other] as const] : [];
  });
  const currentDays = whole ? a : pairs.map(([day]) => day);
  const referenceDays = whole ? b : pairs.map(([, day]) => day);
  if (currentDays.length === 0) return null;

  const total = (days: readonly MeasuredDay[]): number => days.reduce((sum, day) => sum + (day.sum[key] ?? 0), 0);
  const dates = (days: readonly MeasuredDay[]): BerlinDate[] => days.map(({ berlinDate }) => berlinDate);
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
