import type { FastifyInstance } from 'fastify';
import { GatewayError, RateLimited } from '../errors.ts';
import { MailRefused, type Mailer } from '../mail/mailer.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Metrics } from './metrics.ts';

/** Counts and times what is asked of the gateway. */
export function countRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    metrics.requests.observe({ method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    if (request.signedIn) metrics.signIns.inc({ tenant: request.tenant.slug });
  });
  app.addHook('onError', async (request, _reply, error: Error) => {
    // A host that nobody has is limited too.
    const tenant = (request.tenant as Tenant | undefined)?.slug ?? 'none';
    if (error instanceof RateLimited) metrics.rateLimited.inc({ tenant, route: request.routeOptions.url ?? 'unknown' });
    if (!(error instanceof GatewayError) || error.status !== 422) return;
    const [problem] = error.fieldErrors ?? [];
    if (problem?.field === 'code') metrics.refusedCodes.inc({ tenant, problem: problem.code });
  });
}

/** A mailer whose tries are counted. */
export function countedMailer(mailer: Mailer, metrics: Metrics): Mailer {
  return {
    ...mailer,
    async send(mail) {
      const tenant = mail.tenant.slug;
      try {
        await mailer.send(mail);
        metrics.mails.inc({ tenant, outcome: 'sent' });
      } catch (error) {
        metrics.mails.inc({ tenant, outcome: error instanceof MailRefused ? 'refused' : 'failed' });
        throw error;
      }
    },
  };
}
