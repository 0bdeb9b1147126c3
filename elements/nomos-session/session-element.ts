import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { getSessionStore, replaceSessionStore } from '../../src/session/page-stores.ts';
import type { SessionStore } from '../../src/session/session-store.ts';

/**
 * Declares the session for the elements below it: which gateway they talk to, and under which name. Draws nothing itself.
 *
 * @slot - The elements that share the session.
 */
export class NomosSession extends LitElement {
  /** Origin of the gateway; the page's own when absent. */
  @property() gateway: string | undefined;

  /** The session's name, by which elements elsewhere on the page can join it. */
  @property() instance: string | undefined;

  /** The language of the texts: `de`, `de-informal`, `en` or `tr`; of a tag such as `en-GB` its language. */
  @property() locale: string | undefined;

  /** The session itself. The elements below find it here; it is there once the element is on the page. */
  store: SessionStore | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const name = this.instance ?? this.gateway ?? '';
    this.store = this.gateway
      ? replaceSessionStore(name, {
          gateway: this.gateway.replace(/\/+$/, ''),
          locale: this.locale,
        })
      : getSessionStore(name);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
