import { longestText, requestDays } from '../../src/contract/gateway/request-bounds.ts';
import type { Cancellation, CreateRequest } from '../../src/contract/gateway/requests.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf, isBerlinDate, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { lastDayIssue, type LastDayRange, type SupplySpan } from '../../src/domain/last-day.ts';
import type { DeclaredFields } from '../../src/session/declaration-draft.ts';
import { commonProblems, personOf, textProblem, type DeclarationView } from '../../src/ui/declaration-fields.ts';
import type { FieldProblems } from '../../src/ui/declaration-form.ts';

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

/** The fields of the new address, in the order in which it is written. */
export const addressFields = ['street', 'house_number', 'zip', 'city'] as const;

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

/**
 * What is wrong with the form.
 *
 * @param badDay - Whether the browser says that what stands in the field of the day is none, such as 31 February: its value
 *   is empty then.
 */
export function cancellationProblems(
  view: DeclarationView<CancellationFields>,
  today: BerlinDate,
  badDay: boolean,
): FieldProblems {
  const { fields } = view;
  const termination = terminationOf(fields);
  const issue = namesDay(fields)
    ? lastDayIssue(fields.last_day, lastDayRange(termination, today), supplyOf(view.chosen))
    : null;
  const hasAddress = termination === 'move-out' && addressFields.some((name) => fields[name].trim() !== '');
  return {
    ...commonProblems(view),
    ...(issue ? { last_day: issue === 'missing' && badDay ? 'no-day' : issue } : {}),
    ...(termination === 'extraordinary' ? textProblem('reason', fields.reason.trim(), longestText.reason) : {}),
    ...(hasAddress
      ? Object.assign({}, ...addressFields.map((name) => textProblem(name, fields[name].trim(), longestText.line)))
      : {}),
  } as FieldProblems;
}

type Content = Omit<Extract<CreateRequest, { kind: 'cancellation' }>, 'key' | 'locale' | 'email'> & { email: string };

/** The cancellation as it is declared: of the fields of the other kinds nothing goes along. */
export function cancellationOf(view: DeclarationView<CancellationFields>): Content {
  const { fields, chosen } = view;
  const termination = terminationOf(fields);
  const { street, house_number, zip, city } = fields;
  const typed = { street: street.trim(), house_number: house_number.trim(), zip: zip.trim(), city: city.trim() };
  return {
    kind: 'cancellation',
    ...personOf(view),
    ...(chosen ? { subscription: chosen.id } : { contract: fields.contract.trim() }),
    termination,
    last_day: lastDayOf(fields),
    reason: termination === 'extraordinary' ? fields.reason.trim() : null,
    new_address: termination === 'move-out' && typed.street !== '' ? typed : null,
  };
}
