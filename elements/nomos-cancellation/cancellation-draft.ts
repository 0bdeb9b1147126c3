import { requestDays } from '../../src/contract/gateway/request-bounds.ts';
import type { Cancellation } from '../../src/contract/gateway/requests.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf, isBerlinDate, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { LastDayRange, SupplySpan } from '../../src/domain/last-day.ts';
import type { DeclaredFields } from '../../src/session/declaration-draft.ts';

/** Ordinary, because somebody moves out, or for a good cause. */
export type Termination = Cancellation['termination'];

/** The fields of the form, as they were typed. Those of a kind that is not chosen keep what is in them. */
export interface CancellationFields extends DeclaredFields {
  /** A {@link Termination}. */
  termination: string;
  /** `earliest` or `day`; a move-out has a day always. */
  when: string;
  last_day: string;
  reason: string;
  street: string;
  house_number: string;
  zip: string;
  city: string;
}

export const emptyCancellation: CancellationFields = {
  name: null,
  email: null,
  choice: null,
  contract: '',
  termination: 'ordinary',
  when: 'earliest',
  last_day: '',
  reason: '',
  street: '',
  house_number: '',
  zip: '',
  city: '',
};

export function terminationOf({ termination }: Pick<CancellationFields, 'termination'>): Termination {
  return termination === 'move-out' || termination === 'extraordinary' ? termination : 'ordinary';
}

/** Whether a day is named, not the earliest one asked for. */
export function namesDay(fields: Pick<CancellationFields, 'termination' | 'when'>): boolean {
  return terminationOf(fields) === 'move-out' || fields.when === 'day';
}

/** The last day of supply that is named; `null` when none is, or what is typed is no day. */
export function lastDayOf(fields: Pick<CancellationFields, 'termination' | 'when' | 'last_day'>): BerlinDate | null {
  return namesDay(fields) && isBerlinDate(fields.last_day) ? fields.last_day : null;
}

/** The days on which supply of a contract begins and ends; `end_at` of the API is exclusive. */
export function supplyOf(subscription: Pick<Subscription, 'start_at' | 'end_at'> | null): SupplySpan {
  const { start_at: start, end_at: end } = subscription ?? {};
  return { first: start ? berlinDateOf(start) : null, last: end ? addDays(berlinDateOf(end), -1) : null };
}

/** Which days a kind of cancellation may name. */
export function lastDayRange(termination: Termination, today: BerlinDate): LastDayRange {
  return {
    today,
    earliest: termination === 'move-out' ? addDays(today, -requestDays.movedOutBefore) : today,
    latest: addDays(today, requestDays.lastDayAhead),
  };
}
