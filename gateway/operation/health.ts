import type { FastifyInstance } from 'fastify';
import type { Database } from '../store/database.ts';

/** `/healthz`: the process runs. `/readyz`: it can do its work, which needs its database. */
export function healthRoutes(app: FastifyInstance, { database }: { database: Database }): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    try {
      await database.query('SELECT 1');
      return { status: 'ok' };
    } catch (error) {
      request.log.error({ err: error }, 'the database does not answer');
      return reply.status(503).send({ status: 'unavailable', reason: 'database' });
    }
  });
}
