import * as z from 'zod/mini';
import { openEnum } from '../tolerant.ts';

/** Where the help articles are. Public, and apart from the Nomos API. */
export const helpPath = '/gateway/help';

/** The topics of the built-in articles, in their order. A supplier's articles may have others, named in its own words. */
export const helpTopics = ['meter', 'price', 'invoice', 'contract', 'smart-meter', 'portal'] as const;

/** An article of the help centre. */
export const helpArticleSchema = z.object({
  slug: z.string(),
  /** The language it is written in: another than was asked for where there is no such version. */
  locale: z.string(),
  title: z.string(),
  /** One sentence. */
  summary: z.string(),
  /** One of {@link helpTopics}, or a supplier's own words. */
  topic: openEnum(...helpTopics),
  /** Words that people look for and the text does not have. */
  keywords: z.array(z.string()),
  /**
   * The text, sanitised by the gateway: elements of text only, no attributes but those of links and tables, headings from
   * `<h2>` on. A link to another article has its slug in `data-article`, one to a page of the portal its path in `data-path`;
   * neither has an address.
   */
  html: z.string(),
  /** The same without any markup. */
  text: z.string(),
});

/** All articles in the order in which they are shown. */
export const helpSchema = z.object({ articles: z.array(helpArticleSchema) });

/** Whether an article helped. Nothing else is kept of whoever says so. */
export const helpFeedbackSchema = z.object({ helpful: z.boolean(), locale: z.literal(['de', 'en']) });

export type HelpArticle = z.output<typeof helpArticleSchema>;
export type Help = z.output<typeof helpSchema>;
export type HelpFeedback = z.output<typeof helpFeedbackSchema>;
