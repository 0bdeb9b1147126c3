import type { Migration } from './migration.ts';

/**
 * Challenges, failures and sessions. None of the tables holds an e-mail address or a code: addresses and networks are
 * keyed hashes, codes and session tokens too.
 */
export const signIn: Migration = {
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
};
