import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { attachmentTypes, largestAttachment } from '../../src/contract/gateway/attachment-bounds.ts';
import { longestText } from '../../src/contract/gateway/request-bounds.ts';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import { meterReadingLabel, meterReadingTypeLabel } from '../../src/i18n/meter-reading-labels.ts';
import { describedBy, renderField } from '../../src/ui/field.ts';
import { lookAtFile, renderFileField, type ChosenFile, type FileRule } from '../../src/ui/file-field.ts';
import { icon, infoIcon, warningIcon } from '../../src/ui/icons.ts';
import type { SwapDraft } from './swap-draft.ts';
import { describeSendingProblem, type FieldProblem, type SwapField } from './swap-problem.ts';
import type { LoadedSwap } from './swap-state.ts';

/** What may be sent along. */
const photoRule: FileRule = { types: attachmentTypes['meter-swap'], mostBytes: largestAttachment };

/** Looks at a file that was chosen, or at none. */
export async function lookAtPhoto(file: File | null): Promise<ChosenFile> {
  return file ? lookAtFile(file, photoRule) : { type: 'none' };
}

/** What the form tells the element. */
export interface SwapFormHandlers {
  onInput: (change: Partial<SwapDraft>) => void;
  onPhoto: (file: File | null) => void;
  onSubmit: (event: SubmitEvent) => void;
  /** What is wrong with a field, in words. */
  describe: (problem: FieldProblem) => string;
}

interface TextField {
  id: SwapField;
  label: string;
  hint?: string;
  value: string;
  name: keyof SwapDraft;
  /** `kWh`: a reading. */
  unit?: 'kWh';
}

function renderInput(
  { id, label, hint, value, name, unit }: TextField,
  { saving, problems }: LoadedSwap,
  { onInput, describe }: SwapFormHandlers,
): TemplateResult {
  const problem = problems[id];
  const error = problem && describe(problem);
  const input = html`<input
    id=${id}
    class="input"
    part="input"
    type="text"
    name=${name}
    inputmode=${unit ? 'decimal' : 'text'}
    autocapitalize="characters"
    autocomplete="off"
    spellcheck="false"
    required
    maxlength=${longestText.line}
    ?readonly=${saving}
    .value=${live(value)}
    aria-invalid=${problem ? 'true' : 'false'}
    aria-describedby=${describedBy({ id, hint, error })}
    @input=${(event: Event) => onInput({ [name]: (event.target as HTMLInputElement).value })}
  />`;
  return renderField(
    { id, label, hint, error },
    unit ? html`<div class="value">${input}<span class="unit" aria-hidden="true">${unit}</span></div>` : html`${input}`,
  );
}

function renderDate(shown: LoadedSwap, { onInput, describe }: SwapFormHandlers): TemplateResult {
  const { draft, today, saving, problems, subscription } = shown;
  const error = problems.date && describe(problems.date);
  return renderField(
    { id: 'date', label: msg('Tag des Wechsels', { id: 'meter-swap.date' }), error },
    html`<input
      id="date"
      class="input date"
      part="input"
      type="date"
      name="date"
      autocomplete="off"
      required
      min=${subscription.start_at ? berlinDateOf(subscription.start_at) : nothing}
      max=${today}
      ?readonly=${saving}
      .value=${live(draft.date ?? today)}
      aria-invalid=${problems.date ? 'true' : 'false'}
      aria-describedby=${describedBy({ id: 'date', error })}
      @input=${(event: Event) => onInput({ date: (event.target as HTMLInputElement).value })}
    />`,
  );
}

/** Asked about once: the customer stands before the meter and knows better. */
function renderDoubt({ doubt }: LoadedSwap, formats: Formats): TemplateResult {
  const known = doubt && meterReadingLabel(doubt.value, formats);
  const day = doubt && formats.date(berlinDateOf(doubt.timestamp));
  return html`<div class="doubt" id="doubt" tabindex="-1" role="status">
    ${
      doubt
        ? html`${icon(infoIcon)}<span
              >${msg(
                str`Der letzte Stand des alten Zählers ist niedriger als der, den wir kennen: ${known ?? ''} am ${day ?? ''} (${meterReadingTypeLabel(doubt.type)}). Bitte sehen Sie noch einmal nach. Stimmt er, senden Sie einfach.`,
                { id: 'meter-swap.doubt' },
              )}</span
            >`
        : nothing
    }
  </div>`;
}

/** The form: day, old meter, new meter, photo, note. */
export function renderSwapForm(shown: LoadedSwap, formats: Formats, handlers: SwapFormHandlers): TemplateResult {
  const { draft, photo, saving, problems, failure, doubt, subscription } = shown;
  const { onInput, onPhoto, onSubmit, describe } = handlers;
  const input = (field: TextField): TemplateResult => renderInput(field, shown, handlers);
  const requestId = failure?.type === 'failed' ? failure.error.requestId : undefined;
  const number = msg('Zählernummer', { id: 'meter-swap.number' });
  const withoutDecimals = msg('Die Stellen nach dem Komma, oft rot umrandet, können Sie weglassen.', {
    id: 'meter-swap.reading.hint',
  });
  return html`<form @submit=${onSubmit} novalidate>
    ${renderDate(shown, handlers)}
    <fieldset>
      <legend>${msg('Alter Zähler', { id: 'meter-swap.old' })}</legend>
      ${input({
        id: 'old-number',
        name: 'oldNumber',
        label: number,
        value: draft.oldNumber ?? subscription.meter.number,
        hint: msg('So steht sie in Ihrem Vertrag.', { id: 'meter-swap.old.number.hint' }),
      })}
      ${input({
        id: 'old-reading',
        name: 'oldReading',
        unit: 'kWh',
        label: msg('Letzter Stand in kWh', { id: 'meter-swap.old.reading' }),
        value: draft.oldReading,
        hint: withoutDecimals,
      })}
      ${renderDoubt(shown, formats)}
    </fieldset>
    <fieldset>
      <legend>${msg('Neuer Zähler', { id: 'meter-swap.new' })}</legend>
      ${input({
        id: 'new-number',
        name: 'newNumber',
        label: number,
        value: draft.newNumber,
        hint: msg('Sie steht auf dem Zähler, oft beim Strichcode, zum Beispiel 1 ESY 1161 2298 86.', {
          id: 'meter-swap.new.number.hint',
        }),
      })}
      ${input({
        id: 'new-reading',
        name: 'newReading',
        unit: 'kWh',
        label: msg('Erster Stand in kWh', { id: 'meter-swap.new.reading' }),
        value: draft.newReading,
        hint: msg('Meist 0 oder wenig mehr.', { id: 'meter-swap.new.reading.hint' }),
      })}
    </fieldset>
    ${renderFileField({
      id: 'photo',
      label: msg('Foto (freiwillig)', { id: 'meter-swap.photo' }),
      chosen: photo,
      error: problems.photo && describe(problems.photo),
      ...photoRule,
      locked: saving,
      formats,
      onFile: onPhoto,
    })}
    ${renderField(
      {
        id: 'note',
        label: msg('Anmerkung (freiwillig)', { id: 'meter-reading.note.label' }),
        error: problems.note && describe(problems.note),
      },
      html`<textarea
        id="note"
        class="input"
        part="input"
        name="note"
        rows="2"
        autocomplete="off"
        maxlength=${longestText.reason}
        ?readonly=${saving}
        .value=${live(draft.note)}
        aria-describedby=${describedBy({ id: 'note', error: problems.note })}
        @input=${(event: Event) => onInput({ note: (event.target as HTMLTextAreaElement).value })}
      ></textarea>`,
    )}
    <div class="field">
      <button class="button primary wide" part="button" type="submit" aria-disabled=${saving}>
        ${
          saving
            ? msg('Wird gesendet …', { id: 'meter-reading.saving' })
            : doubt
              ? msg('Stimmt so, senden', { id: 'meter-swap.submit-anyway' })
              : failure
                ? msg('Erneut senden', { id: 'meter-reading.submit-again' })
                : msg('Zählerwechsel melden', { id: 'meter-swap.submit' })
        }
      </button>
      <div class="field-error" role="alert">
        ${
          failure
            ? html`${icon(warningIcon)}<span
                  >${describeSendingProblem(failure)}${
                    requestId
                      ? html`<span class="request-id"
                          >${msg(str`Vorgangsnummer: ${requestId}`, { id: 'error.request-id' })}</span
                        >`
                      : nothing
                  }</span
                >`
            : nothing
        }
      </div>
    </div>
  </form>`;
}
