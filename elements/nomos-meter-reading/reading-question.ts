import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { berlinDateOf, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { ReadingCheck } from '../../src/domain/meter-reading-check.ts';
import { meterReadingLabel } from '../../src/i18n/meter-reading-labels.ts';
import { icon, infoIcon } from '../../src/ui/icons.ts';

/** A reading that may be a slip of the hand: the customer is asked, not refused. */
export interface ReadingQuestion {
  /** kWh on the meter, as typed. */
  kWh: number;
  /** The Berlin day of the reading. */
  date: BerlinDate;
  check: ReadingCheck;
}

/** What is odd about a reading, and the value that it is held against. */
function comparison({ check }: ReadingQuestion, formats: Formats): { title: string; label: string; kWh: number } {
  const { type, last, next, expected } = check;
  const of = (reading: typeof last): { day: string; kWh: number } =>
    reading ? { day: formats.date(berlinDateOf(reading.timestamp)), kWh: reading.value } : { day: '', kWh: 0 };
  switch (type) {
    case 'lower-than-last':
      return {
        title: msg('Das ist weniger als beim letzten Mal', { id: 'meter-reading.question.lower-than-last' }),
        label: msg(str`Stand vom ${of(last).day}`, { id: 'meter-reading.question.of-day' }),
        kWh: of(last).kWh,
      };
    case 'higher-than-next':
      return {
        title: msg('Das ist mehr als an einem späteren Tag', { id: 'meter-reading.question.higher-than-next' }),
        label: msg(str`Stand vom ${of(next).day}`, { id: 'meter-reading.question.of-day' }),
        kWh: of(next).kWh,
      };
    default:
      return {
        title:
          type === 'much-higher'
            ? msg('Das ist viel mehr als erwartet', { id: 'meter-reading.question.much-higher' })
            : msg('Das ist viel weniger als erwartet', { id: 'meter-reading.question.much-lower' }),
        label: msg('Erwartet, etwa', { id: 'meter-reading.question.expected' }),
        kWh: Math.round(expected?.kWh ?? 0),
      };
  }
}

/** The question with both values, and its two answers. */
export function renderReadingQuestion(
  question: ReadingQuestion,
  formats: Formats,
  { saving, onYes, onChange }: { saving: boolean; onYes: () => void; onChange: () => void },
): TemplateResult {
  const { title, label, kWh } = comparison(question, formats);
  return html`<div class="question" role="group" aria-labelledby="question" aria-describedby="question-values">
    <p id="question" class="notice-title" tabindex="-1">${icon(infoIcon)}<span>${title}</span></p>
    <dl id="question-values">
      <div>
        <dt>${label}</dt>
        <dd class="number">${meterReadingLabel(kWh, formats)}</dd>
      </div>
      <div>
        <dt>
          ${msg(str`Ihre Eingabe für den ${formats.date(question.date)}`, { id: 'meter-reading.question.yours' })}
        </dt>
        <dd class="number">${meterReadingLabel(question.kWh, formats)}</dd>
      </div>
    </dl>
    <p class="small">
      ${msg('Stimmt der Stand? Er kann richtig sein, etwa nach einem Zählerwechsel oder wenn die Wohnung leer stand.', { id: 'meter-reading.question.ask' })}
    </p>
    <p class="answers">
      <button class="button primary" part="button" type="button" aria-disabled=${saving} @click=${onYes}>
        ${
          saving
            ? msg('Wird gesendet …', { id: 'meter-reading.saving' })
            : msg('Ja, stimmt so', { id: 'meter-reading.question.yes' })
        }
      </button>
      <button class="button" part="button" type="button" aria-disabled=${saving} @click=${onChange}>
        ${msg('Wert ändern', { id: 'meter-reading.question.change' })}
      </button>
    </p>
  </div>`;
}
