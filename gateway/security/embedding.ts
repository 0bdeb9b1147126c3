import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/**
 * Lets the suppliers' own sites read some routes: by exact origin of the tenant, never with credentials. For what is public
 * anyway. To be called once for all of them.
 */
export async function allowEmbedding(
  app: FastifyInstance,
  registerRoutes: (open: FastifyInstance) => Promise<void>,
): Promise<void> {
  await app.register(async (open) => {
    /** The routes themselves: the plugin's answer to preflights would be for any path of the server. */
    const routes: RegExp[] = [];
    open.addHook('onRoute', ({ url, method }) => {
      if (method !== 'OPTIONS') routes.push(patternOf(url));
    });
    await open.register(cors, {
      delegator: (request, callback) => {
        const { origin } = request.headers;
        const [path = ''] = request.url.split('?');
        const isHere = routes.some((route) => route.test(path));
        const allowed = isHere && origin !== undefined && request.tenant.embedOrigins.includes(origin);
        callback(null, { origin: allowed ? origin : false, credentials: false, methods: ['GET'] });
      },
    });
    open.addHook('onSend', async (_request, reply) => {
      void reply.header('cross-origin-resource-policy', 'cross-origin');
    });
    await registerRoutes(open);
  });
}

/** The paths of a route: a parameter stands for one part, an asterisk for all that follow. */
function patternOf(url: string): RegExp {
  const parts = url.split(/(:\w+|\*)/).map((part) => {
    if (part.startsWith(':')) return '[^/]+';
    return part === '*' ? '.*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
