import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/**
 * Lets the suppliers' own sites read what is registered here: by exact origin of the tenant, never with credentials. For what
 * is public anyway.
 */
export async function allowEmbedding(app: FastifyInstance): Promise<void> {
  await app.register(cors, {
    delegator: (request, callback) => {
      const { origin } = request.headers;
      const allowed = origin !== undefined && request.tenant.embedOrigins.includes(origin);
      callback(null, { origin: allowed ? origin : false, credentials: false, methods: ['GET'] });
    },
  });
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('cross-origin-resource-policy', 'cross-origin');
  });
}
