import type { FastifyInstance } from 'fastify';

/** Tells whoever is in front of a server that it is about to end, while it still answers everything. */
export interface Draining {
  begin(): void;
  isDraining(): boolean;
}

/**
 * Prepares the end: from `begin` on each answer closes its connection, so that proxies are left with none that breaks under
 * a request.
 */
export function createDraining(app: FastifyInstance): Draining {
  let draining = false;
  app.addHook('onSend', async (_request, reply) => {
    if (draining) void reply.header('connection', 'close');
  });
  return {
    begin: () => void (draining = true),
    isDraining: () => draining,
  };
}

/**
 * Stops a server: it takes nothing new and finishes what it has begun, but not for longer than this; then connections
 * that are still open are ended. Without an end a single slow download, or somebody who keeps a connection busy, would
 * hold up every restart.
 */
export async function closeWithin(app: FastifyInstance, milliseconds: number): Promise<void> {
  const deadline = setTimeout(() => app.server.closeAllConnections(), milliseconds);
  try {
    await app.close();
  } finally {
    clearTimeout(deadline);
  }
}
