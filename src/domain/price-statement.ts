import type { Price } from '../contract/nomos/price.ts';
import { startOfBerlinDay } from './berlin-calendar.ts';
import type { Period } from './period.ts';
import { pricePoints, type PricePoint } from './price-series.ts';

/**
 * What is below zero. `total`: the price that the customer pays, so that using energy earns money (and, for feed-in, feeding in
 * costs some). `energy`: only the part for the energy, while grid fees and levies keep the price at zero or above. These are
 * two statements, and the second must never be told as the first.
 */
export type NegativePrice = 'total' | 'energy';

/** A span of time in which the same statement holds. */
export interface NegativeSpan {
  negative: NegativePrice;
  /** UTC instants; the end does not belong to it. */
  start: Date;
  end: Date;
  /** The lowest total price within, gross. */
  lowestCtPerKWh: number;
}

/**
 * What is below zero in the price of an interval: `total` when `ctPerKWh < 0`; else `energy` when the parts of type
 * `electricity` sum up to less than zero.
 *
 * @returns `null` when nothing is, or when the total is not known: then no statement can be made. Without a known energy
 * part none is made about it.
 */
export function negativePrice({
  ctPerKWh,
  components,
}: Pick<PricePoint, 'components' | 'ctPerKWh'>): NegativePrice | null {
  if (ctPerKWh === null) return null;
  if (ctPerKWh < 0) return 'total';
  let energy = 0;
  for (const part of components) {
    if (part.type !== 'electricity') continue;
    if (part.ctPerKWh === null) return null;
    energy += part.ctPerKWh;
  }
  return energy < 0 ? 'energy' : null;
}

/** The spans of a Berlin period with negative prices, in order of time: neighbours with the same statement are one. */
export function negativeSpans(price: Price | null, { start, endExclusive }: Period): NegativeSpan[] {
  const from = startOfBerlinDay(start).getTime();
  const to = startOfBerlinDay(endExclusive).getTime();
  const spans: NegativeSpan[] = [];
  for (const point of pricePoints(price)) {
    const { startUtcMilliseconds: at, endUtcMilliseconds: end, ctPerKWh } = point;
    const negative = negativePrice(point);
    if (at < from || at >= to || ctPerKWh === null || negative === null) continue;
    const last = spans.at(-1);
    if (last?.negative === negative && last.end.getTime() === at) {
      last.end = new Date(end);
      last.lowestCtPerKWh = Math.min(last.lowestCtPerKWh, ctPerKWh);
    } else {
      spans.push({ negative, start: new Date(at), end: new Date(end), lowestCtPerKWh: ctPerKWh });
    }
  }
  return spans;
}
