import { Routes } from '@lit-labs/router/routes.js';
import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { firstRoute, isPortalPath, signInTarget } from '../../src/contract/gateway/portal-routes.ts';
import { formStyles } from '../../src/ui/form-styles.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderErrorNotice, renderSkeleton } from '../../src/ui/notices.ts';
import { readSignInLink, type SignInLink } from '../nomos-login/sign-in-link.ts';
import { renderFooter } from './portal-footer.ts';
import { renderBottomBar, renderHeader, type Navigation } from './portal-navigation.ts';
import { isPublicPath, pageTitle, standsAlone } from './portal-routes.ts';
import { portalStyles } from './portal-styles.ts';
import type { PortalState } from './portal-state.ts';
import { UnsavedChanges } from './unsaved-changes.ts';

const confirmPath = '/auth/confirm';

/** The checkout, another product on the same host. */
const checkoutPath = '/start';

/**
 * The customer portal: header with the brand, the subscription switcher and sign-out; navigation; one section per route;
 * footer with the legal links. It owns the address bar of its page below `base-path`, and the page's title.
 *
 * Somebody who has not signed in and asks for a section is taken to `/login?next=…` and from there to where they meant to
 * be. Only known routes are ever followed.
 *
 * @fires {CustomEvent<{path: string}>} nomos-portal-navigate - Another section is shown.
 * @csspart heading - Headings of pages that the portal draws itself.
 * @csspart header - The header.
 * @csspart navigation - The tabs on wide pages and the bar on narrow ones.
 * @csspart button - Any button.
 * @csspart card - Any card that the portal draws itself.
 * @csspart dialog - The question whether to discard what was typed.
 * @csspart footer - The footer with the legal links.
 */
export class NomosPortal extends NomosElement<PortalState> {
  static override styles = [...NomosElement.styles, formStyles, portalStyles];

  /** The path below which the portal lives, without a slash at the end; empty when it is the whole site. */
  @property({ attribute: 'base-path' }) basePath = '';

  @state() private path = '/';

  @state() private query = new URLSearchParams();

  @state() private moreOpen = false;

  /** A link that signs in, out of the address; gone when it has done so, or does not hold any more. */
  @state() private signInLink: SignInLink | null = null;
  /** The help article that is shown, with its title, for the page's own. */
  @state() private helpShown: { article: string | null; title: string | null } | null = null;

  /** A section whose code could not be loaded: the network went away, or a new version replaced the old files. */
  @state() private sectionFailed = false;

  readonly #routes: Routes = new Routes(
    this,
    [
      {
        path: '/login',
        enter: () => this.#load(import('../nomos-login/nomos-login.ts')),
        render: () => this.#renderLogin(),
      },
      {
        path: '/auth/confirm',
        enter: () => this.#load(import('../nomos-login/nomos-login.ts')),
        render: () => this.#renderLogin(),
      },
      {
        path: '/overview',
        enter: () => this.#load(import('../nomos-dashboard/nomos-dashboard.ts')),
        render: () =>
          html`<nomos-dashboard
            heading-level="1"
            invoice-href=${this.#link('/invoices/{id}')}
            invoices-href=${this.#link('/invoices')}
            consumption-href=${this.#link('/consumption')}
            tariff-href=${this.#link('/tariff')}
          ></nomos-dashboard>`,
      },
      {
        path: '/invoices',
        enter: () => this.#load(import('../nomos-invoices/nomos-invoices.ts')),
        render: () => this.#renderInvoices(),
      },
      {
        path: '/invoices/:id',
        enter: () => this.#load(import('../nomos-invoice/nomos-invoice.ts')),
        render: ({ id }) =>
          html`<nomos-invoice
            heading-level="1"
            invoice=${id ?? ''}
            back-href=${this.#link('/invoices')}
            invoice-href=${this.#link('/invoices/{id}')}
          ></nomos-invoice>`,
      },
      {
        path: '/consumption',
        enter: () =>
          this.#load(
            Promise.all([
              import('../nomos-consumption/nomos-consumption.ts'),
              import('../nomos-meter-reading/nomos-meter-reading.ts'),
            ]),
          ),
        render: () => this.#renderConsumption(),
      },
      {
        path: '/tariff',
        enter: () =>
          this.#load(
            Promise.all([import('../nomos-tariff/nomos-tariff.ts'), import('../nomos-meter-swap/nomos-meter-swap.ts')]),
          ),
        render: () =>
          html`<div class="sections">
            <nomos-tariff
              heading-level="1"
              cancel-href=${this.#link('/cancel')}
              withdraw-href=${this.#link('/withdraw')}
            ></nomos-tariff>
            <nomos-meter-swap heading-level="2"></nomos-meter-swap>
          </div>`,
      },
      {
        path: '/orders',
        enter: () => this.#load(import('../nomos-orders/nomos-orders.ts')),
        render: () => html`<nomos-orders heading-level="1"></nomos-orders>`,
      },
      {
        path: '/account',
        enter: () => this.#load(import('../nomos-account/nomos-account.ts')),
        render: () => html`<nomos-account heading-level="1" cancel-href=${this.#link('/cancel')}></nomos-account>`,
      },
      ...['/help', '/help/:slug'].map((path) => ({
        path,
        enter: () => this.#load(import('../nomos-help/nomos-help.ts')),
        render: ({ slug }: { slug?: string | undefined }) => this.#renderHelp(slug),
      })),
      {
        path: '/legal/:page',
        enter: () => this.#load(import('../nomos-legal/nomos-legal.ts')),
        render: ({ page }) => this.#renderLegal(page ?? ''),
      },
      {
        path: '/cancel',
        enter: () => this.#load(import('../nomos-cancellation/nomos-cancellation.ts')),
        render: () =>
          html`<nomos-cancellation
            heading-level="1"
            login-href=${this.#link('/login?next=/cancel')}
          ></nomos-cancellation>`,
      },
      {
        path: '/withdraw',
        enter: () => this.#load(import('../nomos-withdrawal/nomos-withdrawal.ts')),
        render: () =>
          html`<nomos-withdrawal
            heading-level="1"
            login-href=${this.#link('/login?next=/withdraw')}
          ></nomos-withdrawal>`,
      },
    ],
    { fallback: { render: () => this.#renderNotFound() } },
  );

  readonly #unsaved = new UnsavedChanges(this);

  /** Counts navigations, so that one which is overtaken while its section loads does not land. */
  #navigation = 0;

  /** Whether a section is being loaded: until it is there, the path and what is shown do not belong together. */
  #underWay = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.live) return;
    this.addEventListener('click', this.#onClick);
    window.addEventListener('popstate', this.#onPopState);
    void this.#show(this.#localPath(location.pathname), new URLSearchParams(location.search));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('click', this.#onClick);
    window.removeEventListener('popstate', this.#onPopState);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.live) this.#guard();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const theme = this.session.store?.theme;
    if (this.live && theme && this.theme !== theme) this.theme = theme;
    if (this.live) this.#entitlePage();
  }

  /**
   * Shows a section: `path` is a route of the portal, with its query, below the base path. Unknown paths show the
   * "not found" page. Stays where it is when the customer does not want to lose what was typed.
   */
  async navigate(path: string, { replace = false } = {}): Promise<void> {
    if (await this.#unsaved.mayBeLost()) await this.#go(path, { replace });
  }

  protected override deriveState(): PortalState {
    const access = this.access;
    return access.type === 'granted' ? { type: 'loaded' } : access;
  }

  async #go(path: string, { replace = false } = {}): Promise<void> {
    const url = new URL(path, location.origin);
    if (url.origin !== location.origin) return;
    const address = this.#link(url.pathname) + url.search;
    if (replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    await this.#show(url.pathname, url.searchParams);
    window.scrollTo(0, 0);
    await this.#focusSection();
  }

  readonly #onPopState = (): void => {
    if (this.#unsaved.any) void this.#onBackWithUnsaved();
    else void this.#show(this.#localPath(location.pathname), new URLSearchParams(location.search));
  };

  /** The browser has gone back before anybody could ask: the address is put right, and left again by the same way. */
  async #onBackWithUnsaved(): Promise<void> {
    const query = this.query.size > 0 ? `?${this.query}` : '';
    history.pushState(null, '', this.#link(this.path) + query);
    if (await this.#unsaved.mayBeLost()) history.back();
  }

  readonly #onSignOut = async (): Promise<void> => {
    if (await this.#unsaved.mayBeLost()) await this.session.store?.signOut();
  };

  /** Follows links within the portal without loading the page anew; anything unusual is left to the browser. */
  readonly #onClick = (event: MouseEvent): void => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    ) {
      return;
    }
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    if (!link?.href || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.hash) return;
    const path = this.#localPath(url.pathname);
    if (!isPortalPath(path)) return;
    event.preventDefault();
    this.moreOpen = false;
    void this.navigate(path + url.search);
  };

  readonly #onInvoicesFilter = (
    event: CustomEvent<{ year: number | null; status: string | null; page: number }>,
  ): void => {
    const { year, status, page } = event.detail;
    const query = new URLSearchParams();
    if (year) query.set('year', String(year));
    if (status) query.set('status', status);
    if (page > 1) query.set('page', String(page));
    const search = query.size > 0 ? `?${query}` : '';
    history.pushState(null, '', this.#link('/invoices') + search);
    this.query = query;
  };

  readonly #onConsumptionView = ({ detail }: CustomEvent<{ period: string; date: string }>): void => {
    const query = new URLSearchParams({ period: detail.period, date: detail.date });
    history.pushState(null, '', `${this.#link('/consumption')}?${query}`);
    this.query = query;
  };

  readonly #onHelpShow = ({ detail }: CustomEvent<{ article: string | null; title: string | null }>): void => {
    this.helpShown = detail;
  };

  readonly #onLoginSuccess = (): void => {
    const { snapshot } = this.session;
    // Whom a supplier's site leads here without a contract wants one.
    const without = snapshot.status === 'signed-in' && snapshot.subscriptions.length === 0;
    if (this.signInLink?.type === 'magiclink' && without) location.replace(this.#link(checkoutPath));
    else this.signInLink = null;
  };

  readonly #onLoginRefuse = (): void => {
    this.signInLink = null;
  };

  readonly #onSkip = (): void => {
    void this.#focusSection();
  };

  readonly #onMoreKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.moreOpen) return;
    this.moreOpen = false;
    this.renderRoot.querySelector<HTMLElement>('.entry[aria-expanded]')?.focus();
  };

  async #show(path: string, query: URLSearchParams): Promise<void> {
    const navigation = (this.#navigation += 1);
    this.#underWay = true;
    if (path === confirmPath) query = this.#takeSignInLink(query);
    // Firefox before 142 and Safari before 26 lack URLPattern, by which the routes match.
    if (!('URLPattern' in globalThis)) await import('urlpattern-polyfill');
    try {
      await this.#routes.goto(path);
      if (navigation !== this.#navigation) return;
      this.sectionFailed = false;
    } catch {
      if (navigation !== this.#navigation) return;
      this.sectionFailed = true;
    }
    this.#underWay = false;
    this.path = path;
    this.query = query;
    this.#guard();
    this.requestUpdate();
    this.emit('nomos-portal-navigate', { path });
  }

  /** Takes a link out of the address bar and the history, before anything else sees it there. @returns What is left. */
  #takeSignInLink(query: URLSearchParams): URLSearchParams {
    const link = readSignInLink(query);
    if (!link) return query;
    this.signInLink = link;
    const next = query.get('next');
    const rest = new URLSearchParams(next === null ? {} : { next });
    history.replaceState(null, '', this.#link(confirmPath) + (rest.size > 0 ? `?${rest}` : ''));
    return rest;
  }

  /** Waits for the code of a section. `false` when another one has been gone to meanwhile: the routes then stay there. */
  async #load(section: Promise<unknown>): Promise<boolean> {
    const navigation = this.#navigation;
    await section;
    return navigation === this.#navigation;
  }

  /** Takes people to the sign-in when they have to, and away from it when they have done so. */
  #guard(): void {
    const isConfirming = this.path === confirmPath;
    if (this.#underWay || (isConfirming && this.signInLink)) return;
    const { status } = this.session.snapshot;
    if (status === 'signed-out' && isConfirming) {
      void this.#go(`/login?next=${encodeURIComponent(this.#next())}`, { replace: true });
    } else if (status === 'signed-out' && !isPublicPath(this.path) && this.path !== '/' && isPortalPath(this.path)) {
      const query = this.query.size > 0 ? `?${this.query}` : '';
      void this.#go(`/login?next=${encodeURIComponent(this.path + query)}`, { replace: true });
    } else if (status === 'signed-in' && (isConfirming || this.path === '/login')) {
      void this.#go(this.#next(), { replace: true });
    }
  }

  /** Where the sign-in leads: a known route that is not the sign-in itself, else the overview. */
  #next(): string {
    return signInTarget(this.query.get('next') ?? '') ?? firstRoute;
  }

  /** Who has many tabs, or hears the page, knows by its title where they are. */
  #entitlePage(): void {
    const article = this.path === `/help/${this.helpShown?.article ?? ''}` ? this.helpShown?.title : null;
    const parts = [article ?? pageTitle(this.path), this.session.brand?.name].filter(Boolean);
    if (this.path !== '/' && parts.length > 0) document.title = parts.join(' · ');
  }

  async #focusSection(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('main')?.focus();
  }

  #link(path: string): string {
    return this.basePath + path;
  }

  #localPath(pathname: string): string {
    const local = pathname.startsWith(this.basePath) ? pathname.slice(this.basePath.length) : pathname;
    return local === '' || local === '/' ? '/overview' : local;
  }

  #renderLogin(): TemplateResult {
    return html`<div class="narrow-content">
      <nomos-login
        heading-level="1"
        .link=${this.signInLink}
        .next=${this.query.has('next') ? this.#next() : undefined}
        @nomos-login-success=${this.#onLoginSuccess}
        @nomos-login-refuse=${this.#onLoginRefuse}
      ></nomos-login>
    </div>`;
  }

  #renderInvoices(): TemplateResult {
    const year = Number(this.query.get('year'));
    const page = Number(this.query.get('page'));
    return html`<nomos-invoices
      heading-level="1"
      invoice-href=${this.#link('/invoices/{id}')}
      .year=${Number.isInteger(year) && year > 0 ? year : null}
      .status=${this.query.get('status')}
      .page=${Number.isInteger(page) && page > 0 ? page : 1}
      @nomos-invoices-filter=${this.#onInvoicesFilter}
    ></nomos-invoices>`;
  }

  #renderConsumption(): TemplateResult {
    // Where the meter is read by hand, its reading has its place below what follows from it.
    const analog = this.session.active?.meter.type === 'analog';
    return html`<div class="sections">
      <nomos-consumption
        heading-level="1"
        .period=${this.query.get('period') ?? 'month'}
        .date=${this.query.get('date')}
        @nomos-consumption-view=${this.#onConsumptionView}
      ></nomos-consumption>
      ${analog ? html`<nomos-meter-reading heading-level="2"></nomos-meter-reading>` : nothing}
    </div>`;
  }

  #renderHelp(article: string | undefined): TemplateResult {
    return html`<nomos-help
      heading-level="1"
      .article=${article}
      article-href=${this.#link('/help/{slug}')}
      back-href=${this.#link('/help')}
      portal-href=${this.#link('{path}')}
      @nomos-help-show=${this.#onHelpShow}
    ></nomos-help>`;
  }

  #renderLegal(page: string): TemplateResult {
    if (!isPortalPath(`/legal/${page}`)) return this.#renderNotFound();
    return html`<nomos-legal
      heading-level="1"
      page=${page}
      article-href=${this.#link('/help/{slug}')}
      portal-href=${this.#link('{path}')}
    ></nomos-legal>`;
  }

  #renderNotFound(): TemplateResult {
    return html`${renderHeading(1, 'title page-title', msg('Seite nicht gefunden', { id: 'portal.not-found.title' }))}
      <div class="card" part="card">
        <p>${msg('Diese Adresse gibt es hier nicht.', { id: 'portal.not-found.text' })}</p>
        <p>
          <a class="button" href=${this.#link('/overview')}>${msg('Zur Übersicht', { id: 'portal.to-overview' })}</a>
        </p>
      </div>`;
  }

  #renderContent(): unknown {
    const shown = this.state;
    const open = isPublicPath(this.path) || !isPortalPath(this.path);
    if (this.sectionFailed) {
      return html`<div class="card" part="card">
        ${renderErrorNotice({ kind: 'network' }, () => location.reload())}
      </div>`;
    }
    // A link is followed whoever is signed in before it, and while that is found out.
    const isFollowing = this.path === confirmPath && this.signInLink !== null;
    // What the law wants always at hand does not wait for an answer about who is there.
    const isAlwaysOpen = shown.type === 'error' && (this.path === '/cancel' || this.path === '/withdraw');
    const isThere = shown.type === 'loaded' || (open && shown.type === 'signed-out') || standsAlone(this.path);
    if (isFollowing || isThere || isAlwaysOpen) return this.#routes.outlet();
    if (shown.type === 'error') {
      return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
    }
    return html`<div class="card" part="card">${renderSkeleton(['third tall', '', '', 'half'])}</div>`;
  }

  override render(): TemplateResult {
    const signedIn = this.state.type === 'loaded';
    const navigation: Navigation = {
      path: this.path,
      link: (path) => this.#link(path),
      switcher: this.live,
      moreOpen: this.moreOpen,
      onMore: () => (this.moreOpen = !this.moreOpen),
      onMoreKey: this.#onMoreKey,
    };
    return html`<div class="frame">
      <button class="skip button" part="button" type="button" @click=${this.#onSkip}>
        ${msg('Zum Inhalt', { id: 'portal.skip' })}
      </button>
      ${renderHeader({
        ...navigation,
        access: this.state.type,
        brand: this.session.brand,
        onSignOut: () => void this.#onSignOut(),
      })}
      <main id="main" class="bounds" tabindex="-1">${this.#renderContent()}</main>
      ${renderFooter(this.session, navigation.link)} ${signedIn ? renderBottomBar(navigation) : nothing}
    </div>`;
  }
}
