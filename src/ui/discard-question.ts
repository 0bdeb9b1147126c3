import { msg } from '@lit/localize';
import { css, html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** For elements that ask. */
export const discardQuestionStyles = css`
  dialog.discard {
    max-inline-size: min(26em, calc(100vw - 2em));
    padding: var(--_space-6);
    border: 1px solid var(--_color-line);
    border-radius: var(--_radius);
    background: var(--_color-surface);
    color: var(--_color-text);
  }

  dialog.discard::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  .discard form {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .discard .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }
`;

type Host = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

/**
 * Asks, in a modal dialog, whether what was typed and not saved may be lost. The host draws {@link render} somewhere, and has
 * {@link discardQuestionStyles}.
 */
export class DiscardQuestion implements ReactiveController {
  readonly #host: Host;
  #answer: ((discard: boolean) => void) | undefined;
  #asked: Promise<boolean> | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const dialog = this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.discard');
    if (dialog && !dialog.open) dialog.showModal();
  }

  hostDisconnected(): void {
    this.#settle(false);
  }

  /** Whether it may be lost. To ask again while the question is open is to wait for the same answer. */
  ask(): Promise<boolean> {
    this.#asked ??= new Promise((resolve) => (this.#answer = resolve));
    this.#host.requestUpdate();
    return this.#asked;
  }

  readonly #onClose = (event: Event): void =>
    this.#settle((event.target as HTMLDialogElement).returnValue === 'discard');

  #settle(discard: boolean): void {
    if (!this.#asked) return;
    this.#answer?.(discard);
    this.#asked = undefined;
    this.#answer = undefined;
    this.#host.requestUpdate();
  }

  /** The dialog, while the question is open. */
  render(): TemplateResult | typeof nothing {
    if (!this.#asked) return nothing;
    // The way that loses nothing comes first, which is where the focus goes.
    return html`<dialog class="discard" part="dialog" aria-labelledby="discard-title" @close=${this.#onClose}>
      <form method="dialog">
        <p id="discard-title" class="subtitle">${msg('Änderungen verwerfen?', { id: 'discard.title' })}</p>
        <p>${msg('Was Sie eingegeben haben, ist noch nicht gespeichert.', { id: 'discard.explanation' })}</p>
        <p class="choices">
          <button class="button primary" part="button" value="stay">
            ${msg('Weiter bearbeiten', { id: 'discard.stay' })}
          </button>
          <button class="button" part="button" value="discard">${msg('Verwerfen', { id: 'discard.discard' })}</button>
        </p>
      </form>
    </dialog>`;
  }
}
