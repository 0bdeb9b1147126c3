import { createGatewayClient, type GatewayClient } from '../api/gateway-client.ts';
import { isNomosApiError } from '../api/nomos-api-error.ts';
import { createNomosClient, type NomosClient } from '../api/nomos-client.ts';
import { PageQueries } from '../api/query-cache.ts';
import { brandSchema, type Brand } from '../contract/gateway/brand.ts';
import { mirrorPrefix } from '../contract/gateway/routes.ts';
import { gatewaySessionSchema, type GatewaySession } from '../contract/gateway/session.ts';
import type { Challenge } from '../contract/gateway/sign-in.ts';
import { matchLocale, overrideMessages, setPageLocale, type Locale } from '../i18n/localization.ts';
import { forgetFormDraftsBut, visitor } from './forget-form-drafts.ts';
import { chooseSubscription, loadCustomer } from './load-customer.ts';
import { readPageData } from './page-data.ts';
import { preferences } from './preferences.ts';
import type { FetchSession } from './fetch-session.ts';
import type { NomosSessionError } from './session-error.ts';
import type { SessionSnapshot, SessionTheme } from './session-snapshot.ts';
import { openTabChannel, type TabMessage } from './tab-channel.ts';

/** How a store is set up. */
export interface SessionStoreOptions {
  /** Origin of the gateway, without a slash at the end; the page's own when absent. */
  gateway?: string | undefined;
  /** Where a server speaks the paths of the Nomos API, in place of a gateway; without a slash at the end. */
  api?: string | undefined;
  /** How the page's own site vouches for its customer, in place of a sign-in at the gateway. */
  fetchSession?: FetchSession | undefined;
  /** Told what is wrong with how the page reaches its data. */
  onError?: ((error: NomosSessionError) => void) | undefined;
  /** Tells sessions on one page apart. */
  instance?: string | undefined;
  /** The language, stronger than what the customer chose before, than the page's and than the brand's. */
  locale?: Locale | undefined;
  theme?: SessionTheme | undefined;
  /** In place of the browser's, for tests. */
  fetch?: typeof fetch;
}

/** When a page begins to hear of changes: what it shows first goes before. */
const hearAfterMilliseconds = 2000;

/** The longest delay that `setTimeout` takes, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * The one place that knows who is signed in, which subscription is active, and which brand, language and theme are in
 * force; it owns the page's query cache. Elements follow it through a `SessionController`.
 *
 * Sign-in, sign-out, the chosen subscription, language and theme are shared with the other tabs. Nothing here ever holds a
 * token: the gateway's cookie is out of reach of scripts, and where there is none, `token-fetch.ts` holds tokens in memory.
 */
export class SessionStore {
  readonly queryClient: PageQueries;
  readonly client: NomosClient;
  readonly gateway: GatewayClient;

  readonly options: SessionStoreOptions;
  /** Whether tokens say who is signed in, because the gateway's cookie does not come along: files cannot be linked to then. */
  readonly byToken: boolean;

  /** What carries tokens is loaded where there are some. */
  readonly #fetchByToken: typeof globalThis.fetch = async (input, init) => {
    const { createTokenFetch } = await import('./token-fetch.ts');
    this.#tokens ??= createTokenFetch(this.options, () => void this.#check('none'));
    return this.#tokens(input, init);
  };
  readonly #listeners = new Set<() => void>();
  readonly #channel: ReturnType<typeof openTabChannel>;
  #snapshot: SessionSnapshot = { status: 'starting' };
  #brand: Brand | null = null;
  #locale: Locale;
  #theme: SessionTheme | undefined;
  #started: Promise<void> | undefined;
  #loading = new AbortController();
  #expiry: ReturnType<typeof setTimeout> | undefined;
  #hearing: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  /** Counts what asks who is signed in, so that an answer which was overtaken does not land. */
  #checks = 0;
  /** A sign-out that the gateway has not heard of yet. */
  #unheardSignOut: { everywhere?: boolean } | undefined;
  #localeIsAsked: boolean;
  /** Whose data the cache may hold. */
  #customer: string | undefined;
  #tokens: typeof globalThis.fetch | undefined;

  constructor(options: SessionStoreOptions = {}) {
    this.options = options;
    const { gateway: baseUrl = '', api, fetchSession } = options;
    this.byToken =
      !!fetchSession || (typeof location !== 'undefined' && new URL(baseUrl, location.href).origin !== location.origin);
    const fetch = this.byToken ? this.#fetchByToken : options.fetch;
    this.gateway = createGatewayClient({ baseUrl, fetch });
    this.client = createNomosClient({ baseUrl: api ?? baseUrl + mirrorPrefix, fetch });
    this.queryClient = new PageQueries(() => this.#expire());
    const asked = options.locale ?? matchLocale(preferences.read('locale')) ?? matchLocale(languageOfPage());
    this.#localeIsAsked = asked !== undefined;
    this.#locale = asked ?? 'de';
    this.#theme = options.theme ?? themeOf(preferences.read('theme'));
    this.#channel = openTabChannel(`nomos-session:${baseUrl}:${options.instance ?? ''}`, (message) =>
      this.#onTabMessage(message),
    );
  }

  /** Who is signed in, as far as is known. */
  get snapshot(): SessionSnapshot {
    return this.#snapshot;
  }

  /** The brand, once it is known. */
  get brand(): Brand | null {
    return this.#brand;
  }

  /** Whether it has ended. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Whether more than one follow it. What listens for changes is one that nobody sees. */
  get isFollowed(): boolean {
    return this.#listeners.size > 1;
  }

  /** The language in force. */
  get locale(): Locale {
    return this.#locale;
  }

  /** The theme in force: the customer's choice, else the brand's. */
  get theme(): SessionTheme {
    return this.#theme ?? this.#brand?.default_theme ?? 'system';
  }

  /** Calls back at every change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Finds out who is signed in. Any number of calls make one attempt. */
  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  /** Tries again after `unreachable`. */
  async retry(): Promise<void> {
    if (this.#unheardSignOut) return this.signOut(this.#unheardSignOut);
    this.#change({ status: 'starting' });
    if (!this.#brand) await this.#loadBrand();
    await this.#check('none');
  }

  /**
   * Asks for customer and subscriptions anew: something of them was changed. What is shown stays meanwhile.
   *
   * @param everywhere - In all tabs; else in this one, as others hear of the change themselves.
   */
  async refresh(everywhere = true): Promise<void> {
    if (everywhere) this.#channel.post({ type: 'signed-in' });
    await this.#check(everywhere ? 'none' : 'expired');
  }

  /**
   * Has a code sent to an e-mail address, and a link beside it that leads to `next`.
   *
   * @throws {NomosApiError} `rate-limited` with `retryAfterSeconds` when it is too early; `invalid` for no address at all.
   */
  requestCode(
    email: string,
    { remember = false, next }: { remember?: boolean; next?: string | undefined } = {},
  ): Promise<Challenge> {
    return this.gateway.requestCode({ email, remember, locale: this.#locale, next });
  }

  /**
   * Signs in with the code of a challenge.
   *
   * @throws {NomosApiError} `invalid` with `fieldErrors[0].code` one of `invalid_code`, `expired_code`, `used_code`,
   *   `too_many_attempts`; `rate-limited` after too many failures.
   */
  async verifyCode(code: string, { challenge, remember }: { challenge: string; remember: boolean }): Promise<void> {
    await this.adopt(await this.gateway.verifyCode({ challenge, code, remember }));
  }

  /** Takes over a session that the gateway has just begun, in all tabs. */
  async adopt(session: GatewaySession): Promise<void> {
    this.#checks += 1;
    this.#unheardSignOut = undefined;
    this.#channel.post({ type: 'signed-in' });
    await this.#enter(session, 'none');
  }

  /** Signs out in this browser, or everywhere. The page forgets at once, whatever the gateway answers. */
  async signOut({ everywhere = false } = {}): Promise<void> {
    this.#checks += 1;
    this.#leave('signed-out');
    this.#channel.post({ type: 'signed-out' });
    this.#unheardSignOut = { everywhere };
    try {
      await this.gateway.signOut({ everywhere });
      this.#unheardSignOut = undefined;
      if (this.#snapshot.status === 'unreachable') this.#leave('signed-out');
    } catch (error) {
      if (!isNomosApiError(error)) throw error;
      if (error.kind === 'unauthorized') this.#unheardSignOut = undefined;
      // The cookie still holds: the customer has to know, and to be able to try again.
      else this.#change({ status: 'unreachable', error });
    }
  }

  /** Makes a subscription the one that all elements show, in all tabs, now and at the next visit. */
  selectSubscription(id: string): void {
    if (this.#select(id)) this.#channel.post({ type: 'subscription', subscription: id });
  }

  /** Changes the language of the page, and remembers it when the customer chose it. */
  setLocale(locale: Locale, { remember = true } = {}): void {
    this.#localeIsAsked = true;
    if (locale === this.#locale) return;
    this.#speak(locale);
    if (!remember) return;
    preferences.write('locale', locale);
    this.#channel.post({ type: 'locale', locale });
  }

  /** Changes the theme and remembers it. */
  setTheme(theme: SessionTheme): void {
    preferences.write('theme', theme);
    this.#theme = theme;
    this.#channel.post({ type: 'theme', theme });
    this.#notify();
  }

  /** Ends everything that the store holds open. Stores of a page live as long as the page. */
  close(): void {
    this.#closed = true;
    this.#loading.abort();
    clearTimeout(this.#expiry);
    this.#channel.close();
    this.queryClient.clear();
    this.queryClient.unmount();
    // Who followed this store looks for the one that takes its place.
    this.#notify();
  }

  async #start(): Promise<void> {
    this.queryClient.mount();
    this.#speak(this.#locale);
    await this.#loadBrand();
    const carried = readPageData('nomos-session', gatewaySessionSchema);
    if (carried && !this.byToken) await this.#enter(carried, 'none');
    else await this.#check('none');
  }

  /** A page without a brand still works, in the look of the library. */
  async #loadBrand(): Promise<void> {
    try {
      const carried = !this.byToken ? readPageData('nomos-brand', brandSchema) : undefined;
      this.#brand = carried ?? (await this.gateway.brand());
    } catch {
      return;
    }
    // The language belongs to the page, and thus to the store that has taken the place of this one.
    if (this.#closed) return;
    const { default_locale: fallback, locales, messages } = this.#brand;
    if (messages) void overrideMessages({ brand: messages });
    const asked = this.#localeIsAsked ? matchLocale(this.#locale, locales) : undefined;
    this.#speak(asked ?? matchLocale(fallback) ?? 'de');
    this.#notify();
  }

  async #check(reason: 'none' | 'expired'): Promise<void> {
    const check = (this.#checks += 1);
    try {
      const session = await this.gateway.session();
      if (check === this.#checks) await this.#enter(session, reason);
    } catch (error) {
      if (!isNomosApiError(error)) throw error;
      // A page that is signed in stays so until somebody says otherwise.
      if (check === this.#checks && this.#snapshot.status !== 'signed-in')
        this.#change({ status: 'unreachable', error });
    }
  }

  async #enter(session: GatewaySession, reason: 'none' | 'expired'): Promise<void> {
    if (this.#closed) return;
    const { customer: id = null, expires_at: expiresAt = null } = session.status === 'signed-in' ? session : {};
    if (!id || !expiresAt) {
      this.#leave(reason);
      return;
    }
    this.#loading.abort();
    if (this.#customer !== undefined && this.#customer !== id) {
      // Somebody else: nothing of the one before stays, not even until this one is known.
      this.#change({ status: 'starting' });
      this.queryClient.clear();
    }
    this.#customer = id;
    this.#expireAt(expiresAt);
    const loading = (this.#loading = new AbortController());
    const queryKey = ['customer', id];
    // What was aborted must not be joined.
    this.queryClient.removeQueries({ queryKey });
    try {
      const { customer, subscriptions } = await this.queryClient.query({
        queryKey,
        queryFn: ({ signal }) => loadCustomer(this.client, id, AbortSignal.any([signal, loading.signal])),
        staleTime: 0,
        // What it gives lives in the snapshot; the cache need not keep it as well.
        gcTime: 0,
      });
      if (loading.signal.aborted || this.closed) return;
      const active = chooseSubscription(subscriptions, preferences.read(`subscription.${customer.id}`));
      // What a visitor typed is theirs to take up, or to forget: a form tells by what is in it.
      forgetFormDraftsBut([id, visitor, ...subscriptions.map((subscription) => subscription.id)]);
      this.#change({ status: 'signed-in', customer, subscriptions, active });
      this.#hear();
    } catch (error) {
      if (loading.signal.aborted) return;
      if (!isNomosApiError(error)) throw error;
      if (error.kind === 'unauthorized') this.#leave('expired');
      else if (this.#snapshot.status !== 'signed-in') this.#change({ status: 'unreachable', error });
    }
  }

  #leave(reason: 'none' | 'signed-out' | 'expired'): void {
    this.#loading.abort();
    clearTimeout(this.#expiry);
    this.#customer = undefined;
    // Said first: elements let go of their queries before the cache is emptied under them.
    this.#change({ status: 'signed-out', reason });
    this.queryClient.clear();
    // A session that ran out is likely to be taken up again by the same customer.
    if (reason === 'signed-out') forgetFormDraftsBut([]);
  }

  /** Hears of changes, if it can: without it, a page shows what is new when it asks the next time. */
  #hear(): void {
    this.#hearing ??= setTimeout(() => {
      import('./live-changes.ts').then(({ followChanges }) => followChanges(this)).catch(() => undefined);
    }, hearAfterMilliseconds);
  }

  #expire(): void {
    if (this.#snapshot.status !== 'signed-in') return;
    this.#leave('expired');
  }

  #expireAt(utcInstant: string): void {
    clearTimeout(this.#expiry);
    const delay = Math.min(Date.parse(utcInstant) - Date.now(), longestTimer);
    if (delay > 0) this.#expiry = setTimeout(() => void this.#check('expired'), delay);
  }

  #select(id: string): boolean {
    const snapshot = this.#snapshot;
    if (snapshot.status !== 'signed-in') return false;
    const active = snapshot.subscriptions.find((subscription) => subscription.id === id);
    if (!active || active === snapshot.active) return false;
    preferences.write(`subscription.${snapshot.customer.id}`, id);
    this.#change({ ...snapshot, active });
    return true;
  }

  #speak(locale: Locale): void {
    this.#locale = locale;
    void setPageLocale(locale).then(() => this.#notify());
  }

  #onTabMessage(message: TabMessage): void {
    switch (message.type) {
      case 'signed-in':
        // Somebody came after the sign-out: making it good now would end the wrong session.
        this.#unheardSignOut = undefined;
        if (this.#started) void this.#check('none');
        break;
      case 'signed-out':
        // An answer that is on its way is older than this.
        this.#checks += 1;
        this.#tokens = undefined;
        if (this.#started && ['signed-in', 'starting'].includes(this.#snapshot.status)) this.#leave('signed-out');
        break;
      case 'subscription':
        this.#select(message.subscription);
        break;
      case 'locale':
        this.#speak(matchLocale(message.locale) ?? this.#locale);
        break;
      case 'theme':
        this.#theme = themeOf(message.theme) ?? this.#theme;
        this.#notify();
        break;
    }
  }

  #change(snapshot: SessionSnapshot): void {
    this.#snapshot = snapshot;
    this.#notify();
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** What `<html lang>` says. */
function languageOfPage(): string {
  return typeof document === 'undefined' ? '' : document.documentElement.lang;
}

function themeOf(value: string | null | undefined): SessionTheme | undefined {
  return value === 'light' || value === 'dark' || value === 'system' ? value : undefined;
}
