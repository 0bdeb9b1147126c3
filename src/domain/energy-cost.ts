import type { Price } from '../contract/nomos/price.ts';
import type { Usage } from '../contract/nomos/usage.ts';
import { aggregate } from './aggregate.ts';
import { addDays, berlinDateOf, type BerlinDate } from './berlin-calendar.ts';
import { instantReader } from './instant.ts';
import { joinIntervals } from './interval-join.ts';

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

/**
 * Joins usage with prices by UTC instant and sums per Berlin day, for the days on which something was measured.
 *
 * For each interval i: `eur_i = kWh_i × ctPerKWh_i / 100`, joined and summed as {@link joinIntervals} and {@link aggregate} say.
 * An interval without a price adds to the energy and not to the cost, and makes its day incomplete: a missing price is never a
 * price of zero.
 *
 * @param usage - Quarter-hours or hours. Coarser series cannot be joined with prices: their days come without cost.
 * @param price - Gross ct/kWh.
 */
export function energyCost(usage: Usage, price: Price | null): EnergyCost {
  const read = instantReader();
  let first = Infinity;
  let last = -Infinity;
  for (const { start } of usage.data) {
    const at = read(start);
    if (at < first) first = at;
    if (at > last) last = at;
  }
  if (first > last) return { days: [], ...totalOf([]) };
  const period = { start: berlinDateOf(new Date(first)), endExclusive: addDays(berlinDateOf(new Date(last)), 1) };
  const measured = joinIntervals(usage, price, period).filter(({ kWh }) => kWh !== null);
  const days = aggregate(measured, 'day').map(({ startUtcMilliseconds, kWh, eur, status, complete }): DayCost => ({
    berlinDate: berlinDateOf(new Date(startUtcMilliseconds)),
    kWh: kWh ?? 0,
    eur,
    status: status === 'final' ? 'final' : 'preliminary',
    complete,
  }));
  return { days, ...totalOf(days) };
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
