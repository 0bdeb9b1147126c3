import * as z from 'zod/mini';
import { listSchema } from '../../src/contract/nomos/list.ts';
import { customerSchema } from '../../src/contract/nomos/customer.ts';
import { subscriptionListItemSchema } from '../../src/contract/nomos/subscription.ts';
import { badGateway } from '../errors.ts';
import type { Addressee } from '../sign-in/code-delivery.ts';
import { normalizeEmail } from '../sign-in/email-address.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Upstream, UpstreamOf } from './upstream.ts';

/** How many pages of 100 are searched, should the API ignore the filter. */
const maximumPages = 50;

/** Reads a list page by page until nothing is left or `visit` says that it has seen enough. */
async function eachItem<Item>(
  upstream: Upstream,
  path: string,
  schema: z.ZodMiniType<Item>,
  visit: (item: Item) => boolean,
): Promise<void> {
  let cursor: string | null = null;
  for (let page = 0; page < maximumPages; page += 1) {
    const { status, body } = await upstream.get(path + (cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''));
    if (status !== 200) throw badGateway(`The Nomos API answered ${status}`);
    const list = z.safeParse(listSchema(schema), body);
    if (!list.success) throw badGateway('The Nomos API answered with something else than a list');
    for (const item of list.data.items) if (visit(item)) return;
    cursor = list.data.has_more ? list.data.next_page : null;
    if (!cursor) return;
  }
}

/** Whether a customer has a subscription to one of the tenant's plans, or none at all. */
async function belongsTo(tenant: Tenant, upstream: Upstream, customer: string): Promise<boolean> {
  const subscriptions = { any: false, own: false };
  await eachItem(
    upstream,
    `/subscriptions?limit=100&filter[customer][eq]=${encodeURIComponent(customer)}`,
    subscriptionListItemSchema,
    (subscription) => {
      if (subscription.customer !== customer) return false;
      subscriptions.any = true;
      subscriptions.own = tenant.plans.includes(subscription.plan);
      return subscriptions.own;
    },
  );
  return subscriptions.own || !subscriptions.any;
}

/**
 * Finds the customer of a tenant by e-mail address.
 *
 * The API may ignore the filter, so every customer is compared. One organisation may have several plans with a portal
 * each: a customer belongs to a portal with a subscription to one of its plans, or with none at all yet.
 */
export function createFindCustomer(upstreamOf: UpstreamOf) {
  return async (tenant: Tenant, email: string): Promise<Addressee | null> => {
    const upstream = upstreamOf(tenant);
    const found: Addressee[] = [];
    const filter = `filter[email][eq]=${encodeURIComponent(email)}`;
    await eachItem(upstream, `/customers?limit=100&${filter}`, customerSchema, (customer) => {
      if (normalizeEmail(customer.email) !== email) return false;
      found.push({ id: customer.id, firstName: customer.first_name });
      return false;
    });
    for (const customer of found) if (await belongsTo(tenant, upstream, customer.id)) return customer;
    return null;
  };
}
