import { isNomosApiError } from '../../src/api/nomos-api-error.ts';
import { updateCustomer } from '../../src/api/customers.ts';
import { isStepUpRequired } from '../../src/api/step-up.ts';
import { updateSubscription } from '../../src/api/subscriptions.ts';
import type { Customer } from '../../src/contract/nomos/customer.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { checkIban, checkIbanAsTyped } from '../../src/domain/iban-check.ts';
import type { SessionStore } from '../../src/session/session-store.ts';
import type { AccountForm, ChangeType, Drafts, SavedChange } from './account-state.ts';
import { problemsOf, problemsOfAnswer } from './account-problem.ts';
import { StepUp } from './step-up.ts';
import { storedDraft, storedText } from './stored-values.ts';

/** What the editor needs of the element around it. */
export interface EditorHost {
  store: () => SessionStore | undefined;
  /** Draws anew. */
  onChange: () => void;
  /** Leads the hands to a field or message, once it is drawn. */
  onFocus: (selector: string) => void;
  /** A change was made, or (`null`) there was nothing to change. */
  onDone: (saved: SavedChange | null) => void;
}

/** Whose values are changed. */
export interface Subject {
  customer: Customer;
  /** The contract that payment and addresses belong to. */
  subscription: Subscription | null;
}

/** The form that is open: what is typed, what is wrong with it, and its way to the API. */
export class AccountEditor {
  form: AccountForm;
  /** Of the contract, or of the customer when only that matters. */
  readonly subject: string;

  /** Takes over what is stored in place of what was typed. */
  readonly onAdopt = (): void => {
    this.#opened = storedDraft(this.form.type, this.#stored);
    this.#storedAtOpening = storedText(this.form.type, this.#stored);
    this.#change({ draft: this.#opened, problems: [], storedMeanwhile: null });
    this.#host.onFocus('form .input');
  };
  readonly onInput = (change: Partial<Drafts[ChangeType]>): void => {
    if (this.form.saving) return;
    const problems = this.form.problems.filter(({ field }) => field !== null && !(field in change));
    const check = 'iban' in change ? { check: checkIbanAsTyped(change.iban ?? '') } : {};
    this.#change({ draft: { ...this.form.draft, ...change }, problems, ...check });
  };
  readonly onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.form.saving) return;
    const problems = problemsOf(this.form, checkIban);
    this.#change({ problems });
    if (problems[0]) this.#host.onFocus(`#${problems[0].field ?? 'form-problem'}`);
    else void this.#send();
  };
  readonly onCode = (typed: string): void => this.#stepUp.input(typed);
  readonly onCodeSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#stepUp.submit();
  };
  readonly onResend = (): void => this.#stepUp.resend();

  /** Back from the code to what was typed. */
  readonly onBack = (): void => {
    this.#stepUp.pause();
    this.#host.onFocus('#iban');
  };

  readonly #host: EditorHost;

  /** What stood in the fields when the form was opened. */
  #opened: AccountForm['draft'];

  /** What was stored then. */
  #storedAtOpening: string;

  #stored: Subject;

  #stopped = false;

  readonly #stepUp: StepUp;

  constructor(host: EditorHost, type: ChangeType, subject: Subject) {
    this.#host = host;
    this.#stored = subject;
    this.subject = (type === 'names' ? undefined : subject.subscription?.id) ?? subject.customer.id;
    this.#opened = storedDraft(type, subject);
    this.#storedAtOpening = storedText(type, subject);
    const common = { draft: this.#opened, saving: false, problems: [], storedMeanwhile: null };
    const own =
      type === 'payment-method' ? { check: null, stepUp: null } : { company: subject.customer.type === 'company' };
    this.form = { type, ...common, ...own } as unknown as AccountForm;
    this.#stepUp = new StepUp({
      store: host.store,
      onChange: (stepUp) => this.#change({ stepUp }),
      onFocus: host.onFocus,
      onProven: () => void this.#send(),
    });
  }

  /** Whether anything would be lost with the form. */
  get unsaved(): boolean {
    return JSON.stringify(this.form.draft) !== JSON.stringify(this.#opened);
  }

  /** Lets go of the form; answers that are still to come change nothing in it. */
  stop(): void {
    this.#stopped = true;
    this.#stepUp.stop();
  }

  /** Hears what is stored now. What was typed stays; where the two have parted, the form says so. */
  hear(subject: Subject): void {
    this.#stored = subject;
    const now = storedText(this.form.type, subject);
    const storedMeanwhile = now === this.#storedAtOpening ? null : now;
    if (!this.form.saving && storedMeanwhile !== this.form.storedMeanwhile) {
      this.form = { ...this.form, storedMeanwhile };
    }
  }

  async #send(): Promise<void> {
    const store = this.#host.store();
    const { form } = this;
    if (!store || form.saving) return;
    if (form.type !== 'payment-method' && !this.unsaved) {
      this.#host.onDone(null);
      return;
    }
    this.#change({ saving: true, problems: [] });
    try {
      const saved = await this.#write(store, form);
      // Every other element shows it, in all tabs.
      await store.refresh();
      if (this.#stopped) return;
      this.#host.onDone(saved);
    } catch (error) {
      if (this.#stopped) return;
      if (isStepUpRequired(error)) {
        this.#change({ saving: false });
        await this.#stepUp.start((failure) => this.#fail(failure));
      } else this.#fail(error);
    }
  }

  /** @throws {NomosApiError} Why nothing was changed. */
  async #write(store: SessionStore, form: AccountForm): Promise<SavedChange> {
    switch (form.type) {
      case 'names':
        await updateCustomer(store.client, this.subject, changesOf(form.draft, this.#opened));
        return { type: form.type };
      case 'billing-address':
        await updateSubscription(store.client, this.subject, { billing_address: trimmed(form.draft) });
        return { type: form.type };
      case 'payment-method': {
        const { iban, account_holder: holder } = trimmed(form.draft);
        const answer = await updateSubscription(store.client, this.subject, {
          payment_method: { type: 'sepa_debit', sepa_debit: { iban, account_holder: holder } },
        });
        return { type: form.type, paymentMethod: answer.payment_method ?? null };
      }
    }
  }

  #fail(error: unknown): void {
    this.#stepUp.pause();
    const problems = problemsOfAnswer(error, this.form);
    this.#change({ saving: false, problems });
    const [first] = problems;
    this.#host.onFocus(first?.field ? `#${first.field}` : '#save');
    // What is stored has changed, or the session is over: both are to be seen.
    if (isNomosApiError(error) && ['conflict', 'unauthorized'].includes(error.kind)) void this.#host.store()?.refresh();
  }

  #change(change: object): void {
    if (this.#stopped) return;
    this.form = { ...this.form, ...change };
    this.#host.onChange();
  }
}

/** Without blanks around them. */
function trimmed<Draft extends object>(draft: Draft): Draft {
  return Object.fromEntries(
    Object.entries(draft).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : (value as unknown)]),
  ) as Draft;
}

/** Only what differs: somebody else may have changed the rest meanwhile. */
function changesOf<Draft extends object>(draft: Draft, before: object): Partial<Draft> {
  const was = before as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(trimmed(draft)).filter(([name, value]) => value !== was[name]),
  ) as Partial<Draft>;
}
