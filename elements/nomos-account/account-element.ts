import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type * as Discard from '../../src/ui/discard-question.ts';
import { formStyles } from '../../src/ui/form-styles.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderErrorNotice, renderSkeleton } from '../../src/ui/notices.ts';
import {
  contractName,
  renderBilling,
  renderDelivery,
  renderPayment,
  renderPersonal,
  type CardFrame,
  type Loaded,
} from './account-cards.ts';
import type * as AccountEditing from './account-editor.ts';
import type * as AccountForms from './account-forms.ts';
import type { AccountState, ChangeType, SavedChange } from './account-state.ts';
import { accountStyles } from './account-styles.ts';
import { renderDevices } from './devices-card.ts';
import { DevicesController } from './devices-controller.ts';
import { keepUnsaved, takeUnsaved } from './unsaved-draft.ts';

/** The forms, which most visits do not need. */
type Forms = typeof AccountForms & typeof AccountEditing & typeof Discard;

/**
 * Who the customer is and how they pay: names, e-mail address, payment by SEPA direct debit, delivery and billing address, and
 * the devices on which they are signed in.
 *
 * A new mandate needs a fresh code by e-mail, which is asked for in place of the form. What was typed and not saved is never
 * lost without a question: not to another contract, nor to a page that is left; see the event `nomos-form-edit`.
 *
 * @fires {CustomEvent<{change: string}>} nomos-account-change - A change was made: `names`, `billing-address` or
 *   `payment-method`.
 * @fires {CustomEvent<{unsaved: boolean}>} nomos-form-edit - Something was typed that is not saved yet, or there is nothing
 *   of that kind any more. A page that leads elsewhere should ask before; `<nomos-portal>` does.
 * @fires {CustomEvent<void>} nomos-session-sign-in - A customer who is not signed in asked for the sign-in; cancelable.
 * @slot header - In place of the heading.
 * @slot help - Beneath the cards, for what a supplier wants to add.
 * @csspart heading - The headings.
 * @csspart card - The surfaces.
 * @csspart input - A field.
 * @csspart button - Any button.
 * @csspart row - A device.
 * @csspart dialog - The question whether to discard what was typed.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 * @csspart signed-out - What it says while nobody is signed in.
 */
export class NomosAccount extends NomosElement<AccountState> {
  static override styles = [...NomosElement.styles, formStyles, accountStyles];

  /** Where a customer who moves out cancels the contract; without it there is no link. */
  @property({ attribute: 'cancel-href' }) cancelHref: string | undefined;

  @state() private saved: SavedChange | null = null;

  /** The contract or the customer that it was made for. */
  #savedFor: string | null = null;

  /** The form that is asked for while its code is on its way, or could not be loaded. */
  @state() private opening: { type: ChangeType; failed: boolean } | null = null;

  @state() private forms: Forms | null = null;

  readonly #devices = new DevicesController(this, this.session);

  #editor: AccountEditing.AccountEditor | null = null;

  #formsLoading: Promise<void> | null = null;

  /** Whether the page was last told of something unsaved. */
  #toldUnsaved = false;

  #focusNext: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
    this.#tellUnsaved();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete();
    if (!this.#formsLoading) return complete;
    await this.#formsLoading.catch(() => undefined);
    return super.getUpdateComplete();
  }

  protected override update(changed: PropertyValues): void {
    if (this.live) this.#follow();
    else if (this.state.type === 'loaded' && this.state.form) this.#loadForms().catch(() => undefined);
    super.update(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#tellUnsaved();
    const selector = this.#focusNext;
    this.#focusNext = null;
    const found = selector ? this.renderRoot.querySelector<HTMLElement>(selector) : null;
    found?.focus();
  }

  protected override deriveState(): AccountState {
    const access = this.access;
    if (access.type !== 'granted') return access;
    const { snapshot, brand } = this.session;
    if (snapshot.status !== 'signed-in') return { type: 'loading' };
    const { customer, subscriptions } = snapshot;
    const subscription = this.#subject()?.subscription ?? null;
    return {
      type: 'loaded',
      customer,
      subscription,
      subscriptions,
      form: this.#editor?.form ?? null,
      chosen: subscription === this.shownSubscription ? null : this.shownSubscription,
      saved: this.saved,
      devices: this.#devices.state,
      support: brand?.support ?? null,
      creditor: brand?.legal.creditor ?? null,
    };
  }

  protected override retry(): void {
    void this.#devices.refetch();
  }

  /** Whose values are shown: of the contract that is chosen, but of that of a form in which something was typed. */
  #subject(): AccountEditing.Subject | null {
    const { snapshot } = this.session;
    if (snapshot.status !== 'signed-in') return null;
    const editor = this.#editor;
    const held = editor?.unsaved ? snapshot.subscriptions.find(({ id }) => id === editor.subject) : undefined;
    return { customer: snapshot.customer, subscription: held ?? this.shownSubscription };
  }

  /** Follows session and contract before each drawing. */
  #follow(): void {
    const { snapshot } = this.session;
    const editor = this.#editor;
    if (snapshot.status === 'signed-out') {
      // Who has to sign in again finds the form as it was; a sign-out on purpose forgets it.
      if (editor?.unsaved && snapshot.reason !== 'signed-out') keepUnsaved(editor.subject, editor.form);
      this.#close();
    }
    const subject = this.#subject();
    if (!subject) return;
    const { customer, subscription } = subject;
    if (editor && editor.subject !== customer.id && editor.subject !== subscription?.id) this.#close();
    else editor?.hear(subject);
    if (this.#savedFor !== customer.id && this.#savedFor !== subscription?.id) this.saved = null;
    const kept = (this.#editor ?? this.opening) ? null : takeUnsaved([subscription?.id, customer.id]);
    if (kept) void this.#open(kept.type, kept.draft);
  }

  #loadForms(): Promise<void> {
    if (this.forms) return Promise.resolve();
    this.#formsLoading ??= Promise.all([
      import('./account-forms.ts'),
      import('./account-editor.ts'),
      import('../../src/ui/discard-question.ts'),
    ])
      .then(([forms, editing, discard]) => {
        this.forms = { ...forms, ...editing, ...discard };
      })
      .finally(() => {
        this.#formsLoading = null;
      });
    return this.#formsLoading;
  }

  async #open(type: ChangeType, draft?: object): Promise<void> {
    this.#close();
    this.saved = null;
    const opening = { type, failed: false };
    this.opening = opening;
    try {
      await this.#loadForms();
    } catch {
      if (this.opening === opening) this.opening = { type, failed: true };
      return;
    }
    const subject = this.#subject();
    if (!this.forms || !subject || this.opening !== opening) return;
    this.opening = null;
    const host: AccountEditing.EditorHost = {
      store: () => this.session.store,
      onChange: () => this.requestUpdate(),
      onFocus: (selector) => this.#focus(selector),
      onDone: (saved) => this.#done(type, saved),
    };
    this.#editor = new this.forms.AccountEditor(host, type, subject);
    if (draft) this.#editor.onInput(draft);
    this.#focus('form .input');
  }

  #close(): void {
    this.#editor?.stop();
    this.#editor = null;
    this.opening = null;
  }

  #done(type: ChangeType, saved: SavedChange | null): void {
    this.#savedFor = this.#editor?.subject ?? null;
    this.#close();
    this.saved = saved;
    this.#focus(saved ? '#saved' : `#edit-${type}`);
    if (saved) this.emit('nomos-account-change', { change: saved.type });
  }

  #focus(selector: string): void {
    this.#focusNext = selector;
    this.requestUpdate();
  }

  /** Tells the page, and has the browser ask before the page is closed. */
  #tellUnsaved(): void {
    const unsaved = this.#editor?.unsaved ?? false;
    if (unsaved === this.#toldUnsaved) return;
    this.#toldUnsaved = unsaved;
    if (unsaved) window.addEventListener('beforeunload', this.#onBeforeUnload);
    else window.removeEventListener('beforeunload', this.#onBeforeUnload);
    this.emit('nomos-form-edit', { unsaved });
  }

  async #mayDiscard(): Promise<boolean> {
    return this.shadowRoot !== null && ((await this.forms?.askToDiscard(this.shadowRoot)) ?? true);
  }

  readonly #onBeforeUnload = (event: BeforeUnloadEvent): void => event.preventDefault();

  readonly #onEdit = async (type: ChangeType): Promise<void> => {
    if (!this.live || this.#editor?.form.saving) return;
    if (this.#editor?.unsaved && !(await this.#mayDiscard())) return;
    await this.#open(type);
  };

  readonly #onCancel = (): void => {
    const form = this.#editor?.form;
    if (form && !form.saving) this.#done(form.type, null);
  };

  readonly #onFollow = (): void => {
    if (this.#editor?.form.saving) return;
    this.#close();
    this.#focus('#contract');
  };

  #renderForm(shown: Loaded): unknown {
    if (!shown.form && !this.opening) return null;
    if (!shown.form || !this.forms) return renderSkeleton(['third', 'tall', 'third', 'tall']);
    return this.forms.renderAccountForm({
      shown,
      editor: this.#editor,
      language: this.formats.locale,
      onCancel: this.#onCancel,
      onFollow: this.#onFollow,
    });
  }

  /** Which contract it is about, where there are several. */
  #renderContract({ subscription, subscriptions }: Loaded): TemplateResult | typeof nothing {
    if (!subscription) {
      return html`<p>
        ${msg('Sie haben noch keinen Vertrag. Zahlung und Adressen finden Sie hier, sobald Sie einen abschließen.', { id: 'account.no-contract' })}
      </p>`;
    }
    if (subscriptions.length < 2) return nothing;
    return html`<p id="contract" tabindex="-1">
      ${msg(str`Zahlung und Adressen gehören zum Vertrag ${contractName(subscription)}. Mit der Vertragsauswahl sehen Sie die Ihrer anderen Verträge.`, { id: 'account.contract' })}
    </p>`;
  }

  #renderLoaded(shown: Loaded): TemplateResult {
    const { subscription } = shown;
    const frame: CardFrame = {
      level: this.headingLevel + 1,
      formats: this.formats,
      cancelHref: this.cancelHref,
      onEdit: (type) => void this.#onEdit(type),
      opening: this.opening,
      form: this.#renderForm(shown),
    };
    return html`${this.#renderContract(shown)}
      <div class="cards">
        ${renderPersonal(shown, frame)}
        ${
          subscription
            ? html`${renderPayment(shown, frame, subscription.payment_method)} ${renderDelivery(frame, subscription)}
              ${renderBilling(shown, frame, subscription.billing_address)}`
            : nothing
        }
        ${renderDevices(shown.devices, {
          level: this.headingLevel + 1,
          formats: this.formats,
          onEnd: (device) => void this.#devices.end(device),
          onEndOthers: () => void this.#devices.endOthers(),
          onRetry: this.onRetry,
        })}
      </div>
      <slot name="help"></slot>`;
  }

  #renderContent(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'signed-out':
        return this.renderSignedOut();
      case 'loading':
        return html`<div class="cards">
          ${[0, 1].map(() => html`<div class="card" part="card">${renderSkeleton(['third', '', 'half', '', 'half'])}</div>`)}
        </div>`;
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
      case 'loaded':
        return this.#renderLoaded(shown);
    }
  }

  override render(): TemplateResult {
    return html`<section class="section">
      <slot name="header">
        ${renderHeading(this.headingLevel, 'title', msg('Konto', { id: 'portal.section.account' }))}
      </slot>
      ${this.#renderContent()}
    </section>`;
  }
}
