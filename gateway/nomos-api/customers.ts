import * as z from 'zod/mini';
import { customerSchema, type Customer } from '../../src/contract/nomos/customer.ts';
import { subscriptionListItemSchema } from '../../src/contract/nomos/subscription.ts';
import { badGateway, notFound } from '../errors.ts';
import type { Addressee } from '../sign-in/code-delivery.ts';
import { normalizeEmail } from '../sign-in/email-address.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { eachItem } from './each-item.ts';
import type { Upstream, UpstreamOf } from './upstream.ts';

/** Reads a customer in the name of the tenant's organisation. */
export type ReadCustomer = (tenant: Tenant, id: string) => Promise<Customer>;

/**
 * Reads a customer by id.
 *
 * @throws {GatewayError} 404 when the organisation has no such customer; 502 when the API does not say.
 */
export function createReadCustomer(upstreamOf: UpstreamOf): ReadCustomer {
  return async (tenant, id) => {
    const { status, body } = await upstreamOf(tenant).get(`/customers/${encodeURIComponent(id)}`);
    if (status === 404) throw notFound();
    const customer = z.safeParse(customerSchema, body);
    if (status !== 200 || customer.data?.id !== id) throw badGateway(`The Nomos API answered ${status}`);
    return customer.data;
  };
}

/** Whether a customer has a subscription to one of the tenant's plans, or none at all. */
export async function belongsTo(tenant: Tenant, upstream: Upstream, customer: string): Promise<boolean> {
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
