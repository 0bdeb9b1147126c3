import { mkdir } from 'node:fs/promises';
import type { Database } from './database.ts';
import { notInTransactions } from './not-in-transactions.ts';

/**
 * PostgreSQL within this process: in a folder, or in memory. It has one connection, so that everything waits in one line.
 *
 * @throws {Error} When the folder cannot be used; the message names `DATA_DIR` and the folder.
 */
export async function openPglite(folder: string | undefined): Promise<Database> {
  const pglite = await create(folder);
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
    close: () => pglite.close(),
  };
}

async function create(folder: string | undefined) {
  const { PGlite } = await import('@electric-sql/pglite');
  try {
    if (folder) await mkdir(folder, { recursive: true });
    return await PGlite.create(folder);
  } catch (cause) {
    throw new Error(`DATA_DIR: no database can be opened in ${folder ?? 'memory'}`, { cause });
  }
}
