import type { FastifyInstance } from 'fastify';
import { unauthorized } from '../errors.ts';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** What the gateway counts. Labels are few and never personal. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'gateway_request_seconds',
      help: 'Answers of the gateway by route and status',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    foreignObjects: new Counter({
      name: 'gateway_foreign_objects_total',
      help: 'Objects of other customers that the Nomos API gave and that were held back',
      labelNames: ['tenant'] as const,
      registers: [registry],
    }),
  };
}

/** Times every request and gives the numbers in the format of Prometheus: in production to who knows the token only. */
export function metricsRoute(
  app: FastifyInstance,
  metrics: Metrics,
  { production, token }: { production: boolean; token: string | undefined },
): void {
  app.addHook('onResponse', async (request, reply) => {
    metrics.requests.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: String(reply.statusCode),
      },
      reply.elapsedTime / 1000,
    );
  });
  if (production && !token) return;
  app.get('/metrics', async (request, reply) => {
    if (token && request.headers.authorization !== `Bearer ${token}`) throw unauthorized();
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}
