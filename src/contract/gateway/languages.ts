/**
 * What the elements can speak. `de-informal` is German that says „du“; which of them a supplier's customers may choose is in
 * its brand.
 */
export const locales = ['de', 'de-informal', 'en', 'tr'] as const;

export type Locale = (typeof locales)[number];

/** What the gateway writes in: mails, receipts, help and legal texts. */
export type TextLanguage = 'de' | 'en';

/** The language in which somebody is written to who reads the elements in this one: the contract's, German, but for English. */
export function textLanguageOf(locale: string): TextLanguage {
  return locale.startsWith('en') ? 'en' : 'de';
}
