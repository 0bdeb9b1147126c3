import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { DeclaredFields } from '../../src/session/declaration-draft.ts';
import {
  describeFieldProblem,
  renderContract,
  renderFailure,
  renderPerson,
  renderTextField,
  type DeclarationView,
} from '../../src/ui/declaration-fields.ts';

/** The fields of the form, as they were typed. */
export interface WithdrawalFields extends DeclaredFields {
  note: string;
}

export const emptyWithdrawal: WithdrawalFields = { name: null, email: null, choice: null, contract: '', note: '' };

/** What the form tells the element. */
export interface WithdrawalHandlers {
  onChange: (change: Partial<WithdrawalFields>) => void;
  onSubmit: (event: SubmitEvent) => void;
}

/** Everything on one page, with the button of s. 356a BGB. */
export function renderWithdrawalForm(
  view: DeclarationView<WithdrawalFields>,
  { onChange, onSubmit }: WithdrawalHandlers,
): TemplateResult {
  const { fields, saving, problems, chosen } = view;
  const address = chosen?.address;
  return html`<form @submit=${onSubmit} novalidate>
    ${renderContract(view, onChange)} ${renderPerson(view, onChange)}
    ${renderTextField({
      name: 'note',
      label: msg('Anmerkung (freiwillig)', { id: 'withdrawal.note' }),
      hint: msg('Einen Grund brauchen Sie nicht.', { id: 'withdrawal.note.hint' }),
      value: fields.note,
      problem: describeFieldProblem('note', problems.note),
      saving,
      type: 'textarea',
      required: false,
      onInput: (note) => onChange({ note }),
    })}
    <div class="consequence" id="consequence" part="consequence">
      <p>
        ${msg(
          'Mit dem Widerruf sagen Sie: Sie wollen den Vertrag nicht mehr. Eine Frist oder einen Tag müssen Sie nicht nennen.',
          {
            id: 'withdrawal.consequence',
          },
        )}
      </p>
      <p class="small muted">
        ${msg(
          'Widerrufen kann man in der Regel 14 Tage ab Vertragsschluss. Ihre Erklärung nehmen wir in jedem Fall an.',
          {
            id: 'withdrawal.consequence.limit',
          },
        )}
      </p>
      ${
        address
          ? html`<p class="small muted">
              ${address.street} ${address.house_number}, ${address.zip}
              ${address.city}${chosen.number ? ` · ${chosen.number}` : nothing}
            </p>`
          : nothing
      }
    </div>
    <div class="field">
      <button
        class="button primary wide"
        part="button"
        type="submit"
        aria-disabled=${saving}
        aria-describedby="consequence"
      >
        ${
          saving
            ? msg('Wird gesendet …', { id: 'declaration.saving' })
            : msg('Widerruf bestätigen', { id: 'withdrawal.submit' })
        }
      </button>
      ${renderFailure(view)}
    </div>
  </form>`;
}
