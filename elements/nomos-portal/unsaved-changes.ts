import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { NomosEventMap } from '../../src/ui/element-events.ts';
import { DiscardQuestion } from '../../src/ui/discard-question.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

/**
 * Stands between the customer and the loss of what was typed: sections tell of it by `nomos-form-edit`, and whatever leads
 * elsewhere asks here first.
 */
export class UnsavedChanges implements ReactiveController {
  /** Draws itself where the host says. */
  readonly question: DiscardQuestion;
  readonly #host: Host;
  readonly #sources = new Set<EventTarget>();

  constructor(host: Host) {
    this.#host = host;
    this.question = new DiscardQuestion(host);
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('nomos-form-edit', this.#onEdit);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('nomos-form-edit', this.#onEdit);
    this.#sources.clear();
  }

  /** Whether anything would be lost. What has left the page has nothing to lose any more. */
  get any(): boolean {
    return [...this.#sources].some((source) => source instanceof Node && source.isConnected);
  }

  /** Whether the customer lets it go; asked only when there is something. */
  async mayBeLost(): Promise<boolean> {
    if (!this.any) return true;
    const discard = await this.question.ask();
    if (discard) this.#sources.clear();
    return discard;
  }

  readonly #onEdit = (event: NomosEventMap['nomos-form-edit']): void => {
    const [source] = event.composedPath();
    if (!source) return;
    if (event.detail.unsaved) this.#sources.add(source);
    else this.#sources.delete(source);
  };
}
