import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/**
 * Lets the suppliers' own sites read some routes: by exact origin of the tenant, never with credentials. For what is public
 * anyway. To be called once for all of them: it answers the preflights of the whole server.
 */
export async function allowEmbedding(
  app: FastifyInstance,
  registerRoutes: (open: FastifyInstance) => Promise<void>,
): Promise<void> {
  await app.register(async (open) => {
    await open.register(cors, {
      delegator: (request, callback) => {
        const { origin } = request.headers;
        const allowed = origin !== undefined && request.tenant.embedOrigins.includes(origin);
        callback(null, { origin: allowed ? origin : false, credentials: false, methods: ['GET'] });
      },
    });
    open.addHook('onSend', async (_request, reply) => {
      void reply.header('cross-origin-resource-policy', 'cross-origin');
    });
    await registerRoutes(open);
  });
}
