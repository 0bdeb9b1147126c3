import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { textLanguageOf } from '../../src/contract/gateway/languages.ts';
import { mirrorPrefix } from '../../src/contract/gateway/routes.ts';
import { stepUpRequired } from '../../src/contract/gateway/step-up.ts';
import type { Customer } from '../../src/contract/nomos/customer.ts';
import { subscriptionSchema } from '../../src/contract/nomos/subscription.ts';
import { updateCustomerSchema } from '../../src/contract/nomos/update-customer.ts';
import {
  updateSubscriptionSchema,
  type CheckedUpdateSubscription,
} from '../../src/contract/nomos/update-subscription.ts';
import { badGateway, badRequest, GatewayError, notFound, unprocessable } from '../errors.ts';
import type { Changes } from '../live/changes.ts';
import { changeSchema, type Change } from '../notices/change.ts';
import type { NoticeDelivery } from '../notices/notice-delivery.ts';
import type { Ending, Notices } from '../notices/notices.ts';
import { ownCustomer } from '../nomos-api/own-customer.ts';
import { idPatterns } from '../nomos-api/object-ids.ts';
import type { UpstreamAnswer, UpstreamOf } from '../nomos-api/upstream.ts';
import type { Metrics } from '../operation/metrics.ts';
import { bodyOf } from '../request-body.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { normalizeEmail } from '../sign-in/email-address.ts';
import { isIban, normalizeIban } from './iban.ts';
import { readQuery } from './mirror-query.ts';
import type { Caller, CallerOf, Ownership } from './ownership.ts';
import { passOnError } from './upstream-answer.ts';

/** Names, an address and a mandate, every character of them escaped, in bytes; nothing that is a change is larger. */
const largestBody = 8 * 1024;

interface ChangeRequest {
  Params: { id: string };
}

/**
 * `PATCH /customers/{id}` and `PATCH /subscriptions/{id}`: what a customer may change of themselves and of their own
 * subscriptions. A body is read field by field and written anew: what the schemas do not name is refused, and what is sent on
 * is nothing but what was checked. A mandate needs a step-up in the five minutes before.
 *
 * Every change is followed by a notice to the customer's address.
 */
export function changeRoutes(
  app: FastifyInstance,
  {
    upstreamOf,
    ownership,
    callerOf,
    sessions,
    notices,
    noticeDelivery,
    metrics,
    changes,
    clock,
  }: {
    upstreamOf: UpstreamOf;
    ownership: Ownership;
    callerOf: CallerOf;
    sessions: Sessions;
    notices: Notices;
    noticeDelivery: NoticeDelivery;
    metrics: Metrics;
    changes: Changes;
    clock: () => Date;
  },
): void {
  const foreign = ({ tenant }: Caller, what: string): GatewayError => {
    metrics.foreignObjects.inc({ tenant: tenant.slug });
    return badGateway(`The Nomos API answered with another customer's ${what}`);
  };

  const begin = async (
    request: FastifyRequest<ChangeRequest>,
    reply: FastifyReply,
  ): Promise<{ caller: Caller; id: string }> => {
    const caller = await callerOf(request, reply);
    readQuery(new URL(request.url, 'http://gateway').search, {});
    return { caller, id: request.params.id };
  };

  /** Makes a change with its notice around it. Gives a good answer of the API; anything else is thrown. */
  const make = async (
    request: FastifyRequest,
    caller: Caller,
    { path, body, customer, change }: { path: string; body: unknown; customer: Customer; change: Partial<Change> },
  ): Promise<UpstreamAnswer> => {
    const { tenant, session } = caller;
    const notice = await notices.prepare(tenant.slug, session.customer, {
      email: normalizeEmail(customer.email),
      firstName: customer.first_name,
      locale: session.locale ?? textLanguageOf(tenant.brand.default_locale),
      change: z.parse(changeSchema, change),
      changedAt: clock().toISOString(),
      device: session.device,
    });
    const settle = async (ending: Ending): Promise<void> => {
      try {
        await notices.settle(notice, ending);
      } catch (error) {
        // The change is as it is. The notice's lease ends, and then it is found out what became of it.
        request.log.error({ err: error }, 'a notice could not be settled');
      }
      noticeDelivery.start();
    };
    let answer: UpstreamAnswer;
    try {
      answer = await upstreamOf(tenant).patch(path, body);
    } catch (error) {
      await settle('unknown');
      throw error;
    }
    const { status } = answer;
    await settle(status < 300 ? 'made' : status >= 400 && status < 500 ? 'refused' : 'unknown');
    passOnError(answer);
    const topic = change.names ? 'customer' : 'subscriptions';
    changes.say({ tenant: tenant.slug, customer: session.customer, topics: [topic] });
    return answer;
  };

  app.patch<ChangeRequest>(`${mirrorPrefix}/customers/:id`, { bodyLimit: largestBody }, async (request, reply) => {
    const { caller, id } = await begin(request, reply);
    const body = changesOf(bodyOf(request, updateCustomerSchema));
    if (id !== caller.session.customer) throw notFound();
    const customer = await ownCustomer(upstreamOf(caller.tenant), caller.session);
    const answer = await make(request, caller, { path: `/customers/${id}`, body, customer, change: { names: body } });
    if ((answer.body as { id?: unknown } | null)?.id !== id) throw foreign(caller, 'data');
    return answer.body;
  });

  app.patch<ChangeRequest>(`${mirrorPrefix}/subscriptions/:id`, { bodyLimit: largestBody }, async (request, reply) => {
    const { caller, id } = await begin(request, reply);
    const body = withIban(changesOf(bodyOf(request, updateSubscriptionSchema)));
    if (!idPatterns.subscriptions.test(id)) throw notFound();
    const path = `/subscriptions/${id}`;
    const before = ownership.readOwn(caller, id, await upstreamOf(caller.tenant).get(path));
    const { billing_address: billingAddress = null, payment_method: payment } = body;
    // As late as can be: what happens until then counts against the five minutes.
    if (payment && !(await sessions.isSteppedUp(caller.session))) {
      throw new GatewayError(403, stepUpRequired, 'A new mandate needs a fresh code');
    }
    const change: Partial<Change> = { subscription: id, contractNumber: before.number, billingAddress };
    if (payment) {
      const { iban, account_holder: accountHolder } = payment.sepa_debit;
      const replaced = before.payment_method?.id ?? null;
      change.mandate = { country: iban.slice(0, 2), ending: iban.slice(-4), accountHolder, replaced };
    }
    const answer = await make(request, caller, { path, body, customer: before.customer, change });
    const after = z.safeParse(subscriptionSchema, answer.body);
    if (!after.success) throw badGateway('The Nomos API answered with something else than a subscription');
    const { id: changed, customer } = after.data;
    if (changed !== id || customer.id !== caller.session.customer) throw foreign(caller, 'subscription');
    return answer.body;
  });
}

/** @throws {GatewayError} 400 when there is nothing in a body to be changed. */
function changesOf<Body extends object>(body: Body): Body {
  if (Object.values(body).every((value) => value === undefined)) throw badRequest('There is nothing to change');
  return body;
}

/** @throws {GatewayError} 422 that names the field when the IBAN is none. */
function withIban(body: CheckedUpdateSubscription): CheckedUpdateSubscription {
  const { payment_method: payment, ...others } = body;
  if (!payment) return body;
  const iban = normalizeIban(payment.sepa_debit.iban);
  if (!isIban(iban)) {
    const message = 'This is no IBAN';
    throw unprocessable(message, [{ code: 'invalid_iban', field: 'payment_method.sepa_debit.iban', message }]);
  }
  return { ...others, payment_method: { ...payment, sepa_debit: { ...payment.sepa_debit, iban } } };
}
