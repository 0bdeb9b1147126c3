import type { Subscription } from '../contract/nomos/subscription.ts';
import { addDays, berlinDateOf, type BerlinDate } from './berlin-calendar.ts';

/** Where a contract stands in its life. Berlin days; a day that the API does not know is `null`. */
export type ContractStanding =
  | { type: 'pending'; start: BerlinDate | null }
  /** It was ended before supply began, and supply never begins. */
  | { type: 'never-begins' }
  | { type: 'running'; start: BerlinDate | null }
  /** Supply goes on to the end of a day. */
  | { type: 'ending'; lastDay: BerlinDate }
  | { type: 'ended'; lastDay: BerlinDate | null };

type Dates = Pick<Subscription, 'end_at' | 'start_at' | 'status'>;

/**
 * Reads the standing of a contract at a Berlin day. The API's `end_at` is an exclusive midnight: the last day of supply is the
 * day before it. When that day is over the contract has ended, also where the API's status does not say so yet.
 *
 * A status that we do not know counts as running.
 */
export function contractStanding(
  { status, start_at: startAt, end_at: endAt }: Dates,
  today: BerlinDate,
): ContractStanding {
  const start = dateOf(startAt);
  const end = dateOf(endAt);
  const lastDay = end && addDays(end, -1);
  if (status === 'pending' && end && start && end <= start) return { type: 'never-begins' };
  if (status === 'ended' || (end && end <= today)) return { type: 'ended', lastDay };
  if (status === 'pending') return { type: 'pending', start };
  return lastDay ? { type: 'ending', lastDay } : { type: 'running', start };
}

/** The Berlin day of an instant of the API; `null` where there is none that can be read. */
export function dateOf(utcInstant: string | null): BerlinDate | null {
  return utcInstant && !Number.isNaN(Date.parse(utcInstant)) ? berlinDateOf(utcInstant) : null;
}
