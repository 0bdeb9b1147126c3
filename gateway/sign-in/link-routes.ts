import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  confirmLinkSchema,
  linkPaths,
  type LinkAnswer,
  type LinkProblem,
} from '../../src/contract/gateway/sign-in-links.ts';
import { unprocessable, type GatewayError } from '../errors.ts';
import type { ReadCustomer } from '../nomos-api/customers.ts';
import { bodyOf } from '../request-body.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { isAskingBrowser, unmarkAskingBrowser } from './asking-browser.ts';
import type { Links, LinkVerdict } from './links.ts';
import { perNetwork } from './network.ts';

/** Nobody guesses 256 bits; this spares the database whoever tries. A minute, a network. */
const usesPerMinute = 30;

const refused = (problem: LinkProblem): GatewayError =>
  unprocessable('The link was not accepted', [
    { code: problem, field: 'token_hash', message: 'The link was not accepted' },
  ]);

/**
 * `POST /gateway/sign-in/links`: a session for a link. The page behind a link is the portal, whose script sends this: reading
 * the address alone, as mail scanners and previews do, changes nothing.
 *
 * A session from a link is a sign-in like any other, and no step-up.
 */
export function linkRoutes(
  app: FastifyInstance,
  { links, sessions, readCustomer }: { links: Links; sessions: Sessions; readCustomer: ReadCustomer },
): void {
  const signIn = async (
    request: FastifyRequest,
    reply: FastifyReply,
    verdict: LinkVerdict,
    { remembered }: { remembered: boolean },
  ): Promise<LinkAnswer> => {
    if (!verdict.accepted) throw refused(verdict.problem);
    const { customer, locale } = verdict;
    const session = await sessions.issue(request, reply, { customer, remembered, locale });
    unmarkAskingBrowser(request, reply);
    return { status: 'signed-in', customer: session.customer, expires_at: session.expiresAt.toISOString() };
  };

  app.post(linkPaths.use, { config: { rateLimit: perNetwork(usesPerMinute) } }, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const { token_hash: token, type, confirmed = false } = bodyOf(request, confirmLinkSchema);
    const { tenant } = request;
    const link = { tenant: tenant.slug, token };
    if (type === 'magiclink') return signIn(request, reply, await links.use(link), { remembered: false });

    const open = await links.look(link);
    const asked = open !== null && isAskingBrowser(request, open.challenge);
    if (open !== null && !asked && !confirmed) {
      const { email } = await readCustomer(tenant, open.customer);
      const answer: LinkAnswer = { status: 'unconfirmed', email };
      return answer;
    }
    const verdict = await links.useFromMail(link);
    // Whether to be remembered was decided for the device on which the mail was asked for.
    return signIn(request, reply, verdict, { remembered: asked && verdict.accepted && verdict.remember });
  });
}
