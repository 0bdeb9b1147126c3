import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { NomosApiError } from '../../src/api/nomos-api-error.ts';
import { matchLocale } from '../../src/i18n/localization.ts';
import { checkConfiguration, type NomosConfiguration } from '../../src/session/configuration.ts';
import { tell } from '../../src/session/configure.ts';
import { configuredStore } from '../../src/session/configured-store.ts';
import type { FetchSession } from '../../src/session/fetch-session.ts';
import { getSessionStore, replaceSessionStore } from '../../src/session/page-stores.ts';
import { NomosSessionError } from '../../src/session/session-error.ts';
import type { SessionStore } from '../../src/session/session-store.ts';

/**
 * Declares the session for the elements below it: how they reach their data, and under which name. Draws nothing itself.
 *
 * @fires {CustomEvent<{code: string, instance: string}>} nomos-session-error - What is wrong with how the elements reach their
 *   data, for whoever builds the page.
 * @slot - The elements that share the session.
 */
export class NomosSession extends LitElement {
  /** Origin of the gateway; the page's own when absent. */
  @property() gateway: string | undefined;

  /** Where a server speaks the paths of the Nomos API, in place of a gateway; `fetchSession` is needed then. */
  @property() api: string | undefined;

  /** How the page's own site vouches for its customer: `(reason) => { token, expiresAt }`, or `null` when nobody is signed in. */
  @property({ attribute: false }) fetchSession: FetchSession | undefined;

  /** The session's name, by which elements elsewhere on the page can join it. */
  @property() instance: string | undefined;

  /** The language of the texts: `de`, `de-informal` (which says „du“), `en` or `tr`. */
  @property() locale: string | undefined;

  #name: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // At once: what was set before the element was known is here by then, and the elements below ask for the session next.
    this.performUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#configure();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** The session itself. The elements below find it here; it is there once the element is on the page. */
  get store(): SessionStore | undefined {
    return this.#name === undefined ? undefined : getSessionStore(this.#name);
  }

  /** Asks anew who is signed in: for a page whose own site has signed its customer in or out. */
  async refresh(): Promise<void> {
    if (this.#name !== undefined) await replaceSessionStore(this.#name, getSessionStore(this.#name).options).start();
  }

  /** Signs the customer out, in this browser or everywhere. */
  async signOut(options?: { everywhere?: boolean }): Promise<void> {
    await this.store?.signOut(options);
  }

  #configure(): void {
    const { gateway, api, fetchSession, instance } = this;
    const name = instance ?? gateway ?? api ?? '';
    const before = this.#name;
    this.#name = name;
    try {
      const locale = matchLocale(this.locale);
      const options = { ...checkConfiguration(given({ gateway, api, fetchSession })), locale };
      // Without any address it joins the session of that name, whoever declares it.
      if (gateway || api || fetchSession) {
        const onError = (error: NomosSessionError): void => tell(this, error, name);
        configuredStore(name, { ...options, onError });
      } else if (locale) getSessionStore(name).setLocale(locale, { remember: false });
    } catch (cause) {
      const error = new NomosSessionError('configuration', cause instanceof Error ? cause.message : '', { cause });
      // The elements below say that something is wrong, and the page is told what.
      const refuse = (): Promise<never> => Promise.reject(new NomosApiError('server', error.message, { cause }));
      replaceSessionStore(name, { fetch: refuse });
      tell(this, error, name);
    }
    if (before !== undefined && before !== name) this.#leave(before);
  }

  /** Whoever followed the session of the name before looks again for the one that is theirs. */
  #leave(name: string): void {
    replaceSessionStore(name, getSessionStore(name).options);
  }
}

/** Without what is empty: templates write attributes without a value. */
function given(configuration: NomosConfiguration): NomosConfiguration {
  return Object.fromEntries(Object.entries(configuration).filter(([, value]) => value));
}
