import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { openDatabase, type Database } from '../../gateway/store/database.ts';
import { migrate } from '../../gateway/store/migrate.ts';
import { countedMilliseconds, purge } from '../../gateway/store/purge.ts';
import { openTestDatabase } from './store-under-test.ts';

const now = new Date('2026-11-24T10:00:00Z');
const earlier = (milliseconds: number): Date => new Date(now.getTime() - milliseconds);
const later = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
const hour = 3_600_000;

let database: Database;

before(async () => {
  database = await openTestDatabase();
});
after(() => database.close());

const count = async (table: string): Promise<number> => {
  const [row] = await database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  return row?.count ?? -1;
};

describe('the database', () => {
  afterEach(() => database.query('DELETE FROM sign_in_failures'));
  const fail = (on: Database, address: string) =>
    on.query('INSERT INTO sign_in_failures (tenant, address_key, failed_at) VALUES ($1, $2, $3)', [
      'lumio',
      address,
      now,
    ]);

  it('keeps what a transaction did, all of it or nothing', async () => {
    const given = await database.transaction(async (transaction) => {
      await fail(transaction, 'a');
      return 7;
    });
    assert.equal(given, 7);
    const failing = database.transaction(async (transaction) => {
      await fail(transaction, 'b');
      throw new Error('no');
    });
    await assert.rejects(failing, /^Error: no$/);
    assert.equal(await count('sign_in_failures'), 1);
  });

  it('goes on after a statement that fails within a transaction', async () => {
    await assert.rejects(database.transaction((transaction) => transaction.query('SELECT nothing FROM nowhere')));
    await Promise.all(Array.from({ length: 20 }, (_, n) => database.transaction((on) => fail(on, String(n)))));
    assert.equal(await count('sign_in_failures'), 20);
  });

  it('does not nest transactions', async () => {
    const nested = database.transaction((transaction) => transaction.transaction(async () => 1));
    await assert.rejects(nested, /do not nest/);
  });

  it('gives instants as dates and bytes as bytes', async () => {
    const rows = await database.query<{ at: Date; bytes: Uint8Array; none: null }>(
      'SELECT $1::timestamptz AS at, $2::bytea AS bytes, NULL AS none',
      [now, Buffer.from([0, 255])],
    );
    assert.deepEqual(
      rows.map(({ at, bytes, none }) => [at, [...bytes], none]),
      [[now, [0, 255], null]],
    );
  });
});

describe('the schema', () => {
  it('is brought up to date once, however many replicas start at the same time', async () => {
    const step = {
      name: '9001-test',
      statements: ['CREATE TABLE test_step (n integer)', 'INSERT INTO test_step VALUES (1)'],
    };
    await Promise.all(Array.from({ length: 4 }, () => migrate(database, [step])));
    await migrate(database);
    assert.equal(await count('test_step'), 1);
  });

  it('takes later steps on top of those that a database has', async () => {
    await migrate(database, [
      { name: '9001-test', statements: ['THIS WOULD FAIL'] },
      { name: '9002-test', statements: ['INSERT INTO test_step VALUES (2)'] },
    ]);
    assert.equal(await count('test_step'), 2);
  });

  it('is left as it was by a step that fails', async () => {
    const failing = {
      name: '9003-test',
      statements: ['INSERT INTO test_step VALUES (3)', 'SELECT nothing FROM nowhere'],
    };
    await assert.rejects(migrate(database, [failing]));
    assert.equal(await count('test_step'), 2);
    await migrate(database, [{ ...failing, statements: ['INSERT INTO test_step VALUES (3)'] }]);
    assert.equal(await count('test_step'), 3);
  });
});

describe('old rows', () => {
  it('are deleted when no limit, delivery or session needs them, and not before', async () => {
    const challenge = (id: string, at: Date) =>
      database.query(
        `INSERT INTO sign_in_challenges (id, tenant, address_key, network_key, code_hmac, remember, created_at, expires_at)
         VALUES ($1, 'lumio', 'a', 'n', '\\x00', false, $2, $2)`,
        [id, at],
      );
    const failure = (at: Date) => database.query(`INSERT INTO sign_in_failures VALUES ('lumio', 'a', $1)`, [at]);
    const session = (id: number, ends: Date) =>
      database.query(
        `INSERT INTO sessions (token_hash, tenant, customer, remembered, created_at, renewed_at, expires_at)
         VALUES ($1, 'lumio', 'cus_1', false, $2, $2, $3)`,
        [Buffer.from([id]), earlier(hour), ends],
      );
    await challenge('old', earlier(countedMilliseconds + 1));
    await challenge('young', earlier(24 * hour));
    await database.query(
      `INSERT INTO sign_in_deliveries (challenge, tenant, sealed, leased_until, expires_at)
       VALUES ('old', 'lumio', '\\x00', $1, $1)`,
      [now],
    );
    await failure(earlier(countedMilliseconds + 1));
    await failure(earlier(24 * hour));
    await session(1, now);
    await session(2, later(1));
    await purge(database, now);
    assert.deepEqual(await database.query('SELECT id FROM sign_in_challenges'), [{ id: 'young' }]);
    assert.equal(await count('sign_in_deliveries'), 0);
    assert.equal(await count('sign_in_failures'), 1);
    assert.equal(await count('sessions'), 1);
  });
});

describe('a database that cannot be used', () => {
  /** Everything that an error says, its causes included. */
  const wordsOf = (error: unknown): string =>
    error instanceof Error ? `${error.message}\n${wordsOf(error.cause)}` : '';
  const problem = async (location: Parameters<typeof openDatabase>[0]): Promise<string> =>
    openDatabase(location).then(
      () => assert.fail('opened'),
      (error: unknown) => wordsOf(error),
    );

  it('is named by variable and host, never with its password', async () => {
    for (const [url, host] of [
      ['postgres://portal:hunter2@127.0.0.1:1/portal', '127.0.0.1:1/portal'],
      ['postgres://portal:hunter2@nowhere.invalid/portal', 'nowhere.invalid/portal'],
      ['postgres://portal:hun#ter2@127.0.0.1/portal', 'not a URL'],
    ] as const) {
      const words = await problem({ url });
      assert.match(words, /^DATABASE_URL: /);
      assert.ok(words.includes(host), words);
      assert.ok(!/hunter2|hun#ter2/.test(words), words);
    }
  });

  it('is named when it is no PostgreSQL', async () => {
    const server = createServer((socket) => socket.write('220 mail.example ESMTP\r\n', () => socket.destroy())).listen(
      0,
      '127.0.0.1',
    );
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const words = await problem({ url: `postgres://portal:hunter2@127.0.0.1:${port}/portal` });
    await new Promise((resolve) => server.close(resolve));
    assert.ok(words.startsWith(`DATABASE_URL: no PostgreSQL answers at 127.0.0.1:${port}/portal`), words);
  });

  it('is named by its folder when it is embedded', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'store-'));
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const words = await problem({ folder: join(file, 'database') });
    rmSync(folder, { recursive: true });
    assert.ok(words.startsWith(`DATA_DIR: no database can be opened in ${join(file, 'database')}`), words);
  });
});
