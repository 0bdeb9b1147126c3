import type { Migration } from './migration.ts';

/**
 * Links that sign in: those that a supplier's backend asks for have a table of their own, those in the mails with a code
 * are a second way through the same challenge. Both are kept as keyed hashes.
 */
export const signInLinks: Migration = {
  name: '0006-sign-in-links',
  statements: [
    `CREATE TABLE sign_in_links (
      link_hash bytea PRIMARY KEY,
      tenant text NOT NULL,
      customer text NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      used_at timestamptz
    )`,
    `CREATE INDEX sign_in_links_by_end ON sign_in_links (expires_at)`,
    // Challenges from before have none, and their mails no link.
    `ALTER TABLE sign_in_challenges ADD COLUMN link_hash bytea`,
    `CREATE UNIQUE INDEX sign_in_challenges_by_link ON sign_in_challenges (link_hash)`,
  ],
};
