import { fileURLToPath } from 'node:url';
import type { Brand } from '../../src/contract/gateway/brand.ts';
import type { HelpArticle } from '../../src/contract/gateway/help.ts';
import { plainText, renderMarkdown, type MarkdownContext } from '../texts/markdown.ts';
import { fillIn, placeholdersOf } from '../texts/placeholders.ts';
import {
  readFrontMatter,
  readTextFiles,
  textLocales,
  type ReportMistake,
  type TextFile,
  type TextLocale,
} from '../texts/text-file.ts';

/** An article as its file says it, before it is rendered for a supplier. */
export interface ArticleSource {
  file: string;
  locale: TextLocale;
  slug: string;
  /** Takes the article of this name away, in this language. */
  hidden: boolean;
  title: string;
  summary: string;
  /** `null`, like `order` and `keywords`, where the file does not say: a built-in article of that name does. */
  topic: string | null;
  keywords: string[] | null;
  order: number | null;
  body: string;
}

/** The help articles of a supplier. */
export interface HelpLibrary {
  /** All articles of a language, in their order; each in another language where there is no such version. */
  articles(locale: TextLocale): HelpArticle[];
  /** One of them, or `undefined`. */
  article(slug: string, locale: TextLocale): HelpArticle | undefined;
}

const keys = ['title', 'summary', 'topic', 'keywords', 'order', 'hidden'];

/** Articles without a place of their own come after those that have one. */
const lastOrder = 1000;

/** Beside this module in the sources, and beside the bundle once it is built. */
const builtInFolder = fileURLToPath(new URL('./articles/', import.meta.url));

let builtIn: Promise<ArticleSource[]> | undefined;

/** The articles that come with the gateway, read once. */
export function builtInArticles(): Promise<ArticleSource[]> {
  builtIn ??= readArticles(builtInFolder, (file, what) => {
    throw new Error(`${file}: ${what}`);
  });
  return builtIn;
}

/** Reads the articles of a folder, `{de,en}/{slug}.md` each. */
export async function readArticles(folder: string, mistake: ReportMistake): Promise<ArticleSource[]> {
  const files = await readTextFiles(folder, mistake);
  return files.map((file) => articleOf(file, mistake));
}

function articleOf(file: TextFile, mistake: ReportMistake): ArticleSource {
  const { fields, body } = readFrontMatter(file, keys, mistake);
  const hiddenField = fields.get('hidden') ?? 'false';
  const hidden = file.content.trim() === '' || hiddenField === 'true';
  const order = fields.get('order');
  if (!['true', 'false'].includes(hiddenField)) mistake(file.file, 'hidden: has to be true or false');
  if (order !== undefined && !/^\d{1,6}$/.test(order)) mistake(file.file, 'order: has to be a whole number');
  if (!hidden && !fields.get('title')) mistake(file.file, 'title: is missing in the front matter');
  if (!hidden && body.trim() === '') mistake(file.file, 'has a title but no text');
  return {
    file: file.file,
    locale: file.locale,
    slug: file.slug,
    hidden,
    title: fields.get('title') ?? '',
    summary: fields.get('summary') ?? '',
    topic: fields.get('topic') ?? null,
    keywords:
      fields
        .get('keywords')
        ?.split(',')
        .map((word) => word.trim())
        .filter(Boolean) ?? null,
    order: order === undefined ? null : Number(order),
    body,
  };
}

/**
 * Lays a supplier's own articles over the built-in ones: one of the same name and language takes the other's place, one that
 * is hidden takes it away, any other comes to them.
 *
 * @param mistake - Told of own articles that cannot be rendered. Built-in ones are rendered when they are first asked for.
 */
export function createHelpLibrary({
  brand,
  builtIn: common,
  own,
  mistake,
}: {
  brand: Pick<Brand, 'name' | 'support' | 'legal' | 'default_locale'>;
  builtIn: readonly ArticleSource[];
  own: readonly ArticleSource[];
  mistake: ReportMistake;
}): HelpLibrary {
  const all = [...own, ...common];
  const slugs = [...new Set(all.map(({ slug }) => slug))];
  const rendered = new Map<string, HelpArticle[]>();

  /** What stands for a name in a language: the supplier's word before ours, this language before the others. */
  const sourceOf = (slug: string, locale: TextLocale): ArticleSource | undefined => {
    for (const language of new Set([locale, brand.default_locale, ...textLocales])) {
      const found = all.find((source) => source.slug === slug && source.locale === language);
      if (found) return found.hidden ? undefined : found;
    }
    return undefined;
  };

  const contextOf = (locale: TextLocale): MarkdownContext => ({
    placeholders: placeholdersOf(brand, locale),
    article: (slug) => {
      if (!slugs.includes(slug)) throw new Error(`help:${slug}: there is no such article`);
      return sourceOf(slug, locale) ? 'shown' : 'hidden';
    },
  });

  const render = (source: ArticleSource): HelpArticle => {
    const { slug, locale } = source;
    const context = contextOf(locale);
    const original = common.find((other) => other.slug === slug && other.locale === locale);
    const html = renderMarkdown(source.body, context);
    return {
      slug,
      locale,
      title: fillIn(source.title, context.placeholders),
      summary: fillIn(source.summary, context.placeholders),
      topic: source.topic ?? original?.topic ?? '',
      keywords: source.keywords ?? original?.keywords ?? [],
      html,
      text: plainText(html),
    };
  };

  for (const source of own) {
    if (source.hidden) continue;
    try {
      render(source);
    } catch (error) {
      mistake(source.file, (error as Error).message);
    }
  }

  const orderOf = ({ order, slug, locale }: ArticleSource): number =>
    order ?? common.find((other) => other.slug === slug && other.locale === locale)?.order ?? lastOrder;

  const articles: HelpLibrary['articles'] = (locale) => {
    let list = rendered.get(locale);
    if (!list) {
      const sources = slugs.map((slug) => sourceOf(slug, locale)).filter((source) => source !== undefined);
      sources.sort((a, b) => orderOf(a) - orderOf(b) || a.title.localeCompare(b.title, locale));
      rendered.set(locale, (list = sources.map(render)));
    }
    return list;
  };
  return {
    articles,
    article: (slug, locale) => articles(locale).find((article) => article.slug === slug),
  };
}
