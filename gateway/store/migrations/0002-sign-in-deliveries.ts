import type { Migration } from './migration.ts';

/**
 * Codes that are still to be sent: a restart, or a replica that dies, loses none. `sealed` is address, code and language,
 * encrypted with a key that the database does not have; a row lives until its mail is out or its code has expired.
 */
export const signInDeliveries: Migration = {
  name: '0002-sign-in-deliveries',
  statements: [
    `CREATE TABLE sign_in_deliveries (
      challenge text PRIMARY KEY REFERENCES sign_in_challenges (id) ON DELETE CASCADE,
      tenant text NOT NULL,
      sealed bytea NOT NULL,
      leased_until timestamptz NOT NULL,
      expires_at timestamptz NOT NULL
    )`,
    `CREATE INDEX sign_in_deliveries_by_lease ON sign_in_deliveries (leased_until)`,
  ],
};
