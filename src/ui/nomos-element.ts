import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Subscription } from '../contract/nomos/subscription.ts';
import { createFormats, type Formats } from '../domain/format.ts';
import { textLanguageOf, type TextLanguage } from '../contract/gateway/languages.ts';
import { matchLocale, pageLocale, setPageLocale } from '../i18n/localization.ts';
import { SessionController } from '../session/session-controller.ts';
import { brandStyleSheet } from '../theme/brand-style-sheet.ts';
import { hasOwnColors } from '../theme/color-tokens.ts';
import type { NomosEventDetails } from './element-events.ts';
import { renderSignedOutNotice, type ShownError } from './notices.ts';
import { sharedStyles } from './shared-styles.ts';

/** Light, dark, or as the customer's system has it. */
export type Theme = 'light' | 'dark' | 'system';

/** Whether the session lets an element show anything. */
export type Access =
  { type: 'granted' } | { type: 'signed-out' } | { type: 'loading' } | { type: 'error'; error: ShownError };

/**
 * What every public element is: it finds its session, wears the brand, speaks the page's language, and draws itself from
 * one `state`.
 *
 * A subclass derives its state from the session and its queries (`deriveState`) and draws it (`render`). Setting `state`
 * from outside shows that state instead, without any network: galleries and the accessibility tests do so. Because the
 * state is one discriminated union, combinations that make no sense cannot be expressed.
 */
export abstract class NomosElement<State extends { type: string } = { type: string }> extends LitElement {
  static override styles: CSSResultGroup[] = sharedStyles;

  static override properties = { state: { attribute: false, noAccessor: true } };

  /**
   * The language of the texts: `de`, `de-informal` (which says „du“), `en` or `tr`; of a tag such as `en-GB` its language. One
   * language per page: the last one set wins.
   */
  @property() locale: string | undefined;

  /** `light`, `dark` or `system`; without it, the colour scheme of the surroundings. */
  @property({ reflect: true }) theme: Theme | undefined;

  /** The subscription to show (`sub_…`), where it is not the one that the customer has chosen. */
  @property() subscription: string | undefined;

  /** The name of a session of its own; without it, the session of the page or of a `<nomos-session>` around the element. */
  @property() instance: string | undefined;

  /** The level of the element's heading, 1 to 6. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  protected readonly session: SessionController;

  /** Tries again what failed: the session when that was it, else the element's own queries. */
  protected readonly onRetry = (): void => {
    if (this.session.snapshot.status === 'unreachable') void this.session.store?.retry();
    else this.retry();
  };

  #shown: State | undefined;

  #brandSheet: CSSStyleSheet | undefined;

  #formats: Formats | undefined;

  #localeIsAsked = false;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    this.session = new SessionController(this, { enabled: () => this.live });
    this.addEventListener('transitionrun', this.#onColors);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#onColors();
  }

  /** Unlike `willUpdate`, this comes after the session was found, so that the first drawing is of what is known already. */
  protected override update(changed: PropertyValues): void {
    this.#wearBrand();
    // On a page in another language a screen reader has to know, and one that reads from right to left must not turn us round.
    this.lang = pageLocale().slice(0, 2);
    this.dir = /^(ar|fa|he|ur)/.test(this.lang) ? 'rtl' : 'ltr';
    if (changed.has('locale')) this.#localeIsAsked = true;
    super.update(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // The store is found during an update, so that is when a language can be asked of it.
    const locale = matchLocale(this.locale);
    if (!this.#localeIsAsked || !locale) return;
    const { store } = this.session;
    if (store) store.setLocale(locale, { remember: false });
    else if (!this.live) void setPageLocale(locale);
    else return;
    this.#localeIsAsked = false;
  }

  /** What the element shows. Set it to show a state by hand, without any network; set `undefined` to go live again. */
  get state(): State {
    return this.#shown ?? this.deriveState();
  }

  set state(state: State | undefined) {
    const before = this.#shown;
    this.#shown = state;
    this.requestUpdate('state', before);
  }

  /** Whether the element follows its session; `false` while a state set by hand is shown. */
  protected get live(): boolean {
    return this.#shown === undefined;
  }

  /** Formats of the language in force: numbers, dates and units as a person reads them. */
  protected get formats(): Formats {
    const locale = pageLocale();
    if (this.#formats?.locale !== locale) this.#formats = createFormats(locale);
    return this.#formats;
  }

  /** The language of what comes from the gateway: articles, legal texts, mails. That in force, or German where there is none. */
  protected get language(): TextLanguage {
    return textLanguageOf(pageLocale());
  }

  /**
   * Tells the page something, as an event that bubbles and crosses shadow roots.
   *
   * @returns `false` when the page cancelled it, and will do itself what the element was about to do.
   */
  protected emit<Name extends keyof NomosEventDetails>(
    name: Name,
    detail: NomosEventDetails[Name],
    { cancelable = false } = {},
  ): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }

  /** Whether the session lets the element show anything; what to show in its place when not. */
  protected get access(): Access {
    const snapshot = this.session.snapshot;
    switch (snapshot.status) {
      case 'starting':
        return { type: 'loading' };
      case 'signed-out':
        return { type: 'signed-out' };
      case 'unreachable':
        return { type: 'error', error: snapshot.error };
      case 'signed-in':
        return { type: 'granted' };
    }
  }

  /** The id of the subscription to show: the attribute, else the customer's choice; `null` when there is none. */
  protected get activeSubscription(): string | null {
    return this.subscription ?? this.session.active?.id ?? null;
  }

  /** The subscription to show, with what is known of it; `null` while it is not, or where there is none. */
  protected get shownSubscription(): Subscription | null {
    const { snapshot } = this.session;
    if (snapshot.status !== 'signed-in') return null;
    return snapshot.subscriptions.find(({ id }) => id === this.activeSubscription) ?? null;
  }

  /** Asks the element's failed queries again. */
  protected retry(): void {
    this.requestUpdate();
  }

  /** The state that follows from the session and the element's queries. */
  protected abstract deriveState(): State;

  /** Colours changed, or may have. What follows from a page's own is worked out by a module that other pages do not load. */
  readonly #onColors = (): void => {
    this.requestUpdate();
    if (!hasOwnColors(this)) return;
    void import('../theme/page-colors.ts')
      .then(({ followPageColors }) => followPageColors(this))
      .catch(() => undefined);
  };

  #wearBrand(): void {
    const brand = this.session.brand;
    const sheet = brand ? brandStyleSheet(brand) : undefined;
    const root = this.shadowRoot;
    if (!root || sheet === this.#brandSheet) return;
    root.adoptedStyleSheets = [
      ...root.adoptedStyleSheets.filter((other) => other !== this.#brandSheet),
      ...(sheet ? [sheet] : []),
    ];
    this.#brandSheet = sheet;
  }

  /** What an element shows to somebody who has not signed in, when it stands alone on a page. */
  protected renderSignedOut(): TemplateResult {
    return html`<div class="card" part="card">
      ${renderSignedOutNotice(() => this.emit('nomos-session-sign-in', undefined, { cancelable: true }))}
    </div>`;
  }
}
