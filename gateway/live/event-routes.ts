import type { FastifyInstance } from 'fastify';
import { eventsPath } from '../../src/contract/gateway/live.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { EventStreams } from './event-streams.ts';

/**
 * `GET /gateway/events`: which of the customer's things changed, as server-sent events, until the session ends; that of a
 * widget's token goes on with the tokens that come after it. A browser that comes back asks for what it shows, so that no
 * event has an id to go on from.
 */
export function eventRoutes(
  app: FastifyInstance,
  { streams, sessions }: { streams: EventStreams; sessions: Sessions },
): void {
  // HEAD would open a stream that has no connection to end with.
  app.get(eventsPath, { exposeHeadRoute: false }, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const session = await sessions.authenticate(request, reply);
    // An error would stand in the console of every visitor, and 204 is what ends a browser's tries.
    if (!session) return reply.status(204).send();
    const { body } = streams.open(request.tenant, session);
    // Some proxies hold answers back until they have a buffer full, to compress them or not, unless they are told not to.
    return reply
      .type('text/event-stream; charset=utf-8')
      .headers({ 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' })
      .send(body);
  });
}
