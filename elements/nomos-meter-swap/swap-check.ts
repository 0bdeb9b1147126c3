import type { MeterSwap } from '../../src/contract/gateway/requests.ts';
import type { MeterReading } from '../../src/contract/nomos/meter-reading.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { berlinDateOf, isBerlinDate, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { checkMeterReading, readingDateIssue } from '../../src/domain/meter-reading-check.ts';
import { parseMeterReading } from '../../src/domain/meter-reading-input.ts';
import type { SwapDraft } from './swap-draft.ts';
import type { FieldProblems } from './swap-problem.ts';

/** What was typed, read as what it means. */
export type ReadSwap = Pick<
  MeterSwap,
  'exchanged_on' | 'old_meter_number' | 'old_reading_kwh' | 'new_meter_number' | 'new_reading_kwh' | 'note'
>;

/** How a number of a meter is compared: people leave out blanks and write small. */
const plainNumber = (number: string): string => number.replace(/[\s.-]/g, '').toUpperCase();

/** Reads the form, or says of every field what is wrong with it. */
export function readSwap(
  draft: SwapDraft,
  { start_at: startAt, end_at: endAt, meter }: Subscription,
  today: BerlinDate,
  locale: 'de' | 'en',
): { swap: ReadSwap } | { problems: FieldProblems } {
  const problems: FieldProblems = {};
  const date = draft.date ?? today;
  if (!isBerlinDate(date)) problems.date = 'no-date';
  else {
    const start = startAt ? berlinDateOf(startAt) : null;
    const issue = readingDateIssue(date, today, { start, endExclusive: endAt ? berlinDateOf(endAt) : null });
    if (issue) problems.date = issue;
  }
  const readingOf = (text: string, field: 'old-reading' | 'new-reading'): number => {
    const typed = parseMeterReading(text, locale);
    if (typed.type === 'value' && typed.kWh <= mostKWh) return typed.kWh;
    problems[field] = typed.type === 'value' ? 'too-large' : typed.reason;
    return 0;
  };
  const oldNumber = (draft.oldNumber ?? meter.number).trim();
  const newNumber = draft.newNumber.trim();
  if (oldNumber === '') problems['old-number'] = 'no-number';
  const oldReading = readingOf(draft.oldReading, 'old-reading');
  if (newNumber === '') problems['new-number'] = 'no-number';
  else if (plainNumber(newNumber) === plainNumber(oldNumber)) problems['new-number'] = 'same-number';
  const newReading = readingOf(draft.newReading, 'new-reading');
  if (Object.keys(problems).length > 0) return { problems };
  return {
    swap: {
      exchanged_on: date,
      old_meter_number: oldNumber,
      old_reading_kwh: oldReading,
      new_meter_number: newNumber,
      new_reading_kwh: newReading,
      note: draft.note.trim() || null,
    },
  };
}

/** The largest reading that a report takes. */
const mostKWh = 99_999_999;

/**
 * The last known reading, where the final one of the old meter is lower: a meter does not run backwards, but the reading that is
 * known may have been an estimate.
 */
export function higherKnownReading(
  { exchanged_on: date, old_reading_kwh: kWh }: ReadSwap,
  readings: readonly MeterReading[],
): MeterReading | null {
  const check = checkMeterReading({ kWh, date: date as BerlinDate }, readings, null);
  return check.type === 'lower-than-last' ? check.last : null;
}
