import type { DescribedElement } from '../../scripts/described-elements.ts';
import { markup, type LinkOf, type Markup } from './markup.ts';
import type { ReferenceContent } from './reference-content.ts';

/** A page of the reference. */
export interface ReferencePage {
  /** Its file: `nomos-invoices.html`. The first page is `index.html`. */
  file: string;
  /** For the title of the window, and the navigation. */
  title: string;
  main: Markup;
}

/** Where the navigation leads, in its order. */
export interface Navigation {
  title: string;
  entries: { file: string; title: string; isCode?: boolean }[];
}

/** The file of an element's page. */
export const fileOf = ({ tag }: Pick<DescribedElement, 'tag'>): string => `${tag}.html`;

/** Where a word that stands in a text leads: an element, an event, or what the package exports. */
export function linksTo({ elements, exports }: ReferenceContent): LinkOf {
  const events = new Set(elements.flatMap((element) => element.events.map(({ name }) => name)));
  const classes = new Map(elements.map((element) => [element.name, element]));
  return (word) => {
    const name = word.replace(/^<(nomos-[\w-]+)>$/, '$1');
    const element = elements.find(({ tag }) => tag === name) ?? classes.get(name);
    if (element) return fileOf(element);
    if (events.has(name)) return `events.html#${name}`;
    return exports.some((each) => each.name === name) ? `exports.html#${name}` : null;
  };
}

/** A page as a whole: header with the filter, what it tells, and the way to all other pages. */
export function wholePage(page: ReferencePage, navigation: readonly Navigation[], content: ReferenceContent): string {
  const { version } = content;
  const title = page.file === 'index.html' ? 'Reference of the Nomos elements' : `${page.title} · Nomos elements`;
  return markup`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="reference.css" />
    <script type="module" src="reference.js"></script>
  </head>
  <body>
    <a class="skip" href="#content">Skip to the content</a>
    <header class="top">
      <p class="name"><a href="index.html">Nomos elements</a> <span class="quiet">${version}</span></p>
      <search class="filter" hidden>
        <label for="filter">Find</label>
        <input id="filter" type="search" autocomplete="off" spellcheck="false"
          placeholder="attribute, event, part, text …" aria-describedby="filter-status" />
        <p id="filter-status" class="visually-hidden" role="status"></p>
        <div class="found" hidden><ul aria-label="Found"></ul></div>
      </search>
      <a class="to-pages" href="#pages">All pages</a>
    </header>
    <div class="layout">
      <main id="content" tabindex="-1">${page.main}</main>
      <nav id="pages" aria-label="Pages">
        ${navigation.map(
          ({ title: group, entries }) => markup`<h2>${group}</h2>
        <ul>
          ${entries.map((entry) => {
            const current = entry.file === page.file && markup` aria-current="page"`;
            const text = entry.isCode ? markup`<code>${entry.title}</code>` : entry.title;
            return markup`<li><a href="${entry.file}"${current || ''}>${text}</a></li>
          `;
          })}
        </ul>`,
        )}
      </nav>
    </div>
  </body>
</html>
`.text;
}
