import type { ReactiveController } from 'lit';
import { customerRequestsQuery } from '../../src/api/customer-requests-query.ts';
import { createCustomerRequest } from '../../src/api/customer-requests.ts';
import { newRequestKey } from '../../src/api/request-key.ts';
import { isNomosApiError, type NomosApiError } from '../../src/api/nomos-api-error.ts';
import { textLanguageOf } from '../../src/contract/gateway/languages.ts';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import type { Customer } from '../../src/contract/nomos/customer.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import type { SessionController, SessionHost } from '../../src/session/session-controller.ts';
import { lookAtFile, type ChosenFile } from '../../src/ui/file-field.ts';
import type { ShownError } from '../../src/ui/notices.ts';
import { saveReceipt, type ReceiptFile } from '../../src/ui/request-receipt.ts';
import {
  emptyContactDraft,
  keepContactDraft,
  noContract,
  readContactDraft,
  type ContactDraft,
  type KeyedDraft,
} from './contact-draft.ts';
import { contactFields, problemsOfAnswer, problemsOfDraft, type ContactProblems } from './contact-problem.ts';
import { attachmentRule, contactTopicLabel } from './contact-view.ts';

/** A customer's own messages. */
export type ContactMessages =
  { type: 'loading' } | { type: 'error'; error: ShownError } | { type: 'loaded'; messages: readonly CustomerRequest[] };

/** What the contact form shows. */
export interface ContactFormState {
  draft: ContactDraft;
  /** Who is signed in, and would be answered; `null` for a visitor. */
  person: { name: string; email: string } | null;
  subscriptions: readonly Subscription[];
  /** The contract that the message is about, or `null`. */
  subscription: string | null;
  file: ChosenFile;
  saving: boolean;
  problems: ContactProblems;
  /** Why it was not sent, where that is about no field. */
  failure: ShownError | null;
  /** The message that was just sent, in place of the form. */
  sent: { request: CustomerRequest; email: string; file: ReceiptFile } | null;
  /** `null` for a visitor, who has none to be shown. */
  messages: ContactMessages | null;
}

function personOf(customer: Customer): { name: string; email: string } {
  const { type, company_name: company, first_name: first, last_name: last, email } = customer;
  return { name: type === 'company' && company ? company : `${first} ${last}`.trim(), email };
}

/**
 * A message to the customer service: what is typed and by whom, its file, its one request, and what came of it. What is typed
 * survives a reload of the tab and goes at the sign-out; the key of the request is kept with it, so that whoever loses the
 * answer and presses again sends no second message.
 */
export class ContactForm implements ReactiveController {
  readonly #host: SessionHost & { renderRoot: ParentNode };
  readonly #session: SessionController;
  readonly #lookedAt: () => string | null;
  readonly #before: (subscription: string | null) => boolean;
  readonly #after: (request: string) => void;
  readonly #messages: QueryController<CustomerRequest[]>;
  /** `undefined` until it is known whether somebody is signed in. */
  #owner: string | null | undefined;
  #keyed: KeyedDraft = { draft: emptyContactDraft, key: '', sent: null };
  #file: ChosenFile = { type: 'none' };
  #saving = false;
  #problems: ContactProblems = {};
  #failure: ShownError | null = null;
  #sent: ContactFormState['sent'] = null;
  #sentWith = '';

  /**
   * @param options - `lookedAt`: the contract that the customer looks at. `before`: told before a message is sent; `false`
   *   leaves it to somebody else. `after`: told its id once it is written down.
   */
  constructor(
    host: SessionHost & { renderRoot: ParentNode },
    session: SessionController,
    options: {
      lookedAt: () => string | null;
      before: (subscription: string | null) => boolean;
      after: (request: string) => void;
    },
  ) {
    this.#host = host;
    this.#session = session;
    this.#lookedAt = options.lookedAt;
    this.#before = options.before;
    this.#after = options.after;
    this.#messages = new QueryController(host, session, (store) => customerRequestsQuery(store.gateway));
    host.addController(this);
  }

  hostUpdate(): void {
    const { snapshot } = this.#session;
    if (snapshot.status === 'starting') return;
    const owner = snapshot.status === 'signed-in' ? snapshot.customer.id : null;
    if (owner === this.#owner) return;
    const before = this.#owner;
    this.#owner = owner;
    // A session that ran out, or a sign-in, leaves what stands in the form; another person, or a sign-out, does not.
    const isOver =
      before !== null && owner === null && snapshot.status === 'signed-out' && snapshot.reason !== 'expired';
    const isAnother = Boolean(before && owner);
    const carried = this.#keyed.draft;
    this.#keyed = readContactDraft(owner);
    if (before !== undefined && !isOver && !isAnother && this.#keyed.draft === emptyContactDraft) {
      this.#keyed = { ...this.#keyed, draft: { ...carried, subscription: null } };
    }
    if (before !== undefined) {
      this.#sent = null;
      this.#problems = {};
      this.#failure = null;
      if (isOver || isAnother) this.#file = { type: 'none' };
    }
  }

  get state(): ContactFormState {
    const { snapshot } = this.#session;
    const signedIn = snapshot.status === 'signed-in' ? snapshot : null;
    return {
      draft: this.#keyed.draft,
      person: signedIn && personOf(signedIn.customer),
      subscriptions: signedIn?.subscriptions ?? [],
      subscription: this.#subscription,
      file: this.#file,
      saving: this.#saving,
      problems: this.#problems,
      failure: this.#failure,
      sent: this.#sent,
      messages: signedIn && this.#shownMessages(),
    };
  }

  /** Takes over what was typed, unless it is being sent. */
  change(change: Partial<ContactDraft>): void {
    if (this.#saving) return;
    this.#keyed = { ...this.#keyed, draft: { ...this.#keyed.draft, ...change } };
    const changed = Object.keys(change);
    this.#problems = Object.fromEntries(Object.entries(this.#problems).filter(([field]) => !changed.includes(field)));
    this.#failure = null;
    keepContactDraft(this.#owner ?? null, this.#keyed);
    this.#host.requestUpdate();
  }

  /** Takes a file, when it is one of those that may go with a message, or takes it away. */
  async choose(file: File | null): Promise<void> {
    if (this.#saving) return;
    const { attachment: _gone, ...problems } = this.#problems;
    this.#problems = problems;
    this.#file = file ? await lookAtFile(file, attachmentRule) : { type: 'none' };
    this.#host.requestUpdate();
  }

  /** Sends the message, or says what it lacks. */
  async send(): Promise<void> {
    const { store } = this.#session;
    if (!store || this.#saving) return;
    const { draft, person } = { draft: this.#keyed.draft, person: this.state.person };
    this.#failure = null;
    this.#problems = {
      ...problemsOfDraft(draft, person !== null),
      ...(this.#file.type === 'refused' ? { attachment: 'unsupported_type' } : {}),
    };
    const { topic } = draft;
    if (Object.keys(this.#problems).length > 0 || !topic) {
      this.#host.requestUpdate();
      await this.#focusProblem();
      return;
    }
    const subscription = this.#subscription;
    if (!this.#before(subscription)) return;
    const owner = this.#owner;
    const name = person?.name ?? draft.name.trim();
    const email = person?.email ?? draft.email.trim();
    const attachment = this.#file.type === 'chosen' ? this.#file.file : null;
    const content = {
      kind: 'contact' as const,
      locale: textLanguageOf(store.locale),
      name,
      email,
      subscription,
      topic: contactTopicLabel(topic),
      message: draft.message.trim(),
    };
    this.#takeKey(JSON.stringify([content, attachment && [attachment.name, attachment.size, attachment.lastModified]]));
    const { key } = this.#keyed;
    this.#saving = true;
    this.#host.requestUpdate();
    try {
      const request = await createCustomerRequest(store.gateway, { ...content, key }, { attachment });
      keepContactDraft(owner ?? null, null);
      void store.queryClient.invalidateQueries({ queryKey: ['customer-requests'] });
      this.#after(request.id);
      if (owner !== this.#owner) return;
      this.#sent = { request, email, file: { type: 'idle' } };
      this.#sentWith = key;
      this.#clear();
    } catch (error) {
      if (!isNomosApiError(error)) throw error;
      if (owner === this.#owner) this.#fail(error);
    } finally {
      this.#saving = false;
      this.#host.requestUpdate();
      await this.#host.updateComplete;
      if (this.#sent) this.#focus('#receipt');
      else await this.#focusProblem();
    }
  }

  /** Saves the receipt of the message that was just sent. */
  async save(): Promise<void> {
    const { store } = this.#session;
    const sent = this.#sent;
    if (!store || !sent) return;
    this.#sent = { ...sent, file: { type: 'loading' } };
    this.#host.requestUpdate();
    const file = await saveReceipt(store.gateway, { request: sent.request, key: this.#sentWith });
    if (this.#sent.request !== sent.request) return;
    this.#sent = { ...sent, file };
    this.#host.requestUpdate();
  }

  /** Opens the form for another message. */
  async again(): Promise<void> {
    this.#sent = null;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#focus('#topic');
  }

  /** Asks for the customer's messages again. */
  retryMessages(): void {
    void this.#messages.refetch();
  }

  /** The contract that is meant: the one chosen, else the one that the customer looks at. */
  get #subscription(): string | null {
    const { snapshot } = this.#session;
    const chosen = this.#keyed.draft.subscription;
    if (snapshot.status !== 'signed-in' || chosen === noContract) return null;
    const own = (id: string | null): boolean => snapshot.subscriptions.some((one) => one.id === id);
    const lookedAt = this.#lookedAt();
    return own(chosen) ? chosen : own(lookedAt) ? lookedAt : null;
  }

  #shownMessages(): ContactMessages {
    const { data, error } = this.#messages;
    if (data) return { type: 'loaded', messages: data.filter(({ kind }) => kind === 'contact') };
    return error ? { type: 'error', error } : { type: 'loading' };
  }

  /** The same content keeps its key, whatever became of the answer; another one gets its own. */
  #takeKey(content: string): void {
    const { sent, key } = this.#keyed;
    const isSame = sent === null || sent === content;
    this.#keyed = { ...this.#keyed, key: isSame && key ? key : newRequestKey(), sent: content };
    keepContactDraft(this.#owner ?? null, this.#keyed);
  }

  #clear(): void {
    this.#keyed = { draft: emptyContactDraft, key: newRequestKey(), sent: null };
    this.#file = { type: 'none' };
    this.#problems = {};
    this.#failure = null;
  }

  #fail(error: NomosApiError): void {
    this.#problems = problemsOfAnswer(error);
    if (Object.keys(this.#problems).length === 0) this.#failure = error;
    // Another request has the key: the next attempt goes with its own.
    if (error.kind === 'conflict') this.#keyed = { ...this.#keyed, key: newRequestKey(), sent: null };
    if (error.kind === 'unauthorized' && this.#owner) void this.#session.store?.refresh();
  }

  async #focusProblem(): Promise<void> {
    await this.#host.updateComplete;
    const field = contactFields.find((name) => this.#problems[name]);
    if (field) this.#focus(`#${field}`);
  }

  #focus(selector: string): void {
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}
