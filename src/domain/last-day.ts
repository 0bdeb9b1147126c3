import { isBerlinDate, type BerlinDate } from './berlin-calendar.ts';

/** Between which days supply runs; `null` where it is not known, or has no end. Both days belong to it. */
export interface SupplySpan {
  first: BerlinDate | null;
  last: BerlinDate | null;
}

/**
 * Why a day cannot be the last one of supply. `no-day`: there is no such day in the calendar. Working days and the grid
 * operator's notice are for the supplier to say.
 */
export type LastDayIssue = 'missing' | 'no-day' | 'past' | 'too-early' | 'too-late' | 'before-start' | 'after-end';

/** Which days may be meant, both inclusive. Beyond them a slip of the hand is likelier. */
export interface LastDayRange {
  today: BerlinDate;
  /** Today, or earlier where somebody may say afterwards that they have gone. */
  earliest: BerlinDate;
  latest: BerlinDate;
}

/** What is wrong with a wished last day of supply, `yyyy-mm-dd` as typed; `null` when nothing is. */
export function lastDayIssue(
  typed: string,
  { today, earliest, latest }: LastDayRange,
  { first, last }: SupplySpan,
): LastDayIssue | null {
  if (typed === '') return 'missing';
  if (!isBerlinDate(typed)) return 'no-day';
  if (typed < earliest) return earliest < today ? 'too-early' : 'past';
  if (first && typed < first) return 'before-start';
  if (last && typed > last) return 'after-end';
  return typed > latest ? 'too-late' : null;
}
