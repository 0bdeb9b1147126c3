import type { FastifyBaseLogger } from 'fastify';
import * as z from 'zod/mini';
import { errorEnvelopeSchema } from '../../src/contract/nomos/error.ts';
import { subscriptionSchema, type Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinOffset, startOfBerlinDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { UpstreamAnswer, UpstreamOf } from '../nomos-api/upstream.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { pauseAfter } from './backoff.ts';
import type { Outcome, RequestContent } from './customer-request.ts';
import type { LeasedRequest, RequestStore } from './request-store.ts';

/** The body of `POST /subscriptions/{id}/terminate`. */
export interface Termination {
  reason: 'ORDINARY' | 'MOVE_OUT' | 'WITHDRAWAL';
  /** A midnight in Berlin, exclusive: the last day of supply is the day before. Without it the notice period counts. */
  intended_end_at?: string;
}

/** How long the Nomos API may be silent before a person has to take over: notice periods run meanwhile. */
export const patienceMilliseconds = 3 * 24 * 3_600_000;

/** With the end of a termination, as the API document has it. */
const terminatedSchema = z.object({ intended_end_at: z.string() });

/**
 * What the Nomos API is told for a request; `null` for what it cannot do: an extraordinary cancellation is a declaration to
 * a person, and so is one that names its contract in words.
 */
export function terminationOf(content: RequestContent): Termination | null {
  if (content.kind === 'withdrawal') return content.subscription === null ? null : { reason: 'WITHDRAWAL' };
  if (content.kind !== 'cancellation' || content.subscription === null) return null;
  const end = content.last_day === null ? {} : { intended_end_at: endAfter(content.last_day as BerlinDate) };
  switch (content.termination) {
    case 'ordinary':
      return { reason: 'ORDINARY', ...end };
    case 'move-out':
      return { reason: 'MOVE_OUT', ...end };
    case 'extraordinary':
      return null;
  }
}

/** The midnight with which a day ends in Berlin, with the offset that Berlin has then. */
function endAfter(lastDay: BerlinDate): string {
  const next = addDays(lastDay, 1);
  return `${next}T00:00:00${berlinOffset(startOfBerlinDay(next))}`;
}

export type Terminator = ReturnType<typeof createTerminator>;

/** Has the Nomos API carry out what it can, and writes down what became of it. */
export function createTerminator({
  upstreamOf,
  store,
  tenants,
  clock,
  logger,
}: {
  upstreamOf: UpstreamOf;
  store: RequestStore;
  tenants: readonly Tenant[];
  clock: () => Date;
  logger: Pick<FastifyBaseLogger, 'warn'>;
}) {
  /**
   * One try. `null` stands for no answer, or that somebody else has the request.
   *
   * The API has no idempotency keys, so that an answer that is lost may hide a termination. Before each call the subscription
   * is looked at: one that has been terminated since the API was called for this request, or ends on the day already, is not
   * terminated again.
   */
  const tryOnce = async (request: LeasedRequest, tenant: Tenant): Promise<Settled | null> => {
    const { content } = request;
    const termination = terminationOf(content);
    if (termination === null || content.subscription === null) return { type: 'refused', code: 'not_possible' };
    const upstream = upstreamOf(tenant);
    const path = `/subscriptions/${content.subscription}`;
    const seen = await upstream.get(path);
    if (isNoAnswer(seen)) return null;
    if (seen.status === 404) return { type: 'refused', code: 'unknown_subscription' };
    if (seen.status !== 200) return { type: 'refused', code: codeOf(seen) };
    const parsed = z.safeParse(subscriptionSchema, seen.body);
    if (!parsed.success) return null;
    const subscription = parsed.data;
    if (subscription.id !== content.subscription || subscription.customer.id !== request.customer) {
      return { type: 'refused', code: 'unknown_subscription' };
    }
    const done = terminatedMeanwhile(request, termination, subscription);
    if (done) return done;
    const calledBefore = request.called !== null;
    const begun = await store.beginCall(request, instantOf(subscription.terminated_at));
    if (!begun) return null;
    Object.assign(request, begun);
    const answer = await upstream.post(`${path}/terminate`, termination);
    if (isNoAnswer(answer)) return null;
    if (answer.status !== 200 && answer.status !== 201) {
      // The call before may have been carried out late, between the look and this call, which is refused for that reason.
      const late = calledBefore ? z.safeParse(subscriptionSchema, (await upstream.get(path)).body) : null;
      const lateEnd = late?.success ? terminatedMeanwhile(request, termination, late.data) : null;
      return lateEnd ?? { type: 'refused', code: codeOf(answer) };
    }
    const terminated = z.safeParse(terminatedSchema, answer.body);
    const endAt = terminated.success ? instantOf(terminated.data.intended_end_at) : null;
    return endAt && { type: 'applied', endAt };
  };

  return {
    /**
     * One try for a request that is leased to the caller. Its outcome is written down and given; without one, when to try
     * again is.
     */
    async attempt(request: LeasedRequest): Promise<Settled | null> {
      const tenant = tenants.find(({ slug }) => slug === request.tenant);
      let outcome: Settled | null = null;
      try {
        outcome = tenant ? await tryOnce(request, tenant) : null;
      } catch (error) {
        logger.warn({ tenant: request.tenant, err: error }, 'the Nomos API has not carried out a request yet');
      }
      if (!outcome && clock().getTime() - request.receivedAt.getTime() > patienceMilliseconds) {
        outcome = { type: 'refused', code: 'no_answer' };
      }
      if (outcome) await store.settle(request, outcome);
      else await store.postpone(request, new Date(clock().getTime() + pauseAfter(request.attempts + 1)));
      return outcome;
    },
  };
}

type Settled = Extract<Outcome, { type: 'applied' | 'refused' }>;

/**
 * Whether the subscription ends by a call for this request that was carried out without our hearing of it; or ends as the
 * request wants already. That it was terminated since the request came in says nothing: another request of the same
 * customer's may have done so, and the API's clock is not ours.
 */
function terminatedMeanwhile(
  { called }: LeasedRequest,
  wanted: Termination,
  subscription: Subscription,
): Settled | null {
  const terminatedAt = instantOf(subscription.terminated_at);
  const endAt = instantOf(subscription.end_at);
  if (!terminatedAt || !endAt) return null;
  const isDone = called
    ? called.terminatedBefore?.getTime() !== terminatedAt.getTime()
    : instantOf(wanted.intended_end_at ?? null)?.getTime() === endAt.getTime();
  return isDone ? { type: 'applied', endAt } : null;
}

function instantOf(text: string | null): Date | null {
  const instant = text === null ? null : new Date(text);
  return instant && !Number.isNaN(instant.getTime()) ? instant : null;
}

/** What says nothing about the request: it may be answered otherwise later. */
function isNoAnswer({ status }: UpstreamAnswer): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** The API's reason: the code of what is wrong, else that of the answer. */
function codeOf({ body, status }: UpstreamAnswer): string {
  const envelope = z.safeParse(errorEnvelopeSchema, body);
  if (!envelope.success) return `http_${status}`;
  return envelope.data.errors?.[0]?.code ?? envelope.data.code.toLowerCase();
}
