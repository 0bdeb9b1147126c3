import type { Price } from '../contract/nomos/price.ts';
import { instantReader } from './instant.ts';

/** The gross price of one interval, with what it is made of. */
export interface PricePoint {
  startUtcMilliseconds: number;
  endUtcMilliseconds: number;
  /** `null` where the API knows none. */
  ctPerKWh: number | null;
  /** In the order of the API; a part that it does not know is `null`. */
  components: { type: string; ctPerKWh: number | null }[];
}

/** How long the intervals of a price series are: an hour, or else a quarter-hour. Milliseconds. */
export function priceLength(price: Price | null): number {
  return price?.resolution === 'hourly' ? 3_600_000 : 900_000;
}

/** A number, or `null` for what is none. */
export function known(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/**
 * The prices in order of time, each instant once: of repeated items the last one counts. Items without a readable instant, or
 * between the instants of the grid, are left out; those without an amount stay as unknown.
 */
export function pricePoints(price: Price | null): PricePoint[] {
  const length = priceLength(price);
  const read = instantReader();
  const points = new Map<number, PricePoint>();
  for (const { timestamp, amount, components } of price?.items ?? []) {
    const start = read(timestamp);
    // Berlin is whole hours ahead of UTC: the grid is that of UTC as well. Also true for what is not a number.
    if (start % length !== 0) continue;
    points.set(start, {
      startUtcMilliseconds: start,
      endUtcMilliseconds: start + length,
      ctPerKWh: known(amount),
      components: components.map((part) => ({ type: part.type, ctPerKWh: known(part.amount) })),
    });
  }
  return [...points.values()].sort((a, b) => a.startUtcMilliseconds - b.startUtcMilliseconds);
}
