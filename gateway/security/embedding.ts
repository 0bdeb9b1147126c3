import cors from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mayEmbed } from './request-origin.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether pages of the suppliers' own sites may ask. */
    embeddable?: boolean;
  }
}

/** How long a browser need not ask again what it may ask, in seconds; the longest that any of them believes. */
const preflightSeconds = 7200;

/** Whether pages of the suppliers' own sites may ask the route of a request. */
export function isEmbeddable({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.config.embeddable === true;
}

/**
 * Lets the suppliers' own sites ask some routes: by exact origin of the tenant, never with credentials, which means cookies
 * here; whose data it is says the token in the header `Authorization`. To be called once for all of them.
 *
 * @param routes - `data`: what scripts ask for; `files`: what pages load as well, such as scripts.
 */
export async function allowEmbedding(
  app: FastifyInstance,
  routes: Record<'data' | 'files', (open: FastifyInstance) => Promise<void> | void>,
): Promise<void> {
  await app.register(async (open) => {
    /** The routes themselves: the plugin's answer to preflights would be for any path of the server. */
    const known: { path: RegExp; method: string }[] = [];
    open.addHook('onRoute', (route) => {
      if (route.method === 'OPTIONS') return;
      route.config = { ...route.config, embeddable: true };
      const path = patternOf(route.url);
      for (const method of [route.method].flat()) known.push({ path, method });
    });
    await open.register(cors, {
      delegator: (request, callback) => {
        const { origin } = request.headers;
        const [path = ''] = request.url.split('?');
        const methods = known.filter((route) => route.path.test(path)).map(({ method }) => method);
        const allowed = methods.length > 0 && mayEmbed(request, origin);
        callback(null, {
          origin: allowed ? origin : false,
          credentials: false,
          methods,
          // Any header may come along: tools that watch a supplier's site add theirs to every request of its pages.
          exposedHeaders: ['retry-after', 'content-disposition'],
          maxAge: preflightSeconds,
        });
      },
    });
    await routes.data(open);
    await open.register(async (files) => {
      files.addHook('onSend', async (_request, reply) => {
        void reply.header('cross-origin-resource-policy', 'cross-origin');
      });
      await routes.files(files);
    });
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
