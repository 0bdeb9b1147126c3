import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isNomosApiError } from '../../src/api/nomos-api-error.ts';
import { confirmLink } from '../../src/api/sign-in-links.ts';
import { looksLikeEmail } from '../../src/domain/looks-like-email.ts';
import { codeProblemOf } from '../../src/ui/code-problem.ts';
import { formStyles } from '../../src/ui/form-styles.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { icon, infoIcon, warningIcon } from '../../src/ui/icons.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';
import { codeLength, digitsOf, hasForeignCharacters } from '../../src/ui/one-time-code.ts';
import { describeLoginProblem, type LoginProblem } from './login-problem.ts';
import { loginStyles } from './login-styles.ts';
import { type LinkStep, type SignInLink } from './sign-in-link.ts';
import { keepPendingSignIn, readPendingSignIn, type PendingSignIn } from './pending-sign-in.ts';

/** What `<nomos-login>` shows. */
export type LoginState =
  | { type: 'loading' }
  | { type: 'error'; error: ShownError }
  | { type: 'following' }
  | { type: 'confirm'; email: string; saving: boolean; problem: LoginProblem | null }
  | { type: 'email'; saving: boolean; problem: LoginProblem | null; refused?: boolean }
  | { type: 'code'; email: string; resendAt: string; saving: boolean; problem: LoginProblem | null }
  | { type: 'signed-in' };

/**
 * Sign-in by a six-digit code that is sent by e-mail: address, code, resend, errors; and by the link beside the code, or one
 * that a supplier's own site leads along.
 *
 * The code field is one real input with `autocomplete="one-time-code"`, in the same shadow root as its form and button, so
 * that phones offer the code from the mail. It takes codes with blanks or dashes and sends itself at the sixth digit. A
 * code on its way survives a reload.
 *
 * A link is followed as soon as it is there. A mail's link that is opened in another browser than the one that asked for it
 * says first for which address it is. One that does not hold any more leads to the sign-in by code.
 *
 * @fires {CustomEvent<void>} nomos-login-success - Somebody signed in.
 * @fires {CustomEvent<void>} nomos-login-refuse - The link does not hold any more.
 * @slot header - In place of the heading.
 * @slot help - Beneath the form, for what a supplier wants to add.
 * @csspart heading - The heading.
 * @csspart input - A field.
 * @csspart button - Any button.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 */
export class NomosLogin extends NomosElement<LoginState> {
  static override styles = [...NomosElement.styles, formStyles, loginStyles];

  /** A link to sign in by. Whoever has it gets in: it belongs into no attribute, and out of the address bar. */
  @property({ attribute: false }) link: SignInLink | null = null;

  /** The route that the link in the mail leads to, for a portal on this page. */
  @property() next: string | undefined;

  @state() private email = '';

  @state() private code = '';

  @state() private remember = true;

  @state() private pending: PendingSignIn | null = null;

  @state() private saving = false;

  @state() private problem: LoginProblem | null = null;

  /** Whole seconds until another code may be asked for. */
  @state() private resendSeconds = 0;

  @state() private resent = false;

  /** What became of the link. */
  @state() private linkStep: LinkStep = { type: 'none' };

  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.live) return;
    this.pending = readPendingSignIn(new Date());
    if (this.pending) this.email = this.pending.email;
    this.#clock = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // Where the form changes under the customer's hands, the hands are led to the field that is next.
    if (changed.has('link') && this.link) this.linkStep = { type: 'waiting' };
    const { status } = this.session.snapshot;
    // Not before it is known who is signed in: the answer to that question would come after the link's, and undo it.
    const known = status === 'signed-out' || status === 'signed-in';
    if (this.live && known && this.linkStep.type === 'waiting') void this.#followLink(false);
    // Somebody followed the link in another tab.
    if (status === 'signed-in' && this.pending) this.#setPending(null);
    if (changed.has('linkStep') && this.linkStep.type === 'confirm') this.#focusConfirmation();
    if (changed.has('pending') && changed.get('pending') !== undefined) this.#field()?.focus();
    else if (changed.has('problem') && this.problem && this.problem.field !== null) this.#field()?.select();
  }

  protected override deriveState(): LoginState {
    const { snapshot } = this.session;
    const step = this.linkStep;
    if (step.type === 'confirm') {
      return { type: 'confirm', email: step.email, saving: this.saving, problem: this.problem };
    }
    if (step.type === 'following') return { type: 'following' };
    if (step.type === 'failed') return { type: 'error', error: step.error };
    switch (snapshot.status) {
      case 'starting':
        return this.link ? { type: 'following' } : { type: 'loading' };
      case 'unreachable':
        return { type: 'error', error: snapshot.error };
      case 'signed-in':
        return { type: 'signed-in' };
      case 'signed-out':
        return this.pending
          ? {
              type: 'code',
              email: this.pending.email,
              resendAt: this.pending.resendAt,
              saving: this.saving,
              problem: this.problem,
            }
          : {
              type: 'email',
              saving: this.saving,
              problem: this.problem,
              refused: step.type === 'refused',
            };
    }
  }

  protected override retry(): void {
    if (this.linkStep.type === 'failed') void this.#followLink(false);
  }

  readonly #onConfirm = (): void => {
    if (!this.saving) void this.#followLink(true);
  };

  readonly #onEmailSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const email = this.email.trim();
    if (!looksLikeEmail(email)) {
      this.problem = { type: 'email-invalid', field: 'email' };
      return;
    }
    void this.#requestCode(email);
  };

  readonly #onCodeInput = (event: InputEvent): void => {
    const input = event.target as HTMLInputElement;
    this.code = digitsOf(input.value);
    this.problem = hasForeignCharacters(input.value) ? { type: 'code-not-digits', field: 'code' } : null;
    if (this.code.length === codeLength && !this.saving) void this.#verifyCode();
  };

  readonly #onCodeSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.saving) return;
    if (this.code.length < codeLength) {
      this.problem = { type: 'code-incomplete', field: 'code' };
      return;
    }
    void this.#verifyCode();
  };

  readonly #onResend = (): void => {
    if (this.pending && this.resendSeconds === 0) void this.#requestCode(this.pending.email);
  };

  readonly #onOtherEmail = (): void => {
    this.#setPending(null);
    this.problem = null;
    this.code = '';
  };

  #tick(): void {
    const { resendAt } = this.pending ?? {};
    this.resendSeconds = resendAt ? Math.max(0, Math.ceil((Date.parse(resendAt) - Date.now()) / 1000)) : 0;
  }

  #setPending(pending: PendingSignIn | null): void {
    this.pending = pending;
    keepPendingSignIn(pending);
    this.#tick();
  }

  #field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input.input');
  }

  async #requestCode(email: string): Promise<void> {
    const store = this.session.store;
    if (!store || this.saving) return;
    this.saving = true;
    this.problem = null;
    this.resent = false;
    const again = this.pending !== null;
    try {
      const {
        challenge,
        resend_at: resendAt,
        expires_at: expiresAt,
      } = await store.requestCode(email, {
        remember: this.remember,
        next: this.next,
      });
      this.code = '';
      this.#setPending({ email, challenge, remember: this.remember, resendAt, expiresAt });
      this.resent = again;
    } catch (error) {
      this.#fail(error, 'email');
    } finally {
      this.saving = false;
    }
  }

  async #verifyCode(): Promise<void> {
    const store = this.session.store;
    const { pending } = this;
    if (!store || !pending) return;
    this.saving = true;
    this.problem = null;
    try {
      await store.verifyCode(this.code, pending);
      keepPendingSignIn(null);
      this.emit('nomos-login-success', undefined);
      this.pending = null;
      this.code = '';
    } catch (error) {
      this.#fail(error, 'code');
    } finally {
      this.saving = false;
    }
  }

  /** Signs in by the link; `confirmed`: the customer has seen for whom. */
  async #followLink(confirmed: boolean): Promise<void> {
    const { link } = this;
    const store = this.session.store;
    if (!store || !link) return;
    if (confirmed) this.saving = true;
    else this.linkStep = { type: 'following' };
    this.problem = null;
    try {
      const answer = await confirmLink(store.gateway, { token_hash: link.token, type: link.type, confirmed });
      if (this.link !== link) return;
      if (answer.status === 'unconfirmed') {
        this.linkStep = { type: 'confirm', email: answer.email };
        return;
      }
      await store.adopt(answer);
      keepPendingSignIn(null);
      this.linkStep = { type: 'none' };
      this.emit('nomos-login-success', undefined);
    } catch (error) {
      if (!isNomosApiError(error)) throw error;
      if (this.link !== link) return;
      if (error.kind === 'invalid') {
        this.linkStep = { type: 'refused' };
        this.emit('nomos-login-refuse', undefined);
      } else if (confirmed) this.problem = { type: 'failed', field: null, error };
      else this.linkStep = { type: 'failed', error };
    } finally {
      this.saving = false;
    }
  }

  #focusConfirmation(): void {
    this.renderRoot.querySelector<HTMLElement>('button.primary')?.focus();
  }

  #fail(error: unknown, field: 'email' | 'code'): void {
    if (!isNomosApiError(error)) throw error;
    this.problem =
      field === 'email' && error.kind === 'invalid' ? { type: 'email-invalid', field } : codeProblemOf(error);
    // The server's word on when another code may be asked for is the one that counts.
    if (this.pending && error.kind === 'rate-limited' && error.retryAfterSeconds) {
      const resendAt = new Date(Date.now() + error.retryAfterSeconds * 1000).toISOString();
      this.#setPending({ ...this.pending, resendAt });
    }
  }

  #renderProblem(problem: LoginProblem | null): TemplateResult {
    // The live region stands there from the start: one that comes with its text is not announced everywhere.
    return html`<p id="problem" class="field-error" role="alert">
      ${problem ? html`${icon(warningIcon)}<span>${describeLoginProblem(problem)}</span>` : nothing}
    </p>`;
  }

  #renderConfirm({ email, saving, problem }: Extract<LoginState, { type: 'confirm' }>): TemplateResult {
    return html`<p>${msg(html`Dieser Link meldet <strong>${email}</strong> an.`, { id: 'login.confirm.for' })}</p>
      <p>
        ${msg('Er wurde in einem anderen Browser oder auf einem anderen Gerät angefordert. Waren Sie das nicht, schließen Sie diese Seite.', { id: 'login.confirm.explanation' })}
      </p>
      <div>
        <button
          class="button primary wide"
          part="button"
          type="button"
          aria-disabled=${saving}
          aria-describedby="problem"
          @click=${this.#onConfirm}
        >
          ${
            saving
              ? msg('Sie werden angemeldet …', { id: 'login.following' })
              : msg('Hier anmelden', { id: 'login.confirm.submit' })
          }
        </button>
        ${this.#renderProblem(problem)}
      </div>`;
  }

  #renderEmail({ saving, problem }: Extract<LoginState, { type: 'email' }>): TemplateResult {
    return html`<p>
        ${msg('Wir schicken Ihnen einen Code per E-Mail. Ein Passwort brauchen Sie nicht.', { id: 'login.email.intro' })}
      </p>
      <form @submit=${this.#onEmailSubmit} novalidate>
        <div class="field">
          <label for="email">${msg('E-Mail-Adresse', { id: 'login.email.label' })}</label>
          <input
            id="email"
            class="input"
            part="input"
            type="email"
            name="email"
            autocomplete="username"
            inputmode="email"
            autocapitalize="none"
            spellcheck="false"
            required
            .value=${this.email}
            aria-invalid=${problem?.field === 'email'}
            aria-describedby="problem"
            @input=${(event: InputEvent) => (this.email = (event.target as HTMLInputElement).value)}
          />
          ${this.#renderProblem(problem)}
        </div>
        ${
          // A page that gets tokens has them in memory alone.
          this.session.store?.byToken
            ? nothing
            : html`<label class="check">
                <input
                  type="checkbox"
                  name="remember"
                  .checked=${this.remember}
                  @change=${(event: Event) => (this.remember = (event.target as HTMLInputElement).checked)}
                />
                ${msg('Auf diesem Gerät angemeldet bleiben', { id: 'login.remember' })}
              </label>`
        }
        <button class="button primary wide" part="button" type="submit" aria-disabled=${saving}>
          ${saving ? msg('Wird gesendet …', { id: 'login.email.saving' }) : msg('Code senden', { id: 'login.email.submit' })}
        </button>
      </form>`;
  }

  #renderCode({ email, saving, problem }: Extract<LoginState, { type: 'code' }>): TemplateResult {
    return html`<p>
        ${msg(
          html`Wenn <strong>${email}</strong> bei uns bekannt ist, haben wir Ihnen sechs Ziffern und einen Link
            geschickt. Beides gilt zehn Minuten; eines davon genügt.`,
          { id: 'login.code.intro' },
        )}
      </p>
      <form @submit=${this.#onCodeSubmit} novalidate>
        <div class="field">
          <label for="code">${msg('Sechsstelliger Code', { id: 'login.code.label' })}</label>
          <input
            id="code"
            class="input code"
            part="input"
            type="text"
            name="code"
            autocomplete="one-time-code"
            inputmode="numeric"
            required
            .value=${this.code}
            aria-invalid=${problem?.field === 'code'}
            aria-describedby="problem"
            @input=${this.#onCodeInput}
          />
          ${this.#renderProblem(problem)}
        </div>
        <button class="button primary wide" part="button" type="submit" aria-disabled=${saving}>
          ${saving ? msg('Wird geprüft …', { id: 'login.code.saving' }) : msg('Anmelden', { id: 'login.code.submit' })}
        </button>
      </form>
      <p class="again muted small">
        ${msg('Nichts angekommen? Sehen Sie auch im Spam-Ordner nach.', { id: 'login.resend.hint' })}
        <button
          class="button plain"
          part="button"
          type="button"
          aria-disabled=${this.resendSeconds > 0 || saving}
          @click=${this.#onResend}
        >
          ${
            this.resendSeconds > 0
              ? msg(str`Neuer Code in ${this.resendSeconds} s`, { id: 'login.resend.wait' })
              : msg('Neuen Code senden', { id: 'login.resend' })
          }
        </button>
        <button class="button plain" part="button" type="button" @click=${this.#onOtherEmail}>
          ${msg('Andere E-Mail-Adresse', { id: 'login.other-email' })}
        </button>
      </p>
      <p class="visually-hidden" role="status">
        ${this.resent ? msg('Ein neuer Code ist unterwegs.', { id: 'login.resent' }) : nothing}
      </p>`;
  }

  #renderContent(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'loading':
        return renderSkeleton(['', 'tall', 'tall']);
      case 'error':
        return renderErrorNotice(shown.error, this.onRetry);
      case 'signed-in':
        return html`<p role="status">${msg('Sie sind angemeldet.', { id: 'login.signed-in' })}</p>`;
      case 'following':
        return html`<p role="status">${msg('Sie werden angemeldet …', { id: 'login.following' })}</p>
          ${renderSkeleton(['tall'])}`;
      case 'confirm':
        return this.#renderConfirm(shown);
      case 'email':
        return this.#renderEmail(shown);
      case 'code':
        return this.#renderCode(shown);
    }
  }

  override render(): TemplateResult {
    const shown = this.state;
    const title =
      shown.type === 'code' ? msg('Code eingeben', { id: 'login.code.title' }) : msg('Anmelden', { id: 'login.title' });
    return html`<section class="login">
      <slot name="header">${renderHeading(this.headingLevel, 'title', title)}</slot>
      <div class="refused" role="alert">
        ${
          shown.type === 'email' && shown.refused
            ? html`<p>
                ${icon(infoIcon)}<span
                  >${msg('Dieser Link gilt nicht mehr: Er funktioniert nur einmal und nur kurze Zeit. Melden Sie sich hier an.', { id: 'login.link.refused' })}</span
                >
              </p>`
            : nothing
        }
      </div>
      ${this.#renderContent()}
      <slot name="help"></slot>
    </section>`;
  }
}
