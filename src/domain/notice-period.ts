import { addDays, addMonths, type BerlinDate } from './berlin-calendar.ts';

/** How long before its end a contract has to be cancelled. */
export interface NoticePeriod {
  count: number;
  unit: 'day' | 'week' | 'month';
}

/** The day on which the notice is over that is given on a day. The day itself does not count (s. 187 BGB). */
export function endOfNotice(givenOn: BerlinDate, { count, unit }: NoticePeriod): BerlinDate {
  if (unit === 'month') return addMonths(givenOn, count);
  return addDays(givenOn, unit === 'week' ? count * 7 : count);
}

/** The notice of somebody who moves out (s. 41b (5) EnWG). */
export const moveOutNotice: NoticePeriod = { count: 6, unit: 'week' };
