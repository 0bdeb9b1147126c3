import { createCustomerRequest } from '../api/customer-requests.ts';
import { newRequestKey } from '../api/request-key.ts';
import type { NomosApiError } from '../api/nomos-api-error.ts';
import { textLanguageOf } from '../contract/gateway/languages.ts';
import type { CreateRequest, CustomerRequest, RequestProblem } from '../contract/gateway/requests.ts';
import type { Attempt } from '../session/declaration-draft.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { FieldProblem } from './declaration-fields.ts';
import type { FieldProblems } from './declaration-form.ts';

/*
 * What a form of a declaration needs once its button is pressed, and not before.
 */

/** The attempt with which a content goes: the one before when it is the same, else one with a key of its own. */
export function attemptFor(content: object, before: Attempt | null, locale: string): Attempt {
  const text = JSON.stringify(content);
  return before?.content === text ? before : { key: newRequestKey(), locale: textLanguageOf(locale), content: text };
}

/**
 * Hands a declaration in.
 *
 * @throws {NomosApiError} When it is not known to be written down.
 */
export async function sendDeclaration(
  store: SessionStore,
  { key, locale, content }: Attempt,
): Promise<CustomerRequest> {
  const body = { ...(JSON.parse(content) as object), key, locale } as CreateRequest;
  const request = await createCustomerRequest(store.gateway, body);
  void store.queryClient.invalidateQueries({ queryKey: ['customer-requests'] });
  // What it did to the contract is to be seen everywhere at once.
  if (request.state === 'applied') void store.refresh();
  return request;
}

/** Which of these fields the gateway finds wrong, and how. */
export function problemsOf(error: NomosApiError, fields: object): FieldProblems {
  const problems: Record<string, FieldProblem> = {};
  for (const { field, code } of error.fieldErrors) {
    const last = field.split('.').at(-1) ?? '';
    const name = last === 'subscription' ? 'contract' : last;
    if (name in fields) problems[name] ??= problemOfCode(code);
  }
  return problems;
}

/** Whether the gateway does not know the contract as one of the customer's: they may have been signed out meanwhile. */
export function isUnknownContract(error: NomosApiError): boolean {
  return error.fieldErrors.some(({ code }) => code === ('unknown_subscription' satisfies RequestProblem));
}

/** The gateway's codes in the words of the form. */
function problemOfCode(code: string): FieldProblem {
  switch (code as RequestProblem) {
    case 'required':
      return 'missing';
    case 'too_long':
      return 'too-long';
    case 'invalid_date':
      return 'no-day';
    case 'date_in_past':
      return 'past';
    case 'date_too_early':
      return 'too-early';
    case 'date_too_late':
      return 'too-late';
    case 'unknown_subscription':
      return 'unknown';
    default:
      return 'invalid';
  }
}
