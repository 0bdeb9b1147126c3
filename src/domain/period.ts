import {
  addDays,
  addMonths,
  berlinDateOf,
  daysBetween,
  startOfMonth,
  startOfWeek,
  startOfYear,
  type BerlinDate,
} from './berlin-calendar.ts';

/** A span of whole Berlin days; the end does not belong to it. */
export interface Period {
  start: BerlinDate;
  endExclusive: BerlinDate;
}

/** The day itself. */
export function dayPeriod(date: BerlinDate): Period {
  return { start: date, endExclusive: addDays(date, 1) };
}

/** The week, Monday to Sunday, that holds the day. */
export function weekPeriod(date: BerlinDate): Period {
  const start = startOfWeek(date);
  return { start, endExclusive: addDays(start, 7) };
}

/** The month that holds the day. */
export function monthPeriod(date: BerlinDate): Period {
  const start = startOfMonth(date);
  return { start, endExclusive: addMonths(start, 1) };
}

/** The year that holds the day. */
export function yearPeriod(date: BerlinDate): Period {
  const start = startOfYear(date);
  return { start, endExclusive: addMonths(start, 12) };
}

/** Whether a period is exactly one calendar month. */
export function isCalendarMonth({ start, endExclusive }: Period): boolean {
  return start === startOfMonth(start) && endExclusive === addMonths(start, 1);
}

/** The period of the same kind that ends where this one begins: a month before a month, else as many days. */
export function previousPeriod(period: Period): Period {
  const { start, endExclusive } = period;
  if (isCalendarMonth(period)) return { start: addMonths(start, -1), endExclusive: start };
  if (start === startOfYear(start) && endExclusive === addMonths(start, 12)) {
    return { start: addMonths(start, -12), endExclusive: start };
  }
  return { start: addDays(start, -daysBetween(start, endExclusive)), endExclusive: start };
}

/** The same days of the calendar a year earlier; 28 February stands in for the 29th. */
export function samePeriodLastYear({ start, endExclusive }: Period): Period {
  const first = addMonths(start, -12);
  const end = addMonths(endExclusive, -12);
  // Of 28 February alone in a leap year the 29th is the end, and a year earlier there is none.
  return { start: first, endExclusive: end > first ? end : addDays(first, 1) };
}

/** The query of `GET /subscriptions/{id}/usage`, whose end is exclusive. */
export function usageRange({ start, endExclusive }: Period): { start: BerlinDate; end: BerlinDate } {
  return { start, end: endExclusive };
}

/** The query of `GET /subscriptions/{id}/prices`, whose end is inclusive. */
export function priceRange({ start, endExclusive }: Period): { start: BerlinDate; end: BerlinDate } {
  return { start, end: addDays(endExclusive, -1) };
}

/** The Berlin days that an invoice bills. The API gives UTC instants of Berlin midnights, the end exclusive. */
export function periodOfInvoice(periodStart: string, periodEnd: string): Period {
  return { start: berlinDateOf(periodStart), endExclusive: berlinDateOf(periodEnd) };
}
