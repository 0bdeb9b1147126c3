import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Brand } from '../../src/contract/gateway/brand.ts';
import type { MeterReading } from '../../src/contract/nomos/meter-reading.ts';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import { checkMeterReading } from '../../src/domain/meter-reading-check.ts';
import { meterReadingLabel, meterReadingTypeLabel } from '../../src/i18n/meter-reading-labels.ts';
import { icon, infoIcon, warningIcon } from '../../src/ui/icons.ts';
import type { ShownError } from '../../src/ui/notices.ts';
import type { MeterReadingState } from './meter-reading-element.ts';
import { longestNote, type ReadingDraft } from './reading-draft.ts';
import { describeReadingProblem, type ReadingProblem } from './reading-problem.ts';
import { renderReadingQuestion } from './reading-question.ts';

/** Whom a customer can ask. */
export type SupportContact = Pick<Brand['support'], 'email' | 'phone'>;

type Shown = Extract<MeterReadingState, { type: 'loaded' }>;

/** What the form tells the element. */
export interface ReadingFormHandlers {
  onInput: (change: Partial<ReadingDraft>) => void;
  onSubmit: (event: SubmitEvent) => void;
  onYes: () => void;
  onChange: () => void;
}

/** The last reading and what the meter should show today: a guide for whoever stands before it. */
function renderGuide({ today, subscription, history }: Shown, readings: MeterReading[], formats: Formats): unknown {
  if (history.type === 'loading') return html`<span class="skeleton" aria-hidden="true"></span>`;
  // Only what is expected is asked for here, which does not depend on the value.
  const { last, expected } = checkMeterReading({ kWh: 0, date: today }, readings, subscription.estimated_usage);
  if (!last) return nothing;
  const value = meterReadingLabel(last.value, formats);
  const day = formats.date(berlinDateOf(last.timestamp));
  return html`<span class="hint">
    ${msg(str`Zuletzt: ${value} am ${day} (${meterReadingTypeLabel(last.type)}).`, { id: 'meter-reading.value.last' })}
    ${
      expected
        ? msg(str`Heute etwa zu erwarten: ${meterReadingLabel(Math.round(expected.kWh), formats)}.`, {
            id: 'meter-reading.value.expected',
          })
        : nothing
    }
  </span>`;
}

function renderSupport(support: SupportContact | null): TemplateResult {
  const { email, phone } = support ?? {};
  const mail = email && html`<a href="mailto:${email}">${email}</a>`;
  const call = phone && html`<a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>`;
  return html`${msg('Ist alles richtig, hilft Ihnen der Kundenservice weiter.', { id: 'meter-reading.support' })}
  ${mail ?? nothing}${mail && call ? ' · ' : nothing}${call ?? nothing}`;
}

/** The live regions stand there from the start: ones that come with their text are not announced everywhere. */
function renderProblem(
  { problem, subscription, support }: Shown,
  field: ReadingProblem['field'],
  formats: Formats,
): TemplateResult {
  const shown = problem?.field === field ? problem : null;
  const soft = shown?.type === 'implausible';
  const error: Partial<ShownError> = shown?.type === 'failed' ? shown.error : {};
  return html`<div id="${field ?? 'form'}-problem" class="field-error ${soft ? 'soft' : ''}" role="alert">
    ${
      shown
        ? html`${icon(soft ? infoIcon : warningIcon)}
            <span
              >${describeReadingProblem(shown, subscription, formats)} ${soft ? renderSupport(support) : nothing}
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

/** Value, day and note, and in place of the button the question, when there is one. */
export function renderReadingForm(
  shown: Shown,
  readings: MeterReading[],
  formats: Formats,
  { onInput, onSubmit, onYes, onChange }: ReadingFormHandlers,
): TemplateResult {
  const { subscription, today, draft, saving, problem, question } = shown;
  const { start_at: startAt, meter } = subscription;
  const typed = (event: Event): string => (event.target as HTMLInputElement).value;
  const isWrong = (field: ReadingProblem['field']): boolean =>
    problem?.field === field && problem.type !== 'implausible';
  return html`<form @submit=${onSubmit} novalidate>
    <div class="field">
      <label for="value">${msg('Zählerstand in kWh', { id: 'meter-reading.value.label' })}</label>
      <div class="value">
        <input
          id="value"
          class="input"
          part="input"
          type="text"
          name="value"
          inputmode="decimal"
          autocomplete="off"
          required
          ?readonly=${saving}
          .value=${live(draft.value)}
          aria-invalid=${isWrong('value')}
          aria-describedby="value-hint value-problem"
          @input=${(event: Event) => onInput({ value: typed(event) })}
        />
        <span class="unit" aria-hidden="true">kWh</span>
      </div>
      <div id="value-hint" class="value-hint">
        <span class="hint"
          >${msg(str`Zähler ${meter.number}. Die Stellen nach dem Komma, oft rot umrandet, können Sie weglassen.`, {
            id: 'meter-reading.value.hint',
          })}</span
        >
        ${renderGuide(shown, readings, formats)}
      </div>
      ${renderProblem(shown, 'value', formats)}
    </div>
    <div class="field">
      <label for="date">${msg('Abgelesen am', { id: 'meter-reading.date.label' })}</label>
      <input
        id="date"
        class="input date"
        part="input"
        type="date"
        name="date"
        autocomplete="off"
        required
        min=${startAt ? berlinDateOf(startAt) : nothing}
        max=${today}
        ?readonly=${saving}
        .value=${live(draft.date ?? today)}
        aria-invalid=${isWrong('date')}
        aria-describedby="date-problem"
        @input=${(event: Event) => onInput({ date: typed(event) })}
      />
      ${renderProblem(shown, 'date', formats)}
    </div>
    <div class="field">
      <label for="note">${msg('Anmerkung (freiwillig)', { id: 'meter-reading.note.label' })}</label>
      <textarea
        id="note"
        class="input"
        part="input"
        name="note"
        rows="2"
        autocomplete="off"
        maxlength=${longestNote}
        ?readonly=${saving}
        .value=${live(draft.note)}
        aria-describedby="note-hint"
        @input=${(event: Event) => onInput({ note: typed(event) })}
      ></textarea>
      <span id="note-hint" class="hint"
        >${msg(str`Höchstens ${longestNote} Zeichen.`, { id: 'meter-reading.note.hint' })}</span
      >
    </div>
    <div class="field">
      ${
        question
          ? renderReadingQuestion(question, formats, { saving, onYes, onChange })
          : html`<button class="button primary wide" part="button" type="submit" aria-disabled=${saving}>
              ${
                saving
                  ? msg('Wird gesendet …', { id: 'meter-reading.saving' })
                  : problem?.type === 'failed'
                    ? msg('Erneut senden', { id: 'meter-reading.submit-again' })
                    : msg('Zählerstand senden', { id: 'meter-reading.submit' })
              }
            </button>`
      }
      ${renderProblem(shown, null, formats)}
    </div>
  </form>`;
}
