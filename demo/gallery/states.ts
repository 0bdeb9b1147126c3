import type { ConsumptionState } from '../../elements/nomos-consumption/consumption-state.ts';
import type { DashboardState } from '../../elements/nomos-dashboard/dashboard-element.ts';
import type { InvoiceState } from '../../elements/nomos-invoice/invoice-element.ts';
import type { InvoicesState } from '../../elements/nomos-invoices/invoices-element.ts';
import type { LoginState } from '../../elements/nomos-login/login-element.ts';
import type { MeterReadingState } from '../../elements/nomos-meter-reading/meter-reading-element.ts';
import type { PortalState } from '../../elements/nomos-portal/portal-element.ts';
import type { PricesState } from '../../elements/nomos-prices/prices-element.ts';
import type { SubscriptionSwitcherState } from '../../elements/nomos-subscription-switcher/subscription-switcher-element.ts';
import type { Price } from '../../src/contract/nomos/price.ts';
import type { MonthForecast } from '../../src/domain/month-forecast.ts';
import type { BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { analogConsumption, smartConsumption } from './consumption-fixtures.ts';
import { checkMeterReading } from '../../src/domain/meter-reading-check.ts';
import type { ShownError } from '../../src/ui/notices.ts';
import {
  analogSubscription,
  brands,
  endedSubscription,
  feedInSubscription,
  invoices,
  meterReading,
  meterReadings,
  monthOfCosts,
  pricesOf,
  subscription,
} from './fixtures.ts';

const requestId = '37a04f8f-e791-491c-81e1-86cd304649bb';

const errors: Record<string, { type: 'error'; error: ShownError }> = Object.fromEntries(
  (
    [
      'network',
      'timeout',
      'unauthorized',
      'forbidden',
      'not-found',
      'rate-limited',
      'conflict',
      'invalid',
      'server',
      'malformed',
    ] as const
  ).map((kind) => [`error: ${kind}`, { type: 'error' as const, error: { kind, requestId } }]),
);

const today = '2026-11-24';
const tomorrow = '2026-11-25';

const loadedPrices = {
  type: 'loaded',
  price: pricesOf([today, tomorrow]),
  now: new Date('2026-11-24T14:32:00Z'),
  feedIn: false,
  endsToday: false,
  hours: 3,
} satisfies PricesState;

const forecast: MonthForecast = {
  month: { start: '2026-11-01' as BerlinDate, endExclusive: '2026-12-01' as BerlinDate },
  baseFeeEur: 12.9,
  usedDays: 22,
  usedKWh: 201.4,
  usedEur: 48.21,
  restDays: 8,
  restKWh: { low: 61.2, high: 84.4 },
  restEur: { low: 14.1, high: 21.9 },
  totalKWh: { low: 262.6, high: 285.8 },
  totalEur: { low: 75.21, high: 83.01 },
  basis: 'recent-weekdays',
};

const loadedDashboard = {
  type: 'loaded',
  subscription,
  planName: 'Lumio Dynamik',
  prices: loadedPrices,
  usage: {
    type: 'loaded',
    content: {
      latest: { start: '2026-11-22T23:00:00Z', kWh: 8.42, type: 'preliminary' },
      before: { start: '2026-11-21T23:00:00Z', kWh: 9.56, type: 'preliminary' },
      interval: 'day',
      feedIn: false,
    },
  },
  forecast: { type: 'loaded', content: { forecast, feedIn: false } },
  invoices: { type: 'loaded', content: [invoices.open, invoices.paid] },
} satisfies DashboardState;

const loadedInvoice = {
  type: 'loaded',
  invoice: invoices.open,
  counterpart: null,
  breakdown: { type: 'loaded', cost: monthOfCosts({ complete: true }) },
  fileUrl: '#pdf',
  downloadUrl: '#pdf',
} satisfies InvoiceState;

const loadedReading = {
  type: 'loaded',
  subscription: analogSubscription,
  today: '2026-11-24' as BerlinDate,
  draft: { value: '', date: null, note: '' },
  saving: false,
  problem: null,
  question: null,
  sent: null,
  history: { type: 'loaded', readings: meterReadings },
  support: brands.lumio.support,
} satisfies MeterReadingState;

/** A form in which something was typed that it asks or complains about. */
const typedReading = { ...loadedReading, draft: { value: '13.420', date: '2026-11-24', note: 'Zähler im Keller' } };

function askedReading(kWh: number, date = loadedReading.today): MeterReadingState {
  const check = checkMeterReading({ kWh, date }, meterReadings, analogSubscription.estimated_usage);
  return { ...typedReading, draft: { value: String(kWh), date, note: '' }, question: { kWh, date, check } };
}

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

const code = { type: 'code', email: 'katharina@sandbox.example', resendAt: '2026-11-24T10:01:00Z' } as const;

const day = smartConsumption({ period: 'day', date: '2026-11-23' as BerlinDate });

/** Every state of every element that draws something, by tag and by a name for the state. */
export const statesByTag: {
  'nomos-login': Record<string, LoginState>;
  'nomos-dashboard': Record<string, DashboardState>;
  'nomos-consumption': Record<string, ConsumptionState>;
  'nomos-invoices': Record<string, InvoicesState>;
  'nomos-invoice': Record<string, InvoiceState>;
  'nomos-meter-reading': Record<string, MeterReadingState>;
  'nomos-prices': Record<string, PricesState>;
  'nomos-subscription-switcher': Record<string, SubscriptionSwitcherState>;
  'nomos-portal': Record<string, PortalState>;
} = {
  'nomos-login': {
    loading: { type: 'loading' },
    ...errors,
    email: { type: 'email', saving: false, problem: null },
    'email: sending': { type: 'email', saving: true, problem: null },
    'email: invalid': { type: 'email', saving: false, problem: { type: 'email-invalid', field: 'email' } },
    'email: too often': { type: 'email', saving: false, problem: { type: 'rate-limited', field: null, seconds: 1800 } },
    'email: failed': {
      type: 'email',
      saving: false,
      problem: { type: 'failed', field: null, error: { kind: 'network' } },
    },
    code: { ...code, saving: false, problem: null },
    'code: checking': { ...code, saving: true, problem: null },
    'code: wrong': { ...code, saving: false, problem: { type: 'code-wrong', field: 'code' } },
    'code: expired': { ...code, saving: false, problem: { type: 'code-expired', field: 'code' } },
    'code: used': { ...code, saving: false, problem: { type: 'code-used', field: 'code' } },
    'code: too many attempts': { ...code, saving: false, problem: { type: 'code-attempts', field: 'code' } },
    'code: incomplete': { ...code, saving: false, problem: { type: 'code-incomplete', field: 'code' } },
    'code: not digits': { ...code, saving: false, problem: { type: 'code-not-digits', field: 'code' } },
    'signed in': { type: 'signed-in' },
  },
  'nomos-dashboard': {
    'signed out': { type: 'signed-out' },
    loading: { type: 'loading' },
    ...errors,
    'no subscription': { type: 'empty' },
    loaded: loadedDashboard,
    'loaded: feed-in': {
      ...loadedDashboard,
      subscription: feedInSubscription,
      planName: 'Lumio Einspeisung',
      prices: { ...loadedPrices, feedIn: true, price: pricesOf([today], { feedIn: true, energy: -8 }) },
      usage: { type: 'loaded', content: { ...loadedDashboard.usage.content, feedIn: true } },
      forecast: { type: 'loaded', content: { forecast: { ...forecast, basis: 'estimated-usage' }, feedIn: true } },
      invoices: { type: 'loaded', content: [invoices.credit] },
    },
    'loaded: pending': {
      ...loadedDashboard,
      subscription: { ...subscription, status: 'pending', start_at: '2026-11-30T23:00:00Z' },
      prices: { type: 'empty', reason: 'pending', feedIn: false, utcInstant: '2026-11-30T23:00:00Z' },
      usage: { type: 'empty' },
      forecast: null,
      invoices: { type: 'empty' },
    },
    'loaded: ended': {
      ...loadedDashboard,
      subscription: endedSubscription,
      planName: null,
      usage: {
        type: 'loaded',
        content: {
          latest: { start: '2026-02-28T23:00:00Z', kWh: 211, type: 'estimated_by_grid' },
          before: null,
          interval: 'month',
          feedIn: false,
        },
      },
      invoices: { type: 'loaded', content: [invoices.void, invoices.voided, invoices.uncollectible] },
    },
    'loaded: cards loading': {
      ...loadedDashboard,
      prices: { type: 'loading' },
      usage: { type: 'loading' },
      forecast: { type: 'loading' },
      invoices: { type: 'loading' },
    },
    'loaded: cards failed': {
      ...loadedDashboard,
      prices: { type: 'error', error: { kind: 'server', requestId } },
      usage: { type: 'error', error: { kind: 'malformed' } },
      forecast: { type: 'empty' },
      invoices: { type: 'error', error: { kind: 'rate-limited', retryAfterSeconds: 3 } },
    },
  },
  'nomos-consumption': {
    'signed out': { type: 'signed-out' },
    loading: { type: 'loading' },
    ...errors,
    'no subscription': { type: 'empty', reason: 'no-subscription', start: null },
    'not started': { type: 'empty', reason: 'not-started', start: '2026-12-01' as BerlinDate },
    day,
    'day: quarter-hours': smartConsumption(day.view, { resolution: '15min' }),
    'day: of 23 hours, negative prices': smartConsumption(
      { period: 'day', date: '2026-03-29' as BerlinDate },
      { resolution: '15min', negative: true },
    ),
    'day: of 25 hours, gaps': smartConsumption({ period: 'day', date: '2026-10-25' as BerlinDate }, { gaps: true }),
    'day: substitute values': smartConsumption(day.view, { other: true }),
    '7 days': smartConsumption({ period: '7days', date: day.view.date }),
    'week: by hour': smartConsumption({ period: 'week', date: '2026-11-10' as BerlinDate }, { resolution: 'hour' }),
    month: smartConsumption({ period: 'month', date: '2026-11-10' as BerlinDate }),
    'month: without prices': smartConsumption({ period: 'month', date: '2026-10-10' as BerlinDate }, { prices: false }),
    'month: prices failed': smartConsumption(
      { period: 'month', date: '2026-10-10' as BerlinDate },
      { prices: false, pricesFailed: true },
    ),
    'month: feed-in': smartConsumption({ period: 'month', date: '2026-10-10' as BerlinDate }, { feedIn: true }),
    year: smartConsumption({ period: 'year', date: '2026-11-10' as BerlinDate }),
    'year: analog meter': analogConsumption(),
    'period loading': { ...day, content: { type: 'loading' } },
    'period failed': { ...day, content: { type: 'error', error: { kind: 'server', requestId } } },
    ...Object.fromEntries(
      (['before', 'after', 'future', 'not-yet', 'no-data'] as const).map((reason) => [
        `nothing: ${reason}`,
        { ...day, content: { type: 'empty', reason } } satisfies ConsumptionState,
      ]),
    ),
  },
  'nomos-invoices': {
    'signed out': { type: 'signed-out' },
    loading: { type: 'loading' },
    ...errors,
    'no subscription': { type: 'empty', reason: 'no-subscription' },
    'none yet': { type: 'empty', reason: 'none-yet' },
    'nothing matches': { type: 'empty', reason: 'filtered' },
    loaded: { type: 'loaded', invoices: Object.values(invoices), page: 1, hasMore: false, updating: false },
    'loaded: second page': {
      type: 'loaded',
      invoices: [invoices.paid, invoices.open],
      page: 2,
      hasMore: true,
      updating: false,
    },
    'loaded: updating': { type: 'loaded', invoices: [invoices.paid], page: 1, hasMore: false, updating: true },
  },
  'nomos-invoice': {
    'signed out': { type: 'signed-out' },
    loading: { type: 'loading' },
    ...errors,
    'none chosen': { type: 'empty' },
    loaded: loadedInvoice,
    'loaded: prices missing': {
      ...loadedInvoice,
      breakdown: { type: 'loaded', cost: monthOfCosts({ complete: false }) },
    },
    'loaded: breakdown loading': { ...loadedInvoice, breakdown: { type: 'loading' } },
    'loaded: breakdown failed': {
      ...loadedInvoice,
      breakdown: { type: 'error', error: { kind: 'server', requestId } },
    },
    'loaded: no daily values': { ...loadedInvoice, breakdown: { type: 'none' } },
    'loaded: credit': { ...loadedInvoice, invoice: invoices.credit },
    'loaded: void': {
      ...loadedInvoice,
      invoice: invoices.void,
      counterpart: invoices.voided,
      breakdown: { type: 'none' },
    },
    'loaded: voided': {
      ...loadedInvoice,
      invoice: invoices.voided,
      counterpart: invoices.void,
      breakdown: { type: 'none' },
    },
    'loaded: uncollectible': { ...loadedInvoice, invoice: invoices.uncollectible, breakdown: { type: 'none' } },
    'loaded: of an unknown kind': { ...loadedInvoice, invoice: invoices.unknown, breakdown: { type: 'none' } },
  },
  'nomos-meter-reading': {
    'signed out': { type: 'signed-out' },
    loading: { type: 'loading' },
    ...errors,
    'no subscription': { type: 'empty', reason: { type: 'no-subscription' } },
    'smart meter': { type: 'empty', reason: { type: 'smart-meter' } },
    'a meter of an unknown kind': { type: 'empty', reason: { type: 'other-meter' } },
    pending: { type: 'empty', reason: { type: 'pending', at: '2026-12-31T23:00:00Z' } },
    'pending: no date': { type: 'empty', reason: { type: 'pending', at: null } },
    ended: { type: 'empty', reason: { type: 'ended', at: '2026-03-31T22:00:00Z' } },
    'ended: no date': { type: 'empty', reason: { type: 'ended', at: null } },
    'not active': { type: 'empty', reason: { type: 'not-active' } },
    loaded: loadedReading,
    'loaded: history loading': { ...loadedReading, history: { type: 'loading' } },
    'loaded: no history': { ...loadedReading, history: { type: 'empty' } },
    'loaded: history failed': { ...loadedReading, history: { type: 'error', error: { kind: 'server', requestId } } },
    'loaded: many readings': {
      ...loadedReading,
      history: { type: 'loaded', readings: [meterReadings, meterReadings, meterReadings, meterReadings].flat() },
    },
    'typed: sending': { ...typedReading, saving: true },
    ...Object.fromEntries(
      (['empty', 'negative', 'zero', 'not-a-number', 'too-large', 'too-many-decimals', 'implausible'] as const).map(
        (type) => [`typed: ${type}`, { ...typedReading, problem: { type, field: 'value' as const } }],
      ),
    ),
    'typed: implausible, nobody to ask': {
      ...typedReading,
      support: null,
      problem: { type: 'implausible', field: 'value' },
    },
    ...Object.fromEntries(
      (['no-date', 'in-future', 'before-contract', 'after-contract', 'out-of-period'] as const).map((type) => [
        `typed: ${type}`,
        { ...typedReading, problem: { type, field: 'date' as const } },
      ]),
    ),
    'typed: out of a contract that ends': {
      ...typedReading,
      subscription: { ...analogSubscription, end_at: '2026-12-31T23:00:00Z' },
      problem: { type: 'out-of-period', field: 'date' },
    },
    'typed: duplicate': {
      ...typedReading,
      problem: { type: 'duplicate', field: 'date', date: loadedReading.today },
    },
    'typed: unsupported': { ...typedReading, problem: { type: 'unsupported', field: null } },
    'typed: no connection': {
      ...typedReading,
      problem: { type: 'failed', field: null, error: { kind: 'network' } },
    },
    'typed: failed': {
      ...typedReading,
      problem: { type: 'failed', field: null, error: { kind: 'server', requestId } },
    },
    'typed: too often': {
      ...typedReading,
      problem: { type: 'failed', field: null, error: { kind: 'rate-limited', retryAfterSeconds: 30 } },
    },
    'asked: lower than last': askedReading(13_000),
    'asked: higher than a later one': askedReading(13_500, '2026-10-15' as BerlinDate),
    'asked: much higher': askedReading(134_200),
    'asked: sending': { ...askedReading(134_200), saving: true } as MeterReadingState,
    'asked: much lower': {
      ...askedReading(13_212, '2027-03-01' as BerlinDate),
      today: '2027-03-01' as BerlinDate,
    } as MeterReadingState,
    sent: {
      ...loadedReading,
      sent: meterReading('2026-11-24T10:00:00Z', 13_420, 'customer_report'),
    },
  },
  'nomos-prices': {
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
  },
  'nomos-subscription-switcher': {
    loaded: {
      type: 'loaded',
      subscriptions: [subscription, feedInSubscription, endedSubscription],
      active: subscription.id,
    },
  },
  'nomos-portal': {
    'signed out': { type: 'signed-out' },
    loading: { type: 'loading' },
    'error: network': { type: 'error', error: { kind: 'network' } },
    'signed in': { type: 'loaded' },
  },
};
