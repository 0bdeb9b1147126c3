import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { mirrorPrefix } from '../../src/contract/gateway/routes.ts';
import { insertMeterReadingSchema } from '../../src/contract/nomos/meter-reading.ts';
import { badGateway, notFound } from '../errors.ts';
import type { UpstreamOf } from '../nomos-api/upstream.ts';
import type { Metrics } from '../operation/metrics.ts';
import { bodyOf } from '../request-body.ts';
import { readQuery } from './mirror-query.ts';
import type { CallerOf, Ownership } from './ownership.ts';
import { passOnError } from './upstream-answer.ts';

/** A reading and a message of 500 characters, every one of them escaped, in bytes; nothing that is one is larger. */
const largestBody = 4 * 1024;

const subscriptionId = /^sub_[A-Za-z0-9]{1,64}$/;

const createdSchema = z.object({ customer: z.string(), subscription: z.string() });

/**
 * `POST /meter-readings`: a reading that the customer reports for one of their own subscriptions. What the API thinks of
 * it (a 422 with its code, such as `implausible_meter_reading`) passes on as it is.
 *
 * The API takes no idempotency keys: a call whose answer is lost is not made again from here. Made again by the customer,
 * a reading that had arrived after all is refused as `duplicate_meter_reading`.
 */
export function meterReadingRoute(
  app: FastifyInstance,
  {
    upstreamOf,
    ownership,
    callerOf,
    metrics,
  }: { upstreamOf: UpstreamOf; ownership: Ownership; callerOf: CallerOf; metrics: Metrics },
): void {
  app.post(`${mirrorPrefix}/meter-readings`, { bodyLimit: largestBody }, async (request, reply) => {
    const caller = await callerOf(request, reply);
    readQuery(new URL(request.url, 'http://gateway').search, {});
    const reading = bodyOf(request, insertMeterReadingSchema);
    if (!subscriptionId.test(reading.subscription)) throw notFound();
    await ownership.ownSubscription(caller, reading.subscription);
    const answer = await upstreamOf(caller.tenant).post('/meter-readings', reading);
    passOnError(answer);
    const created = z.safeParse(createdSchema, answer.body);
    if (!created.success) throw badGateway('The Nomos API answered with something else than a reading');
    const { customer, subscription } = created.data;
    if (customer !== caller.session.customer || subscription !== reading.subscription) {
      metrics.foreignObjects.inc({ tenant: caller.tenant.slug });
      throw badGateway("The Nomos API answered with another customer's reading");
    }
    return reply.status(answer.status).send(answer.body);
  });
}
