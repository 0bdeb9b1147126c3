import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { mirrorPrefix } from '../../src/contract/gateway/routes.ts';
import { insertGridFeeReductionSchema } from '../../src/contract/nomos/grid-fee-reduction.ts';
import { insertMeterOrderSchema } from '../../src/contract/nomos/meter-order.ts';
import { insertMeterReadingSchema } from '../../src/contract/nomos/meter-reading.ts';
import { badGateway, notFound } from '../errors.ts';
import type { LiveTopic } from '../../src/contract/gateway/live.ts';
import type { Changes } from '../live/changes.ts';
import { idPatterns } from '../nomos-api/object-ids.ts';
import type { UpstreamOf } from '../nomos-api/upstream.ts';
import type { Metrics } from '../operation/metrics.ts';
import { bodyOf } from '../request-body.ts';
import { readQuery } from './mirror-query.ts';
import type { CallerOf, Ownership } from './ownership.ts';
import { passOnError } from './upstream-answer.ts';

/** A reading and a message of 500 characters, every one of them escaped, in bytes; nothing that is one is larger. */
const largestBody = 4 * 1024;

const createdSchema = z.object({ customer: z.string(), subscription: z.string() });

/** What a customer can have made for a subscription: by path, what the body has to be, and what looks different afterwards. */
const ownWrites = {
  'meter-readings': { schema: insertMeterReadingSchema, topics: ['meter-readings', 'usage'] },
  'meter-orders': { schema: insertMeterOrderSchema, topics: ['meter-orders'] },
  'grid-fee-reductions': { schema: insertGridFeeReductionSchema, topics: ['grid-fee-reductions'] },
} satisfies Record<string, { schema: unknown; topics: LiveTopic[] }>;

/**
 * `POST /meter-readings`, `POST /meter-orders`, `POST /grid-fee-reductions`: what a customer reports or orders for one of
 * their own subscriptions. What the API thinks of it (a 422 with its code, such as `implausible_meter_reading` or
 * `duplicate_meter_order`) passes on as it is.
 *
 * The API takes no idempotency keys: a call whose answer is lost is not made again from here. Made again by the customer,
 * what had arrived after all is refused as a duplicate.
 */
export function ownWriteRoutes(
  app: FastifyInstance,
  {
    upstreamOf,
    ownership,
    callerOf,
    metrics,
    changes,
  }: { upstreamOf: UpstreamOf; ownership: Ownership; callerOf: CallerOf; metrics: Metrics; changes: Changes },
): void {
  for (const [resource, { schema, topics }] of Object.entries(ownWrites)) {
    app.post(`${mirrorPrefix}/${resource}`, { bodyLimit: largestBody }, async (request, reply) => {
      const caller = await callerOf(request, reply);
      readQuery(new URL(request.url, 'http://gateway').search, {});
      const body = bodyOf(request, schema);
      if (!idPatterns.subscriptions.test(body.subscription)) throw notFound();
      await ownership.ownSubscription(caller, body.subscription);
      const answer = await upstreamOf(caller.tenant).post(`/${resource}`, body);
      passOnError(answer);
      const created = z.safeParse(createdSchema, answer.body);
      if (!created.success) throw badGateway(`The Nomos API answered with something else than one of ${resource}`);
      const { customer, subscription } = created.data;
      if (customer !== caller.session.customer || subscription !== body.subscription) {
        metrics.foreignObjects.inc({ tenant: caller.tenant.slug });
        throw badGateway(`The Nomos API answered with one of another customer's ${resource}`);
      }
      changes.say({ tenant: caller.tenant.slug, customer, topics });
      return reply.status(answer.status).send(answer.body);
    });
  }
}
