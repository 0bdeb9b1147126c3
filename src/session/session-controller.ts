import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Brand } from '../contract/gateway/brand.ts';
import type { Subscription } from '../contract/nomos/subscription.ts';
import { getSessionStore } from './page-stores.ts';
import type { SessionSnapshot } from './session-snapshot.ts';
import type { SessionStore } from './session-store.ts';

/** An element that follows a session. */
export type SessionHost = ReactiveControllerHost & HTMLElement & { instance?: string | undefined };

/**
 * Connects an element with its session store and draws it anew when the session changes. The store is the one that
 * `instance` names, else the one that a `<nomos-session>` above declares, else the page's.
 *
 * @example
 * const session = new SessionController(this, { enabled: () => true });
 * const query = new QueryController(this, session, (store) => invoiceQuery(store.client, this.invoice));
 */
export class SessionController implements ReactiveController {
  readonly #host: SessionHost;
  readonly #enabled: () => boolean;
  #store: SessionStore | undefined;
  #unsubscribe: (() => void) | undefined;

  /** @param options - `enabled`: whether the element wants a session at all; asked before each update. */
  constructor(host: SessionHost, { enabled }: { enabled: () => boolean }) {
    this.#host = host;
    this.#enabled = enabled;
    host.addController(this);
  }

  hostConnected(): void {
    // An element that was moved has let go of its store, and has nothing else to draw it anew.
    this.#host.requestUpdate();
    // A <nomos-session> around us that is not upgraded yet has no store; it will be there soon.
    const session = this.#sessionElement();
    if (session && !session.store) {
      void customElements.whenDefined('nomos-session').then(() => {
        this.#host.requestUpdate();
      });
    }
  }

  hostDisconnected(): void {
    this.#detach();
  }

  hostUpdate(): void {
    const wanted = this.#enabled() && this.#host.isConnected ? this.#find() : undefined;
    if (wanted === this.#store) return;
    this.#detach();
    this.#store = wanted;
    this.#unsubscribe = wanted?.subscribe(() => this.#host.requestUpdate());
    void wanted?.start();
  }

  /** The store, while the element is connected and live. */
  get store(): SessionStore | undefined {
    return this.#store;
  }

  /** Who is signed in, as far as is known. */
  get snapshot(): SessionSnapshot {
    return this.#store?.snapshot ?? { status: 'starting' };
  }

  /** The subscription that the customer chose. */
  get active(): Subscription | null {
    const { snapshot } = this;
    return snapshot.status === 'signed-in' ? snapshot.active : null;
  }

  /** The brand, once it is known. */
  get brand(): Brand | null {
    return this.#store?.brand ?? null;
  }

  #find(): SessionStore | undefined {
    const { instance } = this.#host;
    if (instance) return getSessionStore(instance);
    const session = this.#sessionElement();
    return session ? session.store : getSessionStore();
  }

  /** The `<nomos-session>` around the host, beyond the shadow roots that it may be in. */
  #sessionElement(): (Element & { store?: SessionStore }) | null {
    let element: Element | null = this.#host;
    while (element) {
      const session: Element | null = element.closest('nomos-session');
      if (session) return session;
      const root = element.getRootNode();
      element = 'host' in root ? (root as ShadowRoot).host : null;
    }
    return null;
  }

  #detach(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#store = undefined;
  }
}
