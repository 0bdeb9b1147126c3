import { migrate } from './migrate.ts';
import { openPglite } from './pglite.ts';
import { describeUrl, openPostgres } from './postgres.ts';

/** Who listens to a channel. */
export interface Hearing {
  message(payload: string): void;
  /** Something may have been said that was not heard: the connection was away. */
  gap(): void;
}

/** What the gateway asks of its database: SQL of PostgreSQL with `$1` parameters, transactions, and a way to hear others. */
export interface Database {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /**
   * Runs work in one transaction, rolled back when it throws. Work has to use the database that it is given; with the
   * outer one it would wait for itself.
   */
  transaction<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  /**
   * Hears what any replica says with `pg_notify`, itself included, until the returned function is called. Not within a
   * transaction.
   *
   * @param channel - An SQL identifier.
   */
  listen(channel: string, hearing: Hearing): Promise<() => Promise<void>>;
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
 * @throws {Error} When it cannot be used; the message names the variable and the host or folder, never the password.
 */
export async function openDatabase({ url, folder }: DatabaseLocation): Promise<Database> {
  if (!url) return opened(await openPglite(folder), `DATA_DIR: the database in ${folder ?? 'memory'}`);
  // A step of the schema may take longer than any request may.
  const migrating = await openPostgres(url, { mostConnections: 1, queryMilliseconds: 0 });
  await (await opened(migrating, `DATABASE_URL: the database at ${describeUrl(url)}`)).close();
  return openPostgres(url);
}

async function opened(database: Database, name: string): Promise<Database> {
  try {
    await migrate(database);
    return database;
  } catch (cause) {
    await database.close();
    throw new Error(`${name} cannot be brought to the current schema`, { cause });
  }
}
