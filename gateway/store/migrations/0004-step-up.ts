import type { Migration } from './migration.ts';

/**
 * Challenges that prove something within a session, sessions that are known by an id of their own and by their device, and
 * notices of changes.
 *
 * `sealed` is the address and the content of a notice, encrypted with a key that the database does not have; it is emptied
 * when the mail is out, and the row stays only to be counted. The defaults are for replicas of the version before, which run
 * on for a while beside new ones.
 */
export const stepUp: Migration = {
  name: '0004-step-up',
  statements: [
    `ALTER TABLE sign_in_challenges
      ADD COLUMN purpose text NOT NULL DEFAULT 'sign-in',
      ADD COLUMN session text,
      ADD COLUMN locale text`,
    `ALTER TABLE sessions
      ADD COLUMN id text NOT NULL DEFAULT 'ses_' || replace(gen_random_uuid()::text, '-', ''),
      ADD COLUMN browser text,
      ADD COLUMN system text,
      ADD COLUMN locale text,
      ADD COLUMN verified_at timestamptz`,
    `CREATE UNIQUE INDEX sessions_by_id ON sessions (id)`,
    `CREATE TABLE change_notices (
      id text PRIMARY KEY,
      tenant text NOT NULL,
      customer text NOT NULL,
      sealed bytea,
      confirmed boolean NOT NULL DEFAULT false,
      attempts integer NOT NULL DEFAULT 0,
      due_at timestamptz,
      created_at timestamptz NOT NULL
    )`,
    `CREATE INDEX change_notices_by_due_at ON change_notices (due_at)`,
    `CREATE INDEX change_notices_by_customer ON change_notices (tenant, customer, created_at)`,
  ],
};
