import { css, html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

/**
 * A text that the gateway has rendered: a help article, a legal text.
 *
 * `unsafeHTML` is safe here because of where the HTML comes from. It is the supplier's Markdown, reduced by our gateway to
 * elements of text without handlers, styles, classes or ids, with addresses of four harmless schemes (`gateway/texts/markdown.ts`,
 * and a test that tries to get more through); no visitor can put anything into it, it comes from the origin that the scripts
 * come from, and the page's Content-Security-Policy would run none of it anyway.
 *
 * @param headingLevel - The level of the title above it: the highest heading within is one below.
 */
export function renderProse(sanitizedHtml: string, headingLevel: number): TemplateResult {
  const text = sanitizedHtml.replace(
    /<(\/?)h([2-6])>/g,
    (_heading, slash: string, level: string) => `<${slash}h${Math.min(6, Number(level) - 1 + headingLevel)}>`,
  );
  return html`<div class="prose">${unsafeHTML(text)}</div>`;
}

/**
 * Gives the links within a prose their addresses: those to other articles and to pages of the portal have none of their own,
 * because only the page knows where it lives. A link that leads nowhere here stays words.
 */
export function addressLinks(
  root: ParentNode,
  { article, page }: { article: (slug: string) => string | null; page: (path: string) => string | null },
): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>('.prose a')) {
    const { article: slug, path } = link.dataset;
    const address = slug !== undefined ? article(slug) : path !== undefined ? page(path) : undefined;
    if (address) link.href = address;
    else if (address === null) link.removeAttribute('href');
  }
}

/** Goes with {@link renderProse}. */
export const proseStyles = css`
  .prose {
    display: flow-root;
    max-inline-size: 42em;
    overflow-wrap: anywhere;
    hyphens: auto;
  }

  .prose > * + * {
    margin-block-start: var(--_space-3);
  }

  .prose :is(h1, h2, h3, h4, h5, h6) {
    margin-block-start: var(--_space-6);
    font-size: 1.0625em;
    font-weight: 650;
    line-height: 1.3;
  }

  .prose > :first-child {
    margin-block-start: 0;
  }

  .prose :is(ul, ol) {
    padding-inline-start: 1.375em;
  }

  .prose ul {
    list-style: disc;
  }

  .prose ol {
    list-style: decimal;
  }

  .prose li + li,
  .prose li > * + * {
    margin-block-start: var(--_space-1);
  }

  .prose strong,
  .prose b {
    font-weight: 650;
  }

  .prose blockquote {
    margin-inline: 0;
    padding: var(--_space-3) var(--_space-4);
    border-inline-start: 0.25em solid var(--_color-accent);
    background: var(--_color-sunken);
  }

  .prose table {
    display: block;
    max-inline-size: 100%;
    overflow-x: auto;
    border-collapse: collapse;
  }

  .prose :is(th, td) {
    padding-block: var(--_space-1);
    padding-inline-end: var(--_space-3);
    border-block-end: 1px solid var(--_color-line);
    text-align: start;
    vertical-align: baseline;
  }

  .prose pre {
    max-inline-size: 100%;
    overflow-x: auto;
  }
`;
