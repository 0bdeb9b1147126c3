import { isNomosApiError } from '../../src/api/nomos-api-error.ts';
import { requestStepUpCode, verifyStepUpCode } from '../../src/api/step-up.ts';
import type { Challenge } from '../../src/contract/gateway/sign-in.ts';
import type { SessionStore } from '../../src/session/session-store.ts';
import { codeProblemOf } from '../../src/ui/code-problem.ts';
import { codeLength, digitsOf, hasForeignCharacters } from '../../src/ui/one-time-code.ts';
import type { StepUpState } from './account-state.ts';

interface StepUpHost {
  store: () => SessionStore | undefined;
  onChange: (state: StepUpState | null) => void;
  onFocus: (selector: string) => void;
  /** The code was right. */
  onProven: () => void;
}

/** The fresh code that a mandate needs: sent to the customer's own address, and typed in where the form was. */
export class StepUp {
  readonly #host: StepUpHost;
  #state: StepUpState | null = null;
  /** The code that is on its way. It outlives a look back at the form. */
  #challenge: Challenge | null = null;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(host: StepUpHost) {
    this.#host = host;
  }

  /** Has a code sent, unless one is on its way, and asks for it. @param onFailure - Told why none was sent. */
  async start(onFailure: (error: unknown) => void): Promise<void> {
    const store = this.#host.store();
    const snapshot = store?.snapshot;
    if (!store || snapshot?.status !== 'signed-in') return;
    try {
      const isOnItsWay = this.#challenge !== null && Date.parse(this.#challenge.expires_at) > Date.now();
      if (!isOnItsWay) this.#challenge = await requestStepUpCode(store.gateway, { locale: store.locale });
    } catch (error) {
      onFailure(error);
      return;
    }
    const { email } = snapshot.customer;
    this.#change({ email, code: '', saving: false, problem: null, resendSeconds: 0, resent: false });
    clearInterval(this.#clock);
    this.#clock = setInterval(() => this.#tick(), 1000);
    this.#tick();
    this.#host.onFocus('#code');
  }

  input(typed: string): void {
    if (!this.#state || this.#state.saving) return;
    const code = digitsOf(typed);
    this.#patch({ code, problem: hasForeignCharacters(typed) ? { type: 'code-not-digits', field: 'code' } : null });
    if (code.length === codeLength) void this.#verify();
  }

  submit(): void {
    if (!this.#state || this.#state.saving) return;
    if (this.#state.code.length === codeLength) void this.#verify();
    else {
      this.#patch({ problem: { type: 'code-incomplete', field: 'code' } });
      this.#host.onFocus('#code');
    }
  }

  resend(): void {
    if (this.#state && !this.#state.saving && this.#state.resendSeconds === 0) void this.#resend();
  }

  /** Closes the code form; the code that is on its way still counts. */
  pause(): void {
    clearInterval(this.#clock);
    if (this.#state) this.#change(null);
  }

  stop(): void {
    clearInterval(this.#clock);
    this.#state = null;
  }

  async #resend(): Promise<void> {
    const store = this.#host.store();
    if (!store) return;
    this.#patch({ saving: true, problem: null, resent: false });
    try {
      this.#challenge = await requestStepUpCode(store.gateway, { locale: store.locale });
      this.#patch({ saving: false, code: '', resent: true });
      this.#tick();
      this.#host.onFocus('#code');
    } catch (error) {
      this.#fail(error);
    }
  }

  async #verify(): Promise<void> {
    const store = this.#host.store();
    const { code } = this.#state ?? {};
    if (!store || !this.#challenge || code === undefined) return;
    this.#patch({ saving: true, problem: null });
    try {
      await verifyStepUpCode(store.gateway, { challenge: this.#challenge.challenge, code });
      this.#challenge = null;
      if (this.#state) this.#host.onProven();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!isNomosApiError(error)) throw error;
    const { retryAfterSeconds } = error;
    // The server's word on when another code may be asked for is the one that counts.
    if (error.kind === 'rate-limited' && retryAfterSeconds && this.#challenge) {
      const resendAt = new Date(Date.now() + retryAfterSeconds * 1000).toISOString();
      this.#challenge = { ...this.#challenge, resend_at: resendAt };
    }
    this.#patch({ saving: false, problem: codeProblemOf(error) });
    this.#tick();
    this.#host.onFocus('#code');
    if (error.kind === 'unauthorized') void this.#host.store()?.refresh();
  }

  #tick(): void {
    const resendAt = this.#challenge ? Date.parse(this.#challenge.resend_at) : 0;
    const resendSeconds = Math.max(0, Math.ceil((resendAt - Date.now()) / 1000));
    if (this.#state && this.#state.resendSeconds !== resendSeconds) this.#patch({ resendSeconds });
  }

  #patch(change: Partial<StepUpState>): void {
    if (this.#state) this.#change({ ...this.#state, ...change });
  }

  #change(state: StepUpState | null): void {
    this.#state = state;
    this.#host.onChange(state);
  }
}
