import type { FastifyInstance } from 'fastify';
import { gatewayPaths } from '../../src/contract/gateway/routes.ts';
import {
  createChallengeSchema,
  createSessionSchema,
  type Challenge,
  type CodeProblem,
} from '../../src/contract/gateway/sign-in.ts';
import { badRequest, unprocessable, type GatewayError } from '../errors.ts';
import { bodyOf } from '../request-body.ts';
import { isForeign } from '../security/request-origin.ts';
import { publicSession } from '../sessions/session-routes.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { publicWidgetSession } from '../sessions/widget-session-routes.ts';
import type { WidgetTokens } from '../sessions/widget-tokens.ts';
import type { PublicOrigin } from '../tenants/tenant-hosts.ts';
import { languageOf } from '../texts/asked-locale.ts';
import { markAskingBrowser, unmarkAskingBrowser } from './asking-browser.ts';
import type { Challenges, NewChallenge } from './challenges.ts';
import type { CodeDelivery } from './code-delivery.ts';
import { isEmail, normalizeEmail } from './email-address.ts';

/** Sign-in by a code that is sent by e-mail. The link beside it, and single sign-on, are in `link-routes.ts`. */
export function signInRoutes(
  app: FastifyInstance,
  {
    challenges,
    delivery,
    sessions,
    widgetTokens,
    publicOrigin,
  }: {
    challenges: Challenges;
    delivery: CodeDelivery;
    sessions: Sessions;
    widgetTokens: WidgetTokens;
    publicOrigin: PublicOrigin;
  },
): void {
  app.post(gatewayPaths.challenges, async (request, reply) => {
    const { email: typed, locale, remember = false, next } = bodyOf(request, createChallengeSchema);
    const email = normalizeEmail(typed);
    if (!isEmail(email)) {
      throw badRequest('email is not an address', [
        { code: 'invalid_format', field: 'email', message: 'Not an address' },
      ]);
    }
    const { tenant } = request;
    const language = languageOf(locale, tenant.brand);
    const challenge = await challenges.create({
      tenant: tenant.slug,
      email,
      locale: language,
      ip: request.ip,
      remember,
      link: { origin: publicOrigin(request), next },
    });
    // On a supplier's site no cookie arrives: a link that is followed from there asks first for whom it is.
    if (!isForeign(request)) markAskingBrowser(request, reply, challenge.id);
    delivery.enqueue(challenge.delivery);
    const answer = publicChallenge(challenge);
    return reply.status(202).header('cache-control', 'no-store').send(answer);
  });

  app.post(gatewayPaths.sessions, async (request, reply) => {
    const { challenge, code, remember } = bodyOf(request, createSessionSchema);
    const verdict = await challenges.verify({ tenant: request.tenant.slug, id: challenge, code });
    if (!verdict.accepted) throw codeRefused(verdict.problem);
    const remembered = remember ?? verdict.remember;
    const { customer, locale } = verdict;
    const session = await sessions.issue(request, reply, { customer, remembered, verified: true, locale });
    void reply.header('cache-control', 'no-store');
    if (session.origin !== null) return publicWidgetSession(session, await widgetTokens.issuePair(session));
    unmarkAskingBrowser(request, reply);
    return publicSession(session);
  });
}

/** A challenge as the browser hears of it. */
export function publicChallenge({ id, expiresAt, resendAt }: NewChallenge): Challenge {
  return { challenge: id, expires_at: expiresAt.toISOString(), resend_at: resendAt.toISOString() };
}

/** The answer to a code that was not accepted. */
export function codeRefused(problem: CodeProblem): GatewayError {
  const message = 'The code was not accepted';
  return unprocessable(message, [{ code: problem, field: 'code', message }]);
}
