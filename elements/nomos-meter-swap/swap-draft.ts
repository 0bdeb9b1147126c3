import { newRequestKey } from '../../src/api/request-key.ts';
import { longestText } from '../../src/contract/gateway/request-bounds.ts';
import { isBerlinDate } from '../../src/domain/berlin-calendar.ts';
import { keepFormDraft, readFormDraft } from '../../src/session/form-drafts.ts';

/** What stands in the form, as it was typed. A photo is not kept: a page cannot take up a file again by itself. */
export interface SwapDraft {
  /** The key of the request: the same one for as long as it is the same report. */
  key: string;
  /** A Berlin day, empty for what is none; `null`, until the customer types anything, stands for today. */
  date: string | null;
  /** `null`, until the customer types anything, stands for the number that is known. */
  oldNumber: string | null;
  oldReading: string;
  newNumber: string;
  newReading: string;
  note: string;
}

const form = 'meter-swap';

/** A form in which nothing was typed yet. */
export function emptySwapDraft(): SwapDraft {
  return { key: newRequestKey(), date: null, oldNumber: null, oldReading: '', newNumber: '', newReading: '', note: '' };
}

/** What was typed for a subscription before the page was loaded anew, or left and opened again. */
export function readSwapDraft(subscription: string): SwapDraft {
  const empty = emptySwapDraft();
  try {
    const kept = JSON.parse(readFormDraft(form, subscription) ?? 'null') as Partial<Record<string, unknown>> | null;
    if (!kept) return empty;
    const text = (value: unknown, most: number = longestText.line): string =>
      typeof value === 'string' ? value.slice(0, most) : '';
    return {
      key: /^[\w-]{22,64}$/.test(text(kept.key)) ? text(kept.key) : empty.key,
      date: isBerlinDate(kept.date) ? kept.date : null,
      oldNumber: typeof kept.oldNumber === 'string' ? text(kept.oldNumber) : null,
      oldReading: text(kept.oldReading),
      newNumber: text(kept.newNumber),
      newReading: text(kept.newReading),
      note: text(kept.note, longestText.reason),
    };
  } catch {
    return empty;
  }
}

/** Keeps what was typed for a subscription, or forgets it (`null`). */
export function keepSwapDraft(subscription: string, draft: SwapDraft | null): void {
  keepFormDraft(form, subscription, draft && JSON.stringify(draft));
}
