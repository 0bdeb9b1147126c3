import type { CSSResult, LitElement, ReactiveController } from 'lit';
import { isNomosApiError, NomosApiError } from '../api/nomos-api-error.ts';
import type { CustomerRequest } from '../contract/gateway/requests.ts';
import type { Customer } from '../contract/nomos/customer.ts';
import type { Subscription } from '../contract/nomos/subscription.ts';
import {
  contractNamed,
  keepDeclarationDraft,
  otherContract,
  readDeclarationDraft,
  type Attempt,
  type DraftOf,
} from '../session/declaration-draft.ts';
import { visitor } from '../session/forget-form-drafts.ts';
import type { SessionController } from '../session/session-controller.ts';
import type { FieldProblem } from './declaration-fields.ts';
import type * as Sending from './declaration-sending.ts';
import type { ShownError } from './notices.ts';
import type { ReceiptFile } from './request-receipt.ts';

/** Somebody who has signed in, as a form fills them in. */
export interface KnownPerson {
  name: string;
  email: string;
}

/** A declaration that was made. */
export interface MadeDeclaration {
  request: CustomerRequest;
  /** Where the confirmation goes. */
  email: string;
}

/** What is wrong, by the name of the field. */
export type FieldProblems = Readonly<Partial<Record<string, FieldProblem>>>;

/** What checks the form, and what draws the receipt, with its style sheet. */
type SubmissionParts = readonly [check: unknown, made: { madeStyles: CSSResult }];

type Host = LitElement & { instance?: string | undefined };

function knownPerson(customer: Customer): KnownPerson {
  const { type, company_name: company, first_name: first, last_name: last, email } = customer;
  return { name: type === 'company' && company ? company : `${first} ${last}`.trim(), email };
}

/**
 * The public form of a declaration: what stands in it and whose it is, what is wrong with it, how far its one request has
 * got, and what came of it.
 *
 * What is typed is kept through a reload and through the sign-in, belongs to whoever typed it, and is forgotten at the
 * sign-out and once the declaration is made. The key of the request is kept with it: whoever loses the answer and
 * presses again makes no second declaration.
 */
export class DeclarationForm<
  Fields extends DraftOf<Fields>,
  Parts extends SubmissionParts,
> implements ReactiveController {
  fields: Fields;
  saving = false;
  problems: FieldProblems = {};
  /** Why the last attempt failed, where that is nothing of a field. */
  failure: ShownError | null = null;
  made: MadeDeclaration | null = null;
  file: ReceiptFile = { type: 'idle' };
  /** What is needed once the button is pressed, and loaded then: what checks the form, and what draws the receipt. */
  parts: Parts | null = null;

  /** Saves the receipt of the declaration that was made. */
  readonly saveFile = async (): Promise<void> => {
    const { store } = this.#session;
    const { made } = this;
    if (!store || !made || !this.#madeWith || this.file.type === 'loading') return;
    this.file = { type: 'loading' };
    this.#host.requestUpdate();
    const { saveReceipt } = await import('./request-receipt.ts');
    const file = await saveReceipt(store.gateway, { request: made.request, key: this.#madeWith });
    if (made !== this.made) return;
    this.file = file;
    this.#host.requestUpdate();
  };

  /** Opens the form for another declaration. */
  readonly again = (): void => {
    this.#reset();
    this.#host.requestUpdate();
    void this.#focus('form input, form select');
  };
  readonly #host: Host;
  readonly #session: SessionController;
  readonly #form: 'cancellation' | 'withdrawal';
  readonly #empty: Fields;
  readonly #enabled: () => boolean;
  readonly #lookedAt: () => string | null;
  readonly #importParts: () => Promise<Parts>;
  /** `cus_…`, or `null` for a visitor; `undefined` until it is known. */
  #owner: string | null | undefined;
  #known: KnownPerson | null = null;
  #subscriptions: readonly Subscription[] = [];

  #attempt: Attempt | null = null;

  #madeWith: string | null = null;
  #sending: typeof Sending | undefined;

  /**
   * @param options - `form`: names the drafts. `empty`: the form before anything is typed; its field names are those of the
   *   request. `lookedAt`: the id of the contract that the customer looks at. `parts`: loads what is needed from
   *   the button on.
   *   `enabled`: whether the element follows its session at all.
   */
  constructor(
    host: Host,
    session: SessionController,
    options: {
      form: 'cancellation' | 'withdrawal';
      empty: Fields;
      lookedAt: () => string | null;
      parts: () => Promise<Parts>;
      enabled: () => boolean;
    },
  ) {
    this.#host = host;
    this.#session = session;
    this.#form = options.form;
    this.#empty = options.empty;
    this.#lookedAt = options.lookedAt;
    this.#importParts = options.parts;
    this.#enabled = options.enabled;
    this.fields = options.empty;
    host.addController(this);
  }

  hostUpdate(): void {
    const { snapshot, store } = this.#session;
    if (!this.#enabled() || !store || snapshot.status === 'starting') return;
    const signedIn = snapshot.status === 'signed-in' ? snapshot : null;
    const owner = signedIn?.customer.id ?? null;
    const before = this.#owner;
    if (owner !== before) {
      this.#owner = owner;
      if (signedIn && owner) this.#welcome(owner, knownPerson(signedIn.customer), signedIn.subscriptions, before);
      else if (before) this.#partFrom(snapshot.status === 'signed-out' && snapshot.reason === 'signed-out');
      else this.#take(this.#read(null));
    }
    this.#known = signedIn && knownPerson(signedIn.customer);
    this.#subscriptions = signedIn?.subscriptions ?? [];
  }

  /** Who has signed in; `null` when nobody has. */
  get known(): KnownPerson | null {
    return this.#known;
  }

  /** The contracts of the customer that are not over, newest first; none when nobody has signed in. */
  get offered(): Subscription[] {
    return this.#subscriptions.filter(({ status }) => status !== 'ended');
  }

  /**
   * The contract that is meant: the one that was chosen, else the one that the customer looks at, else the newest; `null` when
   * it is none of the customer's own.
   */
  get chosen(): Subscription | null {
    const { offered } = this;
    const { choice } = this.fields;
    if (choice === otherContract) return null;
    const find = (id: string | null): Subscription | undefined => offered.find((one) => one.id === id);
    return find(choice) ?? find(this.#lookedAt()) ?? offered[0] ?? null;
  }

  /** Takes over what was typed, unless it is being sent. */
  change(change: Partial<Fields>): void {
    if (this.saving) return;
    this.fields = { ...this.fields, ...change };
    const changed = Object.keys(change);
    this.problems = Object.fromEntries(Object.entries(this.problems).filter(([field]) => !changed.includes(field)));
    this.failure = null;
    this.#keep();
    this.#host.requestUpdate();
  }

  /**
   * Checks the form and hands the declaration in. The same content again goes with the same key.
   *
   * @param steps - `problems`: what is wrong. `announce`: tells the page; `false` when that will hand it in itself. `content`: the
   *   request without key and locale.
   * @returns The request once it is written down; `null` when it is not, for reasons that the form says.
   */
  async submit(steps: {
    problems: (parts: Parts) => FieldProblems;
    announce: () => boolean;
    content: (parts: Parts) => { email: string };
  }): Promise<CustomerRequest | null> {
    const { store } = this.#session;
    if (!store || this.saving) return null;
    const owner = this.#owner;
    this.saving = true;
    this.failure = null;
    this.#host.requestUpdate();
    try {
      // All that will be needed afterwards is loaded before: there must be no declaration without its receipt.
      const [sending, parts] = await Promise.all([loaded(import('./declaration-sending.ts')), this.loadParts()]);
      this.#sending = sending;
      this.problems = steps.problems(parts);
      if (Object.keys(this.problems).length > 0 || !steps.announce()) return null;
      const content = steps.content(parts);
      const attempt = sending.attemptFor(content, this.#attempt, store.locale);
      this.#attempt = attempt;
      this.#keep();
      const request = await sending.sendDeclaration(store, attempt);
      keepDeclarationDraft(this.#form, owner ?? visitor, null);
      // Whoever signed out meanwhile has left nothing to be seen.
      if (owner === this.#owner) {
        this.#reset();
        this.made = { request, email: content.email };
        this.#madeWith = attempt.key;
      }
      return request;
    } catch (error) {
      if (!isNomosApiError(error)) throw error;
      if (owner === this.#owner) this.#fail(error);
      return null;
    } finally {
      this.saving = false;
      this.#host.requestUpdate();
      void this.#focus(this.made ? '#receipt' : wrong);
    }
  }

  /**
   * Loads what is needed from the button on.
   *
   * @throws {NomosApiError} `network` when it cannot be loaded.
   */
  async loadParts(): Promise<Parts> {
    if (!this.parts) {
      this.parts = await loaded(this.#importParts());
      const root = this.#host.shadowRoot;
      const [, { madeStyles }] = this.parts;
      if (root && madeStyles.styleSheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, madeStyles.styleSheet];
      this.#host.requestUpdate();
    }
    return this.parts;
  }

  #reset(): void {
    this.fields = this.#empty;
    this.problems = {};
    this.failure = null;
    this.made = null;
    this.file = { type: 'idle' };
    this.#attempt = null;
    this.#madeWith = null;
  }

  #read(owner: string | null): { fields: Fields; attempt: Attempt | null } | null {
    return readDeclarationDraft(this.#form, owner ?? visitor, this.#empty, owner === null);
  }

  #take(draft: { fields: Fields; attempt: Attempt | null } | null): void {
    this.fields = draft?.fields ?? this.#empty;
    this.#attempt = draft?.attempt ?? null;
  }

  #keep(): void {
    keepDeclarationDraft(this.#form, this.#owner ?? visitor, { fields: this.fields, attempt: this.#attempt });
  }

  /** Somebody signed in: what they typed as a visitor is theirs, unless its e-mail address is another person's. */
  #welcome(owner: string, known: KnownPerson, subscriptions: Subscription[], before: string | null | undefined): void {
    const wasVisitor = before === null;
    const typed = before
      ? null
      : wasVisitor && !this.made
        ? { fields: this.fields, attempt: this.#attempt }
        : this.#read(null);
    keepDeclarationDraft(this.#form, visitor, null);
    const email = typed?.fields.email?.trim().toLowerCase() ?? '';
    const isTheirs = typed && typed.fields !== this.#empty && (email === '' || email === known.email.toLowerCase());
    if (!wasVisitor || !this.made) this.#reset();
    if (!isTheirs) {
      this.#take(this.#read(owner));
      return;
    }
    const { contract } = typed.fields;
    const choice = contract.trim() === '' ? null : (contractNamed(contract, subscriptions)?.id ?? otherContract);
    this.#take({ ...typed, fields: { ...typed.fields, choice } });
    this.#keep();
  }

  /** The customer is signed out. Who did so leaves nothing; a session that ran out leaves the form as it stands. */
  #partFrom(deliberately: boolean): void {
    if (deliberately) {
      this.#reset();
      return;
    }
    const { chosen, fields } = this;
    this.fields = {
      ...fields,
      name: fields.name ?? this.#known?.name ?? null,
      email: fields.email ?? this.#known?.email ?? null,
      choice: null,
      contract: chosen ? (chosen.number ?? chosen.meter.number) : fields.contract,
    };
    this.problems = {};
    this.failure = this.made ? null : { kind: 'unauthorized' };
  }

  #fail(error: NomosApiError): void {
    this.problems = this.#sending?.problemsOf(error, this.fields) ?? {};
    if (Object.keys(this.problems).length === 0) this.failure = error;
    // Another request has the key: the next attempt goes with one of its own.
    if (error.kind === 'conflict') this.#attempt = null;
    // A session that is over is noticed by asking for it; the form stays, for a visitor.
    const isDoubtful = error.kind === 'unauthorized' || this.#sending?.isUnknownContract(error);
    if (this.#owner && isDoubtful) void this.#session.store?.refresh();
  }

  async #focus(selector: string): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}

/** The first field in which something is wrong. */
const wrong = '[aria-invalid="true"]';

/** A part of the page that is loaded on demand. @throws {NomosApiError} `network` when that fails. */
async function loaded<Module>(part: Promise<Module>): Promise<Module> {
  try {
    return await part;
  } catch (cause) {
    throw new NomosApiError('network', 'A part of the page could not be loaded', { cause });
  }
}
