import { currentPrice, type CurrentPrice } from '../../src/domain/current-price.ts';
import { priceLength, pricePoints } from '../../src/domain/price-series.ts';
import { tariffBreakdown, type TariffBreakdown } from '../../src/domain/tariff-breakdown.ts';
import type { LoadedTariff } from './tariff-state.ts';

/** What follows from quote and prices at an instant. */
export interface TariffFigures {
  /** `null` while there is no quote. */
  breakdown: TariffBreakdown | null;
  /** `null` where there is no price for the instant. */
  current: CurrentPrice | null;
  /** How often the price changes; `never` when all prices that are known are the same. */
  changes: 'hour' | 'never' | 'quarter-hour';
  /** Whether the price is what is paid out for electricity that is fed in. */
  feedIn: boolean;
}

/** Reads quote and prices. */
export function figuresOf({ quote, price, subscription, now }: LoadedTariff): TariffFigures {
  const prices = price.type === 'loaded' ? price.content : null;
  const amounts = new Set(pricePoints(prices).flatMap(({ ctPerKWh }) => (ctPerKWh === null ? [] : [ctPerKWh])));
  return {
    breakdown: quote.type === 'loaded' ? tariffBreakdown(quote.content) : null,
    current: prices && currentPrice(prices, now),
    changes: amounts.size < 2 ? 'never' : priceLength(prices) === 3_600_000 ? 'hour' : 'quarter-hour',
    feedIn: subscription.type === 'feed_in',
  };
}
