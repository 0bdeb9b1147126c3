import { find, type Answer, type Call } from './call.ts';
import { changeCustomer, changeSubscription, terminate } from './changes.ts';
import { ApiError } from './errors.ts';
import { idOf } from './identifiers.ts';
import { pageOf, type Filterable } from './lists.ts';
import type { Series } from './series.ts';
import { pricesAnswer, usageAnswer } from './usage.ts';
import { readingsOfSubscription, reportReading } from './meter-readings.ts';
import { orderMeter, orderReduction } from './orders.ts';
import { quoteOf } from './quote.ts';
import { idOfReference, type ApiObject, type OrganisationData, type World } from './world.ts';

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

/** The list form of a subscription names its parts by id. */
function listForm(subscription: ApiObject): ApiObject {
  const {
    customer,
    address,
    meter,
    payment_method: paymentMethod,
    billing_address: billing,
    supplier,
    ...rest
  } = subscription;
  return {
    ...rest,
    customer: idOfReference(customer),
    address: idOfReference(address),
    meter: idOfReference(meter),
    payment_method: idOfReference(paymentMethod),
    billing_address: idOfReference(billing),
    supplier: supplier === null ? null : idOfReference(supplier),
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

  const magicLink = ({ body, data }: Call): Answer => {
    const customer = find(data.customers, String(body.customerId));
    const token = idOf('token', `${customer.id} ${world.now.toISOString()}`).slice(6);
    const { slug } = data.organisation;
    const link = `https://${slug}.customerportal.energy/auth/confirm?token_hash=${token}&type=magiclink&next=/overview`;
    return { body: { object: 'magic_link', link } };
  };

  const writes: Record<string, (call: Call) => Answer> = {
    'PATCH customers/*': (call) => changeCustomer(world, call),
    'PATCH subscriptions/*': (call) => changeSubscription(world, call),
    'POST subscriptions/*/terminate': (call) => terminate(world, call),
    'POST meter-readings': ({ body, data }) => ({ body: reportReading(world, data, body) }),
    'POST meter-orders': (call) => orderMeter(world, call),
    'POST grid-fee-reductions': (call) => orderReduction(world, call),
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
