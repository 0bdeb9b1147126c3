import { setTimeout as wait } from 'node:timers/promises';
import type { Hearing } from './database.ts';

/** How long a connection may take to come about, in milliseconds. */
const connectionMilliseconds = 5000;

/** How often the connection is asked whether it is still one: behind some firewalls it dies without a word. */
const probeMilliseconds = 20_000;

/** Pauses between attempts to get the connection back, in milliseconds. The last one goes on. */
const pauses = [100, 500, 2000, 5000];

/**
 * Listens to a channel on a connection of its own, which is made anew for as long as it takes. What is said meanwhile is
 * lost, and `gap` says so.
 *
 * @param channel - An SQL identifier.
 * @returns Ends it. Resolves with the connection closed.
 */
export function listenOnPostgres(url: string, channel: string, hearing: Hearing): () => Promise<void> {
  const closing = new AbortController();
  const { signal } = closing;

  const pause = (milliseconds: number): Promise<void> =>
    wait(milliseconds, undefined, { signal }).catch(() => undefined);

  /** One connection, from its beginning to its end. @throws {Error} When there is none. */
  const listen = async (onListening: () => void): Promise<void> => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({
      connectionString: url,
      application_name: 'nomos-portal-gateway',
      connectionTimeoutMillis: connectionMilliseconds,
      query_timeout: connectionMilliseconds,
      keepAlive: true,
    });
    const ended = new AbortController();
    client.on('error', () => ended.abort());
    client.on('end', () => ended.abort());
    client.on('notification', ({ payload = '' }) => hearing.message(payload));
    const end = (): void => ended.abort();
    signal.addEventListener('abort', end, { once: true });
    let probe: NodeJS.Timeout | undefined;
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      onListening();
      probe = setInterval(() => void client.query('SELECT 1').catch(end), probeMilliseconds);
      if (!ended.signal.aborted) {
        await new Promise((resolve) => ended.signal.addEventListener('abort', resolve, { once: true }));
      }
    } finally {
      clearInterval(probe);
      signal.removeEventListener('abort', end);
      // A server that is gone does not answer to a farewell.
      await Promise.race([client.end().catch(() => undefined), pause(1000)]);
    }
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    let isFirst = true;
    while (!signal.aborted) {
      await listen(() => {
        failures = 0;
        if (!isFirst) hearing.gap();
      }).catch(() => undefined);
      isFirst = false;
      await pause(pauses[Math.min(failures, pauses.length - 1)] ?? 0);
      failures += 1;
    }
  };

  const running = run();
  return async () => {
    closing.abort();
    await running;
  };
}
