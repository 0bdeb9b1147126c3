import { msg } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import * as z from 'zod/mini';
import { termsSchema } from '../../src/contract/gateway/terms.ts';
import { berlinDateOf, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { NoticePeriod } from '../../src/domain/notice-period.ts';
import { renderSignInOffer, type DeclarationView } from '../../src/ui/declaration-fields.ts';
import { DeclarationForm, type MadeDeclaration } from '../../src/ui/declaration-form.ts';
import { declarationStyles } from '../../src/ui/declaration-styles.ts';
import { formStyles } from '../../src/ui/form-styles.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderSkeleton } from '../../src/ui/notices.ts';
import type { ReceiptFile } from '../../src/ui/request-receipt.ts';
import { emptyCancellation, type CancellationFields } from './cancellation-draft.ts';
import { renderCancellationForm } from './cancellation-form.ts';

/** The form of a cancellation, with what it is about. */
export interface CancellationForm extends DeclarationView<CancellationFields> {
  /** The Berlin day that it is. */
  today: BerlinDate;
  /** How long before its end a contract has to be cancelled, where the supplier says so. */
  notice: NoticePeriod | null;
}

const skeleton = ['third', 'tall', 'third', 'tall', 'third', 'tall', 'tall'];

/** What `<nomos-cancellation>` shows. There is no state in which somebody could not declare. */
export type CancellationState =
  | { type: 'loading' }
  | ({ type: 'loaded' } & CancellationForm)
  /** It is written down. */
  | ({ type: 'made'; file: ReceiptFile } & MadeDeclaration);

/**
 * "Verträge hier kündigen" (s. 312k BGB): every field on one page, for everybody, without a sign-in or any page in between; then
 * what was declared, with date and time, to save and print. For signed-in customers what is known is filled in, and
 * the contract ends at once where the Nomos API can do that.
 *
 * What is typed survives a lost connection, a reload of the tab and the sign-in; pressing again is never a second
 * cancellation.
 *
 * @fires {CustomEvent<{subscription: string | null}>} nomos-cancellation-submit - A cancellation is about to be handed in, of
 *   one of the customer's own contracts or of another one. Cancelable: who cancels hands it in.
 * @fires {CustomEvent<{request: string}>} nomos-cancellation-success - It is written down; the id of the request.
 * @slot header - In place of the heading.
 * @slot help - Beneath the form, for what a supplier wants to add.
 * @csspart heading - The headings.
 * @csspart card - The surface around form and receipt.
 * @csspart input - A field.
 * @csspart button - Any button.
 * @csspart terminated - What is said of a contract that is terminated already.
 * @csspart consequence - What follows from the cancellation, above its button.
 * @csspart receipt - What was declared.
 * @csspart loading - What stands in for content that is on its way.
 */
export class NomosCancellation extends NomosElement<CancellationState> {
  static override styles = [...NomosElement.styles, formStyles, declarationStyles];

  /** The address of a sign-in that leads back here. Where there is one, it is offered, never asked for. */
  @property({ attribute: 'login-href' }) loginHref: string | undefined;

  readonly #form = new DeclarationForm(this, this.session, {
    form: 'cancellation',
    empty: emptyCancellation,
    lookedAt: () => this.activeSubscription,
    parts: () => Promise.all([import('./cancellation-check.ts'), import('./cancellation-made.ts')]),
    enabled: () => this.live,
  });

  /** Also what is drawn of a receipt, which may have to be loaded first. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    if (this.state.type !== 'made' || this.#form.parts) return isComplete;
    await this.#form.loadParts();
    return super.getUpdateComplete();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // A state set by hand has not sent anything, and so has nothing loaded.
    if (!this.live && this.state.type === 'made') void this.#form.loadParts();
  }

  protected override deriveState(): CancellationState {
    const { made, file } = this.#form;
    if (made) return { type: 'made', file, ...made };
    // Whoever cannot be asked who they are may still cancel.
    if (this.session.snapshot.status === 'starting') return { type: 'loading' };
    const { fields, known, offered, chosen, saving, problems, failure } = this.#form;
    const { brand } = this.session;
    const terms = z.safeParse(termsSchema, brand?.terms);
    return {
      type: 'loaded',
      today: berlinDateOf(new Date()),
      notice: terms.data?.notice_period ?? null,
      support: brand?.support ?? null,
      ...{ fields, known, offered, chosen, saving, problems, failure },
    };
  }

  readonly #onChange = (change: Partial<CancellationFields>): void => {
    if (this.live) this.#form.change(change);
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const shown = this.state;
    if (!this.live || shown.type !== 'loaded') return;
    const badDay = this.renderRoot.querySelector<HTMLInputElement>('#last_day')?.validity.badInput ?? false;
    void this.#submit(shown, badDay);
  };

  async #submit(shown: CancellationForm, badDay: boolean): Promise<void> {
    const request = await this.#form.submit({
      problems: ([check]) => check.cancellationProblems(shown, shown.today, badDay),
      announce: () =>
        this.emit('nomos-cancellation-submit', { subscription: shown.chosen?.id ?? null }, { cancelable: true }),
      content: ([check]) => check.cancellationOf(shown),
    });
    if (request) this.emit('nomos-cancellation-success', { request: request.id });
  }

  #renderMade(shown: Extract<CancellationState, { type: 'made' }>): TemplateResult {
    const { parts, saveFile, again } = this.#form;
    if (!parts) return renderSkeleton(skeleton);
    const [, made] = parts;
    return made.renderCancellationMade(shown, this.formats, {
      headingLevel: this.headingLevel + 1,
      onSave: () => void saveFile(),
      onAgain: again,
    });
  }

  #renderContent(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'loading':
        return renderSkeleton(skeleton);
      case 'loaded':
        return html`${shown.known ? '' : renderSignInOffer(this.loginHref)}
          ${renderCancellationForm(shown, this.formats, { onChange: this.#onChange, onSubmit: this.#onSubmit })}
          <slot name="help"></slot>`;
      case 'made':
        return this.#renderMade(shown);
    }
  }

  override render(): TemplateResult {
    return html`<section class="section">
      <slot name="header">
        ${renderHeading(this.headingLevel, 'title', msg('Verträge hier kündigen', { id: 'portal.footer.cancel' }))}
      </slot>
      <div class="card" part="card">${this.#renderContent()}</div>
    </section>`;
  }
}
