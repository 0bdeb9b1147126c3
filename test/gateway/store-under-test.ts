import { randomBytes } from 'node:crypto';
import { openDatabase, type Database } from '../../gateway/store/database.ts';
import { openPostgres } from '../../gateway/store/postgres.ts';

let postgresUrl: string | undefined;

/** From now on tests of this process run on a PostgreSQL, each database in a schema of its own. */
export function testOnPostgres(url: string): void {
  postgresUrl = url;
}

/** An empty database with the current schema: PGlite in memory, unless the process tests on a PostgreSQL. */
export async function openTestDatabase(): Promise<Database> {
  if (postgresUrl === undefined) return openDatabase({});
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
