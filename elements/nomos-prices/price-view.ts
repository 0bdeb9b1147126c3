import type { Price } from '../../src/contract/nomos/price.ts';
import { totalOf } from '../../src/domain/aggregate.ts';
import { addDays, berlinDateOf, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { cheapestWindow, isDayKnown, lowestAndHighest, type CheapestWindow } from '../../src/domain/cheapest-window.ts';
import { currentPrice, type CurrentPrice } from '../../src/domain/current-price.ts';
import { joinIntervals } from '../../src/domain/interval-join.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { dayPeriod } from '../../src/domain/period.ts';
import { pricePoints } from '../../src/domain/price-series.ts';
import {
  negativePrice,
  negativeSpans,
  type NegativePrice,
  type NegativeSpan,
} from '../../src/domain/price-statement.ts';

/** The prices of a Berlin day, as far as they are known. All amounts are gross ct/kWh. */
export interface PriceDay {
  berlinDate: BerlinDate;
  /** Whether all prices of the day are known. */
  complete: boolean;
  /** Its intervals without gap, quarter-hours or hours. */
  intervals: Interval[];
  /** The mean of its known prices, unweighted; `null` when none is known. */
  averageCtPerKWh: number | null;
  /** `null` when no price is known. */
  extremes: ReturnType<typeof lowestAndHighest>;
}

/** What follows from a series of prices at an instant. */
export interface PriceView {
  today: PriceDay;
  tomorrow: PriceDay;
  /** `null` when there is no price for the instant. */
  current: CurrentPrice | null;
  /** What is below zero in the current price. */
  negativeNow: NegativePrice | null;
  /** UTC instant from which a price is known again; `null` while there is one, or when none is. */
  nextKnown: Date | null;
  window: CheapestWindow;
  /** Negative prices that are not over yet. */
  negative: NegativeSpan[];
}

/**
 * Reads a series of prices at an instant.
 *
 * @param hours - The length of the window, 1 to 6.
 */
export function viewPrices(price: Price, now: Date, hours: number, feedIn: boolean): PriceView {
  const berlinDate = berlinDateOf(now);
  const today = viewDay(price, berlinDate);
  const tomorrow = viewDay(price, addDays(berlinDate, 1));
  const current = currentPrice(price, now);
  const next = pricePoints(price).find(
    (point) => point.ctPerKWh !== null && point.startUtcMilliseconds > now.getTime(),
  );
  const spans = negativeSpans(price, { start: berlinDate, endExclusive: addDays(berlinDate, 2) });
  return {
    today,
    tomorrow,
    current,
    negativeNow: current && negativePrice(current),
    nextKnown: current || !next ? null : new Date(next.startUtcMilliseconds),
    window: cheapestWindow(price, hours, now, feedIn ? 'high' : 'low'),
    // What is paid out has no other part that could make up for the energy.
    negative: spans.filter(({ negative, end }) => end > now && !(feedIn && negative === 'energy')),
  };
}

function viewDay(price: Price, berlinDate: BerlinDate): PriceDay {
  const intervals = joinIntervals(null, price, dayPeriod(berlinDate));
  return {
    berlinDate,
    complete: isDayKnown(price, berlinDate),
    intervals,
    averageCtPerKWh: totalOf(intervals).meanCtPerKWh,
    extremes: lowestAndHighest(price, berlinDate),
  };
}
