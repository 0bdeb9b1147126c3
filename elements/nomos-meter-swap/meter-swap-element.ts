import { msg } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { customerRequestsQuery } from '../../src/api/customer-requests-query.ts';
import { newRequestKey } from '../../src/api/request-key.ts';
import { meterOrdersQuery } from '../../src/api/meter-orders.ts';
import { meterReadingsQuery } from '../../src/api/meter-readings.ts';
import type { MeterReading } from '../../src/contract/nomos/meter-reading.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import { customerRequestListStyles } from '../../src/ui/customer-request-list-styles.ts';
import { fileFieldStyles } from '../../src/ui/file-field-styles.ts';
import type { ChosenFile } from '../../src/ui/file-field.ts';
import { formStyles } from '../../src/ui/form-styles.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';
import { orderReviewStyles } from '../../src/ui/order-review-styles.ts';
import { ProductOrdering } from '../../src/ui/product-ordering.ts';
import { receiptStyles } from '../../src/ui/request-receipt-styles.ts';
import { meterSwapStyles } from './meter-swap-styles.ts';
import type * as SwapDetails from './swap-details.ts';
import { emptySwapDraft, keepSwapDraft, readSwapDraft, type SwapDraft } from './swap-draft.ts';
import type * as SwapForm from './swap-form.ts';
import { isSwapReportable, renderSwapIdle, swapIdleReason } from './swap-idle.ts';
import { swapFields, type FieldProblems, type SendingProblem } from './swap-problem.ts';
import type { EarlierSwaps, LoadedSwap, MeterSwapState, SentSwap } from './swap-state.ts';

/**
 * A form to report that a meter was exchanged: the day, number and last reading of the old meter, number and first reading of the new
 * one, a photo and a note where somebody wants to add them. Shows what was reported before and how far it has got, and offers a
 * smart meter where none is there or on order.
 *
 * A final reading below the last known one is asked about once, never refused. What was typed survives a reload of the tab.
 *
 * @fires {CustomEvent<{request: string}>} nomos-meter-swap-submit - A report was taken; the id of the request.
 * @fires {CustomEvent<{order: string}>} nomos-meter-order-create - A smart meter was ordered; the id of the order.
 * @fires {CustomEvent<void>} nomos-session-sign-in - A customer who is not signed in asked for the sign-in; cancelable.
 * @slot header - In place of the heading.
 * @slot empty - In place of what is said to a customer who cannot report any.
 * @slot help - Beneath the form, for what a supplier wants to add.
 * @csspart heading - The headings.
 * @csspart card - The surfaces around form, earlier reports and offer.
 * @csspart input - A field.
 * @csspart button - Any button.
 * @csspart row - A report from before.
 * @csspart receipt - The receipt of a report.
 * @csspart review - What is looked through before a smart meter is ordered.
 * @csspart empty - What it says where there is nothing to show.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 * @csspart signed-out - What it says while nobody is signed in.
 */
export class NomosMeterSwap extends NomosElement<MeterSwapState> {
  static override styles = [
    ...NomosElement.styles,
    formStyles,
    fileFieldStyles,
    receiptStyles,
    customerRequestListStyles,
    orderReviewStyles,
    meterSwapStyles,
  ];

  @state() private draft = emptySwapDraft();

  @state() private photo: ChosenFile = { type: 'none' };

  @state() private saving = false;

  @state() private problems: FieldProblems = {};

  @state() private failure: SendingProblem | null = null;

  @state() private doubt: MeterReading | null = null;

  @state() private sent: SentSwap | null = null;

  /** The code of the form and of what stands beside it, once it is there, or why it is not: most who look at their contract need neither. */
  @state() private details: (typeof SwapDetails & typeof SwapForm) | ShownError | null = null;

  readonly #readings = new QueryController(this, this.session, (store) => {
    const subscription = this.#reportable;
    return subscription?.meter.type === 'analog' ? meterReadingsQuery(store.client, subscription.id) : null;
  });

  readonly #orders = new QueryController(this, this.session, (store) => {
    const subscription = this.#reportable;
    return subscription ? meterOrdersQuery(store.client, subscription.id) : null;
  });

  readonly #requests = new QueryController(this, this.session, (store) =>
    this.#reportable ? customerRequestsQuery(store.gateway) : null,
  );

  readonly #ordering = new ProductOrdering(this, this.session, {
    home: '#meter-swap',
    onPlaced: (_product, id) => this.emit('nomos-meter-order-create', { order: id }),
  });

  #loading: Promise<unknown> | undefined;

  /** The subscription that the form belongs to. */
  #formOf: string | null = null;

  protected override update(changed: PropertyValues): void {
    this.#takeUpForm();
    if (!this.#loading && this.state.type === 'loaded') void this.#onLoadDetails();
    super.update(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.live) return;
    const wrong = swapFields.find((field) => this.problems[field]);
    // Where the form changes under the customer's hands, the hands are led to what is next.
    if (changed.has('problems') && wrong) this.#focus(`#${wrong}`);
    else if (changed.has('doubt') && this.doubt) this.#focus('#doubt');
    else if (changed.has('sent') && this.sent && !changed.get('sent')) this.#focus('#receipt');
  }

  /** An update is complete when what stands beside the form is there as well. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await Promise.all([this.#loading, this.#ordering.loading]);
    return super.getUpdateComplete();
  }

  protected override deriveState(): MeterSwapState {
    const access = this.access;
    if (access.type !== 'granted') return access;
    const subscription = this.#reportable;
    if (!subscription) return { type: 'empty', reason: swapIdleReason(this.shownSubscription) };
    const { draft, photo, saving, problems, failure, doubt, sent } = this;
    return {
      type: 'loaded',
      subscription,
      today: berlinDateOf(new Date()),
      ...{ draft, photo, saving, problems, failure, doubt, sent },
      earlier: this.#earlier(subscription.id),
      meterOrders: this.#orders.data ?? null,
      ordering: this.#ordering.ordering,
    };
  }

  protected override retry(): void {
    for (const query of [this.#readings, this.#orders, this.#requests]) if (query.error) void query.refetch();
  }

  /** The subscription, when an exchange of its meter can be reported. */
  get #reportable(): Subscription | null {
    const subscription = this.shownSubscription;
    return subscription && isSwapReportable(subscription) ? subscription : null;
  }

  get #loaded(): (typeof SwapDetails & typeof SwapForm) | null {
    return this.details && 'renderSwapSent' in this.details ? this.details : null;
  }

  /** Another subscription has another form. Asked before each drawing, when session and store are known. */
  #takeUpForm(): void {
    const id = this.#reportable?.id ?? null;
    if (!this.live || id === this.#formOf) return;
    this.#formOf = id;
    this.#reset(id ? readSwapDraft(id) : emptySwapDraft());
  }

  #reset(draft: SwapDraft): void {
    this.draft = draft;
    this.photo = { type: 'none' };
    this.saving = false;
    this.problems = {};
    this.failure = null;
    this.doubt = null;
    this.sent = null;
  }

  #earlier(subscription: string): EarlierSwaps {
    const { data, error } = this.#requests;
    if (!data) return error ? { type: 'error', error } : { type: 'loading' };
    // The one that was just sent stands in full in place of the form.
    const isEarlier = (request: (typeof data)[number]): boolean =>
      request.kind === 'meter-swap' && request.subscription === subscription && request.id !== this.sent?.request.id;
    return { type: 'loaded', requests: data.filter(isEarlier) };
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  readonly #onLoadDetails = async (): Promise<void> => {
    this.details = null;
    this.#loading = Promise.all([import('./swap-details.ts'), import('./swap-form.ts')]).then(
      ([details, form]) => (this.details = { ...details, ...form }),
      () => (this.details = { kind: 'network' }),
    );
    await this.#loading;
  };

  readonly #onInput = (change: Partial<SwapDraft>): void => {
    const { state: shown } = this;
    if (shown.type !== 'loaded' || shown.saving) return;
    // The day is kept from the first key on: what is sent after midnight happened before it.
    this.draft = { ...this.draft, date: this.draft.date ?? shown.today, ...change };
    this.problems = {};
    this.failure = null;
    this.doubt = null;
    if (this.live) keepSwapDraft(shown.subscription.id, this.draft);
  };

  readonly #onPhoto = async (file: File | null): Promise<void> => {
    const id = this.#formOf;
    this.problems = {};
    if (!this.#loaded) return;
    const looked = await this.#loaded.lookAtPhoto(file);
    if (id === this.#formOf && !this.saving) this.photo = looked;
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const shown = this.state;
    if (this.live && shown.type === 'loaded' && !shown.saving) void this.#submit(shown);
  };

  readonly #onSave = async (): Promise<void> => {
    const { store } = this.session;
    const { sent } = this;
    if (!store || !sent || sent.file.type === 'loading') return;
    this.sent = { ...sent, file: { type: 'loading' } };
    const isShown = (): boolean => this.sent?.request.id === sent.request.id;
    const { saveReceipt } = await import('../../src/ui/request-receipt.ts');
    const file = await saveReceipt(store.gateway, sent);
    if (isShown()) this.sent = { ...sent, file };
  };

  readonly #onAgain = async (): Promise<void> => {
    this.#reset(emptySwapDraft());
    await this.updateComplete;
    this.#focus('#date');
  };

  async #submit({ draft, subscription, today, photo }: LoadedSwap): Promise<void> {
    const { store, snapshot } = this.session;
    const { id } = subscription;
    if (!store || snapshot.status !== 'signed-in') return;
    this.failure = null;
    this.problems = {};
    this.saving = true;
    const isHere = (): boolean => id === this.#formOf && draft === this.draft;
    try {
      const code = await loadSubmission().catch(() => null);
      if (!isHere()) return;
      if (!code) {
        this.failure = { type: 'failed', error: { kind: 'network' } };
        return;
      }
      const { readSwap, higherKnownReading, sendSwap } = code;
      const read = readSwap(draft, subscription, today, this.language);
      if ('problems' in read) {
        this.problems = read.problems;
        return;
      }
      if (photo.type === 'refused') {
        // What is wrong with it stands there already. While the form is being sent, its field takes no focus.
        void this.updateComplete.then(() => this.#focus('#photo'));
        return;
      }
      const ofMeter = (this.#readings.data ?? []).filter(({ meter }) => meter === subscription.meter.id);
      const higher = this.doubt ? null : higherKnownReading(read.swap, ofMeter);
      if (higher) {
        this.doubt = higher;
        return;
      }
      keepSwapDraft(id, draft);
      const { key } = draft;
      const about = {
        key,
        locale: this.language,
        subscription: id,
        photo: photo.type === 'chosen' ? photo.file : null,
      };
      const outcome = await sendSwap(store.gateway, read.swap, about);
      // A session that is over is noticed by the next question, and so is a report that had arrived.
      if (outcome.type === 'taken' || outcome.kind === 'conflict' || outcome.kind === 'unauthorized') {
        void store.queryClient.invalidateQueries({ queryKey: ['customer-requests'] });
      }
      if (outcome.type === 'taken') {
        keepSwapDraft(id, null);
        this.emit('nomos-meter-swap-submit', { request: outcome.request.id });
      }
      if (!isHere()) return;
      if (outcome.type === 'taken') {
        this.#reset(emptySwapDraft());
        this.sent = { request: outcome.request, key, email: snapshot.customer.email, file: { type: 'idle' } };
      } else if (!('type' in outcome.problem)) this.problems = outcome.problem;
      else {
        this.failure = outcome.problem;
        // What was changed since is another report, should the customer want to send it.
        if (outcome.problem.type === 'arrived-before') this.draft = { ...draft, key: newRequestKey() };
      }
    } finally {
      if (id === this.#formOf) this.saving = false;
    }
  }

  #renderLoaded(shown: LoadedSwap): TemplateResult {
    const { details, formats, headingLevel } = this;
    if (details && 'kind' in details) {
      return html`<div class="card" part="card">${renderErrorNotice(details, () => void this.#onLoadDetails())}</div>`;
    }
    if (!details) return this.#renderLoading();
    const { sent } = shown;
    const form = sent
      ? details.renderSwapSent(sent, formats, {
          headingLevel: headingLevel + 1,
          onSave: () => void this.#onSave(),
          onAgain: () => void this.#onAgain(),
        })
      : details.renderSwapForm(shown, formats, {
          onInput: this.#onInput,
          onPhoto: (file) => void this.#onPhoto(file),
          onSubmit: this.#onSubmit,
          describe: (problem) => details.fieldProblemText(problem, shown, formats),
        });
    const view = {
      formats,
      headingLevel: headingLevel + 1,
      support: this.session.brand?.support ?? null,
    };
    return html`<div class="cards">
      <div class="card" part="card">
        ${form}
        <slot name="help"></slot>
      </div>
      <div class="cards beside">
        ${details.renderEarlierSwaps(shown, formats, { headingLevel: headingLevel + 1, onRetry: this.onRetry })}
        ${details.renderSmartMeterOffer(shown, view, this.#ordering, (subscription, product) => {
          if (this.live) this.#ordering.review(subscription, product);
        })}
      </div>
    </div>`;
  }

  #renderLoading(): TemplateResult {
    return html`<div class="card" part="card">${renderSkeleton(['third', 'tall', 'third', 'tall', 'tall'])}</div>`;
  }

  #renderContent(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'signed-out':
        return this.renderSignedOut();
      case 'loading':
        return this.#renderLoading();
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
      case 'empty':
        return html`<div class="card" part="card">${renderSwapIdle(shown.reason, this.formats)}</div>`;
      case 'loaded':
        return this.#renderLoaded(shown);
    }
  }

  override render(): TemplateResult {
    return html`<section class="section">
      <slot name="header">
        ${renderHeading(this.headingLevel, 'title', html`<span id="meter-swap" tabindex="-1">${msg('Zählerwechsel', { id: 'meter-swap.title' })}</span>`)}
      </slot>
      ${this.#renderContent()}
    </section>`;
  }
}

/** What reads a report and hands it in: needed with the first press only, and without a line there is no use for it. */
async function loadSubmission() {
  const [check, submission] = await Promise.all([import('./swap-check.ts'), import('./swap-submission.ts')]);
  return { ...check, ...submission };
}
