import { berlinDateOf, startOfBerlinDay, addDays } from '../../src/domain/berlin-calendar.ts';
import { ApiError, refusal } from './errors.ts';
import { isIban } from './iban.ts';
import { idOf } from './identifiers.ts';
import { pageOf, type Filterable } from './lists.ts';
import type { Series } from './series.ts';
import { pricesAnswer, usageAnswer } from './usage.ts';
import { readingsOfSubscription, reportReading } from './meter-readings.ts';
import { quoteOf } from './quote.ts';
import { idOfReference, type ApiObject, type OrganisationData, type World } from './world.ts';

/** A call that has passed OAuth, version and limits. */
export interface Call {
  method: string;
  /** Without the leading slash. */
  segments: string[];
  search: URLSearchParams;
  body: Record<string, unknown>;
  data: OrganisationData;
  ignoreFilters: boolean;
}

/** What a call is answered with; `event` is the topic of the webhook that it sets off. */
export interface Answer {
  status?: number;
  body?: unknown;
  location?: string;
  event?: { topic: string; id: string };
}

const text = (name: string) => (item: ApiObject) => {
  const value = item[name];
  return typeof value === 'string' ? value : undefined;
};

const filterable = {
  plans: { status: text('status'), created_at: text('created_at') },
  customers: { email: text('email'), type: text('type'), created_at: text('created_at') },
  subscriptions: {
    status: text('status'),
    customer: text('customer'),
    plan: text('plan'),
    created_at: text('created_at'),
    updated_at: text('updated_at'),
  },
  invoices: {
    status: text('status'),
    period_start: text('period_start'),
    period_end: text('period_end'),
    type: text('type'),
    subscription: text('subscription'),
  },
  'meter-readings': { type: text('type'), subscription: text('subscription'), created_at: text('created_at') },
  'meter-orders': { status: text('status'), customer: text('customer'), subscription: text('subscription') },
  'grid-fee-reductions': {
    status: text('status'),
    customer: text('customer'),
    subscription: text('subscription'),
    created_at: text('created_at'),
    updated_at: text('updated_at'),
  },
} satisfies Record<string, Filterable<ApiObject>>;

type ListName = keyof typeof filterable;

function find(items: readonly ApiObject[], id: string | undefined): ApiObject {
  const found = items.find((item) => item.id === id);
  if (!found) throw new ApiError(404, 'There is no such object');
  return found;
}

/** The list form of a subscription names its parts by id. */
function listForm(subscription: ApiObject): ApiObject {
  const { customer, address, meter, payment_method: paymentMethod, billing_address: billing, ...rest } = subscription;
  return {
    ...rest,
    customer: idOfReference(customer),
    address: idOfReference(address),
    meter: idOfReference(meter),
    payment_method: idOfReference(paymentMethod),
    billing_address: idOfReference(billing),
  };
}

/** Answers the paths of the API. */
export function createRoutes({
  world,
  series,
  fileUrl,
}: {
  world: World;
  series: Series;
  /** The signed address of an invoice's file. */
  fileUrl: (invoice: string) => string;
}): (call: Call) => Answer {
  const listOf = (name: ListName, data: OrganisationData, subscription?: string | null): ApiObject[] => {
    switch (name) {
      case 'plans':
        return data.plans;
      case 'customers':
        return data.customers;
      case 'subscriptions':
        return data.subscriptions.map(listForm);
      case 'invoices':
        return world.invoices(data, subscription ?? undefined) as unknown as ApiObject[];
      case 'meter-readings':
        return data.meterReadings;
      case 'meter-orders':
        return data.meterOrders;
      case 'grid-fee-reductions':
        return data.gridFeeReductions;
    }
  };

  const invoice = (data: OrganisationData, id: string) => {
    const found = world.invoice(data, id);
    if (!found) throw new ApiError(404, 'There is no such object');
    return found;
  };

  const reads = ({ segments, search, data, ignoreFilters }: Call): Answer => {
    const [resource = '', id, part] = segments;
    if (resource === 'market-partners') return { body: marketPartners(search) };
    if (!Object.hasOwn(filterable, resource)) throw new ApiError(404, 'There is no such path');
    const name = resource as ListName;
    if (id === undefined) {
      // Invoices are costly to make: only those that the filter will leave are.
      const subscription = ignoreFilters ? null : search.get('filter[subscription][eq]');
      const items = listOf(name, data, subscription);
      return { body: pageOf(items, search, filterable[name], { ignoreFilters }) };
    }
    if (name === 'subscriptions') {
      const subscription = find(data.subscriptions, id);
      const party = data.parties.get(id);
      if (part === undefined || !party) return { body: subscription };
      if (part === 'usage') {
        const readings = readingsOfSubscription(data, id);
        return { body: usageAnswer(series, { party, readings }, id, search, world.now) };
      }
      if (part === 'prices') return { body: pricesAnswer(series, party, id, search, world.now) };
    }
    if (name === 'plans' && part === 'quote') {
      find(data.plans, id);
      const plan = data.organisation.plans.find((candidate) => candidate.id === id);
      if (plan) return { body: quoteOf(plan, search, world.now) };
    }
    if (name === 'invoices' && part === 'file') {
      return { status: 302, location: fileUrl(invoice(data, id).id) };
    }
    if (name === 'invoices' && part === undefined) return { body: invoice(data, id) };
    if (part !== undefined || name === 'meter-readings') throw new ApiError(404, 'There is no such path');
    return { body: find(listOf(name, data), id) };
  };

  const changeCustomer = ({ segments, body, data }: Call): Answer => {
    const customer = find(data.customers, segments[1]);
    const change: Record<string, unknown> = {};
    for (const field of ['first_name', 'last_name', 'company_name']) {
      const value = body[field];
      if (value === undefined) continue;
      if (typeof value !== 'string' || value.length < 1 || value.length > 100) {
        throw refusal(400, 'invalid_type', field, 'has to be 1 to 100 characters');
      }
      change[field] = value;
    }
    world.change(customer.id, change);
    return { body: { ...customer, ...change } };
  };

  const changeSubscription = ({ segments, body, data }: Call): Answer => {
    const subscription = find(data.subscriptions, segments[1]);
    const now = world.now.toISOString();
    const change: Record<string, unknown> = { updated_at: now };
    const { billing_address: address, payment_method: payment, metadata } = body;
    if (payment !== undefined)
      change.payment_method = paymentMethod(payment, idOf('pm', `${subscription.id} ${now}`), now);
    if (metadata !== undefined) change.metadata = mergedMetadata(subscription.metadata, metadata);
    if (address !== undefined) {
      if (!isObject(address)) throw refusal(400, 'invalid_type', 'billing_address', 'has to be an object');
      const fields: Record<string, string> = {};
      for (const field of ['street', 'house_number', 'zip', 'city']) {
        const value = address[field];
        if (typeof value !== 'string' || value === '') {
          throw refusal(400, 'invalid_type', `billing_address.${field}`, 'is missing');
        }
        fields[field] = value;
      }
      world.change(idOfReference(subscription.billing_address), fields);
    }
    world.change(subscription.id, change);
    return { body: find(world.organisation(data.organisation.slug)?.subscriptions ?? [], subscription.id) };
  };

  const terminate = ({ segments, body, data }: Call): Answer => {
    const subscription = find(data.subscriptions, segments[1]);
    const { reason, intended_end_at: intended } = body;
    if (intended !== undefined && typeof intended !== 'string') {
      throw refusal(400, 'invalid_type', 'intended_end_at', 'has to be a timestamp');
    }
    const now = world.now;
    const earliest = startOfBerlinDay(addDays(berlinDateOf(now), reason === 'ORDINARY' ? 30 : 7));
    if (subscription.status === 'ended') throw refusal(409, 'ended_subscription', 'id', 'The subscription has ended');
    if (reason === 'WITHDRAWAL') {
      const created = Date.parse(String(subscription.created_at));
      if (now.getTime() - created > 14 * 86_400_000) {
        throw refusal(409, 'withdrawal_not_allowed', 'reason', 'The fourteen days are over');
      }
    } else if (reason !== 'ORDINARY' && reason !== 'MOVE_OUT') {
      throw refusal(400, 'invalid_value', 'reason', 'is not known');
    }
    if (reason === 'MOVE_OUT' && !intended) throw refusal(400, 'invalid_type', 'intended_end_at', 'is missing');
    const end = intended === undefined ? earliest : new Date(intended);
    if (Number.isNaN(end.getTime()) || end.getTime() !== startOfBerlinDay(berlinDateOf(end)).getTime()) {
      throw refusal(400, 'invalid_format', 'intended_end_at', 'has to be a midnight in Berlin');
    }
    if (end < earliest) {
      throw refusal(409, 'invalid_termination_date', 'intended_end_at', 'is too early');
    }
    world.change(subscription.id, { terminated_at: now.toISOString(), end_at: end.toISOString() });
    return {
      body: { reason, intended_end_at: end.toISOString() },
      event: { topic: 'subscription.terminated', id: subscription.id },
    };
  };

  const orderMeter = ({ body, data }: Call): Answer => {
    const subscription = find(data.subscriptions, String(body.subscription));
    if ((subscription.meter as ApiObject).type === 'smart') {
      throw refusal(422, 'unsupported_meter_order', 'subscription', 'There is a smart meter already');
    }
    if (data.meterOrders.some((order) => order.subscription === subscription.id && order.status !== 'cancelled')) {
      throw refusal(422, 'duplicate_meter_order', 'subscription', 'A smart meter is on order');
    }
    const created = world.now.toISOString();
    const made: ApiObject = {
      object: 'meter_order',
      id: idOf('prdo', `${subscription.id} ${created}`),
      subscription: subscription.id,
      customer: idOfReference(subscription.customer),
      provider: 'inexogy',
      status: 'created',
      created_at: created,
      installed_at: null,
      activated_at: null,
      cancelled_at: null,
      cancelled_reason: null,
      blocked_at: null,
      blocked_reason: null,
      appointment_at: null,
    };
    world.add(data.organisation.slug, 'meterOrders', made);
    return { body: made, event: { topic: 'meter_order.created', id: made.id } };
  };

  const orderReduction = ({ body, data }: Call): Answer => {
    const subscription = find(data.subscriptions, String(body.subscription));
    const type = String(body.type);
    if (!/^enwg-14a-module-[123]$/.test(type)) throw refusal(400, 'invalid_value', 'type', 'is not known');
    const running = data.gridFeeReductions.filter(
      (reduction) =>
        reduction.subscription === subscription.id && !['rejected', 'ended'].includes(String(reduction.status)),
    );
    const has = (module: number): boolean => running.some(({ type: own }) => own === `enwg-14a-module-${module}`);
    if (running.some(({ type: own }) => own === type) || (type.endsWith('2') && (has(1) || has(3))) || has(2)) {
      throw refusal(422, 'duplicate_grid_reduction', 'type', 'excluded by another reduction');
    }
    if (type.endsWith('3') && !has(1)) throw refusal(422, 'missing_module_1', 'type', 'needs module 1');
    if (type.endsWith('3') && (subscription.meter as ApiObject).type !== 'smart') {
      throw refusal(422, 'missing_smart_meter', 'type', 'needs a smart meter');
    }
    const created = world.now.toISOString();
    const made: ApiObject = {
      object: 'grid_fee_reduction',
      id: idOf('gfr', `${subscription.id} ${type} ${created}`),
      subscription: subscription.id,
      type,
      status: subscription.status === 'pending' ? 'intended' : 'ordered',
      valid_from: null,
      valid_until: null,
      created_at: created,
      updated_at: created,
      customer: idOfReference(subscription.customer),
    };
    world.add(data.organisation.slug, 'gridFeeReductions', made);
    return { body: made };
  };

  const magicLink = ({ body, data }: Call): Answer => {
    const customer = find(data.customers, String(body.customerId));
    const token = idOf('token', `${customer.id} ${world.now.toISOString()}`).slice(6);
    const { slug } = data.organisation;
    const link = `https://${slug}.customerportal.energy/auth/confirm?token_hash=${token}&type=magiclink&next=/overview`;
    return { body: { object: 'magic_link', link } };
  };

  const writes: Record<string, (call: Call) => Answer> = {
    'PATCH customers/*': changeCustomer,
    'PATCH subscriptions/*': changeSubscription,
    'POST subscriptions/*/terminate': terminate,
    'POST meter-readings': ({ body, data }) => ({ body: reportReading(world, data, body) }),
    'POST meter-orders': orderMeter,
    'POST grid-fee-reductions': orderReduction,
    'POST admin/magic_link': magicLink,
  };

  return (call) => {
    if (call.method === 'GET') return reads(call);
    const [resource, id, ...rest] = call.segments;
    const exact = `${call.method} ${call.segments.join('/')}`;
    const generic = `${call.method} ${[resource, id === undefined ? undefined : '*', ...rest].filter(Boolean).join('/')}`;
    const write = writes[exact] ?? writes[generic];
    if (!write) throw new ApiError(405, 'This method is not allowed here');
    return write(call);
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A new mandate. Of the account number only the ends are told again. */
function paymentMethod(payment: unknown, id: string, now: string): ApiObject {
  const debit = isObject(payment) ? payment.sepa_debit : undefined;
  if (!isObject(debit)) throw refusal(400, 'invalid_type', 'payment_method.sepa_debit', 'is missing');
  const { iban, account_holder: holder } = debit;
  if (typeof holder !== 'string' || holder === '') {
    throw refusal(400, 'invalid_type', 'payment_method.sepa_debit.account_holder', 'is missing');
  }
  if (typeof iban !== 'string' || !isIban(iban)) {
    throw refusal(422, 'invalid_iban', 'payment_method.sepa_debit.iban', 'is no IBAN');
  }
  return {
    object: 'payment_method',
    id,
    type: 'sepa_debit',
    sepa_debit: { iban: `${iban.slice(0, 2)}************${iban.slice(-4)}`, account_holder: holder },
    created_at: now,
  };
}

/** Key by key: one that is set to `null` goes; `null` for all of it clears it. */
function mergedMetadata(stored: unknown, change: unknown): Record<string, unknown> | null {
  if (change === null) return null;
  if (!isObject(change)) throw refusal(400, 'invalid_type', 'metadata', 'has to be an object');
  const merged = { ...(isObject(stored) ? stored : {}), ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function marketPartners(search: URLSearchParams): unknown {
  const partners = ['Stadtwerke Musterstadt', 'Nordlicht Energie GmbH', 'Grundversorger AG'].map((name, n) => ({
    object: 'market_partner',
    id: idOf('mp', name),
    name,
    type: 'supplier',
    code: `990396400000${n}`,
    code_type: 'BDEW',
    country: 'DE',
    created_at: '2021-01-01T00:00:00.000Z',
  }));
  return pageOf(partners, search, {});
}
