import { randomBytes } from 'node:crypto';
import { openDatabase, type Database } from '../../gateway/store/database.ts';
import { openPostgres } from '../../gateway/store/postgres.ts';

let postgres: Promise<string> | undefined;

/** From now on tests of this process run on a PostgreSQL by its URL, each database in a schema of its own. */
export function testOnPostgres(url: Promise<string>): void {
  postgres = url;
}

/** An empty database with the current schema: PGlite in memory, unless the process tests on a PostgreSQL. */
export async function openTestDatabase(): Promise<Database> {
  if (postgres === undefined) return openDatabase({});
  const postgresUrl = await postgres;
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const owner = await openPostgres(postgresUrl, { mostConnections: 1 });
  await owner.query(`CREATE SCHEMA ${schema}`);
  const url = new URL(postgresUrl);
  url.searchParams.set('options', `-csearch_path=${schema}`);
  const database = await openDatabase({ url: url.href });
  return {
    ...database,
    close: async () => {
      await database.close();
      await owner.query(`DROP SCHEMA ${schema} CASCADE`);
      await owner.close();
    },
  };
}
