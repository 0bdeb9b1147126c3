/**
 * How sure a value of usage is. `final`; `preliminary`, which may change until the eighth working day of the next month;
 * `other` for whatever else the API names (live portals know substitute values).
 */
export type UsageStatus = 'final' | 'preliminary' | 'other';

/**
 * What was used, and at which price, in a span of time: a quarter-hour, an hour, a day, a week, a month. What is not known
 * is `null`, never zero. For feed-in the energy is what was fed in and the money what is paid out.
 */
export interface Interval {
  /** The instant at which it begins, in UTC: milliseconds since 1970. */
  startUtcMilliseconds: number;
  /** The instant at which it ends, which no longer belongs to it. */
  endUtcMilliseconds: number;
  /** Energy; `null` where there is no value. */
  kWh: number | null;
  /** Gross price of energy; of a span with several prices, their mean weighted by usage where there is any. */
  ctPerKWh: number | null;
  /** Gross cost of those parts whose price and usage are known; `null` when there is none. */
  eur: number | null;
  /** The least sure of the values within; `null` where there is no value. */
  status: UsageStatus | null;
  /** Whether usage and price are known for the whole span. */
  complete: boolean;
}
