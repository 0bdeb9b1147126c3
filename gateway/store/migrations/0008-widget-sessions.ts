import type { Migration } from './migration.ts';

/**
 * Sessions on suppliers' own sites: sessions like any other, bound to the origin of such a site, and reached by short-lived
 * tokens in place of the cookie. Tokens are kept as hashes and end with their session.
 *
 * A refresh token that was used stays as `spent`, so that its second use is noticed.
 */
export const widgetSessions: Migration = {
  name: '0008-widget-sessions',
  statements: [
    // Of the portal itself where there is none.
    `ALTER TABLE sessions ADD COLUMN origin text`,
    `CREATE TABLE widget_tokens (
      token_hash bytea PRIMARY KEY,
      session text NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
      purpose text NOT NULL,
      expires_at timestamptz NOT NULL,
      spent_at timestamptz
    )`,
    `CREATE INDEX widget_tokens_by_session ON widget_tokens (session)`,
  ],
};
