import * as z from 'zod/mini';
import { subscriptionSchema } from '../../src/contract/nomos/subscription.ts';
import { badGateway, GatewayError } from '../errors.ts';
import { passOnError } from '../mirror/upstream-answer.ts';
import { ownCustomer } from '../nomos-api/own-customer.ts';
import type { Upstream, UpstreamOf } from '../nomos-api/upstream.ts';
import type { WasMade } from './notice-delivery.ts';
import type { LeasedNotice } from './notices.ts';

/**
 * Asks the Nomos API whether it has what a change was to make of it. Of a mandate it tells the ends of the IBAN alone, but
 * each one has an id of its own.
 */
export function createWasMade(upstreamOf: UpstreamOf): WasMade {
  return async (tenant, notice) => {
    const upstream = upstreamOf(tenant);
    try {
      return notice.content.change.names ? await hasNames(upstream, notice) : await hasParts(upstream, notice);
    } catch (error) {
      // What is not there any more cannot have been changed.
      if (error instanceof GatewayError && error.status === 404) return false;
      throw error;
    }
  };
}

async function hasNames(upstream: Upstream, { customer: id, content }: LeasedNotice): Promise<boolean> {
  return isPart(content.change.names, await ownCustomer(upstream, { customer: id }));
}

async function hasParts(upstream: Upstream, { content: { change } }: LeasedNotice): Promise<boolean> {
  const answer = await upstream.get(`/subscriptions/${change.subscription ?? ''}`);
  passOnError(answer);
  const parsed = z.safeParse(subscriptionSchema, answer.body);
  if (!parsed.success) throw badGateway('The Nomos API answered with something else than a subscription');
  const { billing_address: address, payment_method: payment } = parsed.data;
  const { billingAddress, mandate } = change;
  return (
    isPart(billingAddress, address) ||
    (mandate !== null &&
      payment !== null &&
      payment.id !== mandate.replaced &&
      (payment.sepa_debit?.iban ?? '').endsWith(mandate.ending))
  );
}

/** Whether an object has all the fields of a part, with their values. */
function isPart(part: object | null, whole: object | null): boolean {
  return (
    part !== null &&
    whole !== null &&
    Object.entries(part).every(([field, value]) => (whole as Record<string, unknown>)[field] === value)
  );
}
