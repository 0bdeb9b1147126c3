import type { FastifyInstance } from 'fastify';
import { gatewayPaths } from '../../src/contract/gateway/routes.ts';
import type { GatewaySession } from '../../src/contract/gateway/session.ts';
import { badRequest } from '../errors.ts';
import type { Session, Sessions } from './sessions.ts';

/** A session as the browser hears of it. */
export function publicSession(session: Session | null): GatewaySession {
  return session
    ? { status: 'signed-in', customer: session.customer, expires_at: session.expiresAt.toISOString() }
    : { status: 'signed-out' };
}

/** Who is signed in, and sign-out. Asking is never an error: browsers would show a 401 in the console of every visitor. */
export function sessionRoutes(app: FastifyInstance, { sessions }: { sessions: Sessions }): void {
  app.get(gatewayPaths.session, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    return publicSession(await sessions.authenticate(request, reply));
  });

  app.delete<{ Querystring: { scope?: unknown } }>(gatewayPaths.session, async (request, reply) => {
    const { scope } = request.query;
    if (scope !== undefined && scope !== 'all') throw badRequest('scope is all, or absent');
    if (scope === 'all') {
      const session = await sessions.authenticate(request, reply);
      if (session) await sessions.endAll(session.tenant, session.customer);
    }
    await sessions.end(request, reply);
    return reply.status(204).header('cache-control', 'no-store').send();
  });
}
