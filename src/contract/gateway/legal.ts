import * as z from 'zod/mini';

/** Where the legal texts of a supplier are. Public. */
export const legalPath = '/gateway/legal';

/** The texts that a portal has: imprint (s. 5 DDG), privacy (articles 13 and 14 GDPR), accessibility (s. 14 BFSG). */
export const legalPages = ['imprint', 'privacy', 'accessibility'] as const;

export type LegalPage = (typeof legalPages)[number];

/** A legal text. */
export const legalTextSchema = z.object({
  /** The language it is written in: another than was asked for where there is no such version. */
  locale: z.string(),
  title: z.string(),
  /** Sanitised by the gateway in the way of a help article's (`help.ts`). */
  html: z.string(),
});

export type LegalText = z.output<typeof legalTextSchema>;
