import type { Price } from '../contract/nomos/price.ts';

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

const minutesOfResolution = (resolution: string): number => (resolution === 'hourly' ? 60 : 15);

/**
 * Finds the price of the interval that holds `now`.
 *
 * @param price - The price series of a day, as the API gives it: UTC timestamps at the start of each interval.
 * @returns `null` when the series has no interval there or no amount for it: a missing price is not a price of zero.
 */
export function currentPrice(price: Price, now: Date): CurrentPrice | null {
  const length = minutesOfResolution(price.resolution) * 60_000;
  const known = (price.items ?? []).flatMap((item) => (item.amount === null ? [] : [item.amount]));
  for (const item of price.items ?? []) {
    const start = Date.parse(item.timestamp);
    if (start > now.getTime() || start + length <= now.getTime()) continue;
    if (item.amount === null) return null;
    return {
      start: new Date(start),
      end: new Date(start + length),
      ctPerKWh: item.amount,
      components: item.components.map(({ type, amount }) => ({ type, ctPerKWh: amount })),
      averageCtPerKWh: known.reduce((sum, amount) => sum + amount, 0) / known.length,
    };
  }
  return null;
}
