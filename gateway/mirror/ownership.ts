import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { subscriptionSchema, type Subscription } from '../../src/contract/nomos/subscription.ts';
import { badGateway, notFound } from '../errors.ts';
import type { Session } from '../sessions/sessions.ts';
import type { UpstreamAnswer, UpstreamOf } from '../nomos-api/upstream.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { passOnError } from './upstream-answer.ts';

/** What is known for this long need not be asked again; ownership does not change. */
const keptMilliseconds = 60_000;

/** How many subscriptions are kept in mind. */
const keptAtMost = 10_000;

/** What is needed to know whose something is. */
export interface Caller {
  tenant: Tenant;
  session: Session;
}

/** Who calls. @throws {GatewayError} 401 without a session. */
export type CallerOf = (request: FastifyRequest, reply: FastifyReply) => Promise<Caller>;

export type Ownership = ReturnType<typeof createOwnership>;

/** Knows which subscriptions are a customer's own, by asking the API for each one that is named. */
export function createOwnership(upstreamOf: UpstreamOf) {
  const kept = new Map<string, { until: number; subscription: Subscription }>();

  const keep = ({ tenant, session }: Caller, subscription: Subscription): void => {
    if (kept.size >= keptAtMost) kept.clear();
    kept.set(`${tenant.slug} ${session.customer} ${subscription.id}`, {
      until: performance.now() + keptMilliseconds,
      subscription,
    });
  };

  /** Reads a subscription out of an answer, if it is the caller's. */
  const readOwn = (caller: Caller, id: string, answer: UpstreamAnswer): Subscription => {
    passOnError(answer);
    const parsed = z.safeParse(subscriptionSchema, answer.body);
    if (!parsed.success) throw badGateway('The Nomos API answered with something else than a subscription');
    const subscription = parsed.data;
    if (subscription.id !== id || subscription.customer.id !== caller.session.customer) throw notFound();
    keep(caller, subscription);
    return subscription;
  };

  return {
    readOwn,

    /** @throws {GatewayError} 404 when the subscription is not the caller's, or is not. */
    async ownSubscription(caller: Caller, id: string): Promise<Subscription> {
      const known = kept.get(`${caller.tenant.slug} ${caller.session.customer} ${id}`);
      if (known && known.until > performance.now()) return known.subscription;
      return readOwn(caller, id, await upstreamOf(caller.tenant).get(`/subscriptions/${id}`));
    },
  };
}
