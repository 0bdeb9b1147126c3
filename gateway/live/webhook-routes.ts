import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { webhookPath } from '../../src/contract/gateway/live.ts';
import { badRequest, notFound, unauthorized } from '../errors.ts';
import { perNetwork } from '../sign-in/network.ts';
import type { Database } from '../store/database.ts';
import { subscriptionSchema } from '../../src/contract/nomos/subscription.ts';
import { passOnError } from '../mirror/upstream-answer.ts';
import { idPatterns } from '../nomos-api/object-ids.ts';
import type { UpstreamOf } from '../nomos-api/upstream.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { sayChange } from './changes.ts';
import { topicsOf, webhookEventSchema, type WebhookEvent } from './webhook-event.ts';
import { isSigned } from './webhook-signature.ts';

/** Ids of a few objects and two instants; today's are of a few hundred bytes. */
const largestBody = 16 * 1024;

/** All of an organisation's come from a few addresses, and at the beginning of a month there are many. */
const webhooksPerMinute = 6000;

/** Events of subscriptions that nobody has seen before. */
const announcements = new Set(['subscription.created', 'subscription.confirmed']);

/**
 * `POST /gateway/webhooks/nomos`: what the Nomos API tells, at least once and in no order. A tenant without a secret has no
 * such route.
 *
 * An event is a hint that something changed, never what it is now: browsers ask the mirror again, as whoever is signed in.
 * So the order in which events come does not matter, and one for an object of another organisation reaches nobody.
 */
export async function webhookRoutes(
  app: FastifyInstance,
  {
    database,
    tenants,
    upstreamOf,
    clock,
  }: { database: Database; tenants: readonly Tenant[]; upstreamOf: UpstreamOf; clock: () => Date },
): Promise<void> {
  // Portals of one organisation hear of each other's events: which of them delivers is up to whoever set it up.
  const portalsOf = ({ api }: Tenant): string[] =>
    tenants.filter((other) => other.api.clientId === api.clientId).map(({ slug }) => slug);

  /**
   * Whose a subscription is that has only just come into being: whoever listens does not know it yet. Of all others they
   * know it themselves, so that the invoices of a whole month do not take from the customers what the API allows in a second.
   *
   * @throws {GatewayError} When the API cannot say it now; it will deliver the event again.
   */
  const ownerOfNew = async ({ id, topic, context }: WebhookEvent, tenant: Tenant): Promise<string | undefined> => {
    const { subscription } = context;
    if (!announcements.has(topic) || !idPatterns.subscriptions.test(subscription ?? '')) return undefined;
    const seen = await database.query('SELECT 1 FROM webhook_events WHERE tenant = $1 AND id = $2', [tenant.slug, id]);
    if (seen.length > 0) return undefined;
    const answer = await upstreamOf(tenant).get(`/subscriptions/${subscription ?? ''}`);
    if (answer.status === 404) return undefined;
    passOnError(answer);
    const found = z.safeParse(subscriptionSchema, answer.body);
    return found.success && found.data.id === subscription ? found.data.customer.id : undefined;
  };

  await app.register((scope) => {
    // The signature is over the bytes.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestBody }, (_request, body, done) =>
      done(null, body),
    );

    scope.post(
      webhookPath,
      { bodyLimit: largestBody, config: { rateLimit: perNetwork(webhooksPerMinute) } },
      async (request, reply) => {
        void reply.header('cache-control', 'no-store');
        const { tenant, headers, body } = request;
        const { webhookSecrets: secrets } = tenant.api;
        if (secrets.length === 0) throw notFound();
        const header = headers['x-nomos-signature'];
        const rawBody = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        const now = clock();
        if (!isSigned({ header: Array.isArray(header) ? header.join(',') : header, rawBody, secrets, now })) {
          throw unauthorized();
        }
        const event = readEvent(rawBody);
        const topics = topicsOf(event.topic);
        const { subscription, customer = await ownerOfNew(event, tenant) } = event.context;
        await database.transaction(async (transaction) => {
          const added = await transaction.query(
            'INSERT INTO webhook_events (tenant, id, received_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id',
            [tenant.slug, event.id, now],
          );
          if (added.length === 0 || topics.length === 0 || !(subscription ?? customer)) return;
          for (const portal of portalsOf(tenant)) {
            await sayChange(transaction, {
              tenant: portal,
              ...(customer ? { customer } : {}),
              ...(subscription ? { subscription } : {}),
              topics,
            });
          }
        });
        return reply.status(204).send();
      },
    );
  });
}

/** @throws {GatewayError} 400 for what was signed and is no event all the same. */
function readEvent(rawBody: Buffer): WebhookEvent {
  let body: unknown;
  try {
    body = JSON.parse(rawBody.toString());
  } catch {
    throw badRequest('The body is not JSON');
  }
  const event = z.safeParse(webhookEventSchema, body);
  if (!event.success) throw badRequest('The body is no event');
  return event.data;
}
