import type { Migration } from './migration.ts';

/** How often an article helped and did not, by day. Nothing personal. */
export const helpFeedback: Migration = {
  name: '0005-help-feedback',
  statements: [
    `CREATE TABLE help_feedback (
      tenant text NOT NULL,
      slug text NOT NULL,
      locale text NOT NULL,
      berlin_day date NOT NULL,
      helpful integer NOT NULL DEFAULT 0,
      not_helpful integer NOT NULL DEFAULT 0,
      PRIMARY KEY (tenant, slug, locale, berlin_day)
    )`,
  ],
};
