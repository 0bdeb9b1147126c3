import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  createStepUpChallengeSchema,
  createStepUpSchema,
  stepUpMilliseconds,
  stepUpPaths,
  type StepUp,
} from '../../src/contract/gateway/step-up.ts';
import { badGateway, unauthorized } from '../errors.ts';
import { ownCustomer } from '../nomos-api/own-customer.ts';
import type { UpstreamOf } from '../nomos-api/upstream.ts';
import { bodyOf } from '../request-body.ts';
import type { Session, Sessions } from '../sessions/sessions.ts';
import type { Challenges } from '../sign-in/challenges.ts';
import type { CodeDelivery } from '../sign-in/code-delivery.ts';
import { isEmail, normalizeEmail } from '../sign-in/email-address.ts';
import { codeRefused, publicChallenge } from '../sign-in/sign-in-routes.ts';
import { languageOf } from '../texts/asked-locale.ts';

/**
 * A fresh code within a session, before what would hurt most in the wrong hands. The address is the one that the Nomos API has
 * for the customer, never one that a browser names; the code is worth something in the session that asked for it alone.
 */
export function stepUpRoutes(
  app: FastifyInstance,
  {
    challenges,
    delivery,
    sessions,
    upstreamOf,
  }: { challenges: Challenges; delivery: CodeDelivery; sessions: Sessions; upstreamOf: UpstreamOf },
): void {
  const signedIn = async (request: FastifyRequest, reply: FastifyReply): Promise<Session> => {
    void reply.header('cache-control', 'no-store');
    const session = await sessions.authenticate(request, reply);
    if (!session) throw unauthorized();
    return session;
  };

  app.post(stepUpPaths.challenges, async (request, reply) => {
    const session = await signedIn(request, reply);
    const { tenant } = request;
    const locale = languageOf(bodyOf(request, createStepUpChallengeSchema).locale, tenant.brand);
    const customer = await ownCustomer(upstreamOf(tenant), session);
    const email = normalizeEmail(customer.email);
    if (!isEmail(email)) throw badGateway('The Nomos API has no e-mail address for the customer');
    const challenge = await challenges.create({
      tenant: tenant.slug,
      email,
      locale,
      ip: request.ip,
      stepUp: { session: session.id, customer: customer.id, firstName: customer.first_name },
    });
    delivery.enqueue(challenge.delivery);
    await sessions.speak(session, locale);
    return reply.status(202).send(publicChallenge(challenge));
  });

  app.post(stepUpPaths.stepUp, async (request, reply): Promise<StepUp> => {
    const session = await signedIn(request, reply);
    const { challenge, code } = bodyOf(request, createStepUpSchema);
    const verdict = await challenges.verify({ tenant: session.tenant, id: challenge, code, session: session.id });
    if (!verdict.accepted) throw codeRefused(verdict.problem);
    const at = await sessions.stepUp(session);
    if (!at) throw unauthorized();
    const until = new Date(at.getTime() + stepUpMilliseconds);
    return { verified_at: at.toISOString(), valid_until: until.toISOString() };
  });
}
