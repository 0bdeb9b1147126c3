import { msg, str } from '@lit/localize';
import { isNomosApiError } from '../../src/api/nomos-api-error.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { ReadingDateIssue } from '../../src/domain/meter-reading-check.ts';
import type { TypedReading } from '../../src/domain/meter-reading-input.ts';
import { describeError, type ShownError } from '../../src/ui/notices.ts';

/** What stands between a reading and its being sent, and the field that it is about. */
export type ReadingProblem =
  | { type: Extract<TypedReading, { type: 'invalid' }>['reason'] | 'zero'; field: 'value' }
  /** The API finds it implausible. Not a failure: the meter may be right, and somebody can look at it. */
  | { type: 'implausible'; field: 'value' }
  | { type: 'no-date' | 'out-of-period' | ReadingDateIssue; field: 'date' }
  | { type: 'duplicate'; field: 'date'; date: BerlinDate }
  | { type: 'unsupported'; field: null }
  | { type: 'failed'; field: null; error: ShownError };

/**
 * What the answer to a reading means.
 *
 * @throws Whatever is not an answer of the API.
 */
export function problemOfAnswer(error: unknown, date: BerlinDate): ReadingProblem {
  if (!isNomosApiError(error)) throw error;
  switch (error.fieldErrors[0]?.code) {
    case 'implausible_meter_reading':
      return { type: 'implausible', field: 'value' };
    case 'duplicate_meter_reading':
      return { type: 'duplicate', field: 'date', date };
    case 'out_of_period_meter_reading':
      return { type: 'out-of-period', field: 'date' };
    case 'unsupported_meter_reading':
      return { type: 'unsupported', field: null };
    default:
      return { type: 'failed', field: null, error };
  }
}

/** The problem in a sentence or two, with what to do about it. */
export function describeReadingProblem(
  problem: ReadingProblem,
  { start_at: startAt, end_at: endAt, meter }: Subscription,
  formats: Formats,
): string {
  switch (problem.type) {
    case 'empty':
      return msg('Bitte geben Sie ein, was auf Ihrem Zähler steht.', { id: 'meter-reading.problem.empty' });
    case 'negative':
      return msg('Ein Zählerstand ist nie negativ. Bitte geben Sie ihn ohne Minus ein.', {
        id: 'meter-reading.problem.negative',
      });
    case 'zero':
      return msg('Bitte geben Sie einen Stand über 0 ein.', { id: 'meter-reading.problem.zero' });
    case 'not-a-number':
      return msg(str`Bitte geben Sie nur die Zahl ein, zum Beispiel ${formats.number(12345.6, 1)}.`, {
        id: 'meter-reading.problem.not-a-number',
      });
    case 'too-large':
      return msg('Das sind mehr Ziffern, als ein Zähler hat. Bitte prüfen Sie Ihre Eingabe.', {
        id: 'meter-reading.problem.too-large',
      });
    case 'too-many-decimals':
      return msg('Höchstens drei Stellen nach dem Komma, bitte.', { id: 'meter-reading.problem.too-many-decimals' });
    case 'implausible':
      return msg(
        str`Dieser Stand passt nicht zu den Ständen, die wir kennen. Bitte prüfen Sie die Ziffern, das Datum und ob es der Zähler ${meter.number} ist.`,
        { id: 'meter-reading.problem.implausible' },
      );
    case 'no-date':
      return msg('Bitte geben Sie den Tag der Ablesung ein.', { id: 'meter-reading.problem.no-date' });
    case 'in-future':
      return msg('Dieser Tag kommt erst noch. Bitte geben Sie den Tag der Ablesung ein.', {
        id: 'meter-reading.problem.in-future',
      });
    case 'before-contract':
    case 'after-contract':
    case 'out-of-period': {
      const start = startAt ? formats.date(berlinDateOf(startAt)) : null;
      const lastDay = endAt ? formats.date(addDays(berlinDateOf(endAt), -1)) : null;
      if (start && lastDay) {
        return msg(str`Der Tag liegt nicht in Ihrem Vertrag: Er läuft vom ${start} bis zum ${lastDay}.`, {
          id: 'meter-reading.problem.out-of-period-from-to',
        });
      }
      return start
        ? msg(str`Der Tag liegt nicht in Ihrem Vertrag: Er läuft seit dem ${start}.`, {
            id: 'meter-reading.problem.out-of-period-since',
          })
        : msg('Der Tag liegt nicht in Ihrem Vertrag.', { id: 'meter-reading.problem.out-of-period' });
    }
    case 'duplicate':
      return msg(
        str`Für den ${formats.date(problem.date)} haben wir schon einen Stand. Sehen Sie in der Liste nach, ob es Ihrer ist; sonst wählen Sie bitte einen anderen Tag.`,
        { id: 'meter-reading.problem.duplicate' },
      );
    case 'unsupported':
      return msg('Für diesen Zähler können wir hier keinen Stand annehmen: Er wird auf anderem Weg abgelesen.', {
        id: 'meter-reading.problem.unsupported',
      });
    case 'failed': {
      const { error } = problem;
      const { title, explanation } = describeError(error);
      const isSaid = error.kind === 'rate-limited' || error.kind === 'unauthorized' || error.kind === 'forbidden';
      return isSaid
        ? `${title}. ${explanation}`
        : `${title}. ${msg('Ihre Eingabe steht noch hier: Bitte senden Sie sie gleich noch einmal.', { id: 'meter-reading.problem.failed' })}`;
    }
  }
}
