import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { listSchema } from '../../src/contract/nomos/list.ts';
import { badGateway, forbidden, notFound, unauthorized } from '../errors.ts';
import { passOnError } from '../mirror/upstream-answer.ts';
import type { BearerUpstream } from '../nomos-api/bearer-upstream.ts';
import { belongsTo, type ReadCustomer } from '../nomos-api/customers.ts';
import { idPatterns } from '../nomos-api/object-ids.ts';
import type { UpstreamAnswer, UpstreamOf } from '../nomos-api/upstream.ts';
import { bearerTokenOf } from '../security/bearer-token.ts';

const identified = z.object({ id: z.string() });

/** What it takes to find out who may vouch for whom. */
export interface VouchingParts {
  readAs: BearerUpstream;
  readCustomer: ReadCustomer;
  upstreamOf: UpstreamOf;
}

/** Lets a request pass whose caller may vouch for a customer. */
export type Vouch = (request: FastifyRequest, customer: string) => Promise<void>;

/**
 * Whether a supplier's backend may vouch for a customer of the tenant that a request is for.
 *
 * Asked by servers, so without cookies, `Origin` or CORS: the permission is the caller's own token for the Nomos API. It has
 * to read the customer there; the gateway's own token is never lent for that. And it has to be the organisation's: a token
 * that a customer gave to somebody else may read that customer too, but not act as they would in the portal.
 */
export function createVouch({ readAs, readCustomer, upstreamOf }: VouchingParts): Vouch {
  /** Whether a list of customers holds anybody but this one. */
  const holdsOthers = ({ status, body }: UpstreamAnswer, customer: string): boolean => {
    const list = z.safeParse(listSchema(identified), body);
    if (status !== 200 || !list.success) throw badGateway(`The Nomos API answered ${status}`);
    return list.data.items.some(({ id }) => id !== customer);
  };

  /** @throws {GatewayError} 401, 403 or 404; what the Nomos API says to the caller's token. */
  return async (request, customer) => {
    const token = bearerTokenOf(request);
    if (token === undefined) throw unauthorized();
    if (!idPatterns.customers.test(customer)) throw notFound();

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
      throw forbidden('This token is for one customer; this needs that of the organisation');
    }
  };
}
