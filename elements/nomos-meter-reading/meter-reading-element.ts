import { msg } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { createMeterReading, meterReadingsQuery } from '../../src/api/meter-readings.ts';
import { isNomosApiError } from '../../src/api/nomos-api-error.ts';
import type { MeterReading } from '../../src/contract/nomos/meter-reading.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { berlinDateOf, isBerlinDate, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { checkMeterReading, readingDateIssue } from '../../src/domain/meter-reading-check.ts';
import { parseMeterReading } from '../../src/domain/meter-reading-input.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import { formStyles } from '../../src/ui/form-styles.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';
import { meterReadingStyles } from './meter-reading-styles.ts';
import { emptyDraft, keepReadingDraft, readingInstant, readReadingDraft, type ReadingDraft } from './reading-draft.ts';
import { idleReason, renderIdle, type IdleReason } from './reading-idle.ts';
import { renderReadingForm, type SupportContact } from './reading-form.ts';
import { newestFirst, renderReadingHistory, type ReadingHistory } from './reading-history.ts';
import { problemOfAnswer, type ReadingProblem } from './reading-problem.ts';
import type { ReadingQuestion } from './reading-question.ts';
import { renderReadingSent } from './reading-sent.ts';

/** What `<nomos-meter-reading>` shows. */
export type MeterReadingState =
  | { type: 'signed-out' }
  | { type: 'loading' }
  | { type: 'empty'; reason: IdleReason }
  | { type: 'error'; error: ShownError }
  | {
      type: 'loaded';
      subscription: Subscription;
      /** The Berlin day that it is. */
      today: BerlinDate;
      draft: ReadingDraft;
      saving: boolean;
      problem: ReadingProblem | null;
      /** A reading to be confirmed before it is sent. */
      question: ReadingQuestion | null;
      /** The reading that was just taken, in place of the form. */
      sent: MeterReading | null;
      history: ReadingHistory;
      /** Whom to ask, once the brand is known. */
      support: SupportContact | null;
    };

/**
 * A form to report the reading of an analog meter, and the readings that are known. To customers who need not report any it
 * says why.
 *
 * A reading that looks like a slip of the hand is asked about, never refused. What was typed survives a reload of the tab.
 *
 * @fires {CustomEvent<{reading: string}>} nomos-meter-reading-submit - A reading was taken; its id.
 * @fires {CustomEvent<void>} nomos-session-sign-in - A customer who is not signed in asked for the sign-in; cancelable.
 * @slot header - In place of the heading.
 * @slot empty - In place of what is said to a customer who need not report anything.
 * @slot help - Beneath the form, for what a supplier wants to add.
 * @csspart heading - The headings.
 * @csspart card - The surfaces around form and history.
 * @csspart input - A field.
 * @csspart button - Any button.
 * @csspart table - The readings that are known.
 * @csspart row - One of them.
 * @csspart empty - What it says where there is nothing to show.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 * @csspart signed-out - What it says while nobody is signed in.
 */
export class NomosMeterReading extends NomosElement<MeterReadingState> {
  static override styles = [...NomosElement.styles, formStyles, meterReadingStyles];

  @state() private draft = emptyDraft;

  @state() private saving = false;

  @state() private problem: ReadingProblem | null = null;

  @state() private question: ReadingQuestion | null = null;

  @state() private sent: MeterReading | null = null;

  @state() private allShown = false;

  readonly #readings = new QueryController(this, this.session, (store) => {
    const subscription = this.#reportable;
    return subscription ? meterReadingsQuery(store.client, subscription.id) : null;
  });

  /** The subscription that the form belongs to. */
  #formOf: string | null = null;

  protected override update(changed: PropertyValues): void {
    this.#takeUpForm();
    super.update(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.live) return;
    // Where the form changes under the customer's hands, the hands are led to what is next.
    if (changed.has('problem') && this.problem?.field) this.#focus(`#${this.problem.field}`);
    else if (changed.has('question') && this.question) this.#focus('#question');
    else if (changed.has('sent') && this.sent) this.#focus('#sent');
  }

  protected override deriveState(): MeterReadingState {
    const access = this.access;
    if (access.type !== 'granted') return access;
    const subscription = this.#reportable;
    if (!subscription) return { type: 'empty', reason: idleReason(this.shownSubscription) };
    const { draft, saving, problem, question, sent } = this;
    const today = berlinDateOf(new Date());
    const support = this.session.brand?.support ?? null;
    const history = this.#history();
    return { type: 'loaded', subscription, today, draft, saving, problem, question, sent, history, support };
  }

  protected override retry(): void {
    void this.#readings.refetch();
  }

  /** The subscription, when a reading of it can be reported. */
  get #reportable(): Subscription | null {
    const subscription = this.shownSubscription;
    return subscription?.status === 'active' && subscription.meter.type === 'analog' ? subscription : null;
  }

  /** Another subscription has another form. Asked before each drawing, when session and store are known. */
  #takeUpForm(): void {
    const id = this.#reportable?.id ?? null;
    if (!this.live || id === this.#formOf) return;
    this.#formOf = id;
    this.draft = id ? readReadingDraft(id) : emptyDraft;
    this.saving = false;
    this.problem = null;
    this.question = null;
    this.sent = null;
    this.allShown = false;
  }

  #history(): ReadingHistory {
    const { data, error } = this.#readings;
    if (!data) return error ? { type: 'error', error } : { type: 'loading' };
    const readings = newestFirst(data);
    return readings.length > 0 ? { type: 'loaded', readings } : { type: 'empty' };
  }

  #focus(selector: string): void {
    const found = this.renderRoot.querySelector<HTMLElement>(selector);
    found?.focus();
    if (found instanceof HTMLInputElement && found.type === 'text') found.select();
  }

  readonly #onInput = (change: Partial<ReadingDraft>): void => {
    const { state: shown } = this;
    if (shown.type !== 'loaded' || shown.saving) return;
    // The day is kept from the first key on: a value that is sent after midnight was read before it.
    this.draft = { ...this.draft, date: this.draft.date ?? shown.today, ...change };
    this.problem = null;
    this.question = null;
    if (this.live) keepReadingDraft(shown.subscription.id, this.draft);
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const shown = this.state;
    if (!this.live || shown.type !== 'loaded' || shown.saving) return;
    const { subscription, today, draft, history } = shown;
    this.question = null;
    const date = draft.date ?? today;
    const typed = parseMeterReading(draft.value, this.language);
    if (typed.type === 'invalid') this.problem = { type: typed.reason, field: 'value' };
    else if (typed.kWh === 0) this.problem = { type: 'zero', field: 'value' };
    else if (!isBerlinDate(date)) this.problem = { type: 'no-date', field: 'date' };
    else {
      const { start_at: startAt, end_at: endAt } = subscription;
      const issue = readingDateIssue(date, today, {
        start: startAt ? berlinDateOf(startAt) : null,
        endExclusive: endAt ? berlinDateOf(endAt) : null,
      });
      this.problem = issue && { type: issue, field: 'date' };
      if (issue) return;
      const reading = { kWh: typed.kWh, date };
      const check = checkMeterReading(reading, ofMeter(subscription, history), subscription.estimated_usage);
      if (check.type === 'plausible' || check.type === 'unknown') void this.#send(reading);
      else this.question = { ...reading, check };
    }
  };

  readonly #onYes = (): void => {
    if (this.live && this.question && !this.saving) void this.#send(this.question);
  };

  readonly #onChange = async (): Promise<void> => {
    if (this.saving) return;
    this.question = null;
    await this.updateComplete;
    this.#focus('#value');
  };

  readonly #onAgain = async (): Promise<void> => {
    this.sent = null;
    await this.updateComplete;
    this.#focus('#value');
  };

  async #send({ kWh, date }: { kWh: number; date: BerlinDate }): Promise<void> {
    const { store } = this.session;
    const subscription = this.#reportable;
    if (!store || !subscription) return;
    const { id, end_at: endAt } = subscription;
    const message = this.draft.note.trim();
    const now = new Date();
    this.saving = true;
    this.problem = null;
    const asked = (...queryKey: string[]): unknown => store.queryClient.invalidateQueries({ queryKey });
    try {
      const reading = await createMeterReading(store.client, {
        subscription: id,
        value: kWh,
        timestamp: readingInstant(date, berlinDateOf(now), now, endAt ?? null).toISOString(),
        ...(message ? { message } : {}),
      });
      keepReadingDraft(id, null);
      void asked('meter-readings', id);
      void asked('usage', id);
      this.emit('nomos-meter-reading-submit', { reading: reading.id });
      if (id !== this.#formOf) return;
      this.draft = emptyDraft;
      this.sent = reading;
    } catch (error) {
      const problem = problemOfAnswer(error, date);
      // One that had arrived after all is in the list; a session that is over is noticed by the next question.
      if (problem.type === 'duplicate' || (isNomosApiError(error) && error.kind === 'unauthorized')) {
        void asked('meter-readings', id);
      }
      if (id === this.#formOf) this.problem = problem;
    } finally {
      if (id === this.#formOf) {
        this.saving = false;
        this.question = null;
      }
    }
  }

  #renderLoaded(shown: Extract<MeterReadingState, { type: 'loaded' }>): TemplateResult {
    const { subscription, history, sent } = shown;
    return html`<div class="cards">
      <div class="card" part="card">
        ${
          sent
            ? renderReadingSent(sent, this.formats, () => void this.#onAgain())
            : renderReadingForm(shown, ofMeter(subscription, history), this.formats, {
                onInput: this.#onInput,
                onSubmit: this.#onSubmit,
                onYes: this.#onYes,
                onChange: () => void this.#onChange(),
              })
        }
        <slot name="help"></slot>
      </div>
      <div class="card" part="card">
        ${renderHeading(this.headingLevel + 1, 'subtitle', html`<span id="history">${msg('Bisherige Zählerstände', { id: 'meter-reading.history.title' })}</span>`)}
        ${renderReadingHistory(history, this.formats, {
          all: this.allShown,
          onAll: () => (this.allShown = true),
          onRetry: this.onRetry,
        })}
      </div>
    </div>`;
  }

  #renderContent(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'signed-out':
        return this.renderSignedOut();
      case 'loading':
        return html`<div class="card" part="card">${renderSkeleton(['third', 'tall', 'third', 'tall', 'tall'])}</div>`;
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
      case 'empty':
        return html`<div class="card" part="card">${renderIdle(shown.reason, this.formats)}</div>`;
      case 'loaded':
        return this.#renderLoaded(shown);
    }
  }

  override render(): TemplateResult {
    return html`<section class="section">
      <slot name="header">
        ${renderHeading(this.headingLevel, 'title', msg('Zählerstand', { id: 'meter-reading.title' }))}
      </slot>
      ${this.#renderContent()}
    </section>`;
  }
}

/** The readings of the meter that is there now: one that was exchanged counted something else. */
function ofMeter({ meter }: Subscription, history: ReadingHistory): MeterReading[] {
  return history.type === 'loaded' ? history.readings.filter((reading) => reading.meter === meter.id) : [];
}
