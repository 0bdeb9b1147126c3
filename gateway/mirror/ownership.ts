import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import {
  subscriptionListItemSchema,
  subscriptionSchema,
  type Subscription,
} from '../../src/contract/nomos/subscription.ts';
import { badGateway, notFound } from '../errors.ts';
import { eachItem } from '../nomos-api/each-item.ts';
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

/** Knows which subscriptions are a customer's own, and which plans those are on, by asking the API for what is named. */
export function createOwnership(upstreamOf: UpstreamOf) {
  const kept = new Map<string, { until: number; subscription: Subscription }>();
  /** Until when it is known that a customer is on a plan. */
  const keptPlans = new Map<string, number>();

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

    /**
     * Whether a plan is one of the portal's, or one that a subscription of the caller's is on: from an earlier time, or of
     * another brand of the same organisation.
     */
    async hasPlan({ tenant, session }: Caller, plan: string): Promise<boolean> {
      if (tenant.plans.includes(plan)) return true;
      const key = `${tenant.slug} ${session.customer} ${plan}`;
      if ((keptPlans.get(key) ?? 0) > performance.now()) return true;
      const own = new Set<string>();
      await eachItem(
        upstreamOf(tenant),
        `/subscriptions?limit=100&filter[customer][eq]=${encodeURIComponent(session.customer)}`,
        subscriptionListItemSchema,
        (subscription) => {
          if (subscription.customer === session.customer) own.add(subscription.plan);
          return own.has(plan);
        },
      );
      if (keptPlans.size >= keptAtMost) keptPlans.clear();
      if (own.has(plan)) keptPlans.set(key, performance.now() + keptMilliseconds);
      return own.has(plan);
    },
  };
}
