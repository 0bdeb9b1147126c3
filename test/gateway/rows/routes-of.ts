import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, RouteOptions } from 'fastify';

/** A route as Fastify has it: `/api/invoices/:id`. */
export interface Route {
  method: string;
  url: string;
}

/**
 * Every route that a server is given while it is built, those of plugins included: no list to be forgotten when there is a
 * new one.
 */
export async function withRoutes<Result>(build: () => Promise<Result>): Promise<{ built: Result; routes: Route[] }> {
  const routes: Route[] = [];
  const onServer = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }: RouteOptions) => {
      for (const one of [method].flat()) routes.push({ method: one, url });
    });
  };
  subscribe('fastify.initialization', onServer);
  try {
    return { built: await build(), routes };
  } finally {
    unsubscribe('fastify.initialization', onServer);
  }
}
