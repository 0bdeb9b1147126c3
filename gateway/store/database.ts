import { mkdir } from 'node:fs/promises';
import { migrate } from './migrations.ts';

/** What the gateway asks of its database: SQL of PostgreSQL with `$1` parameters, and transactions. */
export interface Database {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs work in one transaction, rolled back when it throws. */
  transaction<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Where the database is: a PostgreSQL by its URL, else PGlite in a folder, else PGlite in memory. */
export interface DatabaseLocation {
  url?: string | undefined;
  folder?: string | undefined;
}

/**
 * Opens the database and brings it to the current schema.
 *
 * @throws {Error} When it cannot be reached; the message names host and database, never the password.
 */
export async function openDatabase({ url, folder }: DatabaseLocation): Promise<Database> {
  const database = url ? await openPostgres(url) : await openPglite(folder);
  await migrate(database);
  return database;
}

async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5000 });
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  const database: Database = {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await pool.query(sql, [...parameters])).rows as Row[],
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work({
          query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
            (await client.query(sql, [...parameters])).rows as Row[],
          transaction: () => Promise.reject(new Error('Transactions do not nest')),
          close: () => Promise.resolve(),
        });
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
  try {
    await database.query('SELECT 1');
  } catch (cause) {
    await pool.end();
    throw new Error(`DATABASE_URL: no PostgreSQL answers at ${describeUrl(url)}`, { cause });
  }
  return database;
}

function describeUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed ? `${parsed.host}${parsed.pathname}` : 'an address that is not a URL';
}

async function openPglite(folder: string | undefined): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite');
  if (folder) await mkdir(folder, { recursive: true });
  const pglite = await PGlite.create(folder);
  return {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await pglite.query<Row>(sql, [...parameters])).rows,
    transaction: (work) =>
      pglite.transaction((client) =>
        work({
          query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
            (await client.query<Row>(sql, [...parameters])).rows,
          transaction: () => Promise.reject(new Error('Transactions do not nest')),
          close: () => Promise.resolve(),
        }),
      ),
    close: () => pglite.close(),
  };
}
