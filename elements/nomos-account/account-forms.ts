import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { icon, infoIcon, warningIcon } from '../../src/ui/icons.ts';
import type { ShownError } from '../../src/ui/notices.ts';
import { renderTextField, type FieldTraits, type FormFrame } from './account-field.ts';
import { contractName, type Loaded } from './account-cards.ts';
import { describeAccountProblem } from './account-problem.ts';
import type { AccountForm, Drafts } from './account-state.ts';
import { renderCodeForm, renderMandateFields } from './mandate-form.ts';

function renderNames(frame: FormFrame, form: Extract<AccountForm, { type: 'names' }>): TemplateResult {
  const text = (field: keyof Drafts['names'], traits: FieldTraits) => renderTextField(frame, form, field, traits);
  return html`${
    form.company
      ? html`${text('company_name', { label: msg('Firma', { id: 'account.company' }), autocomplete: 'organization' })}
          <p class="small muted">${msg('Ansprechperson', { id: 'account.contact-person' })}</p>`
      : nothing
  }
  ${text('first_name', { label: msg('Vorname', { id: 'account.first-name' }), autocomplete: 'given-name' })}
  ${text('last_name', { label: msg('Nachname', { id: 'account.last-name' }), autocomplete: 'family-name' })}`;
}

/** The row of the address is one for all of the customer's contracts. */
function renderShared({ subscriptions }: Loaded): TemplateResult | typeof nothing {
  if (subscriptions.length < 2) return nothing;
  return html`<div class="aside">
    <p class="notice-title">
      ${icon(infoIcon)}<span
        >${msg(str`Diese Adresse gilt für alle ${subscriptions.length} Verträge`, { id: 'account.billing.shared' })}</span
      >
    </p>
    <ul class="small">
      ${subscriptions.map(
        ({ address, number }) =>
          html`<li>${address.street} ${address.house_number}${number ? ` · ${number}` : nothing}</li>`,
      )}
    </ul>
  </div>`;
}

function renderBilling(frame: FormFrame, form: Extract<AccountForm, { type: 'billing-address' }>): TemplateResult {
  const text = (field: keyof Drafts['billing-address'], traits: FieldTraits) =>
    renderTextField(frame, form, field, traits);
  const zipHint = /^\s*\d{4}\s*$/.test(form.draft.zip)
    ? msg('Vier Ziffern gibt es in Österreich und der Schweiz, in Deutschland sind es fünf.', {
        id: 'account.billing.zip-four',
      })
    : undefined;
  return html`${renderShared(frame.shown)}
    <div class="pair">
      ${text('street', { label: msg('Straße', { id: 'account.street' }), autocomplete: 'billing address-line1' })}
      ${text('house_number', { label: msg('Hausnummer', { id: 'account.house-number' }), autocomplete: 'off' })}
    </div>
    <div class="pair zip-first">
      ${text('zip', {
        label: msg('Postleitzahl', { id: 'account.zip' }),
        hint: zipHint,
        autocomplete: 'billing postal-code',
        inputmode: 'numeric',
      })}
      ${text('city', { label: msg('Ort', { id: 'account.city' }), autocomplete: 'billing address-level2' })}
    </div>`;
}

/** The stored values have changed under the form. */
function renderStoredMeanwhile({ editor }: FormFrame, form: AccountForm): TemplateResult {
  const stored = form.storedMeanwhile;
  return html`<div role="status">
    ${
      stored === null
        ? nothing
        : html`<div class="aside">
            <p class="notice-title">
              ${icon(infoIcon)}<span
                >${msg('Das wurde inzwischen an anderer Stelle geändert', { id: 'account.meanwhile.title' })}</span
              >
            </p>
            <p>
              ${msg('Gespeichert ist jetzt:', { id: 'account.meanwhile.stored' })} <strong>${stored || '–'}</strong>.
              ${msg('Wenn Sie speichern, gilt Ihre Eingabe.', { id: 'account.meanwhile.consequence' })}
            </p>
            <button class="button" part="button" type="button" @click=${() => editor?.onAdopt()}>
              ${msg('Gespeicherten Stand übernehmen', { id: 'account.meanwhile.adopt' })}
            </button>
          </div>`
    }
  </div>`;
}

/** Another contract was chosen; the form stays where it is until its owner says so. */
function renderChosen({ shown, onFollow }: FormFrame): TemplateResult {
  const { chosen, subscription } = shown;
  return html`<div role="status">
    ${
      chosen && subscription
        ? html`<div class="aside">
            <p class="notice-title">
              ${icon(infoIcon)}<span
                >${msg('Sie haben einen anderen Vertrag gewählt', { id: 'account.chosen.title' })}</span
              >
            </p>
            <p>
              ${msg(str`Was Sie hier eingegeben haben, gehört zum Vertrag ${contractName(subscription)} und ist noch nicht gespeichert.`, { id: 'account.chosen.explanation' })}
            </p>
            <button class="button" part="button" type="button" @click=${onFollow}>
              ${msg('Eingabe verwerfen und wechseln', { id: 'account.chosen.follow' })}
            </button>
          </div>`
        : nothing
    }
  </div>`;
}

/** What is wrong with the form as a whole. The live region stands there from the start. */
function renderFormProblem({ language }: FormFrame, { problems }: AccountForm): TemplateResult {
  const problem = problems.find(({ field }) => field === null);
  const error: Partial<ShownError> = problem?.type === 'failed' ? problem.error : {};
  return html`<div id="form-problem" class="field-error" role="alert">
    ${
      problem
        ? html`${icon(warningIcon)}<span
              >${describeAccountProblem(problem, language)}
              ${
                error.requestId
                  ? html`<span class="request-id"
                      >${msg(str`Vorgangsnummer: ${error.requestId}`, { id: 'error.request-id' })}</span
                    >`
                  : nothing
              }</span
            >`
        : nothing
    }
  </div>`;
}

function saveLabel({ type, saving }: AccountForm): string {
  if (saving) return msg('Wird gespeichert …', { id: 'account.saving' });
  return type === 'payment-method'
    ? msg('Mandat erteilen', { id: 'account.mandate.submit' })
    : msg('Speichern', { id: 'account.save' });
}

function renderFields(frame: FormFrame, form: AccountForm): TemplateResult {
  switch (form.type) {
    case 'names':
      return renderNames(frame, form);
    case 'billing-address':
      return renderBilling(frame, form);
    case 'payment-method':
      return renderMandateFields(frame, form);
  }
}

/** The form that is open, or the code form in its place. */
export function renderAccountForm(frame: FormFrame): TemplateResult | typeof nothing {
  const { shown, editor, onCancel } = frame;
  const { form } = shown;
  if (!form) return nothing;
  if (form.type === 'payment-method' && form.stepUp) return renderCodeForm(form.stepUp, editor);
  return html`${renderChosen(frame)}
    <form @submit=${(event: SubmitEvent) => editor?.onSubmit(event)} novalidate>
      ${renderStoredMeanwhile(frame, form)} ${renderFields(frame, form)}
      <div class="field">
        <div class="answers">
          <button id="save" class="button primary" part="button" type="submit" aria-disabled=${form.saving}>
            ${saveLabel(form)}
          </button>
          <button class="button" part="button" type="button" aria-disabled=${form.saving} @click=${onCancel}>
            ${msg('Abbrechen', { id: 'account.cancel' })}
          </button>
        </div>
        ${renderFormProblem(frame, form)}
      </div>
    </form>`;
}
