import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
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

/** What is odd about a reading. */
function oddity(type: ReadingCheck['type']): string {
  switch (type) {
    case 'lower-than-last':
      return msg('Das ist weniger als beim letzten Mal', { id: 'meter-reading.question.lower-than-last' });
    case 'higher-than-next':
      return msg('Das ist mehr als an einem späteren Tag', { id: 'meter-reading.question.higher-than-next' });
    case 'much-higher':
      return msg('Das ist viel mehr als erwartet', { id: 'meter-reading.question.much-higher' });
    default:
      return msg('Das ist viel weniger als erwartet', { id: 'meter-reading.question.much-lower' });
  }
}

/** The value that it is held against: that of another day, or what is expected. */
function comparison(
  { type, last, next, expected }: ReadingCheck,
  formats: Formats,
): { label: string; kWh: number } | null {
  const other = type === 'lower-than-last' ? last : type === 'higher-than-next' ? next : null;
  if (other) {
    const day = formats.date(berlinDateOf(other.timestamp));
    return { label: msg(str`Stand vom ${day}`, { id: 'meter-reading.question.of-day' }), kWh: other.value };
  }
  return (
    expected && {
      label: msg('Erwartet, etwa', { id: 'meter-reading.question.expected' }),
      kWh: Math.round(expected.kWh),
    }
  );
}

/** The question with both values, and its two answers. */
export function renderReadingQuestion(
  question: ReadingQuestion,
  formats: Formats,
  { saving, onYes, onChange }: { saving: boolean; onYes: () => void; onChange: () => void },
): TemplateResult {
  const { check, date, kWh } = question;
  const other = comparison(check, formats);
  const day = formats.date(date);
  return html`<div class="question" role="group" aria-labelledby="question" aria-describedby="question-values">
    <p id="question" class="notice-title" tabindex="-1">${icon(infoIcon)}<span>${oddity(check.type)}</span></p>
    <dl id="question-values">
      ${
        other
          ? html`<div>
              <dt>${other.label}</dt>
              <dd class="number">${meterReadingLabel(other.kWh, formats)}</dd>
            </div>`
          : nothing
      }
      <div>
        <dt>${msg(str`Ihre Eingabe für den ${day}`, { id: 'meter-reading.question.yours' })}</dt>
        <dd class="number">${meterReadingLabel(kWh, formats)}</dd>
      </div>
    </dl>
    <p class="small">
      ${msg('Bitte vergleichen Sie noch einmal mit dem Zähler. Der Stand kann richtig sein, etwa nach einem Zählerwechsel.', { id: 'meter-reading.question.ask' })}
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
