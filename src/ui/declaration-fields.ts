import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Brand } from '../contract/gateway/brand.ts';
import type { Subscription } from '../contract/nomos/subscription.ts';
import type { LastDayIssue } from '../domain/last-day.ts';
import { otherContract, type DeclaredFields } from '../session/declaration-draft.ts';
import type { FieldProblems, KnownPerson } from './declaration-form.ts';
import { describedBy, renderField } from './field.ts';
import { icon, warningIcon } from './icons.ts';
import { describeError, type ShownError } from './notices.ts';

/** What can be wrong with a field. `unknown`: the gateway knows no such contract of this customer. */
export type FieldProblem = LastDayIssue | 'invalid' | 'too-long' | 'unknown';

/** What the form of a declaration shows, whatever is declared. */
export interface DeclarationView<Fields extends DeclaredFields = DeclaredFields> {
  fields: Fields;
  /** Who has signed in, to be filled in; `null` when nobody has. */
  known: KnownPerson | null;
  /** The customer's contracts that are not over. */
  offered: readonly Subscription[];
  /** The one that is meant; `null` when it is to be said in words. */
  chosen: Subscription | null;
  saving: boolean;
  problems: FieldProblems;
  failure: ShownError | null;
  /** Whom to turn to when nothing helps, once the brand is known. */
  support: Brand['support'] | null;
}

/** A field for text. */
export interface TextField {
  /** The name in the request, and the id. */
  name: string;
  label: unknown;
  hint?: unknown;
  value: string;
  problem: string | null;
  saving: boolean;
  onInput: (value: string) => void;
  type?: 'text' | 'email' | 'textarea';
  autocomplete?: 'name' | 'email' | 'postal-code' | 'address-level2' | 'address-line1';
  required?: boolean;
}

/** A line, or with `textarea` several. No length is cut off silently: what is too long is said. */
export function renderTextField(field: TextField): TemplateResult {
  const { name, label, hint, value, problem, saving, type = 'text', required = true } = field;
  const onInput = (event: Event): void => field.onInput((event.target as HTMLInputElement).value);
  const described = describedBy({ id: name, hint, error: problem });
  const input =
    type === 'textarea'
      ? html`<textarea
          id=${name}
          class="input"
          part="input"
          name=${name}
          rows="4"
          autocomplete="off"
          ?required=${required}
          ?readonly=${saving}
          .value=${live(value)}
          aria-invalid=${problem !== null}
          aria-describedby=${described}
          @input=${onInput}
        ></textarea>`
      : html`<input
          id=${name}
          class="input"
          part="input"
          type=${type}
          name=${name}
          autocomplete=${field.autocomplete ?? 'off'}
          autocapitalize=${type === 'email' ? 'none' : nothing}
          ?required=${required}
          ?readonly=${saving}
          .value=${live(value)}
          aria-invalid=${problem !== null}
          aria-describedby=${described}
          @input=${onInput}
        />`;
  return renderField({ id: name, label, hint, error: problem }, input);
}

/** What to do about a field that every declaration has, in a sentence. */
export function describeFieldProblem(field: string, problem: FieldProblem | undefined): string | null {
  if (!problem) return null;
  if (problem === 'too-long') {
    return msg('Das ist länger, als wir annehmen können. Bitte kürzen Sie es.', { id: 'declaration.problem.too-long' });
  }
  switch (field) {
    case 'name':
      return msg('Bitte geben Sie Ihren Namen an.', { id: 'declaration.problem.name' });
    case 'email':
      return problem === 'missing'
        ? msg('Bitte geben Sie an, wohin die Bestätigung gehen soll.', { id: 'declaration.problem.no-email' })
        : msg('Das ist keine vollständige E-Mail-Adresse, wie name@beispiel.de.', { id: 'declaration.problem.email' });
    case 'contract':
      return problem === 'unknown'
        ? msg(
            'Dieser Vertrag lässt sich gerade nicht zuordnen. Bitte wählen Sie ihn neu oder nennen Sie seine Nummer.',
            {
              id: 'declaration.problem.unknown-contract',
            },
          )
        : msg('Bitte sagen Sie, um welchen Vertrag es geht. Eine Nummer oder die Adresse genügt.', {
            id: 'declaration.problem.contract',
          });
    default:
      return msg('Bitte prüfen Sie diese Angabe.', { id: 'declaration.problem.other' });
  }
}

type Change = (change: Partial<DeclaredFields>) => void;

/** Who declares, and where the confirmation goes. */
export function renderPerson(view: DeclarationView, onChange: Change): TemplateResult {
  const { fields, known, problems, saving } = view;
  return html`${renderTextField({
    name: 'name',
    label: msg('Name', { id: 'declaration.name' }),
    hint: known ? undefined : msg('So, wie er im Vertrag steht.', { id: 'declaration.name.hint' }),
    value: fields.name ?? known?.name ?? '',
    problem: describeFieldProblem('name', problems.name),
    saving,
    autocomplete: 'name',
    onInput: (name) => onChange({ name }),
  })}
  ${renderTextField({
    name: 'email',
    label: msg('E-Mail-Adresse', { id: 'declaration.email' }),
    hint: msg('Dorthin schicken wir sofort eine Bestätigung.', { id: 'declaration.email.hint' }),
    value: fields.email ?? known?.email ?? '',
    problem: describeFieldProblem('email', problems.email),
    saving,
    type: 'email',
    autocomplete: 'email',
    onInput: (email) => onChange({ email }),
  })}`;
}

function contractLabel({ address, number, meter, type }: Subscription): string {
  const place = `${address.street} ${address.house_number}, ${address.city}`;
  const which = `${place} · ${number ?? meter.number}`;
  return type === 'feed_in' ? msg(str`${which} (Einspeisung)`, { id: 'declaration.contract.feed-in' }) : which;
}

/** Which contract is meant: chosen from the customer's own, or said in words. */
export function renderContract(view: DeclarationView, onChange: Change): TemplateResult {
  const { fields, offered, chosen, problems, saving } = view;
  const label = msg('Vertrag', { id: 'declaration.contract' });
  const problem = describeFieldProblem('contract', problems.contract);
  const words = (name: unknown): TemplateResult =>
    renderTextField({
      name: 'contract',
      label: name,
      hint: msg('Was Sie zur Hand haben: Vertrags-, Kunden- oder Zählernummer, oder die Adresse der Lieferstelle.', {
        id: 'declaration.contract.hint',
      }),
      value: fields.contract,
      problem: chosen ? null : problem,
      saving,
      onInput: (contract) => onChange({ contract }),
    });
  if (offered.length === 0) return words(label);
  const choice = html`<select
    id="choice"
    class="input"
    part="input"
    name="choice"
    ?disabled=${saving}
    aria-invalid=${chosen !== null && problem !== null}
    aria-describedby=${describedBy({ id: 'choice', error: chosen && problem })}
    @change=${(event: Event) => onChange({ choice: (event.target as HTMLSelectElement).value })}
  >
    ${offered.map((one) => html`<option value=${one.id} .selected=${one.id === chosen?.id}>${contractLabel(one)}</option>`)}
    <option value=${otherContract} .selected=${chosen === null}>
      ${msg('Ein anderer Vertrag …', { id: 'declaration.contract.other' })}
    </option>
  </select>`;
  return html`${renderField({ id: 'choice', label, error: chosen && problem }, choice)}
  ${chosen ? nothing : words(msg('Welcher Vertrag?', { id: 'declaration.contract.which' }))}`;
}

/** Why the last attempt failed, with the other way to declare the same. The live region stands there from the start. */
export function renderFailure({ failure, support }: Pick<DeclarationView, 'failure' | 'support'>): TemplateResult {
  return html`<div class="field-error failure" id="failure" role="alert">
    ${failure ? html`${icon(warningIcon)}<span>${failureText(failure, support)}</span>` : nothing}
  </div>`;
}

function failureText(failure: ShownError, support: Brand['support'] | null): TemplateResult {
  const { title, explanation } = describeError(failure);
  if (failure.kind === 'unauthorized') {
    return html`<strong>${title}.</strong> ${msg(
        'Ihre Angaben stehen noch hier: Sie können sie auch ohne Anmeldung absenden.',
        {
          id: 'declaration.failed.signed-out',
        },
      )}`;
  }
  const what =
    failure.kind === 'rate-limited'
      ? explanation
      : msg(
          'Ihre Angaben stehen noch hier. Bitte senden Sie sie gleich noch einmal: Auch zweimal gesendet zählt es nur einmal.',
          {
            id: 'declaration.failed',
          },
        );
  return html`<strong>${title}.</strong> ${what}
    ${
      support
        ? msg(html`Es genügt auch eine E-Mail an <a href="mailto:${support.email}">${support.email}</a>.`, {
            id: 'declaration.failed.support',
          })
        : nothing
    }
    ${
      failure.requestId
        ? html`<span class="request-id"
            >${msg(str`Vorgangsnummer: ${failure.requestId}`, { id: 'error.request-id' })}</span
          >`
        : nothing
    }`;
}

/** An offer, never a condition: with a sign-in, the form is filled in. */
export function renderSignInOffer(loginHref: string | undefined): TemplateResult | typeof nothing {
  if (!loginHref) return nothing;
  return html`<p class="small muted">
    ${msg(
      html`Sie brauchen sich nicht anzumelden. <a href=${loginHref}>Mit Anmeldung</a> füllen wir das Formular für Sie
        aus.`,
      {
        id: 'declaration.sign-in',
      },
    )}
  </p>`;
}
