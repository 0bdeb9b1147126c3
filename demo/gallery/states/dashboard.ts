import type { DashboardState } from '../../../elements/nomos-dashboard/dashboard-element.ts';
import type { BerlinDate } from '../../../src/domain/berlin-calendar.ts';
import type { MonthForecast } from '../../../src/domain/month-forecast.ts';
import { endedSubscription, feedInSubscription, invoices, pricesOf, subscription } from '../fixtures.ts';
import { errors, requestId } from './errors.ts';
import { loadedPrices, today } from './prices.ts';

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

/** Every state of `<nomos-dashboard>`, by a name for the state. */
export const dashboardStates: Record<string, DashboardState> = {
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
};
