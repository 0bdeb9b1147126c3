import type { Price } from '../contract/nomos/price.ts';
import type { Usage } from '../contract/nomos/usage.ts';
import { berlinDateOf, type BerlinDate } from './berlin-calendar.ts';

/** What was used on a Berlin day, and what the energy cost. */
export interface DayCost {
  berlinDate: BerlinDate;
  kWh: number;
  /** Cost of the intervals whose price is known, gross. `null` when the price of none is. */
  eur: number | null;
  /** `final` when every value is; `preliminary` as soon as one may still change. */
  status: 'final' | 'preliminary';
  /** Whether the price of every interval is known, so that `eur` is the whole cost. */
  complete: boolean;
}

/** The cost of a span of days. */
export interface EnergyCost {
  days: DayCost[];
  kWh: number;
  eur: number | null;
  status: 'final' | 'preliminary';
  complete: boolean;
}

const usageLength: Record<string, number> = { '15min': 15, hour: 60 };
const priceLength: Record<string, number> = { '15min': 15, hourly: 60 };
const minute = 60_000;

/**
 * Joins usage with prices by UTC instant and sums per Berlin day.
 *
 * For each interval i: `eur_i = kWh_i × ctPerKWh_i / 100`, where `ctPerKWh_i` is the price in force. Where prices are finer
 * than usage it is the mean of the prices within the interval, and known only when all of them are; where they are coarser,
 * the one that holds the interval. An interval without a price adds to the energy and not to the cost, and makes its day
 * incomplete: a missing price is never a price of zero.
 *
 * @param usage - Quarter-hours or hours. Coarser series cannot be joined with prices: their days come without cost.
 * @param price - Gross ct/kWh.
 */
export function energyCost(usage: Usage, price: Price | null): EnergyCost {
  const length = usageLength[usage.resolution];
  const priceAt = priceIndex(price);
  const days = new Map<BerlinDate, DayCost>();
  for (const { start, usage: kWh, type } of usage.data) {
    const berlinDate = berlinDateOf(start);
    const day = days.get(berlinDate) ?? { berlinDate, kWh: 0, eur: null, status: 'final', complete: true };
    days.set(berlinDate, day);
    day.kWh += kWh;
    if (type !== 'final') day.status = 'preliminary';
    const ctPerKWh = length === undefined ? null : priceAt(Date.parse(start), length);
    if (ctPerKWh === null) day.complete = false;
    else day.eur = (day.eur ?? 0) + (kWh * ctPerKWh) / 100;
  }
  const list = [...days.values()].sort((a, b) => (a.berlinDate < b.berlinDate ? -1 : 1));
  return { days: list, ...totalOf(list) };
}

/** The sum over days: the cost is complete when every day's is. */
function totalOf(days: readonly DayCost[]): Omit<EnergyCost, 'days'> {
  let kWh = 0;
  let eur: number | null = null;
  for (const day of days) {
    kWh += day.kWh;
    if (day.eur !== null) eur = (eur ?? 0) + day.eur;
  }
  return {
    kWh,
    eur,
    status: days.every(({ status }) => status === 'final') ? 'final' : 'preliminary',
    complete: days.length > 0 && days.every(({ complete }) => complete),
  };
}

/** Finds the mean price of a span that begins at an instant (milliseconds) and is so many minutes long. */
function priceIndex(price: Price | null): (start: number, minutes: number) => number | null {
  const length = (priceLength[price?.resolution ?? ''] ?? 15) * minute;
  const amounts = new Map<number, number | null>();
  for (const { timestamp, amount } of price?.items ?? []) amounts.set(Date.parse(timestamp), amount);
  return (start, minutes) => {
    const end = start + minutes * minute;
    let sum = 0;
    let count = 0;
    for (let at = Math.floor(start / length) * length; at < end; at += length) {
      const amount = amounts.get(at);
      if (amount === undefined || amount === null) return null;
      sum += amount;
      count += 1;
    }
    return count === 0 ? null : sum / count;
  };
}
