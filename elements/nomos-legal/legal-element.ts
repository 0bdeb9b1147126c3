import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { legalTextQuery } from '../../src/api/legal.ts';
import { legalPages, type LegalPage, type LegalText } from '../../src/contract/gateway/legal.ts';

import { QueryController } from '../../src/session/query-controller.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderEmptyNotice, renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';
import { addressLinks, proseStyles, renderProse } from '../../src/ui/prose.ts';
import { legalPageLabel } from './legal-labels.ts';

/** What `<nomos-legal>` shows. */
export type LegalState =
  | { type: 'loading' }
  /** The supplier has this text elsewhere, at `url`, or not at all. */
  | { type: 'empty'; page: LegalPage; url: string | null }
  | { type: 'error'; error: ShownError }
  | { type: 'loaded'; text: LegalText };

/**
 * A legal text of the supplier: imprint, privacy notice or accessibility statement. It works for everybody, signed in or not.
 *
 * @slot empty - In place of what is said when the supplier has no such text here.
 * @csspart heading - The heading.
 * @csspart card - The surface around the text.
 * @csspart button - Any button.
 * @csspart empty - What it says where there is nothing to show.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 */
export class NomosLegal extends NomosElement<LegalState> {
  static override styles = [
    ...NomosElement.styles,
    proseStyles,
    css`
      .section {
        display: flex;
        flex-direction: column;
        gap: var(--_space-4);
      }
    `,
  ];

  /** The text to show: `imprint`, `privacy` or `accessibility`. */
  @property() page = 'imprint';

  /** Where a help article is; `{slug}` stands for its name. */
  @property({ attribute: 'article-href' }) articleHref: string | undefined;

  /** Where the pages of the portal are; `{path}` stands for one, such as `/help`. */
  @property({ attribute: 'portal-href' }) portalHref: string | undefined;

  readonly #text = new QueryController(
    this,
    this.session,
    (store) => (isLegalPage(this.page) ? legalTextQuery(store.gateway, this.page, this.language) : null),
    true,
  );

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    addressLinks(this.renderRoot, {
      article: (slug) => this.articleHref?.replace('{slug}', encodeURIComponent(slug)) ?? null,
      page: (path) => this.portalHref?.replace('{path}', path) ?? null,
    });
  }

  protected override deriveState(): LegalState {
    const { page } = this;
    if (!isLegalPage(page)) return { type: 'error', error: { kind: 'not-found' } };
    const { data: text, error } = this.#text;
    if (text) return { type: 'loaded', text };
    if (error?.kind === 'not-found') {
      return { type: 'empty', page, url: this.session.brand?.legal[`${page}_url`] ?? null };
    }
    return error ? { type: 'error', error } : { type: 'loading' };
  }

  protected override retry(): void {
    void this.#text.refetch();
  }

  #renderContent(shown: LegalState): TemplateResult {
    switch (shown.type) {
      case 'loading':
        return renderSkeleton(['half tall', '', '', '', 'half']);
      case 'error':
        return renderErrorNotice(shown.error, this.onRetry);
      case 'empty':
        return shown.url
          ? html`<p>
              <a href=${shown.url}
                >${msg('Diesen Text auf der Website des Anbieters lesen', { id: 'legal.elsewhere' })}</a
              >
            </p>`
          : renderEmptyNotice(msg('Dieser Text fehlt noch.', { id: 'legal.missing' }));
      case 'loaded': {
        const { locale, html: text } = shown.text;
        return html`<div lang=${this.formats.locale.startsWith(locale) ? nothing : locale}>
          ${renderProse(text, this.headingLevel)}
        </div>`;
      }
    }
  }

  override render(): TemplateResult {
    const shown = this.state;
    const page = shown.type === 'empty' ? shown.page : this.page;
    const title =
      shown.type === 'loaded'
        ? html`<span lang=${this.formats.locale.startsWith(shown.text.locale) ? nothing : shown.text.locale}
            >${shown.text.title}</span
          >`
        : isLegalPage(page)
          ? legalPageLabel(page)
          : msg('Rechtliches', { id: 'legal.title' });
    return html`<section class="section">
      ${renderHeading(this.headingLevel, 'title', title)}
      <div class="card" part="card">${this.#renderContent(shown)}</div>
    </section>`;
  }
}

function isLegalPage(page: string): page is LegalPage {
  return (legalPages as readonly string[]).includes(page);
}
