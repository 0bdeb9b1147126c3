import { mkdir } from 'node:fs/promises';
import type { Database } from './database.ts';
import { FolderInUse, lockFolder } from './folder-lock.ts';
import { notInTransactions } from './not-in-transactions.ts';

/**
 * PostgreSQL within this process: in a folder, or in memory. It has one connection, so that everything waits in one line.
 * A folder is for one process at a time: two that wrote to it would destroy it.
 *
 * @throws {Error} When the folder cannot be used; the message names `DATA_DIR`, the folder, and the process that has it.
 */
export async function openPglite(folder: string | undefined): Promise<Database> {
  const { pglite, unlock } = await create(folder);
  return {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await pglite.query<Row>(sql, [...parameters])).rows,
    transaction: (work) =>
      pglite.transaction((client) =>
        work({
          query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
            (await client.query<Row>(sql, [...parameters])).rows,
          ...notInTransactions,
        }),
      ),
    listen: (channel, hearing) => pglite.listen(channel, (payload) => hearing.message(payload)),
    close: () => pglite.close().finally(unlock),
  };
}

async function create(folder: string | undefined) {
  let unlock = (): void => undefined;
  try {
    if (folder) {
      await mkdir(folder, { recursive: true });
      unlock = await lockFolder(folder);
    }
    const { PGlite } = await import('@electric-sql/pglite');
    return { pglite: await PGlite.create(folder), unlock };
  } catch (cause) {
    unlock();
    if (cause instanceof FolderInUse) {
      throw new Error(
        `DATA_DIR: the database in ${folder ?? ''} is ${cause.message}, and an embedded database is for one process alone: stop that one first, or use a PostgreSQL (DATABASE_URL)`,
      );
    }
    throw new Error(`DATA_DIR: no database can be opened in ${folder ?? 'memory'}`, { cause });
  }
}
