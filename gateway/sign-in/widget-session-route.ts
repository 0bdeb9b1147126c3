import type { FastifyInstance } from 'fastify';
import {
  createWidgetSessionSchema,
  widgetSessionPaths,
  type WidgetSession,
} from '../../src/contract/gateway/widget-sessions.ts';
import { badRequest, unauthorized } from '../errors.ts';
import { bodyOf } from '../request-body.ts';
import { bearerTokenOf } from '../security/bearer-token.ts';
import { mayEmbed } from '../security/request-origin.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { WidgetTokens } from '../sessions/widget-tokens.ts';
import { vouchingsPerMinute } from './magic-link-route.ts';
import { perNetwork } from './network.ts';
import type { Vouch } from './vouched-customer.ts';

/**
 * `POST /admin/widget_session`: a token by which the widgets on a supplier's own site show the data of the customer who is
 * signed in there. Who may ask: `vouched-customer.ts`.
 */
export function widgetSessionRoute(
  app: FastifyInstance,
  { sessions, widgetTokens, vouch }: { sessions: Sessions; widgetTokens: WidgetTokens; vouch: Vouch },
): void {
  app.post(
    widgetSessionPaths.make,
    { config: { rateLimit: perNetwork(vouchingsPerMinute) } },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      if (bearerTokenOf(request) === undefined) throw unauthorized();
      const { customerId: customer, origin } = bodyOf(request, createWidgetSessionSchema);
      if (!mayEmbed(request, origin)) {
        throw badRequest('origin is not on the list of sites', [
          { code: 'invalid_value', field: 'origin', message: 'Not one of the origins that may embed' },
        ]);
      }
      await vouch(request, customer);
      const session = await sessions.vouch({ tenant: request.tenant.slug, customer, origin });
      const { token, expiresAt } = await widgetTokens.issue(session);
      const answer: WidgetSession = { object: 'widget_session', token, expires_at: expiresAt.toISOString() };
      return answer;
    },
  );
}
