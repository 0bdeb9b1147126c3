import type { FastifyInstance } from 'fastify';
import type { Database } from '../store/database.ts';

/**
 * `/healthz`: the process runs. `/readyz`: it should be asked: it has its database, and is not about to end.
 *
 * @param parts - `isDraining`: whether others should be asked in its place.
 */
export function healthRoutes(
  app: FastifyInstance,
  { database, isDraining }: { database: Database; isDraining: () => boolean },
): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    if (isDraining()) return reply.status(503).send({ status: 'unavailable', reason: 'stopping' });
    try {
      await database.query('SELECT 1');
      return { status: 'ok' };
    } catch (error) {
      request.log.error({ err: error }, 'the database does not answer');
      return reply.status(503).send({ status: 'unavailable', reason: 'database' });
    }
  });
}
