import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { NomosApiError } from '../api/nomos-api-error.ts';
import { icon, infoIcon, reloadIcon, warningIcon } from './icons.ts';

/** What went wrong, as far as a page needs to know it to say so: a {@link NomosApiError}, or one made by hand. */
export type ShownError = Pick<NomosApiError, 'kind'> & Partial<Pick<NomosApiError, 'requestId' | 'retryAfterSeconds'>>;

/** What happened and what is safe, in a sentence each. Never the server's own words, which are English and for developers. */
export function describeError(error: ShownError): { title: string; explanation: string } {
  switch (error.kind) {
    case 'network':
      return {
        title: msg('Keine Verbindung', { id: 'error.network.title' }),
        explanation: msg('Bitte prüfen Sie Ihre Internetverbindung. Ihre Daten sind sicher.', {
          id: 'error.network.explanation',
        }),
      };
    case 'timeout':
      return {
        title: msg('Das dauert ungewöhnlich lange', { id: 'error.timeout.title' }),
        explanation: msg('Wir haben keine Antwort bekommen. Versuchen Sie es gleich noch einmal.', {
          id: 'error.timeout.explanation',
        }),
      };
    case 'unauthorized':
      return {
        title: msg('Sie sind nicht mehr angemeldet', { id: 'error.unauthorized.title' }),
        explanation: msg('Bitte melden Sie sich erneut an.', { id: 'error.unauthorized.explanation' }),
      };
    case 'forbidden':
      return {
        title: msg('Kein Zugriff', { id: 'error.forbidden.title' }),
        explanation: msg('Diese Daten dürfen wir Ihnen hier nicht zeigen. Der Kundenservice hilft Ihnen weiter.', {
          id: 'error.forbidden.explanation',
        }),
      };
    case 'not-found':
      return {
        title: msg('Nicht gefunden', { id: 'error.not-found.title' }),
        explanation: msg('Das gibt es nicht, oder es gehört nicht zu Ihrem Vertrag.', {
          id: 'error.not-found.explanation',
        }),
      };
    case 'rate-limited':
      return {
        title: msg('Gerade ist viel los', { id: 'error.rate-limited.title' }),
        explanation: error.retryAfterSeconds
          ? msg(str`Bitte versuchen Sie es in ${error.retryAfterSeconds} Sekunden noch einmal.`, {
              id: 'error.rate-limited.explanation-seconds',
            })
          : msg('Bitte versuchen Sie es in einem Moment noch einmal.', { id: 'error.rate-limited.explanation' }),
      };
    default:
      return {
        title: msg('Das hat nicht geklappt', { id: 'error.server.title' }),
        explanation: msg('Der Fehler liegt bei uns. An Ihren Daten hat sich nichts geändert.', {
          id: 'error.server.explanation',
        }),
      };
  }
}

/**
 * An error in place of content: what happened, what is safe, a way to try again, and the request id small beneath it for
 * the customer service. Announced when it appears.
 */
export function renderErrorNotice(error: ShownError, retry?: () => void): TemplateResult {
  const { title, explanation } = describeError(error);
  return html`<div class="notice error" role="alert" part="error">
    <p class="notice-title">${icon(warningIcon)}<span>${title}</span></p>
    <p>${explanation}</p>
    ${
      retry
        ? html`<button class="button" type="button" part="button" @click=${retry}>
            ${icon(reloadIcon)}${msg('Erneut versuchen', { id: 'error.retry' })}
          </button>`
        : nothing
    }
    ${
      error.requestId
        ? html`<p class="request-id">${msg(str`Vorgangsnummer: ${error.requestId}`, { id: 'error.request-id' })}</p>`
        : nothing
    }
  </div>`;
}

/** An empty state: what will appear here, and when. A page may put its own words into the slot `empty`. */
export function renderEmptyNotice(title: unknown, explanation: unknown = nothing): TemplateResult {
  return html`<slot name="empty">
    <div class="notice" part="empty">
      <p class="notice-title">${icon(infoIcon)}<span>${title}</span></p>
      ${explanation === nothing ? nothing : html`<p class="muted">${explanation}</p>`}
    </div>
  </slot>`;
}

/** A single widget on a page on which nobody has signed in: says so, and lets the page know that somebody wants to. */
export function renderSignedOutNotice(onSignIn: () => void): TemplateResult {
  return html`<div class="notice" part="signed-out">
    <p class="notice-title">
      ${icon(infoIcon)}<span>${msg('Melden Sie sich an, um das zu sehen.', { id: 'signed-out.title' })}</span>
    </p>
    <button class="button primary" part="button" type="button" @click=${onSignIn}>
      ${msg('Anmelden', { id: 'signed-out.sign-in' })}
    </button>
  </div>`;
}

/**
 * Lines at the height of what will stand there, so that nothing jumps. Screen readers hear one sentence.
 *
 * @param shapes - A class list for each line: `half`, `third`, `tall`, or `''` for a full line.
 */
export function renderSkeleton(shapes: readonly string[]): TemplateResult {
  return html`<div class="loading" aria-busy="true" part="loading">
    <span class="visually-hidden" role="status">${msg('Wird geladen …', { id: 'loading' })}</span>
    ${shapes.map((shape) => html`<span class="skeleton ${shape}" aria-hidden="true"></span>`)}
  </div>`;
}
