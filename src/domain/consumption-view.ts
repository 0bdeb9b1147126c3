import { addDays, addMonths, startOfBerlinDay, type BerlinDate } from './berlin-calendar.ts';
import type { Resolution } from './interval-join.ts';
import type { Interval } from './interval.ts';
import { dayPeriod, monthPeriod, weekPeriod, yearPeriod, type Period } from './period.ts';

/** The spans of time in which consumption is looked at; `7days` are those that end with a day. */
export const viewPeriods = ['day', '7days', 'week', 'month', 'year'] as const;

export type ViewPeriod = (typeof viewPeriods)[number];

/** Which span of time is shown: the one of this kind that holds the day. */
export interface ConsumptionView {
  period: ViewPeriod;
  date: BerlinDate;
}

/** The Berlin days of a view. */
export function periodOfView({ period, date }: ConsumptionView): Period {
  switch (period) {
    case 'day':
      return dayPeriod(date);
    case '7days':
      return { start: addDays(date, -6), endExclusive: addDays(date, 1) };
    case 'week':
      return weekPeriod(date);
    case 'month':
      return monthPeriod(date);
    case 'year':
      return yearPeriod(date);
  }
}

/** The view `n` spans later (earlier when negative). */
export function stepView({ period, date }: ConsumptionView, n: number): ConsumptionView {
  const { start } = periodOfView({ period, date });
  switch (period) {
    case 'day':
      return { period, date: addDays(date, n) };
    case '7days':
      return { period, date: addDays(date, 7 * n) };
    case 'week':
      return { period, date: addDays(start, 7 * n) };
    case 'month':
      return { period, date: addMonths(start, n) };
    case 'year':
      return { period, date: addMonths(start, 12 * n) };
  }
}

/** The lengths of interval in which a view can be drawn, the usual one first. */
export function resolutionsOfView(period: ViewPeriod): readonly Resolution[] {
  switch (period) {
    case 'day':
      return ['hour', '15min'];
    case '7days':
    case 'week':
      return ['day', 'hour'];
    case 'month':
      return ['day', 'hour', 'week'];
    case 'year':
      return ['month', 'week', 'day'];
  }
}

/** Between which days there can be consumption: those of supply, as far as they have begun. */
export interface SupplyDays {
  /** The first day of supply; `null` when it is not known. */
  first: BerlinDate | null;
  /** The last day of supply or today, whichever comes first. */
  last: BerlinDate;
}

/** Where a period lies that has no day of supply; `null` when it has one. */
export function outsideSupply(period: Period, { first, last }: SupplyDays): 'after' | 'before' | null {
  if (first && period.endExclusive <= first) return 'before';
  return period.start > last ? 'after' : null;
}

/**
 * The part of the intervals for which there can be values: from the first day of supply to the last interval that has one.
 * What is to come, and what has not been measured yet, is no gap.
 */
export function measuredSpan(intervals: readonly Interval[], { first }: SupplyDays): Interval[] {
  const start = first ? startOfBerlinDay(first).getTime() : -Infinity;
  const last = intervals.findLastIndex(({ kWh }) => kWh !== null);
  return intervals.slice(0, last + 1).filter(({ startUtcMilliseconds }) => startUtcMilliseconds >= start);
}
