import type { Database } from './database.ts';

/**
 * The schema, step by step. A step that has been released is never changed: another one follows it.
 *
 * No table holds an e-mail address or a code: addresses are keyed hashes (`address_key`), codes and session tokens too.
 */
const migrations: readonly { name: string; statements: readonly string[] }[] = [
  {
    name: '0001-sign-in',
    statements: [
      `CREATE TABLE sign_in_challenges (
        id text PRIMARY KEY,
        tenant text NOT NULL,
        address_key text NOT NULL,
        network_key text NOT NULL,
        customer text,
        code_hmac bytea NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        remember boolean NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`,
      `CREATE INDEX sign_in_challenges_by_address ON sign_in_challenges (tenant, address_key, created_at)`,
      `CREATE INDEX sign_in_challenges_by_network ON sign_in_challenges (network_key, created_at)`,
      `CREATE TABLE sign_in_failures (
        tenant text NOT NULL,
        address_key text NOT NULL,
        failed_at timestamptz NOT NULL
      )`,
      `CREATE INDEX sign_in_failures_by_address ON sign_in_failures (tenant, address_key, failed_at)`,
      `CREATE TABLE sessions (
        token_hash bytea PRIMARY KEY,
        tenant text NOT NULL,
        customer text NOT NULL,
        remembered boolean NOT NULL,
        created_at timestamptz NOT NULL,
        renewed_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      )`,
      `CREATE INDEX sessions_by_customer ON sessions (tenant, customer)`,
    ],
  },
];

/** A number of our own for the lock under which replicas that start together migrate one after the other. */
const migrationLock = 728_401_553;

/** Brings the schema up to date. Does nothing when it is. */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await transaction.query('CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY)');
    const applied = await transaction.query<{ name: string }>('SELECT name FROM schema_migrations');
    const known = new Set(applied.map(({ name }) => name));
    for (const { name, statements } of migrations) {
      if (known.has(name)) continue;
      for (const statement of statements) await transaction.query(statement);
      await transaction.query('INSERT INTO schema_migrations (name) VALUES ($1)', [name]);
    }
  });
}

/** Deletes what is no longer needed for any limit or session. */
export async function purge(database: Database, now: Date): Promise<void> {
  const twoDaysAgo = new Date(now.getTime() - 2 * 24 * 3_600_000);
  await database.query('DELETE FROM sign_in_challenges WHERE created_at < $1', [twoDaysAgo]);
  await database.query('DELETE FROM sign_in_failures WHERE failed_at < $1', [twoDaysAgo]);
  await database.query('DELETE FROM sessions WHERE expires_at < $1', [now]);
}
