import { locales, type Locale } from '../contract/gateway/languages.ts';
import type { MessageOverrides } from './messages.ts';
import type * as Translations from './translations.ts';

export type { Locale };

/** Who may put texts in the place of ours: the supplier's brand, and above it the page that the elements stand on. */
export interface Wording {
  /** As it comes from the gateway; read by those who need it. */
  brand?: unknown;
  page?: MessageOverrides | undefined;
}

const wording: Wording = {};
let requested: Locale = 'de';
/** Loaded when something else than our own German is spoken. */
let translations: Promise<typeof Translations> | undefined;

/**
 * Makes every element on the page speak this language. `@lit/localize` keeps one language per page and copy of the
 * module: the last call wins, and a call that is overtaken by a newer one settles without effect. Texts that do not arrive
 * leave the page in the language that it speaks.
 */
export async function setPageLocale(locale: Locale): Promise<void> {
  requested = locale;
  if (!translations && locale === 'de' && !wording.brand && !wording.page) return;
  translations ??= import('./translations.ts');
  const spoken = await translations.then(
    ({ speak }) => speak(locale, wording),
    (): Locale => {
      translations = undefined;
      return 'de';
    },
  );
  if (requested === locale) requested = spoken;
}

/** The language that the page speaks now or is about to speak. */
export function pageLocale(): Locale {
  return requested;
}

/** Replaces texts by message id, now and in every language that is spoken later. */
export function overrideMessages(change: Wording): Promise<void> {
  Object.assign(wording, change);
  return setPageLocale(requested);
}

/** Whether a string names a language that the elements speak. */
export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale);
}

/**
 * What the elements speak for a language tag (`en-GB`, `de-AT`): just this, else the first of the same language.
 *
 * @param among - What there is to choose from; names that we do not know are passed over.
 */
export function matchLocale(tag: string | null | undefined, among: readonly string[] = locales): Locale | undefined {
  const languageOf = (name = ''): string | undefined => name.toLowerCase().split('-')[0];
  const known = among.filter(isLocale);
  return known.find((locale) => locale === tag) ?? known.find((locale) => languageOf(locale) === languageOf(tag ?? ''));
}
