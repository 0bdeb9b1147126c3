import { msg } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { renderSignInOffer, type DeclarationView } from '../../src/ui/declaration-fields.ts';
import { DeclarationForm, type MadeDeclaration } from '../../src/ui/declaration-form.ts';
import { declarationStyles } from '../../src/ui/declaration-styles.ts';
import { formStyles } from '../../src/ui/form-styles.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderSkeleton } from '../../src/ui/notices.ts';
import type { ReceiptFile } from '../../src/ui/request-receipt.ts';
import { emptyWithdrawal, renderWithdrawalForm, type WithdrawalFields } from './withdrawal-form.ts';

const skeleton = ['third', 'tall', 'third', 'tall', 'third', 'tall', 'tall'];

/** What `<nomos-withdrawal>` shows. There is no state in which somebody could not declare. */
export type WithdrawalState =
  | { type: 'loading' }
  | ({ type: 'loaded' } & DeclarationView<WithdrawalFields>)
  /** It is written down. */
  | ({ type: 'made'; file: ReceiptFile } & MadeDeclaration);

/**
 * "Vertrag widerrufen" (s. 356a BGB): one page for everybody, without a sign-in; then what was declared, with date and time, to
 * save and print. Whether the time limit is over is not for the form to judge: every declaration is taken.
 *
 * What is typed survives a lost connection, a reload of the tab and the sign-in; pressing again is never a second
 * withdrawal.
 *
 * @fires {CustomEvent<{subscription: string | null}>} nomos-withdrawal-submit - A withdrawal is about to be handed in, from
 *   one of the customer's own contracts or from another one. Cancelable: who cancels hands it in.
 * @fires {CustomEvent<{request: string}>} nomos-withdrawal-success - It is written down; the id of the request.
 * @slot header - In place of the heading.
 * @slot help - Beneath the form, for what a supplier wants to add.
 * @csspart heading - The headings.
 * @csspart card - The surface around form and receipt.
 * @csspart input - A field.
 * @csspart button - Any button.
 * @csspart consequence - What follows from the withdrawal, above its button.
 * @csspart receipt - What was declared.
 * @csspart loading - What stands in for content that is on its way.
 */
export class NomosWithdrawal extends NomosElement<WithdrawalState> {
  static override styles = [...NomosElement.styles, formStyles, declarationStyles];

  /** The address of a sign-in that leads back here. Where there is one, it is offered, never asked for. */
  @property({ attribute: 'login-href' }) loginHref: string | undefined;

  readonly #form = new DeclarationForm(this, this.session, {
    form: 'withdrawal',
    empty: emptyWithdrawal,
    lookedAt: () => this.activeSubscription,
    parts: () => Promise.all([import('./withdrawal-check.ts'), import('./withdrawal-made.ts')]),
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

  protected override deriveState(): WithdrawalState {
    const { made, file } = this.#form;
    if (made) return { type: 'made', file, ...made };
    // Whoever cannot be asked who they are may still withdraw.
    if (this.session.snapshot.status === 'starting') return { type: 'loading' };
    const { fields, known, offered, chosen, saving, problems, failure } = this.#form;
    const support = this.session.brand?.support ?? null;
    return { type: 'loaded', fields, known, offered, chosen, saving, problems, failure, support };
  }

  readonly #onChange = (change: Partial<WithdrawalFields>): void => {
    if (this.live) this.#form.change(change);
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const shown = this.state;
    if (!this.live || shown.type !== 'loaded') return;
    void this.#submit(shown);
  };

  async #submit(shown: DeclarationView<WithdrawalFields>): Promise<void> {
    const request = await this.#form.submit({
      problems: ([check]) => check.withdrawalProblems(shown),
      announce: () =>
        this.emit('nomos-withdrawal-submit', { subscription: shown.chosen?.id ?? null }, { cancelable: true }),
      content: ([check]) => check.withdrawalOf(shown),
    });
    if (request) this.emit('nomos-withdrawal-success', { request: request.id });
  }

  #renderMade(shown: Extract<WithdrawalState, { type: 'made' }>): TemplateResult {
    const { parts, saveFile, again } = this.#form;
    if (!parts) return renderSkeleton(skeleton);
    const [, made] = parts;
    return made.renderWithdrawalMade(shown, this.formats, {
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
          ${renderWithdrawalForm(shown, { onChange: this.#onChange, onSubmit: this.#onSubmit })}
          <slot name="help"></slot>`;
      case 'made':
        return this.#renderMade(shown);
    }
  }

  override render(): TemplateResult {
    return html`<section class="section">
      <slot name="header">
        ${renderHeading(this.headingLevel, 'title', msg('Vertrag widerrufen', { id: 'portal.footer.withdraw' }))}
      </slot>
      <div class="card" part="card">${this.#renderContent()}</div>
    </section>`;
  }
}
