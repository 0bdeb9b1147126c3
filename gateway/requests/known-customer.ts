import * as z from 'zod/mini';
import { customerSchema, type Customer } from '../../src/contract/nomos/customer.ts';
import { subscriptionSchema } from '../../src/contract/nomos/subscription.ts';
import type { UpstreamOf } from '../nomos-api/upstream.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { KnownCustomer } from './customer-request.ts';

/** How long a request may be held up by the question who makes it, in milliseconds. It is not written down until then. */
const patienceMilliseconds = 5000;

/** What is known of whoever is signed in, or that the subscription is not theirs, or that the Nomos API does not say. */
export type LookUp = KnownCustomer | 'unknown_subscription' | 'no_answer';

/** Looks up a signed-in customer and, if it is named, the contract that is meant: fresh, and only if it is their own. */
export function createLookUp(upstreamOf: UpstreamOf) {
  const ask = async (tenant: Tenant, customer: string, subscription: string | null): Promise<LookUp> => {
    const upstream = upstreamOf(tenant);
    if (subscription === null) {
      const { status, body } = await upstream.get(`/customers/${customer}`);
      const found = z.safeParse(customerSchema, body);
      if (status !== 200 || !found.success || found.data.id !== customer) return 'no_answer';
      return { ...named(found.data), contractNumber: null, deliveryAddress: null };
    }
    const { status, body } = await upstream.get(`/subscriptions/${subscription}`);
    if (status === 404) return 'unknown_subscription';
    const found = z.safeParse(subscriptionSchema, body);
    if (status !== 200 || !found.success) return 'no_answer';
    const { id, customer: owner, address, number } = found.data;
    if (id !== subscription || owner.id !== customer) return 'unknown_subscription';
    return {
      ...named(owner),
      contractNumber: number,
      deliveryAddress: `${address.street} ${address.house_number}, ${address.zip} ${address.city}`,
    };
  };

  return async (tenant: Tenant, customer: string, subscription: string | null): Promise<LookUp> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<LookUp>((resolve) => {
      timer = setTimeout(() => resolve('no_answer'), patienceMilliseconds);
    });
    try {
      return await Promise.race([ask(tenant, customer, subscription).catch((): LookUp => 'no_answer'), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

function named({ first_name: first, last_name: last, company_name: company, email }: Customer) {
  const person = `${first} ${last}`;
  return { name: company === null ? person : `${company}, ${person}`, email };
}
