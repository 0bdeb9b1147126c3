import type { PoolClient } from 'pg';
import { DatabaseUnavailable, isAboutConnection } from './database-unavailable.ts';
import type { Database } from './database.ts';
import { notInTransactions } from './not-in-transactions.ts';
import { listenOnPostgres } from './postgres-listener.ts';

/** How long a connection may take to come about, in milliseconds. */
const connectionMilliseconds = 5000;

/** Watched from this side, because poolers between us and the server refuse `statement_timeout` at the start. */
const longestQueryMilliseconds = 15_000;

const mostConnectionsPerReplica = 10;

/** A database URL without user and password: host, port and name. */
export function describeUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed ? `${parsed.host}${parsed.pathname}` : 'an address that is not a URL';
}

/**
 * A pool of connections to a PostgreSQL. What it does later rejects with `DatabaseUnavailable` while the server is away.
 *
 * @throws {Error} When none answers; the message names `DATABASE_URL` and the host, never the password.
 */
export async function openPostgres(
  url: string,
  { mostConnections = mostConnectionsPerReplica, queryMilliseconds = longestQueryMilliseconds } = {},
): Promise<Database> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'nomos-portal-gateway',
    max: mostConnections,
    connectionTimeoutMillis: connectionMilliseconds,
    keepAlive: true,
    ...(queryMilliseconds > 0 ? { query_timeout: queryMilliseconds } : {}),
  });
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  const database: Database = {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await pool.query(sql, [...parameters]).catch(rethrow)).rows as Row[],
    transaction: async (work) => inTransaction(await pool.connect().catch(rethrow), work),
    listen: (channel, hearing) => Promise.resolve(listenOnPostgres(url, channel, hearing)),
    close: () => pool.end(),
  };
  try {
    await database.query('SELECT 1');
  } catch (cause) {
    await pool.end();
    const { cause: reason } = cause as Error;
    throw new Error(`DATABASE_URL: no PostgreSQL answers at ${describeUrl(url)}`, { cause: reason ?? cause });
  }
  return database;
}

/** @throws {DatabaseUnavailable} In place of an error of the connection; any other as it is. */
function rethrow(error: unknown): never {
  throw isAboutConnection(error) ? new DatabaseUnavailable(error) : error;
}

async function inTransaction<Result>(
  client: PoolClient,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  let broken: Error | undefined;
  // The pool listens to idle connections only: one that breaks between two statements would end the process.
  const onError = (error: Error): void => void (broken = error);
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const result = await work({
      query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
        (await client.query(sql, [...parameters])).rows as Row[],
      ...notInTransactions,
    });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(onError);
    return rethrow(error);
  } finally {
    client.off('error', onError);
    // A connection that could not be rolled back must not go to the next request.
    client.release(broken);
  }
}
