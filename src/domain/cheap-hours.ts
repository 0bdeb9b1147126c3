import { addDays, berlinDateOf, startOfBerlinDay } from './berlin-calendar.ts';
import type { Interval } from './interval.ts';

/** How much of the energy was used in the cheapest third of each day. */
export interface CheapHours {
  /** Share of the energy, 0 to 1; a third is what somebody reaches who uses the same at all hours. */
  share: number;
  /** Energy in the cheapest thirds. */
  cheapKWh: number;
  /** Energy of the days that count. */
  kWh: number;
  /** How many Berlin days count. */
  days: number;
  /** How many do not, because a price of theirs is not known or nothing was measured. */
  daysLeftOut: number;
}

/** The third of its Berlin day to which an interval belongs by its price; `null` for the one between, or without a price. */
export type PriceBand = 'cheapest' | 'dearest' | null;

/**
 * The share of energy used in the cheapest third of each Berlin day: `Σ kWh_i × w_i / Σ kWh_i`.
 *
 * Of the n intervals of a day, ranked by price, the third are those n / 3 with the lowest prices: `w_i` is 1 for an interval
 * within, 0 beyond. Intervals of the same price across the border share what is left of the third evenly, each with the same
 * `w_i` between 0 and 1: so the result depends on no order, and a day with a single price gives exactly a third. A rank among
 * some of the prices would not be that of the day: days of which a price is not known do not count.
 *
 * @param intervals - Quarter-hours or hours. A day needs at least three.
 * @param prefer - `high` for feed-in: the share in the third that pays most.
 * @returns `null` when no day counts, or nothing was used on those that do.
 */
export function cheapHours(intervals: readonly Interval[], prefer: 'low' | 'high' = 'low'): CheapHours | null {
  const sign = prefer === 'low' ? 1 : -1;
  let cheapKWh = 0;
  let kWh = 0;
  let days = 0;
  let daysLeftOut = 0;
  for (const day of byDay(intervals)) {
    const prices = day.flatMap(({ ctPerKWh }) => (ctPerKWh === null ? [] : [ctPerKWh * sign])).sort((a, b) => a - b);
    if (day.length < 3 || prices.length < day.length || day.every((interval) => interval.kWh === null)) {
      daysLeftOut += 1;
      continue;
    }
    days += 1;
    const third = prices.length / 3;
    const border = prices[Math.ceil(third) - 1] ?? 0;
    const below = prices.filter((price) => price < border).length;
    const atBorder = prices.filter((price) => price === border).length;
    for (const interval of day) {
      if (interval.kWh === null || interval.ctPerKWh === null) continue;
      const price = interval.ctPerKWh * sign;
      kWh += interval.kWh;
      if (price < border) cheapKWh += interval.kWh;
      else if (price === border) cheapKWh += (interval.kWh * (third - below)) / atBorder;
    }
  }
  return kWh > 0 ? { share: cheapKWh / kWh, cheapKWh, kWh, days, daysLeftOut } : null;
}

/**
 * Which intervals a chart marks as cheap and dear: the cheapest and the dearest third of their Berlin day among its known
 * prices. Intervals with the price at the border of a third belong to it, all of them; when the borders of both thirds are the
 * same price, those with that price belong to neither. A day with a single price has nothing to mark.
 *
 * @returns One for each interval, in their order.
 */
export function priceBands(intervals: readonly Interval[]): PriceBand[] {
  const bands = new Map<Interval, PriceBand>();
  for (const day of byDay(intervals)) {
    const prices = day.flatMap(({ ctPerKWh }) => (ctPerKWh === null ? [] : [ctPerKWh])).sort((a, b) => a - b);
    const count = Math.floor(prices.length / 3);
    const low = prices[count - 1];
    const high = prices[prices.length - count];
    if (low === undefined || high === undefined) continue;
    for (const interval of day) {
      const price = interval.ctPerKWh;
      if (price === null) continue;
      if (price < low || (price === low && low < high)) bands.set(interval, 'cheapest');
      else if (price > high || (price === high && low < high)) bands.set(interval, 'dearest');
    }
  }
  return intervals.map((interval) => bands.get(interval) ?? null);
}

/** The intervals of each Berlin day. */
function byDay(intervals: readonly Interval[]): Interval[][] {
  const days = new Map<number, Interval[]>();
  let start = 0;
  let end = 0;
  for (const interval of intervals) {
    const at = interval.startUtcMilliseconds;
    if (at < start || at >= end) {
      const date = berlinDateOf(new Date(at));
      start = startOfBerlinDay(date).getTime();
      end = startOfBerlinDay(addDays(date, 1)).getTime();
    }
    const day = days.get(start);
    if (day) day.push(interval);
    else days.set(start, [interval]);
  }
  return [...days.values()];
}
