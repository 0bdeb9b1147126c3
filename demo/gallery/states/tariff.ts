import type { LoadedTariff, TariffState } from '../../../elements/nomos-tariff/tariff-state.ts';
import type { CustomerRequest } from '../../../src/contract/gateway/requests.ts';
import type { Quote } from '../../../src/contract/nomos/quote.ts';
import type { BerlinDate } from '../../../src/domain/berlin-calendar.ts';
import {
  analogSubscription,
  brands,
  endedSubscription,
  feedInSubscription,
  pricesOf,
  subscription,
} from '../fixtures.ts';
import { errors, requestId } from './errors.ts';
import { loadedPrices, today, tomorrow } from './prices.ts';

/** A quote with parts of every kind, and two that no document names today. */
export const quote: Quote = {
  amount: 101.85,
  currency: 'EUR',
  discount: null,
  components: [
    {
      group: 'base',
      amount: 17.42,
      quantity: 1,
      quantity_unit: 'month',
      unit_amount: 17.42,
      subcomponents: [
        { subgroup: 'fee', name: 'Grundgebühr', amount: 10.99 },
        { subgroup: 'grid', name: 'Grundpreis Netz', amount: 4.35 },
        { subgroup: 'metering', name: 'Messstellenbetrieb', amount: 2.08 },
      ],
    },
    {
      group: 'variable',
      amount: 84.43,
      quantity: 266.67,
      quantity_unit: 'kWh',
      unit_amount: 0.3166,
      subcomponents: [
        { subgroup: 'energy', name: 'Börsenpreis im Schnitt', amount: 0.1023 },
        { subgroup: 'energy', name: 'Beschaffung', amount: 0.0177 },
        { subgroup: 'grid', name: 'Netzentgelte', amount: 0.1134 },
        { subgroup: 'levies', name: 'Konzessionsabgabe', amount: 0.0237 },
        { subgroup: 'levies', name: 'Stromsteuer', amount: 0.0244 },
        { subgroup: 'levies', name: 'Aufschlag für besondere Netznutzung', amount: 0.0186 },
        { subgroup: 'levies', name: 'Offshore-Netzumlage', amount: 0.0112 },
        { subgroup: 'levies', name: 'KWKG-Umlage', amount: 0.0053 },
      ],
    },
  ],
  quoted_at: '2026-11-24T08:00:00Z',
};

/** The same quote with other components. */
function quoteWith(change: (component: Quote['components'][number]) => Quote['components'][number]): Quote {
  return { ...quote, components: quote.components.map(change) };
}

const feedInQuote: Quote = {
  ...quote,
  components: [
    { group: 'base', amount: 0, quantity: 1, quantity_unit: 'month', unit_amount: 0, subcomponents: [] },
    {
      group: 'variable',
      amount: 42.37,
      quantity: 516.67,
      quantity_unit: 'kWh',
      unit_amount: 0.082,
      subcomponents: [{ subgroup: 'energy', name: 'Vergütung', amount: 0.082 }],
    },
  ],
};

/** A reduction, a part of an unknown kind, one by an unknown unit, and parts that are not the whole price. */
const oddQuote: Quote = {
  ...quote,
  components: [
    ...quoteWith((component) => ({
      ...component,
      unit_amount: component.group === 'base' ? 6.21 : 0.3299,
      subcomponents:
        component.group === 'base'
          ? [
              ...component.subcomponents,
              { subgroup: 'grid', name: 'Pauschale Netzentgeltreduktion (§ 14a EnWG, Modul 1)', amount: -15.56 },
              { subgroup: 'insurance', name: 'Absicherung', amount: 3.35 },
            ]
          : component.subcomponents,
    })).components,
    { group: 'peak', amount: 3, quantity: 1, quantity_unit: 'kW', unit_amount: 3, subcomponents: [] },
  ],
};

/** A request as its author sees it again. */
export function customerRequest(change: Partial<CustomerRequest> = {}): CustomerRequest {
  return {
    id: 'req_gallery1',
    reference: 'K7QF-2M9A',
    kind: 'cancellation',
    state: 'applied',
    received_at: '2026-11-24T09:14:00Z',
    subscription: subscription.id,
    end_at: '2026-12-30T23:00:00Z',
    refusal: null,
    summary: [],
    ...change,
  };
}

export const loadedTariff = {
  type: 'loaded',
  subscription: {
    ...subscription,
    meter: { ...subscription.meter, melo: 'DE0000561012700000000000000204561' },
    supplier: { id: 'mp_1', name: 'Nordlicht Energie GmbH' },
  },
  now: loadedPrices.now,
  planName: 'Lumio Dynamik',
  quote: { type: 'loaded', content: quote },
  price: { type: 'loaded', content: pricesOf([today, tomorrow]) },
  measured: {
    period: { start: '2025-11-01' as BerlinDate, endExclusive: '2026-11-01' as BerlinDate },
    kWh: 2811.37,
    provisional: false,
  },
  requests: { type: 'none' },
  supplier: brands.lumio,
  terms: {
    notice_period: { count: 30, unit: 'day' },
    dispute_body: {
      name: 'Schlichtungsstelle Energie e. V.',
      address: ['Friedrichstraße 133', '10117 Berlin'],
      phone: '+49 30 2757240-0',
      email: 'info@schlichtungsstelle-energie.de',
      url: 'https://www.schlichtungsstelle-energie.de',
    },
  },
  copied: null,
} satisfies LoadedTariff;

/** Only what depends on prices and contract: where one of them is the point, the rest need not be drawn again. */
const bareTariff = {
  ...loadedTariff,
  subscription: { ...subscription, meter: { ...subscription.meter, malo: null } },
  quote: {
    type: 'loaded',
    content: quoteWith((component) => ({ ...component, subcomponents: component.subcomponents.slice(0, 3) })),
  },
  measured: null,
  supplier: null,
  terms: null,
} satisfies LoadedTariff;

const noPrice = { ...bareTariff, price: { type: 'none' } } satisfies LoadedTariff;

const failed = { type: 'error', error: { kind: 'server', requestId } } as const;

/** Every state of `<nomos-tariff>`, by a name for the state. */
export const tariffStates: Record<string, TariffState> = {
  'signed out': { type: 'signed-out' },
  loading: { type: 'loading' },
  ...errors,
  'no subscription': { type: 'empty' },
  loaded: loadedTariff,
  'loaded: analog': {
    ...noPrice,
    subscription: analogSubscription,
    measured: { ...loadedTariff.measured, kWh: 3341, provisional: true },
  },
  'loaded: company, one price': {
    ...bareTariff,
    subscription: {
      ...subscription,
      estimated_usage: 48_000,
      customer: { ...subscription.customer, type: 'company', company_name: 'Bäckerei Kröger & Töchter GmbH' },
    },
    price: {
      type: 'loaded',
      content: {
        ...loadedPrices.price,
        items: loadedPrices.price.items?.map((item) => ({ ...item, amount: 31.5, components: [] })) ?? null,
      },
    },
    quote: { type: 'loaded', content: quoteWith((component) => ({ ...component, subcomponents: [] })) },
  },
  'loaded: hourly, no year of measured use': {
    ...bareTariff,
    price: {
      type: 'loaded',
      content: {
        ...loadedPrices.price,
        resolution: 'hourly',
        items: loadedPrices.price.items?.filter((_, i) => i % 4 === 0) ?? null,
      },
    },
  },
  'loaded: negative total': {
    ...bareTariff,
    price: { type: 'loaded', content: pricesOf([today], { energy: -30 }) },
  },
  'loaded: negative energy, provisional use': {
    ...bareTariff,
    measured: { ...loadedTariff.measured, provisional: true },
    price: { type: 'loaded', content: pricesOf([today], { energy: -16 }) },
  },
  'loaded: parts unknown': {
    ...bareTariff,
    price: {
      type: 'loaded',
      content: {
        ...loadedPrices.price,
        items:
          loadedPrices.price.items?.map((item) => ({
            ...item,
            components: [
              ...item.components.map(({ type }) => ({ type, amount: null })),
              { type: 'storage', amount: 1 },
            ],
          })) ?? null,
      },
    },
  },
  'loaded: no price of the moment': {
    ...bareTariff,
    price: { type: 'loaded', content: { ...loadedPrices.price, items: null } },
  },
  'loaded: a reduction, an unknown part, and a sum that does not add up': {
    ...bareTariff,
    quote: { type: 'loaded', content: oddQuote },
  },
  'loaded: terminated': {
    ...loadedTariff,
    subscription: {
      ...loadedTariff.subscription,
      terminated_at: '2026-11-24T09:14:00Z',
      end_at: '2026-12-30T23:00:00Z',
    },
    requests: {
      type: 'loaded',
      content: [
        customerRequest(),
        customerRequest({
          id: 'req_gallery2',
          reference: 'H3WX-8PTD',
          kind: 'withdrawal',
          state: 'forwarded',
          received_at: '2026-11-20T17:03:00Z',
          end_at: null,
          refusal: 'withdrawal_not_allowed',
        }),
        customerRequest({ id: 'req_gallery3', kind: 'meter-swap', state: 'received', end_at: null }),
        customerRequest({ id: 'req_gallery4', kind: 'complaint', state: 'archived', end_at: null, received_at: '' }),
      ],
    },
  },
  'loaded: pending': {
    ...noPrice,
    subscription: { ...subscription, status: 'pending', start_at: '2026-11-30T23:00:00Z' },
  },
  'loaded: pending, start unknown': {
    ...noPrice,
    subscription: { ...subscription, status: 'pending', start_at: null, number: null },
  },
  'loaded: ended before it began': {
    ...noPrice,
    subscription: {
      ...subscription,
      status: 'pending',
      start_at: '2026-11-30T23:00:00Z',
      terminated_at: '2026-11-20T10:00:00Z',
      end_at: '2026-11-27T23:00:00Z',
    },
    quote: { type: 'none' },
  },
  'loaded: ended': {
    ...noPrice,
    supplier: loadedTariff.supplier,
    terms: loadedTariff.terms,
    subscription: { ...endedSubscription, terminated_at: '2026-02-14T10:00:00Z' },
    quote: { type: 'none' },
    planName: null,
  },
  'loaded: feed-in': {
    ...loadedTariff,
    measured: null,
    subscription: { ...feedInSubscription, estimated_usage: 6200 },
    planName: 'Lumio Einspeisung',
    quote: { type: 'loaded', content: feedInQuote },
    price: { type: 'loaded', content: pricesOf([today], { feedIn: true }) },
  },
  'loaded: feed-in, terminated, negative': {
    ...bareTariff,
    subscription: { ...feedInSubscription, terminated_at: '2026-11-20T10:00:00Z', end_at: '2026-12-30T23:00:00Z' },
    quote: { type: 'loaded', content: feedInQuote },
    price: { type: 'loaded', content: pricesOf([today], { feedIn: true, energy: -12 }) },
  },
  'loaded: no quote': { ...bareTariff, quote: { type: 'none' } },
  'loaded: neither quote nor price': { ...noPrice, quote: { type: 'none' } },
  'loaded: quote failed': { ...bareTariff, quote: failed },
  'loaded: price failed, as did copying': { ...bareTariff, price: failed, copied: { what: 'number', done: false } },
  'loaded: all failed': {
    ...bareTariff,
    quote: failed,
    price: failed,
    requests: failed,
  },
  'loaded: on its way': {
    ...bareTariff,
    quote: { type: 'loading' },
    price: { type: 'loading' },
    requests: { type: 'loading' },
    planName: null,
  },
  'loaded: copied': { ...bareTariff, copied: { what: 'number', done: true } },
};
