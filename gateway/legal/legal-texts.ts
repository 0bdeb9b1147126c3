import type { Brand } from '../../src/contract/gateway/brand.ts';
import { legalPages, type LegalPage, type LegalText } from '../../src/contract/gateway/legal.ts';
import { renderMarkdown } from '../texts/markdown.ts';
import { fillIn, placeholdersOf } from '../texts/placeholders.ts';
import {
  readFrontMatter,
  readTextFiles,
  textLocales,
  type ReportMistake,
  type TextLocale,
} from '../texts/text-file.ts';

/** The legal texts of a supplier. */
export interface LegalTexts {
  /** Which of them there are, in any language. */
  pages: LegalPage[];
  /** One of them, in another language where there is no such version; `undefined` where there is none at all. */
  text(page: LegalPage, locale: TextLocale): LegalText | undefined;
}

const titles: Record<TextLocale, Record<LegalPage, string>> = {
  de: {
    imprint: 'Impressum',
    privacy: 'Datenschutzerklärung',
    accessibility: 'Erklärung zur Barrierefreiheit',
  },
  en: { imprint: 'Legal notice (Impressum)', privacy: 'Privacy notice', accessibility: 'Accessibility statement' },
};

/** Reads the legal texts of a folder, `{de,en}/{imprint,privacy,accessibility}.md`; the front matter may give a title. */
export async function readLegalTexts(
  folder: string,
  brand: Pick<Brand, 'name' | 'support' | 'legal' | 'default_locale'>,
  mistake: ReportMistake,
): Promise<LegalTexts> {
  const found = new Map<LegalPage, LegalText[]>();
  for (const file of await readTextFiles(folder, mistake)) {
    const page = legalPages.find((known) => known === file.slug);
    if (!page) {
      mistake(file.file, `has to be named ${legalPages.map((name) => `${name}.md`).join(', ')}`);
      continue;
    }
    const { fields, body } = readFrontMatter(file, ['title'], mistake);
    if (body.trim() === '') {
      mistake(file.file, 'is empty');
      continue;
    }
    const placeholders = placeholdersOf(brand, file.locale);
    try {
      const text = {
        locale: file.locale,
        title: fillIn(fields.get('title') || titles[file.locale][page], placeholders),
        html: renderMarkdown(body, { placeholders, article: () => 'shown' }),
      };
      found.set(page, [...(found.get(page) ?? []), text]);
    } catch (error) {
      mistake(file.file, (error as Error).message);
    }
  }
  return {
    pages: legalPages.filter((page) => found.has(page)),
    text: (page, locale) => {
      const texts = found.get(page) ?? [];
      const languages = [locale, brand.default_locale, ...textLocales];
      return languages
        .map((language) => texts.find((text) => text.locale === language))
        .find((text) => text !== undefined);
    },
  };
}
