import { addDays, berlinDateOf, startOfBerlinDay, type BerlinDate } from './berlin-calendar.ts';

/** From when to when something holds, in Berlin days, both inclusive; `null` for an end that is open or cannot be read. */
export interface Validity {
  from: BerlinDate | null;
  lastDay: BerlinDate | null;
}

/**
 * The days on which something holds, from instants (UTC). An end that is a midnight in Berlin is the one with which the last day
 * closes, as the API has it with the end of supply; any other end is within the last day.
 */
export function validityOf(validFrom: string | null, validUntil: string | null): Validity {
  const from = dayOf(validFrom);
  const end = dayOf(validUntil);
  const isMidnight = end !== null && startOfBerlinDay(end).getTime() === Date.parse(validUntil ?? '');
  return { from, lastDay: end && isMidnight ? addDays(end, -1) : end };
}

function dayOf(utcInstant: string | null): BerlinDate | null {
  return utcInstant === null || Number.isNaN(Date.parse(utcInstant)) ? null : berlinDateOf(utcInstant);
}
