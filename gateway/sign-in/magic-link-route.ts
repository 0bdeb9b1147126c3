import type { FastifyInstance } from 'fastify';
import { firstRoute, signInTarget } from '../../src/contract/gateway/portal-routes.ts';
import { createMagicLinkSchema, linkPaths, type MagicLink } from '../../src/contract/gateway/sign-in-links.ts';
import { badRequest, unauthorized } from '../errors.ts';
import { bodyOf } from '../request-body.ts';
import { bearerTokenOf } from '../security/bearer-token.ts';
import type { PublicOrigin } from '../tenants/tenant-hosts.ts';
import { linkAddress, type Links } from './links.ts';
import { perNetwork } from './network.ts';
import type { Vouch } from './vouched-customer.ts';

/** A supplier's backend asks for all of its customers from one address. A minute, a network. */
export const vouchingsPerMinute = 240;

/**
 * `POST /admin/magic_link`: a link by which a supplier's backend lets its signed-in customer into the portal, as the API's
 * document describes it. Who may ask: `vouched-customer.ts`.
 */
export function magicLinkRoute(
  app: FastifyInstance,
  { links, vouch, publicOrigin }: { links: Links; vouch: Vouch; publicOrigin: PublicOrigin },
): void {
  app.post(linkPaths.make, { config: { rateLimit: perNetwork(vouchingsPerMinute) } }, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    if (bearerTokenOf(request) === undefined) throw unauthorized();
    const { customerId: customer, next = firstRoute } = bodyOf(request, createMagicLinkSchema);
    if (signInTarget(next) === null) {
      throw badRequest('next is not a route of the portal', [
        { code: 'invalid_value', field: 'next', message: 'Not a route of the portal' },
      ]);
    }
    await vouch(request, customer);
    const answer: MagicLink = {
      object: 'magic_link',
      link: linkAddress(publicOrigin(request), {
        token: await links.create({ tenant: request.tenant.slug, customer }),
        type: 'magiclink',
        next,
      }),
    };
    return answer;
  });
}
