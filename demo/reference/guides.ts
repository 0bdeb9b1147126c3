import { marked } from 'marked';
import { readFileSync } from 'node:fs';
import type { ReferencePage } from './layout.ts';
import { Markup, markup } from './markup.ts';

/** The papers of `docs/` that somebody needs who places elements on a page. */
const guides: readonly [name: string, title: string][] = [
  ['embedding', 'Placing elements on a page'],
  ['theming', 'Theming'],
  ['breaking-changes', 'Breaking changes'],
];

const fileOf = (name: string): string => `guide-${name}.html`;

/** Links between the papers lead to their pages; what lies elsewhere in the repository has none. */
function linked(html: string): string {
  return html.replace(/<a href="([^"]*)">([\s\S]*?)<\/a>/g, (whole, href: string, text: string) => {
    if (/^(https?:|#)/.test(href)) return whole;
    const [, name = '', anchor = ''] = /^(?:\.\/)?([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
    return guides.some(([guide]) => guide === name) ? `<a href="${fileOf(name)}${anchor}">${text}</a>` : text;
  });
}

/** Headings can be linked to, as they can where the papers are read beside the sources. */
function anchored(html: string): string {
  return html.replace(/<h([2-4])>([\s\S]*?)<\/h\1>/g, (_whole, level: string, text: string) => {
    const id = text
      .replace(/<[^>]*>|&\w+;/g, '')
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s+/g, '-');
    return `<h${level} id="${id}">${text}</h${level}>`;
  });
}

/** The papers as pages of the reference. Called in the root of the repository. */
export function guidePages(): ReferencePage[] {
  return guides.map(([name, title]) => {
    const html = marked.parse(readFileSync(`docs/${name}.md`, 'utf8'), { async: false });
    const scrollable = anchored(linked(html))
      .replaceAll('<pre>', '<pre tabindex="0" role="group" aria-label="Code">')
      .replaceAll('<table>', '<div class="table" tabindex="0" role="group" aria-label="Table"><table>')
      .replaceAll('</table>', '</table></div>');
    return { file: fileOf(name), title, main: markup`<div class="guide">${new Markup(scrollable)}</div>` };
  });
}
