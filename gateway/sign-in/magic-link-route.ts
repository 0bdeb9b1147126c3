import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { firstRoute, signInTarget } from '../../src/contract/gateway/portal-routes.ts';
import { createMagicLinkSchema, linkPaths, type MagicLink } from '../../src/contract/gateway/sign-in-links.ts';
import { listSchema } from '../../src/contract/nomos/list.ts';
import { badGateway, badRequest, forbidden, notFound, unauthorized } from '../errors.ts';
import { passOnError } from '../mirror/upstream-answer.ts';
import type { BearerUpstream } from '../nomos-api/bearer-upstream.ts';
import { belongsTo, type ReadCustomer } from '../nomos-api/customers.ts';
import type { UpstreamAnswer, UpstreamOf } from '../nomos-api/upstream.ts';
import { bodyOf } from '../request-body.ts';
import type { PublicOrigin } from '../tenants/tenant-hosts.ts';
import { linkAddress, type Links } from './links.ts';
import { perNetwork } from './network.ts';

/** A supplier's backend asks for all of its customers from one address. A minute, a network. */
const linksPerMinute = 240;

const customerId = /^cus_[A-Za-z0-9]{1,64}$/;

/** RFC 6750, section 2.1. */
const bearer = /^Bearer ([\w.~+/-]{1,8000}=*)$/i;

const identified = z.object({ id: z.string() });

/**
 * `POST /admin/magic_link`: a link by which a supplier's backend lets its signed-in customer into the portal, as the API's
 * document describes it.
 *
 * Asked by servers, so without cookies, `Origin` or CORS: the permission is the caller's own token for the Nomos API. It has
 * to read the customer there; the gateway's own token is never lent for that. And it has to be the organisation's: a token
 * that a customer gave to somebody else may read that customer too, but not act as they would in the portal.
 */
export function magicLinkRoute(
  app: FastifyInstance,
  {
    links,
    readAs,
    readCustomer,
    upstreamOf,
    publicOrigin,
  }: {
    links: Links;
    readAs: BearerUpstream;
    readCustomer: ReadCustomer;
    upstreamOf: UpstreamOf;
    publicOrigin: PublicOrigin;
  },
): void {
  /** Whether a list of customers holds anybody but this one. */
  const holdsOthers = ({ status, body }: UpstreamAnswer, customer: string): boolean => {
    const list = z.safeParse(listSchema(identified), body);
    if (status !== 200 || !list.success) throw badGateway(`The Nomos API answered ${status}`);
    return list.data.items.some(({ id }) => id !== customer);
  };

  app.post(linkPaths.make, { config: { rateLimit: perNetwork(linksPerMinute) } }, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const [, token] = bearer.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) throw unauthorized();
    const { customerId: customer, next = firstRoute } = bodyOf(request, createMagicLinkSchema);
    if (signInTarget(next) === null) {
      throw badRequest('next is not a route of the portal', [
        { code: 'invalid_value', field: 'next', message: 'Not a route of the portal' },
      ]);
    }
    if (!customerId.test(customer)) throw notFound();

    const read = await readAs(token, `/customers/${customer}`);
    passOnError(read);
    if (z.safeParse(identified, read.body).data?.id !== customer) throw notFound();

    // Somebody whom the caller knows; now of this tenant's organisation, and on one of its plans or on none yet.
    const { tenant } = request;
    const upstream = upstreamOf(tenant);
    await readCustomer(tenant, customer);
    if (!(await belongsTo(tenant, upstream, customer))) throw notFound();

    const everybody = '/customers?limit=2';
    const seen = await readAs(token, everybody);
    const confined = seen.status === 403 || !holdsOthers(seen, customer);
    // An organisation with a single customer looks the same from outside.
    if (confined && holdsOthers(await upstream.get(everybody), customer)) {
      throw forbidden('This token is for one customer; a link needs that of the organisation');
    }

    const answer: MagicLink = {
      object: 'magic_link',
      link: linkAddress(publicOrigin(request), {
        token: await links.create({ tenant: tenant.slug, customer }),
        type: 'magiclink',
        next,
      }),
    };
    return answer;
  });
}
