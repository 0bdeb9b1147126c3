import * as z from 'zod/mini';
import { requestDays } from '../../src/contract/gateway/request-bounds.ts';
import { createRequestSchema, type CheckedRequest, type RequestProblem } from '../../src/contract/gateway/requests.ts';
import type { FieldError } from '../../src/contract/nomos/error.ts';
import { addDays, berlinDateOf, isBerlinDate, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { badRequest } from '../errors.ts';
import { isEmail, normalizeEmail } from '../sign-in/email-address.ts';
import { multiLine, singleLine } from './tidy-text.ts';

/** Fields in which people write more than a line. Everything else is one. */
const multiLineFields = new Set(['reason', 'note', 'message']);

const messages: Partial<Record<RequestProblem, string>> = {
  required: 'Is missing',
  too_long: 'Is too long',
  out_of_range: 'Is not within what can be',
  invalid_date: 'There is no such day',
  date_in_past: 'Lies in the past',
  date_in_future: 'Lies in the future',
  date_too_early: 'Lies too far in the past',
  date_too_late: 'Lies too far in the future',
  same_meter: 'Is the number of the old meter',
};

/** Something that is wrong with a field, as the envelope says it. */
export function fieldProblem(code: RequestProblem, field: string): FieldError {
  return { code, field, message: messages[code] ?? 'Is not what it should be' };
}

/**
 * Reads a request: tidies what was typed, then checks it.
 *
 * @param body - As it came.
 * @throws {GatewayError} 400 with every field that is wrong, by the names of the contract (`RequestProblem`).
 */
export function checkRequest(body: unknown, now: Date): CheckedRequest {
  const tidied = tidy(body);
  const parsed = z.safeParse(createRequestSchema, tidied);
  if (!parsed.success) {
    throw badRequest(
      'The request is not complete',
      parsed.error.issues.map((issue) => fieldProblem(problemOf(issue, tidied), issue.path.join('.'))),
    );
  }
  const request = parsed.data;
  if ('email' in request) request.email = normalizeEmail(request.email);
  const problems = problemsOf(request, berlinDateOf(now));
  if (problems.length > 0) throw badRequest('The request cannot be taken', problems);
  return request;
}

/** Every text that was typed, without what is invisible; the rest as it is. Unknown fields go when the schema reads it. */
function tidy(body: unknown): unknown {
  return tidyFields(body, (part) => tidyFields(part, (deeper) => deeper));
}

function tidyFields(value: unknown, tidyPart: (part: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value).map(([name, part]): [string, unknown] => {
    if (typeof part !== 'string') return [name, tidyPart(part)];
    const text = multiLineFields.has(name) ? multiLine(part) : singleLine(part);
    // A field that was left empty is one that is not there.
    return [name, text === '' ? null : text];
  });
  return Object.fromEntries(fields);
}

function problemOf(issue: z.core.$ZodIssue, body: unknown): RequestProblem {
  const value = issue.path.reduce<unknown>(
    (part, name) =>
      typeof part === 'object' && part !== null ? (part as Record<PropertyKey, unknown>)[name] : undefined,
    body,
  );
  if (value === undefined || value === null) return 'required';
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string' ? 'too_long' : 'out_of_range';
    case 'too_small':
      return issue.origin === 'string' ? 'required' : 'out_of_range';
    case 'invalid_type':
    case 'invalid_format':
      return issue.code;
    default:
      return 'invalid_value';
  }
}

/** What the schema cannot know. */
function problemsOf(request: CheckedRequest, today: BerlinDate): FieldError[] {
  const problems: FieldError[] = [];
  const problem = (code: RequestProblem, field: string): void => void problems.push(fieldProblem(code, field));
  if ('email' in request && !isEmail(request.email)) problem('invalid_format', 'email');
  switch (request.kind) {
    case 'cancellation': {
      const { termination, last_day: lastDay } = request;
      if (request.contract === null && request.subscription === null) problem('required', 'contract');
      if (termination === 'extraordinary' && request.reason === null) problem('required', 'reason');
      if (termination === 'move-out' && lastDay === null) problem('required', 'last_day');
      if (lastDay === null) break;
      const earliest = termination === 'move-out' ? addDays(today, -requestDays.movedOutBefore) : today;
      if (!isBerlinDate(lastDay)) problem('invalid_date', 'last_day');
      else if (lastDay < earliest) problem('date_in_past', 'last_day');
      else if (lastDay > addDays(today, requestDays.lastDayAhead)) problem('date_too_late', 'last_day');
      break;
    }
    case 'withdrawal':
      if (request.contract === null && request.subscription === null) problem('required', 'contract');
      break;
    case 'meter-swap': {
      const day = request.exchanged_on;
      if (!isBerlinDate(day)) problem('invalid_date', 'exchanged_on');
      else if (day > today) problem('date_in_future', 'exchanged_on');
      else if (day < addDays(today, -requestDays.exchangedBefore)) problem('date_too_early', 'exchanged_on');
      if (comparable(request.old_meter_number) === comparable(request.new_meter_number)) {
        problem('same_meter', 'new_meter_number');
      }
      break;
    }
    case 'contact':
      break;
  }
  return problems;
}

/** A meter number as it is compared: people write it with blanks or without. */
function comparable(meterNumber: string): string {
  return meterNumber.replace(/[\s.-]/g, '').toUpperCase();
}
