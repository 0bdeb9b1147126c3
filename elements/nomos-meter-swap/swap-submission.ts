import { createCustomerRequest } from '../../src/api/customer-requests.ts';
import type { GatewayClient } from '../../src/api/gateway-client.ts';
import { isNomosApiError, type NomosApiError } from '../../src/api/nomos-api-error.ts';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import type { ReadSwap } from './swap-check.ts';
import type { FieldProblem, FieldProblems, SendingProblem, SwapField } from './swap-problem.ts';

const fieldOfName: Record<string, SwapField> = {
  exchanged_on: 'date',
  old_meter_number: 'old-number',
  old_reading_kwh: 'old-reading',
  new_meter_number: 'new-number',
  new_reading_kwh: 'new-reading',
  note: 'note',
  attachment: 'photo',
};

function fieldProblemOf(code: string, field: SwapField): FieldProblem {
  switch (code) {
    case 'required':
      return field === 'date' ? 'no-date' : field.endsWith('number') ? 'no-number' : 'empty';
    case 'too_long':
      return 'too-long';
    case 'out_of_range':
      return 'too-large';
    case 'same_meter':
      return 'same-number';
    case 'invalid_date':
      return 'no-date';
    case 'date_in_future':
      return 'in-future';
    case 'date_too_early':
      return 'too-early';
    default:
      return field === 'photo' ? 'photo-refused' : 'refused';
  }
}

/** What an answer of the gateway means: problems of fields, or of the report as a whole. */
function problemsOfAnswer(error: NomosApiError): FieldProblems | SendingProblem {
  if (error.kind === 'conflict') return { type: 'arrived-before' };
  if (error.status === 413) return { photo: 'photo-refused' };
  const problems: FieldProblems = {};
  if (error.kind === 'invalid') {
    for (const { code, field: name } of error.fieldErrors) {
      const field = fieldOfName[name];
      if (field) problems[field] ??= fieldProblemOf(code, field);
    }
  }
  return Object.keys(problems).length > 0 ? problems : { type: 'failed', error };
}

/** What became of a report. */
export type SwapOutcome =
  | { type: 'taken'; request: CustomerRequest }
  | { type: 'refused'; problem: FieldProblems | SendingProblem; kind: NomosApiError['kind'] };

/** Hands a report in. Rejects with nothing but mistakes of our own. */
export async function sendSwap(
  gateway: GatewayClient,
  swap: ReadSwap,
  { photo, ...about }: { key: string; locale: 'de' | 'en'; subscription: string; photo: File | null },
): Promise<SwapOutcome> {
  try {
    const request = await createCustomerRequest(
      gateway,
      { kind: 'meter-swap', ...about, ...swap },
      { attachment: photo },
    );
    return { type: 'taken', request };
  } catch (error) {
    if (!isNomosApiError(error)) throw error;
    return { type: 'refused', problem: problemsOfAnswer(error), kind: error.kind };
  }
}
