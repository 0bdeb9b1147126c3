import MiniSearch from 'minisearch';
import type { HelpArticle } from '../../src/contract/gateway/help.ts';
import { foldText } from '../../src/domain/fold-text.ts';

/** Finds articles by words, as they are typed. */
export type HelpSearch = (words: string) => HelpArticle[];

/** Words of questions that say nothing of what is looked for, folded. */
const emptyWords = new Set(
  `aber als am an auch auf aus bei bin bis da das dass dem den der des die dies diese ein eine einem einen einer er es fuer
  habe haben hat ich ihr im in ist kann man mein meine meinem meinen meiner mich mir mit muss nach nicht oder ohne sich sie
  sind so ueber um und uns unser von vor wann warum was wie wir wird wo woher zu zum zur
  a an and are as at be by can do does for from have how i if is it me my of on or the to we what when where why with you
  your`.split(/\s+/),
);

/**
 * An index over articles. Words are found by their beginning and with a typing mistake or two, however umlauts are written:
 * `Zaehler`, `zähler` and `Zehler` are one. All words have to be found; where no article has them all, some will do.
 */
export function createHelpSearch(articles: readonly HelpArticle[]): HelpSearch {
  const index = new MiniSearch<HelpArticle>({
    idField: 'slug',
    fields: ['title', 'keywords', 'summary', 'text'],
    extractField: (article, field) => {
      const value = article[field as keyof HelpArticle];
      return typeof value === 'string' ? value : value.join(' ');
    },
    processTerm: (term) => {
      const folded = foldText(term);
      return emptyWords.has(folded) ? null : folded;
    },
    searchOptions: {
      boost: { title: 4, keywords: 3, summary: 2 },
      prefix: (term) => term.length > 1,
      // One mistake from four letters on, two from eight.
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
      maxFuzzy: 2,
      weights: { prefix: 0.5, fuzzy: 0.3 },
    },
  });
  index.addAll(articles);
  const bySlug = new Map(articles.map((article) => [article.slug, article]));
  return (words) => {
    const all = index.search(words, { combineWith: 'AND' });
    const found = all.length > 0 ? all : index.search(words);
    return found.map(({ id }) => bySlug.get(id as string)).filter((article) => article !== undefined);
  };
}
