import { aggregate } from './aggregate.ts';
import { addDays, berlinDateOf, startOfBerlinDay, type BerlinDate } from './berlin-calendar.ts';
import type { Interval } from './interval.ts';

/** The sum of a Berlin day, with how much of it is known. An interval longer than a day stays as it is. */
export interface MeasuredDay {
  /** The day with which it begins. */
  berlinDate: BerlinDate;
  sum: Interval;
  /** Whether the energy of each of its intervals is known, prices or not. */
  measured: boolean;
  /** Whether it is exactly one Berlin day, from midnight to midnight. */
  wholeDay: boolean;
}

/** Sums intervals to days and says which of them are known, in order of time. */
export function measuredDays(intervals: readonly Interval[]): MeasuredDay[] {
  const gaps = intervals.filter(({ kWh }) => kWh === null).map(({ startUtcMilliseconds }) => startUtcMilliseconds);
  gaps.sort((a, b) => a - b);
  let next = 0;
  return aggregate(intervals, 'day').map((sum) => {
    const first = next;
    while ((gaps[next] ?? Infinity) < sum.endUtcMilliseconds) next += 1;
    const berlinDate = berlinDateOf(new Date(sum.startUtcMilliseconds));
    const wholeDay =
      sum.startUtcMilliseconds === startOfBerlinDay(berlinDate).getTime() &&
      sum.endUtcMilliseconds === startOfBerlinDay(addDays(berlinDate, 1)).getTime();
    return { berlinDate, sum, measured: next === first, wholeDay };
  });
}
