import type { FastifyInstance } from 'fastify';

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
