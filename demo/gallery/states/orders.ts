import type { LoadedOrders, OrdersState } from '../../../elements/nomos-orders/orders-state.ts';
import type { GridFeeReduction } from '../../../src/contract/nomos/grid-fee-reduction.ts';
import type { MeterOrder } from '../../../src/contract/nomos/meter-order.ts';
import type { BerlinDate } from '../../../src/domain/berlin-calendar.ts';
import { meterOrderMilestones } from '../../../src/domain/meter-order-timeline.ts';
import type { Product } from '../../../src/domain/order-offers.ts';
import type { Ordering, OrderProblem } from '../../../src/ui/product-ordering.ts';
import { analogSubscription, brands, endedSubscription, feedInSubscription, subscription } from '../fixtures.ts';
import { errors, requestId } from './errors.ts';

/** An order of a smart meter for the contract with the analog meter. */
export const meterOrder: MeterOrder = {
  id: 'prdo_gallery000000000000001',
  subscription: analogSubscription.id,
  customer: analogSubscription.customer.id,
  provider: 'inexogy',
  status: 'created',
  created_at: '2026-10-12T08:10:00Z',
  installed_at: null,
  activated_at: null,
  cancelled_at: null,
  cancelled_reason: null,
  blocked_at: null,
  blocked_reason: null,
  appointment_at: null,
};

/** A reduction for the contract with the smart meter. */
export const gridFeeReduction: GridFeeReduction = {
  id: 'gfr_gallery0000000000000001',
  subscription: subscription.id,
  customer: subscription.customer.id,
  type: 'enwg-14a-module-1',
  status: 'activated',
  valid_from: '2026-02-28T23:00:00Z',
  valid_until: null,
  created_at: '2026-02-02T09:00:00Z',
  updated_at: '2026-03-01T09:00:00Z',
};

const loaded = {
  type: 'loaded',
  subscriptions: [analogSubscription],
  scope: null,
  meterOrders: { type: 'loaded', items: [] },
  reductions: { type: 'loaded', items: [] },
  ordering: { type: 'none' },
  today: '2026-11-24' as BerlinDate,
  support: brands.lumio.support,
} satisfies LoadedOrders;

const ofSmart = { ...loaded, subscriptions: [subscription] };

const ordered = (...orders: Partial<MeterOrder>[]): LoadedOrders => ({
  ...loaded,
  meterOrders: { type: 'loaded', items: orders.map((more, n) => ({ ...meterOrder, id: `prdo_${n}`, ...more })) },
});

const reduced = (...reductions: Partial<GridFeeReduction>[]): LoadedOrders => ({
  ...ofSmart,
  reductions: {
    type: 'loaded',
    items: reductions.map((more, n) => ({ ...gridFeeReduction, id: `gfr_${n}`, ...more })),
  },
});

/** What each milestone comes with. */
const reached: Partial<Record<string, Partial<MeterOrder>>> = {
  scheduled: { appointment_at: '2026-12-03T09:30:00Z' },
  installed: { installed_at: '2026-11-20T10:00:00Z' },
  activated: { installed_at: '2026-11-12T10:00:00Z', activated_at: '2026-11-20T10:00:00Z' },
};

const reviewed = (product: Product, more: Partial<Extract<Ordering, { type: 'review' }>> = {}): LoadedOrders => {
  const smart = product === 'smart-meter';
  const shown = smart ? loaded : product === 'module-3' ? reduced({}) : ofSmart;
  return {
    ...shown,
    ordering: {
      type: 'review',
      subscription: shown.subscriptions[0] ?? subscription,
      product,
      baseFee: smart ? { type: 'known', nowEurPerMonth: 13.9, thenEurPerMonth: 15.57 } : null,
      saving: false,
      problem: null,
      ...more,
    },
  };
};

const problems: OrderProblem[] = [
  { type: 'needs-module-1' },
  { type: 'needs-smart-meter' },
  { type: 'unsupported' },
  { type: 'ended' },
  { type: 'not-started' },
  { type: 'not-served' },
  { type: 'failed', error: { kind: 'server', requestId } },
  { type: 'failed', error: { kind: 'rate-limited', retryAfterSeconds: 20 } },
];

/** Every state of `<nomos-orders>`, by a name for the state. */
export const ordersStates: Record<string, OrdersState> = {
  'signed out': { type: 'signed-out' },
  loading: { type: 'loading' },
  ...errors,
  'no subscription': { type: 'empty' },
  'loaded: nothing ordered, analog meter': loaded,
  'loaded: nothing ordered, smart meter': ofSmart,
  'loaded: lists loading': { ...loaded, meterOrders: { type: 'loading' }, reductions: { type: 'loading' } },
  'loaded: lists failed': {
    ...loaded,
    meterOrders: { type: 'error', error: { kind: 'server', requestId } },
    reductions: { type: 'error', error: { kind: 'network' } },
  },
  ...Object.fromEntries(
    meterOrderMilestones.map((status) => [`meter order: ${status}`, ordered({ status, ...reached[status] })]),
  ),
  'meter order: scheduled, the time is not known': ordered({ status: 'scheduled', appointment_at: '2026-12-03' }),
  'meter order: scheduled, no day yet': ordered({ status: 'scheduled' }),
  'meter order: the appointment has passed': ordered({ status: 'scheduled', appointment_at: '2026-11-20T09:30:00Z' }),
  'meter order: a status of tomorrow': ordered({ status: 'in_transit', provider: 'messwerk' }),
  ...Object.fromEntries(
    ['check_missing', 'grid_operator_registration', 'something_else'].map((reason) => [
      `meter order: blocked, ${reason}`,
      ordered({ status: 'placed', blocked_at: '2026-11-02T10:00:00Z', blocked_reason: reason }),
    ]),
  ),
  ...Object.fromEntries(
    ['pre_existing', 'customer_request', 'something_else'].map((reason) => [
      `meter order: cancelled, ${reason}`,
      ordered({ status: 'cancelled', cancelled_at: '2026-11-02T10:00:00Z', cancelled_reason: reason }),
    ]),
  ),
  'meter orders: several over time': ordered(
    { status: 'check_submitted', provider: 'energy-metering' },
    {
      status: 'cancelled',
      created_at: '2026-03-02T10:00:00Z',
      cancelled_at: '2026-04-02T10:00:00Z',
      cancelled_reason: 'customer_request',
      provider: 'metrify',
    },
    { status: 'cancelled', created_at: '2025-11-02T10:00:00Z', cancelled_reason: 'pre_existing' },
  ),
  ...Object.fromEntries(
    (
      [
        ['intended', null, null],
        ['ordered', null, null],
        ['rejected', null, null],
        ['activated', '2026-02-28T23:00:00Z', null],
        ['ended', '2025-02-28T23:00:00Z', '2026-10-31T23:00:00Z'],
        ['under_review', null, null],
      ] as const
    ).map(([status, from, until]) => [
      `reduction: ${status}`,
      reduced({ status, valid_from: from, valid_until: until }),
    ]),
  ),
  'reduction: from next year on': reduced({ valid_from: '2026-12-31T23:00:00Z' }),
  'reduction: until a day': reduced({ valid_until: '2026-12-31T23:00:00Z' }),
  'reduction: ended, no dates': reduced({ status: 'ended', valid_from: null }),
  'reduction: module 2': reduced({ type: 'enwg-14a-module-2' }),
  'reduction: modules 1 and 3, one before': reduced(
    { type: 'enwg-14a-module-3', status: 'ordered', valid_from: null, created_at: '2026-11-01T10:00:00Z' },
    {},
    { status: 'rejected', valid_from: null, created_at: '2025-11-01T10:00:00Z' },
  ),
  'reduction: a type of tomorrow': reduced({ type: 'enwg-14a-module-4' }),
  'reduction: module 3 needs a smart meter': {
    ...reduced({ subscription: analogSubscription.id }),
    subscriptions: [analogSubscription],
  },
  'feed-in': { ...loaded, subscriptions: [feedInSubscription] },
  ended: { ...loaded, subscriptions: [endedSubscription] },
  'several contracts: the active one': { ...reduced({}), scope: 'active' },
  'several contracts: all of them': {
    ...reduced({}),
    scope: 'all',
    subscriptions: [subscription, feedInSubscription, analogSubscription, endedSubscription],
    meterOrders: ordered({ status: 'scheduled', appointment_at: '2026-12-03T09:30:00Z' }).meterOrders,
  },
  'review: smart meter': reviewed('smart-meter'),
  'review: smart meter, the same price': reviewed('smart-meter', {
    baseFee: { type: 'known', nowEurPerMonth: 13.9, thenEurPerMonth: 13.9 },
  }),
  'review: smart meter, price loading': reviewed('smart-meter', { baseFee: { type: 'loading' } }),
  'review: smart meter, price unknown': reviewed('smart-meter', { baseFee: { type: 'unknown' } }),
  'review: smart meter, ordering': reviewed('smart-meter', { saving: true }),
  'review: module 1': reviewed('module-1'),
  'review: module 2': reviewed('module-2'),
  'review: module 3': reviewed('module-3'),
  'review: module 1, before supply begins': reviewed('module-1', {
    subscription: { ...subscription, status: 'pending' },
  }),
  ...Object.fromEntries(
    problems.map((problem) => [
      `review: ${problem.type}${problem.type === 'failed' ? `, ${problem.error.kind}` : ''}`,
      reviewed('module-3', { problem }),
    ]),
  ),
  'placed: smart meter': {
    ...ordered({}),
    ordering: { type: 'placed', subscription: analogSubscription, product: 'smart-meter' },
  },
  'exists: module 3': {
    ...reduced({}, { type: 'enwg-14a-module-3', status: 'ordered', valid_from: null }),
    ordering: { type: 'exists', subscription, product: 'module-3' },
  },
};
