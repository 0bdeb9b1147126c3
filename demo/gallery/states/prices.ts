import type { PricesState } from '../../../elements/nomos-prices/prices-element.ts';
import type { Price } from '../../../src/contract/nomos/price.ts';
import { pricesOf } from '../fixtures.ts';
import { errors } from './errors.ts';

export const today = '2026-11-24';
export const tomorrow = '2026-11-25';

export const loadedPrices = {
  type: 'loaded',
  price: pricesOf([today, tomorrow]),
  now: new Date('2026-11-24T14:32:00Z'),
  feedIn: false,
  endsToday: false,
  hours: 3,
} satisfies PricesState;

const morning = new Date('2026-11-24T09:32:00Z');

/** The same prices, of which some are not known. */
function pricesWithout(unknown: (utcInstant: string) => boolean): Price {
  const items = (loadedPrices.price.items ?? []).map((item) =>
    unknown(item.timestamp)
      ? { ...item, amount: null, components: item.components.map(({ type }) => ({ type, amount: null })) }
      : item,
  );
  return { ...loadedPrices.price, items };
}

/** Every state of `<nomos-prices>`, by a name for the state. */
export const pricesStates: Record<string, PricesState> = {
  'signed out': { type: 'signed-out' },
  loading: { type: 'loading' },
  ...errors,
  'no subscription': { type: 'empty', reason: 'no-subscription', feedIn: false },
  pending: { type: 'empty', reason: 'pending', feedIn: false, utcInstant: '2026-11-30T23:00:00Z' },
  'pending: start unknown': { type: 'empty', reason: 'pending', feedIn: true, utcInstant: null },
  ended: { type: 'empty', reason: 'ended', feedIn: false, utcInstant: '2026-03-31T22:00:00Z' },
  'no prices': { type: 'empty', reason: 'no-prices', feedIn: false },
  loaded: loadedPrices,
  'loaded: tomorrow unknown': { ...loadedPrices, price: pricesOf([today]), now: morning },
  'loaded: tomorrow late': { ...loadedPrices, price: pricesOf([today]) },
  'loaded: tomorrow in part': {
    ...loadedPrices,
    price: pricesWithout((utcInstant) => utcInstant >= '2026-11-25T06'),
  },
  'loaded: late in the evening': { ...loadedPrices, price: pricesOf([today]), now: new Date('2026-11-24T22:10:00Z') },
  'loaded: last day': { ...loadedPrices, price: pricesOf([today]), endsToday: true },
  'loaded: one price': {
    ...loadedPrices,
    price: {
      ...loadedPrices.price,
      items: loadedPrices.price.items?.map((item) => ({ ...item, amount: 31.5, components: [] })) ?? null,
    },
  },
  'loaded: no price now': {
    ...loadedPrices,
    price: pricesWithout((utcInstant) => utcInstant.startsWith('2026-11-24T14')),
  },
  'loaded: components unknown': {
    ...loadedPrices,
    price: {
      ...loadedPrices.price,
      items:
        loadedPrices.price.items?.map((item) => ({
          ...item,
          components: item.components.map(({ type }) => ({ type, amount: null })),
        })) ?? null,
    },
  },
  'loaded: negative total': { ...loadedPrices, price: pricesOf([today, tomorrow], { energy: -30 }) },
  'loaded: negative energy only': { ...loadedPrices, price: pricesOf([today, tomorrow], { energy: -16 }) },
  'loaded: hourly': {
    ...loadedPrices,
    price: {
      ...loadedPrices.price,
      resolution: 'hourly',
      items: loadedPrices.price.items?.filter((_, i) => i % 4 === 0) ?? null,
    },
  },
  'loaded: clocks go back': {
    ...loadedPrices,
    price: pricesOf(['2026-10-24', '2026-10-25'], { energy: -12 }),
    now: new Date('2026-10-24T22:05:00Z'),
  },
  'loaded: clocks go forward': {
    ...loadedPrices,
    price: pricesOf(['2026-03-29', '2026-03-30']),
    now: new Date('2026-03-29T00:40:00Z'),
  },
  'loaded: feed-in': { ...loadedPrices, feedIn: true, price: pricesOf([today, tomorrow], { feedIn: true }) },
  'loaded: feed-in, negative': {
    ...loadedPrices,
    feedIn: true,
    price: pricesOf([today], { feedIn: true, energy: -8 }),
  },
};
