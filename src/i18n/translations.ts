import type { LocaleModule } from '@lit/localize';
import { configureLocalization } from '@lit/localize/init/runtime.js';
import type { Locale } from '../contract/gateway/languages.ts';
import { sourceLocale } from './generated/locale-codes.ts';
import type { Wording } from './localization.ts';

/** Texts by message id. One that is missing is read from the source. */
export type Templates = LocaleModule['templates'];

/** Where the texts of a language are, by its code. The source texts are in the elements themselves. */
export const languages = new Map<string, () => Promise<{ templates: Templates }>>([
  ['de-informal', () => import('./generated/locales/de-informal.ts')],
  ['en', () => import('./generated/locales/en.ts')],
  ['tr', () => import('./generated/locales/tr.ts')],
]);

/**
 * `@lit/localize` has no translation into the language of its source texts and loads nothing anew for the language that it
 * speaks already; a supplier's own German wording needs the one, wording that comes later the other. So the library is not
 * told of languages: it goes from one of these to the other at each change, and is handed the texts.
 */
const turns = ['odd', 'even'] as const;

let turn = 0;
let texts: Promise<Templates>;
let last: { key: readonly unknown[]; done: Promise<void> } | undefined;
let spoken: Locale = sourceLocale;

const { setLocale } = configureLocalization({
  sourceLocale,
  targetLocales: turns,
  loadLocale: async () => ({ templates: await texts }),
});

/** @returns What is spoken after that: what was before, when the texts do not arrive. */
export async function speak(locale: Locale, { brand, page }: Wording): Promise<Locale> {
  const key = [locale, brand, page];
  if (!last?.key.every((part, index) => part === key[index])) last = { key, done: change(locale, { brand, page }) };
  await last.done;
  return spoken;
}

async function change(locale: Locale, wording: Wording): Promise<void> {
  const isSource = locale === sourceLocale && !wording.brand && !wording.page;
  texts = isSource ? Promise.resolve({}) : load(locale, wording);
  turn = 1 - turn;
  try {
    await setLocale(isSource ? sourceLocale : (turns[turn] ?? sourceLocale));
    spoken = locale;
  } catch {
    // Another attempt is another one.
    last = undefined;
  }
}

async function load(locale: Locale, wording: Wording): Promise<Templates> {
  const isOverridden = wording.brand ?? wording.page;
  const [own, overriding] = await Promise.all([
    languages.get(locale)?.(),
    isOverridden ? import('./message-overrides.ts') : undefined,
  ]);
  const templates = own?.templates ?? {};
  return overriding ? overriding.withWording(templates, locale, wording) : templates;
}
