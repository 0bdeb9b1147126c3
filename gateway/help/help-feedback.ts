import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Database } from '../store/database.ts';
import type { TextLocale } from '../texts/text-file.ts';

/** Counts whether articles help: by tenant, article, language and Berlin day. */
export interface HelpFeedbackCounts {
  add(feedback: { tenant: string; slug: string; locale: TextLocale; helpful: boolean }): Promise<void>;
}

/** Counts in the database. A count is all there is: who said it is written down nowhere. */
export function createHelpFeedback({ database, clock }: { database: Database; clock: () => Date }): HelpFeedbackCounts {
  return {
    async add({ tenant, slug, locale, helpful }) {
      await database.query(
        `INSERT INTO help_feedback (tenant, slug, locale, berlin_day, helpful, not_helpful)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant, slug, locale, berlin_day) DO UPDATE SET
           helpful = help_feedback.helpful + EXCLUDED.helpful,
           not_helpful = help_feedback.not_helpful + EXCLUDED.not_helpful`,
        [tenant, slug, locale, berlinDateOf(clock()), helpful ? 1 : 0, helpful ? 0 : 1],
      );
    },
  };
}
