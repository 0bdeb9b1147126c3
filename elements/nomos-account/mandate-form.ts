import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ibanLengthOf } from '../../src/domain/iban-check.ts';
import { groupedIban, regroupIban } from '../../src/domain/iban-input.ts';
import { describeCodeProblem } from '../../src/ui/code-problem.ts';
import { describedBy, renderField } from '../../src/ui/field.ts';
import { checkIcon, icon, warningIcon } from '../../src/ui/icons.ts';
import type { AccountEditor } from './account-editor.ts';
import { fact } from './account-cards.ts';
import { renderTextField, type FormFrame } from './account-field.ts';
import { countryName, describeAccountProblem, describeIban } from './account-problem.ts';
import type { AccountForm, StepUpState } from './account-state.ts';

type MandateForm = Extract<AccountForm, { type: 'payment-method' }>;

/** Shows the IBAN in groups and leaves the caret where it was typed. */
function onIbanInput(event: InputEvent, editor: AccountEditor | null): void {
  const input = event.target as HTMLInputElement;
  // An input method at work must not be disturbed.
  if (event.isComposing) return;
  const { plain, grouped, caret } = regroupIban(input.value, input.selectionStart ?? input.value.length, {
    forward: event.inputType === 'deleteContentForward',
  });
  if (input.value !== grouped) input.value = grouped;
  if (input.selectionStart !== caret || input.selectionEnd !== caret) input.setSelectionRange(caret, caret);
  editor?.onInput({ iban: plain });
}

/** How far the IBAN has come: which country, how many characters are to come, or that it is whole. */
function ibanHint({ draft, check }: MandateForm, language: string): TemplateResult | string {
  if (check?.type === 'valid') {
    return html`<span class="hint good"
      >${icon(checkIcon)}${msg('Diese IBAN ist vollständig.', { id: 'account.iban.valid' })}</span
    >`;
  }
  const country = draft.iban.slice(0, 2);
  const length = ibanLengthOf(country);
  const left = (length ?? 0) - draft.iban.length;
  if (length === null || left <= 0) {
    return msg('Konten aus allen SEPA-Ländern, zum Beispiel DE68 5001 …', { id: 'account.iban.hint' });
  }
  return left === 1
    ? msg(str`${countryName(country, language)}: noch 1 Zeichen`, { id: 'account.iban.one-left' })
    : msg(str`${countryName(country, language)}: noch ${left} Zeichen`, { id: 'account.iban.left' });
}

function renderIban({ editor, language }: FormFrame, form: MandateForm): TemplateResult {
  const id = 'iban';
  const problem = form.problems.find(({ field }) => field === id);
  const error = problem
    ? describeAccountProblem(problem, language)
    : form.check?.type === 'invalid'
      ? describeIban(form.check, language)
      : undefined;
  const hint = ibanHint(form, language);
  const onInput = (event: Event): void => onIbanInput(event as InputEvent, editor);
  return renderField(
    { id, label: msg('IBAN', { id: 'account.iban' }), hint, error },
    html`<input
      id=${id}
      class="input iban"
      part="input"
      type="text"
      name=${id}
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      required
      ?readonly=${form.saving}
      .value=${live(groupedIban(form.draft.iban))}
      aria-invalid=${error !== undefined}
      aria-describedby=${describedBy({ id, hint, error })}
      @input=${onInput}
      @compositionend=${onInput}
    />`,
  );
}

/**
 * The mandate in the wording that the banks have agreed on for SEPA core direct debits, with what belongs to it: who collects,
 * under which identifier and reference, and the right to a refund (European Payments Council, EPC130-08, annex VII).
 */
function renderMandateText({ shown, editor, language }: FormFrame, form: MandateForm): TemplateResult {
  const { name, identifier } = shown.creditor ?? { name: '', identifier: '' };
  const problem = form.problems.find(({ field }) => field === 'consent');
  return html`<div class="mandate" role="group" aria-labelledby="mandate-title">
    <p class="mandate-title" id="mandate-title">${msg('SEPA-Lastschriftmandat', { id: 'account.mandate.title' })}</p>
    <dl class="facts">
      ${fact(msg('Zahlungsempfänger', { id: 'account.mandate.creditor' }), name)}
      ${fact(msg('Gläubiger-Identifikationsnummer', { id: 'account.mandate.identifier' }), identifier)}
      ${fact(
        msg('Mandatsreferenz', { id: 'account.mandate.reference' }),
        msg('wird Ihnen vor der ersten Abbuchung mitgeteilt', { id: 'account.mandate.reference-later' }),
      )}
      ${fact(
        msg('Zahlungsart', { id: 'account.payment.type' }),
        msg('wiederkehrende Zahlung', { id: 'account.mandate.recurrent' }),
      )}
    </dl>
    <p class="small">
      ${msg(str`Ich ermächtige ${name}, Zahlungen von meinem Konto mittels Lastschrift einzuziehen. Zugleich weise ich mein Kreditinstitut an, die von ${name} auf mein Konto gezogenen Lastschriften einzulösen.`, { id: 'account.mandate.text' })}
    </p>
    <p class="small">
      ${msg('Hinweis: Ich kann innerhalb von acht Wochen, beginnend mit dem Belastungsdatum, die Erstattung des belasteten Betrages verlangen. Es gelten dabei die mit meinem Kreditinstitut vereinbarten Bedingungen.', { id: 'account.mandate.refund' })}
    </p>
    <div class="field">
      <label class="check">
        <input
          id="consent"
          type="checkbox"
          name="consent"
          required
          .checked=${live(form.draft.consent)}
          aria-invalid=${problem !== undefined}
          aria-describedby=${problem ? 'consent-error' : nothing}
          @change=${(event: Event) => {
            const box = event.target as HTMLInputElement;
            if (form.saving) box.checked = form.draft.consent;
            else editor?.onInput({ consent: box.checked });
          }}
        />
        <span
          >${msg('Ich erteile dieses Mandat und darf über das Konto verfügen.', { id: 'account.mandate.consent' })}</span
        >
      </label>
      <div class="field-error" id="consent-error" role="alert">
        ${problem ? html`${icon(warningIcon)}<span>${describeAccountProblem(problem, language)}</span>` : nothing}
      </div>
    </div>
  </div>`;
}

/** Account, holder, and the mandate with its consent. */
export function renderMandateFields(frame: FormFrame, form: MandateForm): TemplateResult {
  return html`${renderIban(frame, form)}
  ${renderTextField(frame, form, 'account_holder', {
    label: msg('Kontoinhaber', { id: 'account.payment.holder' }),
    autocomplete: 'name',
  })}
  ${renderMandateText(frame, form)}`;
}

/** In place of the form: the code that was sent. What was typed before waits behind it. */
export function renderCodeForm(
  { email, code, saving, problem, resendSeconds, resent }: StepUpState,
  editor: AccountEditor | null,
): TemplateResult {
  const id = 'code';
  const error = problem ? describeCodeProblem(problem) : undefined;
  return html`<form @submit=${(event: SubmitEvent) => editor?.onCodeSubmit(event)} novalidate>
      <p>
        ${msg(
          html`Zu Ihrer Sicherheit: Bevor sich das Konto ändert, geben Sie bitte den Code ein, den wir gerade an
            <strong>${email}</strong> geschickt haben. Er gilt zehn Minuten.`,
          { id: 'account.step-up.intro' },
        )}
      </p>
      ${renderField(
        { id, label: msg('Sechsstelliger Code', { id: 'login.code.label' }), error },
        html`<input
          id=${id}
          class="input code"
          part="input"
          type="text"
          name=${id}
          autocomplete="one-time-code"
          inputmode="numeric"
          required
          ?readonly=${saving}
          .value=${live(code)}
          aria-invalid=${problem?.field === 'code'}
          aria-describedby=${describedBy({ id, error })}
          @input=${(event: Event) => editor?.onCode((event.target as HTMLInputElement).value)}
        />`,
      )}
      <div class="answers">
        <button class="button primary" part="button" type="submit" aria-disabled=${saving}>
          ${
            saving
              ? msg('Wird geprüft …', { id: 'login.code.saving' })
              : msg('Bestätigen', { id: 'account.step-up.submit' })
          }
        </button>
        <button
          class="button"
          part="button"
          type="button"
          aria-disabled=${saving}
          @click=${() => {
            if (!saving) editor?.onBack();
          }}
        >
          ${msg('Zurück', { id: 'account.step-up.back' })}
        </button>
      </div>
    </form>
    <p class="again muted small">
      ${msg('Nichts angekommen? Sehen Sie auch im Spam-Ordner nach.', { id: 'login.resend.hint' })}
      <button
        class="button plain"
        part="button"
        type="button"
        aria-disabled=${resendSeconds > 0 || saving}
        @click=${() => editor?.onResend()}
      >
        ${
          resendSeconds > 0
            ? msg(str`Neuer Code in ${resendSeconds} s`, { id: 'login.resend.wait' })
            : msg('Neuen Code senden', { id: 'login.resend' })
        }
      </button>
    </p>
    <p class="visually-hidden" role="status">
      ${resent ? msg('Ein neuer Code ist unterwegs.', { id: 'login.resent' }) : nothing}
    </p>`;
}
