import type { Price } from '../contract/nomos/price.ts';
import { addDays, berlinDateOf, startOfBerlinDay, type BerlinDate } from './berlin-calendar.ts';
import { priceLength, pricePoints, type PricePoint } from './price-series.ts';

/** The hours in which energy is cheapest, or why there are none. Instants are UTC. */
export type CheapestWindow =
  | {
      type: 'found';
      start: Date;
      end: Date;
      /** The mean of the prices within, gross. */
      averageCtPerKWh: number;
      /** The end of the last known price: nothing is known about later hours. */
      untilUtcInstant: Date;
      /** Whether all prices of the next Berlin day are there. */
      tomorrowKnown: boolean;
    }
  | {
      type: 'none';
      /** `no-prices`: none that begins from now on is known. `too-short`: those known nowhere reach so far without a gap. */
      reason: 'no-prices' | 'too-short';
      tomorrowKnown: boolean;
    };

/** The lowest or highest price of a day. */
export interface ExtremePrice {
  ctPerKWh: number;
  /** UTC instants of the first interval with that price. */
  start: Date;
  end: Date;
  /** How many intervals of the day have it. */
  count: number;
}

/**
 * The contiguous hours with the lowest mean price among those whose prices are known: `Σ ctPerKWh_i / n` over the n intervals
 * of the window. It begins with an interval, at `now` or later, and holds no gap and no unknown price; it may reach over
 * midnight and over a change of clocks, because it is counted in hours that pass. Of windows with the same mean (to a
 * billionth of a cent, which is the noise of adding) the earliest one is taken.
 *
 * @param hours - A whole number from 1 to 6.
 * @param prefer - `high` for feed-in: the window that pays most.
 * @throws RangeError for other numbers of hours.
 */
export function cheapestWindow(
  price: Price | null,
  hours: number,
  now: Date,
  prefer: 'low' | 'high' = 'low',
): CheapestWindow {
  if (!Number.isInteger(hours) || hours < 1 || hours > 6) throw new RangeError(`Not 1 to 6 hours: ${hours}`);
  const tomorrowKnown = isDayKnown(price, addDays(berlinDateOf(now), 1));
  const points = pricePoints(price).filter(
    ({ startUtcMilliseconds: start, ctPerKWh }) => start >= now.getTime() && ctPerKWh !== null,
  );
  const last = points.at(-1);
  if (!last) return { type: 'none', reason: 'no-prices', tomorrowKnown };

  const length = priceLength(price);
  const count = (hours * 3_600_000) / length;
  const sign = prefer === 'low' ? 1 : -1;
  let best: { point: PricePoint; mean: number } | undefined;
  for (const [i, point] of points.entries()) {
    const end = points[i + count - 1];
    // The points are in order and each instant is there once: without a gap the last one is as far away as it should be.
    if (end?.startUtcMilliseconds !== point.startUtcMilliseconds + (count - 1) * length) continue;
    let sum = 0;
    for (let j = i; j < i + count; j += 1) sum += points[j]?.ctPerKWh ?? NaN;
    const mean = sum / count;
    if (!best || mean * sign < best.mean * sign - 1e-9) best = { point, mean };
  }
  if (!best) return { type: 'none', reason: 'too-short', tomorrowKnown };
  const start = best.point.startUtcMilliseconds;
  return {
    type: 'found',
    start: new Date(start),
    end: new Date(start + count * length),
    averageCtPerKWh: best.mean,
    untilUtcInstant: new Date(last.endUtcMilliseconds),
    tomorrowKnown,
  };
}

/** Whether the price of every interval of a Berlin day is known. */
export function isDayKnown(price: Price | null, berlinDate: BerlinDate): boolean {
  const start = startOfBerlinDay(berlinDate).getTime();
  const end = startOfBerlinDay(addDays(berlinDate, 1)).getTime();
  const length = priceLength(price);
  const starts = new Set<number>();
  for (const { startUtcMilliseconds: at, ctPerKWh } of pricePoints(price)) {
    if (ctPerKWh !== null && at >= start && at < end && (at - start) % length === 0) starts.add(at);
  }
  return starts.size === (end - start) / length;
}

/**
 * The lowest and the highest known price of a Berlin day, with the first interval that has it and how many do.
 *
 * @returns `null` when none is known. `complete` says whether all of them are.
 */
export function lowestAndHighest(
  price: Price | null,
  berlinDate: BerlinDate,
): { lowest: ExtremePrice; highest: ExtremePrice; complete: boolean } | null {
  const start = startOfBerlinDay(berlinDate).getTime();
  const end = startOfBerlinDay(addDays(berlinDate, 1)).getTime();
  let lowest: ExtremePrice | null = null;
  let highest: ExtremePrice | null = null;
  for (const { startUtcMilliseconds: from, endUtcMilliseconds: to, ctPerKWh } of pricePoints(price)) {
    if (ctPerKWh === null || from < start || from >= end) continue;
    const extreme = (): ExtremePrice => ({ ctPerKWh, start: new Date(from), end: new Date(to), count: 1 });
    if (!lowest || ctPerKWh < lowest.ctPerKWh) lowest = extreme();
    else if (ctPerKWh === lowest.ctPerKWh) lowest.count += 1;
    if (!highest || ctPerKWh > highest.ctPerKWh) highest = extreme();
    else if (ctPerKWh === highest.ctPerKWh) highest.count += 1;
  }
  return lowest && highest ? { lowest, highest, complete: isDayKnown(price, berlinDate) } : null;
}
