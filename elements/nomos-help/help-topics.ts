import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { HelpArticle } from '../../src/contract/gateway/help.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { chevronRightIcon, icon, infoIcon } from '../../src/ui/icons.ts';

/** A link to an article: its address, and what is done when it is followed. */
export interface ArticleLinks {
  href: (slug: string) => string;
  onOpen: (event: MouseEvent, slug: string) => void;
}

/** What a topic is called; a supplier's own are called as it calls them. */
export function topicLabel(topic: string): string {
  switch (topic) {
    case 'meter':
      return msg('Zähler', { id: 'help.topic.meter' });
    case 'price':
      return msg('Preise', { id: 'help.topic.price' });
    case 'invoice':
      return msg('Rechnung und Zahlung', { id: 'help.topic.invoice' });
    case 'contract':
      return msg('Vertrag und Umzug', { id: 'help.topic.contract' });
    case 'smart-meter':
      return msg('Smart Meter und § 14a', { id: 'help.topic.smart-meter' });
    case 'portal':
      return msg('Portal und Daten', { id: 'help.topic.portal' });
    case '':
      return msg('Weitere Themen', { id: 'help.topic.other' });
    default:
      return topic;
  }
}

/** Articles by topic, in the order in which each topic comes first. */
export function articlesByTopic(articles: readonly HelpArticle[]): Map<string, HelpArticle[]> {
  const topics = new Map<string, HelpArticle[]>();
  for (const article of articles) topics.set(article.topic, [...(topics.get(article.topic) ?? []), article]);
  return topics;
}

/** The language of a text, where it is not the page's. */
export function foreign({ locale }: Pick<HelpArticle, 'locale'>, language: string): string | typeof nothing {
  return language.startsWith(locale) ? nothing : locale;
}

/** A list of articles by their titles. */
export function renderArticleList(
  articles: readonly HelpArticle[],
  { href, onOpen }: ArticleLinks,
  { language, summaries = false, label }: { language: string; summaries?: boolean; label?: string },
): TemplateResult {
  return html`<ul role="list" class="articles" aria-label=${label ?? nothing}>
    ${articles.map(
      (article) =>
        html`<li part="row">
          <a
            href=${href(article.slug)}
            lang=${foreign(article, language)}
            @click=${(event: MouseEvent) => onOpen(event, article.slug)}
            ><span
              ><span class="article-name">${article.title}</span> ${
                summaries && article.summary ? html`<span class="muted small">${article.summary}</span>` : nothing
              }</span
            >${icon(chevronRightIcon)}</a
          >
        </li>`,
    )}
  </ul>`;
}

/** All articles, a card for each topic. */
export function renderTopics(
  articles: readonly HelpArticle[],
  links: ArticleLinks,
  { language, headingLevel }: { language: string; headingLevel: number },
): TemplateResult {
  return html`<div class="topics">
    ${[...articlesByTopic(articles)].map(
      ([topic, ofTopic]) =>
        html`<div class="card" part="card">
          ${renderHeading(headingLevel + 1, 'subtitle', topicLabel(topic))}
          ${renderArticleList(ofTopic, links, { language })}
        </div>`,
    )}
  </div>`;
}

/** How many articles were found, for screen readers and eyes alike. */
export function foundLabel(count: number, query: string): string {
  if (count === 0) return msg(str`Nichts gefunden zu „${query}“.`, { id: 'help.found.none' });
  return count === 1
    ? msg(str`Ein Treffer zu „${query}“`, { id: 'help.found.one' })
    : msg(str`${count} Treffer zu „${query}“`, { id: 'help.found.many' });
}

/** What a search found, the best first; how many is said above it. */
export function renderResults(found: readonly HelpArticle[], links: ArticleLinks, language: string): TemplateResult {
  if (found.length === 0) {
    return html`<div class="card" part="card">
      <div class="notice">
        <p class="notice-title">
          ${icon(infoIcon)}<span>${msg('Dazu haben wir noch keinen Text.', { id: 'help.found.none-title' })}</span>
        </p>
        <p class="muted">
          ${msg('Versuchen Sie es mit einem anderen Wort, oder schreiben Sie uns.', { id: 'help.found.none-way-out' })}
        </p>
      </div>
    </div>`;
  }
  return html`<div class="card" part="card">
    ${renderArticleList(found, links, { language, summaries: true, label: msg('Treffer', { id: 'help.results' }) })}
  </div>`;
}
