import { ContextProvider } from '@lit/context';
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { isLocale } from '../../src/i18n/localization.ts';
import { getSessionStore, replaceSessionStore } from '../../src/session/page-stores.ts';
import { sessionContext } from '../../src/session/session-context.ts';

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

  /** The language of the texts: `de` or `en`. */
  @property() locale: string | undefined;

  readonly #provider = new ContextProvider(this, { context: sessionContext });

  override connectedCallback(): void {
    super.connectedCallback();
    const name = this.instance ?? this.gateway ?? '';
    const store = this.gateway
      ? replaceSessionStore(name, {
          gateway: this.gateway.replace(/\/+$/, ''),
          locale: isLocale(this.locale) ? this.locale : undefined,
        })
      : getSessionStore(name);
    this.#provider.setValue(store);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
