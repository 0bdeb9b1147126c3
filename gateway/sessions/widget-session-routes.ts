import type { FastifyInstance } from 'fastify';
import {
  renewalSchema,
  successionSchema,
  widgetSessionPaths,
  type WidgetSignIn,
} from '../../src/contract/gateway/widget-sessions.ts';
import { tokenRefused, unauthorized } from '../errors.ts';
import { bodyOf } from '../request-body.ts';
import { bearerTokenOf } from '../security/bearer-token.ts';
import { mayEmbed, originOf } from '../security/request-origin.ts';
import { publicSession } from './session-routes.ts';
import type { Session, Sessions } from './sessions.ts';
import type { TokenPair, WidgetTokens } from './widget-tokens.ts';

/** A session with its tokens, as a page on a supplier's site hears of it. */
export function publicWidgetSession(session: Session, { access, refresh }: TokenPair): WidgetSignIn {
  return {
    status: 'signed-in',
    customer: session.customer,
    expires_at: session.expiresAt.toISOString(),
    token: access.token,
    token_expires_at: access.expiresAt.toISOString(),
    refresh_token: refresh,
  };
}

/** How sessions on suppliers' own sites go on beyond a token: by the refresh token, or under a new one from the supplier. */
export function widgetSessionRoutes(
  app: FastifyInstance,
  { sessions, widgetTokens }: { sessions: Sessions; widgetTokens: WidgetTokens },
): void {
  app.post(widgetSessionPaths.renew, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const { refresh_token: refresh } = bodyOf(request, renewalSchema);
    const origin = originOf(request);
    if (!mayEmbed(request, origin)) throw tokenRefused();
    const renewed = await widgetTokens.renew(refresh, { tenant: request.tenant.slug, origin });
    const session = renewed && (await sessions.byId(renewed.session));
    if (!session) throw tokenRefused();
    return publicWidgetSession(session, renewed.pair);
  });

  app.post(widgetSessionPaths.succeed, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const { predecessor } = bodyOf(request, successionSchema);
    const [token, session] = [bearerTokenOf(request), await sessions.authenticate(request, reply)];
    if (token === undefined || session?.origin == null) throw unauthorized();
    const { origin } = session;
    const id = await widgetTokens.succeed({ token, predecessor }, { ...session, origin });
    return publicSession(await sessions.byId(id));
  });
}
