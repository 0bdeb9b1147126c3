import type { Usage } from '../contract/nomos/usage.ts';
import { addDays, addMonths, berlinDateOf, startOfMonth, type BerlinDate } from './berlin-calendar.ts';
import { instantReader } from './instant.ts';
import type { Period } from './period.ts';
import { known } from './price-series.ts';

/** What was measured in twelve whole months. */
export interface MeasuredYear {
  period: Period;
  kWh: number;
  /** Whether a value of it may still change. */
  provisional: boolean;
}

/** How many days after a month its last values can still be on their way: they come on the next day from 16:00. */
const lateDays = 2;

/**
 * The last twelve calendar months that can be known in whole; `null` when supply did not reach over all of them.
 *
 * @param supplyStart - The first Berlin day of supply.
 */
export function lastTwelveMonths(today: BerlinDate, supplyStart: BerlinDate | null): Period | null {
  const endExclusive = startOfMonth(addDays(today, -lateDays));
  const start = addMonths(endExclusive, -12);
  return supplyStart && supplyStart <= start ? { start, endExclusive } : null;
}

/**
 * The sum of twelve months, when each of them has a value. Items may come in any order and more than once: of two for the same
 * instant the last one counts.
 *
 * @param usage - By months, as a smart meter gives them when asked for and an analog one always.
 * @param period - Twelve calendar months.
 * @returns `null` when a month is missing, or the usage is not by months: nobody would know whether days are missing.
 */
export function measuredYear(usage: Usage, period: Period): MeasuredYear | null {
  if (usage.resolution !== 'month') return null;
  const read = instantReader();
  const items = new Map(usage.data.map((item) => [read(item.start), item]));
  const months = new Set<BerlinDate>();
  let sum = 0;
  let provisional = false;
  for (const [at, { usage: value, type }] of items) {
    const kWh = known(value);
    if (Number.isNaN(at) || kWh === null) continue;
    const date = berlinDateOf(new Date(at));
    if (date < period.start || date >= period.endExclusive) continue;
    months.add(startOfMonth(date));
    sum += kWh;
    if (type !== 'final') provisional = true;
  }
  return months.size === 12 ? { period, kWh: sum, provisional } : null;
}
