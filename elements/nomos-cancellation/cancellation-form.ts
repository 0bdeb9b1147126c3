import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { berlinDateOf, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import {
  describeFieldProblem,
  renderContract,
  renderFailure,
  renderPerson,
  renderTextField,
  type FieldProblem,
} from '../../src/ui/declaration-fields.ts';
import { describedBy, renderField } from '../../src/ui/field.ts';
import { icon, infoIcon } from '../../src/ui/icons.ts';
import { renderConsequence } from './cancellation-consequence.ts';
import {
  lastDayRange,
  namesDay,
  supplyOf,
  terminationOf,
  type CancellationFields,
  type Termination,
} from './cancellation-draft.ts';
import type { CancellationForm } from './cancellation-element.ts';

/** What the form tells the element. */
export interface CancellationHandlers {
  onChange: (change: Partial<CancellationFields>) => void;
  onSubmit: (event: SubmitEvent) => void;
}

/** One of several, with a line on what it means. */
function renderChoice(choice: {
  name: 'termination' | 'when';
  value: string;
  label: unknown;
  hint?: unknown;
  checked: boolean;
  saving: boolean;
  onChoose: () => void;
}): TemplateResult {
  const { name, value, label, hint, checked, saving, onChoose } = choice;
  return html`<label class="check">
    <input
      type="radio"
      name=${name}
      .value=${value}
      ?disabled=${saving}
      .checked=${live(checked)}
      @change=${onChoose}
    />
    <span>${label}${hint ? html`<span class="hint">${hint}</span>` : nothing}</span>
  </label>`;
}

function renderKind({ fields, saving }: CancellationForm, { onChange }: CancellationHandlers): TemplateResult {
  const chosen = terminationOf(fields);
  const kind = (value: Termination, label: string, hint: string): TemplateResult =>
    renderChoice({
      name: 'termination',
      value,
      label,
      hint,
      checked: chosen === value,
      saving,
      onChoose: () => onChange({ termination: value }),
    });
  return html`<fieldset>
    <legend>${msg('Art der Kündigung', { id: 'cancellation.kind' })}</legend>
    ${kind(
      'ordinary',
      msg('Ordentlich', { id: 'cancellation.kind.ordinary' }),
      msg('Mit der vereinbarten Frist. Einen Grund brauchen Sie nicht.', { id: 'cancellation.kind.ordinary.hint' }),
    )}
    ${kind(
      'move-out',
      msg('Wegen Umzug', { id: 'cancellation.kind.move-out' }),
      msg('Zum Tag Ihres Auszugs oder später.', { id: 'cancellation.kind.move-out.hint' }),
    )}
    ${kind(
      'extraordinary',
      msg('Außerordentlich', { id: 'cancellation.kind.extraordinary' }),
      msg('Aus einem wichtigen Grund, zum Beispiel weil sich der Preis ändert.', {
        id: 'cancellation.kind.extraordinary.hint',
      }),
    )}
  </fieldset>`;
}

/** Of a contract that is terminated already: since when, and until when it runs. Something else may still be declared. */
function renderTerminated({ chosen }: CancellationForm, formats: Formats): unknown {
  const { last } = supplyOf(chosen);
  if (!last) return nothing;
  const since = chosen?.terminated_at ? formats.date(berlinDateOf(chosen.terminated_at)) : null;
  const lastDay = formats.date(last);
  return html`<div class="terminated" part="terminated">
    ${icon(infoIcon)}
    <p>
      ${
        since
          ? msg(
              html`Dieser Vertrag ist seit dem ${since} gekündigt und läuft noch bis zum <strong>${lastDay}</strong>.`,
              {
                id: 'cancellation.terminated-since',
              },
            )
          : msg(html`Dieser Vertrag ist gekündigt und läuft noch bis zum <strong>${lastDay}</strong>.`, {
              id: 'cancellation.terminated',
            })
      }
      ${msg('Möchten Sie etwas anderes erklären, etwa einen früheren Auszug, können Sie das hier tun.', {
        id: 'cancellation.terminated.else',
      })}
    </p>
  </div>`;
}

/** What is wrong with the day, and what to do. */
function dayProblem({ chosen }: CancellationForm, problem: FieldProblem | undefined, formats: Formats): string | null {
  const { first, last } = supplyOf(chosen);
  switch (problem) {
    case undefined:
      return null;
    case 'missing':
      return msg('Bitte geben Sie den letzten Tag der Belieferung an.', { id: 'cancellation.day.missing' });
    case 'past':
      return msg('Dieser Tag ist schon vorbei. Bitte wählen Sie heute oder einen späteren Tag.', {
        id: 'cancellation.day.past',
      });
    case 'too-early':
    case 'too-late':
      return msg('Dieser Tag liegt weit weg. Bitte prüfen Sie das Jahr.', { id: 'cancellation.day.far' });
    case 'before-start':
      return msg(
        str`Die Belieferung beginnt erst am ${first ? formats.date(first) : ''}. Bitte wählen Sie einen Tag ab dann.`,
        {
          id: 'cancellation.day.before-start',
        },
      );
    case 'after-end':
      return msg(
        str`Der Vertrag endet schon am ${last ? formats.date(last) : ''}. Bitte wählen Sie einen Tag bis dahin.`,
        {
          id: 'cancellation.day.after-end',
        },
      );
    default:
      return msg('Diesen Tag gibt es nicht. Bitte prüfen Sie Tag und Monat.', { id: 'cancellation.day.no-day' });
  }
}

function renderDay(
  form: CancellationForm,
  today: BerlinDate,
  formats: Formats,
  { onChange }: CancellationHandlers,
): TemplateResult {
  const { fields, saving, problems, chosen } = form;
  const termination = terminationOf(fields);
  const { earliest, latest } = lastDayRange(termination, today);
  const { first, last } = supplyOf(chosen);
  const hint =
    termination === 'move-out'
      ? msg('Der Tag Ihres Auszugs oder ein späterer, etwa der Tag der Übergabe.', { id: 'cancellation.day.hint' })
      : undefined;
  const error = dayProblem(form, problems.last_day, formats);
  const label =
    chosen?.type === 'feed_in'
      ? msg('Letzter Tag der Einspeisung', { id: 'cancellation.last-day.feed-in' })
      : msg('Letzter Tag der Belieferung', { id: 'cancellation.last-day' });
  return renderField(
    { id: 'last_day', label, hint, error },
    html`<input
      id="last_day"
      class="input date"
      part="input"
      type="date"
      name="last_day"
      autocomplete="off"
      required
      min=${first && first > earliest ? first : earliest}
      max=${last && last < latest ? last : latest}
      ?readonly=${saving}
      .value=${live(fields.last_day)}
      aria-invalid=${error !== null}
      aria-describedby=${describedBy({ id: 'last_day', hint, error })}
      @input=${(event: Event) => onChange({ last_day: (event.target as HTMLInputElement).value })}
    />`,
  );
}

function renderWhen(form: CancellationForm, handlers: CancellationHandlers): TemplateResult {
  const { fields, saving } = form;
  const when = (value: 'earliest' | 'day', label: string): TemplateResult =>
    renderChoice({
      name: 'when',
      value,
      label,
      checked: (fields.when === 'day') === (value === 'day'),
      saving,
      onChoose: () => handlers.onChange({ when: value }),
    });
  return html`<fieldset>
    <legend>${msg('Wann soll der Vertrag enden?', { id: 'cancellation.when' })}</legend>
    ${when('earliest', msg('So früh wie möglich', { id: 'cancellation.when.earliest' }))}
    ${when('day', msg('An einem bestimmten Tag', { id: 'cancellation.when.day' }))}
  </fieldset>`;
}

function renderNewAddress(
  { fields, problems, saving }: CancellationForm,
  { onChange }: CancellationHandlers,
): TemplateResult {
  const problem = (name: string): string | null =>
    problems[name] === 'missing'
      ? msg('Dieser Teil der Adresse fehlt noch.', { id: 'cancellation.address.missing' })
      : describeFieldProblem(name, problems[name]);
  const field = (
    name: 'street' | 'house_number' | 'zip' | 'city',
    label: string,
    autocomplete?: 'address-line1' | 'postal-code' | 'address-level2',
  ): TemplateResult =>
    renderTextField({
      name,
      label,
      value: fields[name],
      problem: problem(name),
      saving,
      required: false,
      ...(autocomplete ? { autocomplete } : {}),
      onInput: (value) => onChange({ [name]: value }),
    });
  return html`<fieldset>
    <legend>${msg('Neue Adresse (freiwillig)', { id: 'cancellation.address' })}</legend>
    <p class="hint">${msg('Für Ihre Schlussrechnung.', { id: 'cancellation.address.hint' })}</p>
    <div class="pair wide-first">
      ${field('street', msg('Straße', { id: 'cancellation.address.street' }), 'address-line1')}
      ${field('house_number', msg('Hausnummer', { id: 'cancellation.address.house-number' }))}
    </div>
    <div class="pair wide-second">
      ${field('zip', msg('Postleitzahl', { id: 'cancellation.address.zip' }), 'postal-code')}
      ${field('city', msg('Ort', { id: 'cancellation.address.city' }), 'address-level2')}
    </div>
  </fieldset>`;
}

function renderReason(
  { fields, problems, saving }: CancellationForm,
  { onChange }: CancellationHandlers,
): TemplateResult {
  return renderTextField({
    name: 'reason',
    label: msg('Grund', { id: 'cancellation.reason' }),
    hint: msg('Ein, zwei Sätze genügen.', { id: 'cancellation.reason.hint' }),
    value: fields.reason,
    problem:
      problems.reason === 'missing'
        ? msg('Bitte nennen Sie den Grund: Ohne ihn ist eine außerordentliche Kündigung nicht möglich.', {
            id: 'cancellation.reason.missing',
          })
        : describeFieldProblem('reason', problems.reason),
    saving,
    type: 'textarea',
    onInput: (reason) => onChange({ reason }),
  });
}

/** Everything on one page: kind, contract, day, person, what will follow, and the button of s. 312k BGB. */
export function renderCancellationForm(
  form: CancellationForm,
  formats: Formats,
  handlers: CancellationHandlers,
): TemplateResult {
  const { today, saving } = form;
  const termination = terminationOf(form.fields);
  return html`<form @submit=${handlers.onSubmit} novalidate>
    ${renderContract(form, handlers.onChange)} ${renderTerminated(form, formats)} ${renderKind(form, handlers)}
    ${termination === 'extraordinary' ? renderReason(form, handlers) : nothing}
    ${termination === 'move-out' ? nothing : renderWhen(form, handlers)}
    ${namesDay(form.fields) ? renderDay(form, today, formats, handlers) : nothing}
    ${termination === 'move-out' ? renderNewAddress(form, handlers) : nothing} ${renderPerson(form, handlers.onChange)}
    ${renderConsequence(form, formats)}
    <div class="field">
      <button
        class="button primary wide"
        part="button"
        type="submit"
        aria-disabled=${saving}
        aria-describedby="consequence"
      >
        ${saving ? msg('Wird gesendet …', { id: 'declaration.saving' }) : msg('jetzt kündigen', { id: 'cancellation.submit' })}
      </button>
      ${renderFailure(form)}
    </div>
  </form>`;
}
