import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { helpQuery, sendHelpFeedback } from '../../src/api/help.ts';
import { isNomosApiError } from '../../src/api/nomos-api-error.ts';
import type { HelpArticle } from '../../src/contract/gateway/help.ts';
import { foldText } from '../../src/domain/fold-text.ts';
import { openingState } from '../../src/domain/opening-hours.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import { formStyles } from '../../src/ui/form-styles.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { icon } from '../../src/ui/icons.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderEmptyNotice, renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';
import { addressLinks, proseStyles } from '../../src/ui/prose.ts';
import type { ContactForm, ContactFormState } from './contact-form.ts';
import type { contact } from './contact.ts';
import { renderArticle, renderBack, renderMissing, type ArticleFeedback } from './help-article.ts';
import { helpServiceOf, renderContactCard, type HelpService } from './help-contact.ts';
import { chevronDownIcon, searchIcon } from './help-icons.ts';
import type { HelpSearch } from './help-search.ts';
import { helpStyles } from './help-styles.ts';
import { foundLabel, renderResults, renderTopics, type ArticleLinks } from './help-topics.ts';

/** What `<nomos-help>` shows of its articles. */
export type HelpView =
  | { type: 'topics' }
  | { type: 'results'; query: string; found: readonly HelpArticle[] }
  | { type: 'article'; article: HelpArticle; feedback: ArticleFeedback }
  | { type: 'missing' };

/** What `<nomos-help>` shows. The ways to the customer service (`service`) stand beside all of it, once they are known. */
export type HelpState = { service?: HelpService | null } & (
  | { type: 'loading' }
  | { type: 'empty' }
  | { type: 'error'; error: ShownError }
  | { type: 'loaded'; articles: readonly HelpArticle[]; view: HelpView }
  /** The contact form; `null` while it is being loaded. */
  | { type: 'contact'; form: ContactFormState | null }
);

/** The longest that a timer of a browser can wait, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * The help: articles by topic with a search that forgives typing mistakes, the ways to the customer service, and a message to
 * it. It works for everybody, signed in or not, and when nothing else does.
 *
 * On a page of its own (the portal) each article has its address. Elsewhere, without `article-href`, an article opens in
 * place, unless the page cancels `nomos-help-open` and shows it itself.
 *
 * @fires {CustomEvent<{article: string}>} nomos-help-open - An article is about to be opened; cancelable.
 * @fires {CustomEvent<{article: string | null, title: string | null}>} nomos-help-show - What is shown: an article with its
 *   title, or neither.
 * @fires {CustomEvent<{subscription: string | null}>} nomos-help-submit - A message is about to be sent; cancelable.
 * @fires {CustomEvent<{request: string}>} nomos-help-success - A message is written down; the id of the request.
 * @slot header - In place of the heading.
 * @slot empty - In place of what is said when there are no articles.
 * @csspart heading - The headings.
 * @csspart card - Any surface.
 * @csspart row - An article in a list, or a message that was sent.
 * @csspart input - A field.
 * @csspart button - Any button.
 * @csspart receipt - What stands in place of the form once a message is written down.
 * @csspart empty - What it says where there is nothing to show.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 */
export class NomosHelp extends NomosElement<HelpState> {
  static override styles = [...NomosElement.styles, formStyles, proseStyles, helpStyles];

  /** The article to show, by its name in addresses; without one, all topics. */
  @property() article: string | undefined;

  /** Whether the contact form is open. */
  @property({ type: Boolean }) contact = false;

  /** Where an article has its own page; `{slug}` stands for its name. Without it an article opens in place. */
  @property({ attribute: 'article-href' }) articleHref: string | undefined;

  /** Where all topics are, when articles have pages of their own. */
  @property({ attribute: 'back-href' }) backHref: string | undefined;

  /** Where the pages of the portal are; `{path}` stands for one, such as `/invoices`. Without it articles do not link to them. */
  @property({ attribute: 'portal-href' }) portalHref: string | undefined;

  @state() private query = '';

  @state() private now = new Date();

  /** What was said of articles, by their names. */
  @state() private feedback: ReadonlyMap<string, ArticleFeedback> = new Map();

  readonly #articles = new QueryController(
    this,
    this.session,
    (store) => helpQuery(store.gateway, this.language),
    true,
  );

  #search: { articles: readonly HelpArticle[]; find: HelpSearch } | undefined;

  #contactParts: typeof contact | undefined;

  #form: ContactForm | undefined;

  /** What is on its way: parts of the element that are loaded when they are needed. */
  #loading: Promise<void> | undefined;

  #change: ReturnType<typeof setTimeout> | undefined;

  #shown: string | null | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('click', this.#onProse);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('click', this.#onProse);
    clearTimeout(this.#change);
    this.#change = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const shown = this.state;
    if (shown.type === 'contact' && !this.#contactParts) this.#loading ??= this.#loadContact();
    if (changed.has('article') && this.live) this.contact = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    addressLinks(this.renderRoot, {
      article: (slug) => this.#href(slug),
      page: (path) => this.portalHref?.replace('{path}', path) ?? null,
    });
    if (!this.live) return;
    this.#tellWhatIsShown();
    this.#waitForChange();
  }

  /** Settles when parts that are loaded on demand are drawn as well. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    if (!this.#loading) return done;
    await this.#loading;
    return super.getUpdateComplete();
  }

  protected override deriveState(): HelpState {
    const { brand } = this.session;
    const service = brand && helpServiceOf(brand, this.language, this.now);
    if (this.contact) {
      const isKnown = this.session.snapshot.status !== 'starting';
      return { type: 'contact', form: isKnown ? (this.#form?.state ?? null) : null, service };
    }
    const { data: articles, error } = this.#articles;
    if (!articles) return error ? { type: 'error', error, service } : { type: 'loading', service };
    if (articles.length === 0) return { type: 'empty', service };
    return { type: 'loaded', articles, view: this.#view(articles), service };
  }

  protected override retry(): void {
    void this.#articles.refetch();
  }

  #view(articles: readonly HelpArticle[]): HelpView {
    const article = articles.find(({ slug }) => slug === this.article);
    if (article) return { type: 'article', article, feedback: this.feedback.get(article.slug) ?? 'none' };
    const query = this.query.trim();
    if (query === '') return { type: this.article ? 'missing' : 'topics' };
    // Until the search is there, and where it cannot be loaded, whole words in titles and keywords have to do.
    const find = this.#search?.articles === articles ? this.#search.find : findPlainly(articles);
    return { type: 'results', query, found: find(query) };
  }

  async #loadContact(): Promise<void> {
    try {
      const parts = (await import('./contact.ts')).contact;
      this.#contactParts = parts;
      const root = this.shadowRoot;
      const sheets = parts.styles.map(({ styleSheet }) => styleSheet).filter((sheet) => sheet !== undefined);
      if (root) root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
      if (this.live) {
        this.#form = new parts.Form(this, this.session, {
          lookedAt: () => this.activeSubscription,
          before: (subscription) => this.emit('nomos-help-submit', { subscription }, { cancelable: true }),
          after: (request) => this.emit('nomos-help-success', { request }),
        });
      }
    } catch {
      // The line broke: the mail address stands beside, and another press tries again.
      this.contact = false;
    }
    this.#loading = undefined;
    this.requestUpdate();
  }

  /** Loads the search as soon as somebody is about to type. */
  readonly #onSearchFocus = (): void => {
    const articles = this.#articles.data;
    if (!articles || this.#search?.articles === articles) return;
    void import('./help-search.ts')
      .then(({ createHelpSearch }) => {
        this.#search = { articles, find: createHelpSearch(articles) };
        this.requestUpdate();
      })
      .catch(() => undefined);
  };

  readonly #onQuery = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.#onSearchFocus();
  };

  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.query === '') return;
    event.preventDefault();
    this.query = '';
  };

  /** Enter leads from the words to what they found. */
  readonly #onSearch = (event: SubmitEvent): void => {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('.results a')?.focus();
  };

  readonly #onOpen = (event: MouseEvent, article: string): void => {
    if (!this.emit('nomos-help-open', { article }, { cancelable: true })) {
      event.preventDefault();
      return;
    }
    if (this.articleHref) return;
    event.preventDefault();
    this.article = article;
    void this.#focusMain();
  };

  /** Links within an article are part of its HTML, which has no listeners. */
  readonly #onProse = (event: MouseEvent): void => {
    const link = event
      .composedPath()
      .find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && node.closest('.prose') !== null);
    if (link?.dataset.article !== undefined) this.#onOpen(event, link.dataset.article);
  };

  readonly #onBack = (event: MouseEvent): void => {
    const leads = (event.currentTarget as HTMLElement).hasAttribute('href');
    this.contact = false;
    if (leads && this.article) return;
    event.preventDefault();
    this.article = undefined;
    void this.#focusMain();
  };

  readonly #onWrite = (): void => {
    if (!this.live) return;
    this.contact = true;
    void this.#focusMain();
  };

  async #onFeedback(article: string, helpful: boolean): Promise<void> {
    const { store } = this.session;
    if (!this.live || !store) return;
    const set = (feedback: ArticleFeedback): void => {
      this.feedback = new Map([...this.feedback, [article, feedback]]);
    };
    set('sending');
    try {
      await sendHelpFeedback(store.gateway, article, { helpful, locale: this.language });
      set(helpful ? 'helpful' : 'not-helpful');
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('#feedback')?.focus();
    } catch (error) {
      if (!isNomosApiError(error)) throw error;
      set('failed');
    }
  }

  readonly #onToContact = (): void => {
    this.renderRoot.querySelector<HTMLElement>('.contact')?.focus();
  };

  async #focusMain(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.main')?.focus();
  }

  /** A page has a title, and somebody with many tabs reads it. */
  #tellWhatIsShown(): void {
    const shown = this.state;
    const article = shown.type === 'loaded' && shown.view.type === 'article' ? shown.view.article : null;
    const title = article?.title ?? null;
    if (title === this.#shown || shown.type === 'loading') return;
    this.#shown = title;
    this.emit('nomos-help-show', { article: article?.slug ?? null, title });
  }

  /** Draws anew when somebody begins or ends to answer the telephone. */
  #waitForChange(): void {
    const { service } = this.state;
    if (this.#change !== undefined || !service || service.openingHours.length === 0) return;
    const opening = openingState(service.openingHours, this.now);
    const at = opening.type === 'open' ? opening.until : opening.next;
    if (!at) return;
    const wait = Math.min(Math.max(at.getTime() - Date.now(), 0) + 1000, longestTimer);
    this.#change = setTimeout(() => {
      this.#change = undefined;
      this.now = new Date();
    }, wait);
  }

  #href(slug: string): string {
    return this.articleHref?.replace('{slug}', encodeURIComponent(slug)) ?? `#${slug}`;
  }

  #renderSearch(shown: HelpState): TemplateResult {
    const results = shown.type === 'loaded' && shown.view.type === 'results' ? shown.view : null;
    return html`<form class="search" role="search" @submit=${this.#onSearch}>
      <label for="search">${msg('Wonach suchen Sie?', { id: 'help.search' })}</label>
      <div class="box">
        ${icon(searchIcon)}
        <input
          id="search"
          class="input"
          part="input"
          type="search"
          name="search"
          autocomplete="off"
          enterkeyhint="search"
          .value=${live(results?.query ? this.query || results.query : this.query)}
          @focus=${this.#onSearchFocus}
          @input=${this.#onQuery}
          @keydown=${this.#onSearchKey}
        />
      </div>
      <p class="search-status muted small" role="status">
        ${results ? foundLabel(results.found.length, results.query) : nothing}
      </p>
    </form>`;
  }

  #renderView({ articles, view }: Extract<HelpState, { type: 'loaded' }>): TemplateResult {
    const { headingLevel } = this;
    const language = this.formats.locale;
    const links: ArticleLinks = { href: (slug) => this.#href(slug), onOpen: this.#onOpen };
    switch (view.type) {
      case 'topics':
        return renderTopics(articles, links, { language, headingLevel });
      case 'results':
        return html`<div class="results">${renderResults(view.found, links, language)}</div>`;
      case 'article': {
        const { article, feedback } = view;
        return renderArticle(article, {
          ...links,
          language,
          headingLevel,
          feedback,
          related: articles.filter((other) => other.topic === article.topic && other.slug !== article.slug),
          onFeedback: (helpful) => void this.#onFeedback(article.slug, helpful),
          onWrite: this.#onWrite,
        });
      }
      case 'missing':
        return renderMissing(headingLevel);
    }
  }

  #renderForm(form: ContactFormState | null, service: HelpService | null): TemplateResult {
    const parts = this.#contactParts;
    if (!parts || !form) {
      return html`<div class="card" part="card">${renderSkeleton(['third tall', 'tall', 'tall', 'tall'])}</div>`;
    }
    return parts.render(form, {
      service,
      formats: this.formats,
      headingLevel: this.headingLevel,
      onInput: (change) => this.#form?.change(change),
      onFile: (file) => void this.#form?.choose(file),
      onSubmit: (event) => {
        event.preventDefault();
        void this.#form?.send();
      },
      onSave: () => void this.#form?.save(),
      onAgain: () => void this.#form?.again(),
      onRetryMessages: () => this.#form?.retryMessages(),
    });
  }

  #renderContent(shown: HelpState): TemplateResult {
    switch (shown.type) {
      case 'loading':
        return html`<div class="card" part="card">${renderSkeleton(['third', 'tall', 'tall', 'tall'])}</div>`;
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
      case 'empty':
        return html`<div class="card" part="card">
          ${renderEmptyNotice(
            msg('Hier gibt es noch keine Hilfetexte', { id: 'help.empty' }),
            msg('Der Kundenservice hilft Ihnen weiter.', { id: 'help.empty.way-out' }),
          )}
        </div>`;
      case 'contact':
        return this.#renderForm(shown.form, shown.service ?? null);
      case 'loaded':
        return this.#renderView(shown);
    }
  }

  override render(): TemplateResult {
    const shown = this.state;
    const { type, service } = shown;
    const view = type === 'loaded' ? shown.view.type : type;
    // An article, the form and the missing have a heading of their own, which is the page's.
    const within = ['article', 'missing', 'contact'].includes(view);
    return html`<section class="section">
      ${
        within
          ? renderBack(this.#onBack, this.backHref ?? null)
          : html`<slot name="header">
              ${renderHeading(this.headingLevel, 'title', msg('Hilfe', { id: 'portal.section.help' }))}
            </slot>`
      }
      ${type === 'loaded' && view !== 'article' ? this.#renderSearch(shown) : nothing}
      ${
        service && !within
          ? html`<button class="button plain to-contact" part="button" type="button" @click=${this.#onToContact}>
              ${msg('Zum Kontakt', { id: 'help.to-contact' })}${icon(chevronDownIcon)}
            </button>`
          : nothing
      }
      <div class="frame ${service ? 'with-contact' : ''}">
        <div class="main" tabindex="-1" role="group" aria-labelledby=${within ? 'title' : nothing}>
          ${this.#renderContent(shown)}
        </div>
        ${
          service
            ? renderContactCard(service, {
                formats: this.formats,
                headingLevel: this.headingLevel,
                onWrite: view === 'contact' ? null : this.#onWrite,
              })
            : nothing
        }
      </div>
    </section>`;
  }
}

/** Articles whose title, keywords or summary hold what was typed. */
function findPlainly(articles: readonly HelpArticle[]): HelpSearch {
  return (words) => {
    const wanted = foldText(words);
    return articles.filter(({ title, keywords, summary }) =>
      foldText([title, summary, ...keywords].join(' ')).includes(wanted),
    );
  };
}
