import type { NomosEventMap } from '../../src/ui/element-events.ts';

/**
 * Stands between the customer and the loss of what was typed: sections tell of it by `nomos-form-edit`, and whatever leads
 * elsewhere asks here first.
 */
export class UnsavedChanges {
  readonly #host: HTMLElement;

  readonly #sources = new Set<EventTarget>();
  /** Hears the sections below `host` as long as it lives. */
  constructor(host: HTMLElement) {
    this.#host = host;
    host.addEventListener('nomos-form-edit', this.#onEdit);
  }

  /** Whether anything would be lost. What has left the page has nothing to lose any more. */
  get any(): boolean {
    return [...this.#sources].some((source) => source instanceof Node && source.isConnected);
  }

  /** Whether the customer lets it go; asked only when there is something. */
  async mayBeLost(): Promise<boolean> {
    const root = this.#host.shadowRoot;
    if (!this.any || !root) return true;
    const { askToDiscard } = await loadQuestion();
    const discard = await askToDiscard(root);
    if (discard) this.#sources.clear();
    return discard;
  }

  readonly #onEdit = (event: NomosEventMap['nomos-form-edit']): void => {
    const [source] = event.composedPath();
    if (!source) return;
    if (!event.detail.unsaved) {
      this.#sources.delete(source);
      return;
    }
    this.#sources.add(source);
    // Asked for early: when the question comes up, the network may be gone.
    loadQuestion().catch(() => undefined);
  };
}

const loadQuestion = () => import('../../src/ui/discard-question.ts');
