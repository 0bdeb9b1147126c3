import type { Price } from '../contract/nomos/price.ts';
import { pricePoints } from './price-series.ts';

/** The price in force at an instant, and how it stands to the day. All amounts are gross ct/kWh. */
export interface CurrentPrice {
  /** UTC instant at which the interval begins. */
  start: Date;
  /** UTC instant at which it ends. */
  end: Date;
  ctPerKWh: number;
  /** What it is made of, in the order of the API; a part that the API does not know is `null`. */
  components: { type: string; ctPerKWh: number | null }[];
  /** The mean of all known prices of the series, unweighted. */
  averageCtPerKWh: number;
}

/**
 * Finds the price of the interval that holds `now`.
 *
 * @param price - The price series of a day, as the API gives it: UTC timestamps at the start of each interval.
 * @returns `null` when the series has no interval there or no amount for it: a missing price is not a price of zero.
 */
export function currentPrice(price: Price, now: Date): CurrentPrice | null {
  const points = pricePoints(price);
  const at = now.getTime();
  const point = points.find((each) => each.startUtcMilliseconds <= at && at < each.endUtcMilliseconds);
  if (point?.ctPerKWh == null) return null;
  const amounts = points.flatMap(({ ctPerKWh }) => (ctPerKWh === null ? [] : [ctPerKWh]));
  return {
    start: new Date(point.startUtcMilliseconds),
    end: new Date(point.endUtcMilliseconds),
    ctPerKWh: point.ctPerKWh,
    components: point.components,
    averageCtPerKWh: amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length,
  };
}
