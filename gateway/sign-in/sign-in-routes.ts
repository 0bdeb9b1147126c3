import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { gatewayPaths } from '../../src/contract/gateway/routes.ts';
import { createChallengeSchema, createSessionSchema, type Challenge } from '../../src/contract/gateway/sign-in.ts';
import { badRequest, unprocessable } from '../errors.ts';
import { publicSession } from '../sessions/session-routes.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Challenges } from './challenges.ts';
import type { CodeDelivery } from './code-delivery.ts';
import { isEmail, normalizeEmail } from './email-address.ts';

/** Sign-in by a code that is sent by e-mail. */
export function signInRoutes(
  app: FastifyInstance,
  { challenges, delivery, sessions }: { challenges: Challenges; delivery: CodeDelivery; sessions: Sessions },
): void {
  app.post(gatewayPaths.challenges, async (request, reply) => {
    const { email: typed, locale, remember = false } = bodyOf(request, createChallengeSchema);
    const email = normalizeEmail(typed);
    if (!isEmail(email)) {
      throw badRequest('email is not an address', [
        { code: 'invalid_format', field: 'email', message: 'Not an address' },
      ]);
    }
    const { tenant } = request;
    const challenge = await challenges.create({ tenant: tenant.slug, email, ip: request.ip, remember });
    delivery.enqueue({ tenant, email, locale: languageOf(locale, tenant.brand.default_locale), challenge });
    const answer: Challenge = {
      challenge: challenge.id,
      expires_at: challenge.expiresAt.toISOString(),
      resend_at: challenge.resendAt.toISOString(),
    };
    return reply.status(202).header('cache-control', 'no-store').send(answer);
  });

  app.post(gatewayPaths.sessions, async (request, reply) => {
    const { challenge, code } = bodyOf(request, createSessionSchema);
    const verdict = await challenges.verify({ tenant: request.tenant.slug, id: challenge, code });
    if (!verdict.accepted) {
      throw unprocessable('The code was not accepted', [
        { code: verdict.problem, field: 'code', message: 'The code was not accepted' },
      ]);
    }
    const session = await sessions.issue(request, reply, { customer: verdict.customer, remembered: verdict.remember });
    void reply.header('cache-control', 'no-store');
    return publicSession(session);
  });
}

function languageOf(locale: string, fallback: 'de' | 'en'): 'de' | 'en' {
  if (locale.startsWith('de')) return 'de';
  return locale.startsWith('en') ? 'en' : fallback;
}

function bodyOf<Schema extends z.ZodMiniType>(request: FastifyRequest, schema: Schema): z.output<Schema> {
  const parsed = z.safeParse(schema, request.body);
  if (parsed.success) return parsed.data;
  throw badRequest(
    'The body is not what it should be',
    parsed.error.issues.map(({ code, path, message }) => ({ code: code ?? 'custom', field: path.join('.'), message })),
  );
}
