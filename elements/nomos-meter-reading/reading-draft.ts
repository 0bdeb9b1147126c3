import { isBerlinDate, startOfBerlinDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { keepFormDraft, readFormDraft } from '../../src/session/form-drafts.ts';

/** What stands in the form, as it was typed. */
export interface ReadingDraft {
  value: string;
  /** A Berlin day, empty for what is none; `null`, until the customer types anything, stands for today. */
  date: string | null;
  note: string;
}

/** The longest note that the API takes. */
export const longestNote = 500;

export const emptyDraft: ReadingDraft = { value: '', date: null, note: '' };

const form = 'meter-reading';

/** What was typed for a subscription before the page was loaded anew, or left and opened again. */
export function readReadingDraft(subscription: string): ReadingDraft {
  try {
    const kept = JSON.parse(readFormDraft(form, subscription) ?? 'null') as Partial<Record<string, unknown>> | null;
    const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, longestNote) : '');
    return {
      value: text(kept?.value),
      date: isBerlinDate(kept?.date) ? kept.date : null,
      note: text(kept?.note),
    };
  } catch {
    return emptyDraft;
  }
}

/** Keeps what was typed for a subscription, or forgets it (`null`). */
export function keepReadingDraft(subscription: string, draft: ReadingDraft | null): void {
  keepFormDraft(form, subscription, draft && JSON.stringify(draft));
}

/** How far a customer's clock may be ahead, in milliseconds. */
const clockTolerance = 5 * 60_000;

/**
 * The UTC instant that a reading of a Berlin day is reported for: for today some minutes ago, because nobody's clock runs
 * exactly like the server's, which refuses what has not happened yet; for a day before it, twelve hours after its beginning, so that it is the same day in Berlin and in
 * UTC, but never later than the end of supply, whose day begins with it.
 */
export function readingInstant(date: BerlinDate, today: BerlinDate, now: Date, endAt: string | null): Date {
  const start = startOfBerlinDay(date).getTime();
  if (date === today) return new Date(Math.max(start, now.getTime() - clockTolerance));
  const noon = start + 12 * 3_600_000;
  return new Date(endAt === null ? noon : Math.min(noon, Date.parse(endAt)));
}
