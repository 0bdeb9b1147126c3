import { configureLocalization, type LocaleModule } from '@lit/localize';
import { sourceLocale, targetLocales } from './generated/locale-codes.ts';

/** A language that the elements speak. German is the language of the source texts; others are loaded on demand. */
export type Locale = 'de' | 'en';

/** Texts of a supplier by message id, which take the place of ours (`configureNomos({ messages })`). */
export type MessageOverrides = Partial<Record<Locale, Record<string, string>>>;

/**
 * `@lit/localize` knows no translation into the language of its source texts. A supplier's own German wording is such a
 * translation, so German with overrides is a target locale of this name; ids that it lacks fall back to the source text.
 */
const germanWithOverrides = 'de-x-override';

let overrides: MessageOverrides = {};
let requested: Locale = 'de';
let localization: ReturnType<typeof configureLocalization> | undefined;

function configured(): ReturnType<typeof configureLocalization> {
  localization ??= configureLocalization({
    sourceLocale,
    targetLocales: [...targetLocales, germanWithOverrides],
    loadLocale,
  });
  return localization;
}

async function loadLocale(code: string): Promise<LocaleModule> {
  if (code === germanWithOverrides) return { templates: { ...overrides.de } };
  const { templates } = (await import('./generated/locales/en.ts')) as LocaleModule;
  return { templates: { ...templates, ...overrides.en } };
}

/**
 * Makes every element on the page speak this language. `@lit/localize` keeps one language per page and copy of the
 * module: the last call wins, and a call that is overtaken by a newer one settles without effect.
 */
export async function setPageLocale(locale: Locale): Promise<void> {
  requested = locale;
  const { setLocale } = configured();
  const code = locale === 'de' && overrides.de ? germanWithOverrides : locale;
  // Also when it is spoken already: another one may be on its way.
  await setLocale(code);
}

/** The language that the page speaks now or is about to speak. */
export function pageLocale(): Locale {
  return requested;
}

/** Replaces texts by message id. Takes effect at the next change of language; call it before elements are drawn. */
export function overrideMessages(messages: MessageOverrides): void {
  overrides = messages;
}

/** Whether a string names a language that the elements speak. */
export function isLocale(value: unknown): value is Locale {
  return value === 'de' || value === 'en';
}
