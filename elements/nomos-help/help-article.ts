import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { HelpArticle } from '../../src/contract/gateway/help.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { chevronLeftIcon, icon, infoIcon, warningIcon } from '../../src/ui/icons.ts';
import { renderProse } from '../../src/ui/prose.ts';
import { foreign, renderArticleList, topicLabel, type ArticleLinks } from './help-topics.ts';

/** How far somebody's word on an article has got. */
export type ArticleFeedback = 'none' | 'sending' | 'helpful' | 'not-helpful' | 'failed';

/** What stands around an article. */
export interface ArticleView extends ArticleLinks {
  language: string;
  headingLevel: number;
  /** Others on the same topic. */
  related: readonly HelpArticle[];
  feedback: ArticleFeedback;
  onFeedback: (helpful: boolean) => void;
  onWrite: () => void;
}

/** The way back to all topics. */
export function renderBack(onBack: (event: MouseEvent) => void, href: string | null): TemplateResult {
  const content = html`${icon(chevronLeftIcon)}${msg('Alle Hilfethemen', { id: 'help.back' })}`;
  return href === null
    ? html`<p><button class="button plain back" part="button" type="button" @click=${onBack}>${content}</button></p>`
    : html`<p><a class="button plain back" part="button" href=${href} @click=${onBack}>${content}</a></p>`;
}

function feedbackText({ feedback, onWrite }: ArticleView): unknown {
  switch (feedback) {
    case 'none':
    case 'sending':
      return nothing;
    case 'helpful':
      return msg('Danke, das freut uns.', { id: 'help.feedback.helpful' });
    case 'not-helpful':
      return html`<span
          >${msg('Danke, wir sehen uns den Text noch einmal an.', { id: 'help.feedback.not-helpful' })}</span
        >
        <button class="button" part="button" type="button" @click=${onWrite}>
          ${msg('Nachricht schreiben', { id: 'help.write' })}
        </button>`;
    case 'failed':
      return html`<span class="feedback-failed"
        >${icon(warningIcon)}${msg('Das ist nicht angekommen. Versuchen Sie es später noch einmal.', {
          id: 'help.feedback.failed',
        })}</span
      >`;
  }
}

/** The question whether it helped, and in its place the thanks. */
function renderFeedback(view: ArticleView): TemplateResult {
  const { feedback, onFeedback } = view;
  const open = feedback !== 'helpful' && feedback !== 'not-helpful';
  return html`<div class="feedback">
    <div role="group" aria-labelledby="feedback-question" ?hidden=${!open}>
      <span id="feedback-question">${msg('War das hilfreich?', { id: 'help.feedback.question' })}</span>
      ${[true, false].map(
        (helpful) =>
          html`<button
            class="button"
            part="button"
            type="button"
            aria-disabled=${feedback === 'sending'}
            @click=${() => (feedback === 'sending' ? undefined : onFeedback(helpful))}
          >
            ${helpful ? msg('Ja', { id: 'help.feedback.yes' }) : msg('Nein', { id: 'help.feedback.no' })}
          </button>`,
      )}
    </div>
    <div id="feedback" class="feedback-answer" role="status" tabindex="-1">${feedbackText(view)}</div>
  </div>`;
}

/** An article with its title, the question whether it helped, and more on its topic. */
export function renderArticle(article: HelpArticle, view: ArticleView): TemplateResult {
  const { language, headingLevel, related } = view;
  return html`<div class="card" part="card">
      <article lang=${foreign(article, language)} aria-labelledby="title">
        ${renderHeading(headingLevel, 'title', html`<span id="title">${article.title}</span>`)}
        ${renderProse(article.html, headingLevel)}
      </article>
      ${renderFeedback(view)}
    </div>
    ${
      related.length > 0
        ? html`<div class="card" part="card">
            ${renderHeading(headingLevel + 1, 'subtitle', topicLabel(article.topic))}
            ${renderArticleList(related, view, { language })}
          </div>`
        : nothing
    }`;
}

/** In place of an article that there is not. */
export function renderMissing(headingLevel: number): TemplateResult {
  return html`<div class="card" part="card">
    ${renderHeading(
      headingLevel,
      'title',
      html`<span id="title">${msg('Diesen Hilfetext gibt es nicht', { id: 'help.missing.title' })}</span>`,
    )}
    <div class="notice">
      <p class="notice-title">
        ${icon(infoIcon)}<span
          >${msg(
            'Vielleicht wurde er umbenannt. Suchen Sie oben nach einem Stichwort, oder sehen Sie alle Themen an.',
            {
              id: 'help.missing.way-out',
            },
          )}</span
        >
      </p>
    </div>
  </div>`;
}
