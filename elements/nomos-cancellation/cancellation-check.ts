import { longestText } from '../../src/contract/gateway/request-bounds.ts';
import type { CreateRequest } from '../../src/contract/gateway/requests.ts';
import type { BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { lastDayIssue } from '../../src/domain/last-day.ts';
import { commonProblems, personOf, textProblem } from '../../src/ui/declaration-check.ts';
import type { DeclarationView } from '../../src/ui/declaration-fields.ts';
import type { FieldProblems } from '../../src/ui/declaration-form.ts';
import {
  lastDayOf,
  lastDayRange,
  namesDay,
  supplyOf,
  terminationOf,
  type CancellationFields,
} from './cancellation-draft.ts';

/** The fields of the new address, in the order in which it is written. */
const addressFields = ['street', 'house_number', 'zip', 'city'] as const;

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
