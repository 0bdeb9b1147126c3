import { apiVersion } from '../src/contract/gateway/routes.ts';
import { customerIdOf, planIds, subscriptionIdOf } from '../demo/sandbox/identifiers.ts';
import { organisationToken } from '../demo/sandbox/organisation-token.ts';

interface Operation {
  call: `${'GET' | 'PATCH' | 'POST'} /${string}`;
  body?: unknown;
  /** The status that the sandbox answers with. */
  status: number;
}

const subscription = subscriptionIdOf('neighbour-3');
const analog = subscriptionIdOf('analog');
const debit = (iban: string) => ({
  payment_method: { type: 'sepa_debit', sepa_debit: { iban, account_holder: 'Ä B' } },
});

/** What the sandbox answers and the portal does not ask for, or not yet; each changes only what the next ones expect. */
const operations: readonly Operation[] = [
  { call: 'GET /plans?limit=1', status: 200 },
  { call: 'GET /market-partners', status: 200 },
  { call: 'GET /customers?limit=100', status: 200 },
  { call: 'GET /subscriptions?limit=100', status: 200 },
  { call: 'GET /invoices?limit=100', status: 200 },
  { call: 'GET /meter-readings?limit=100', status: 200 },
  { call: 'GET /meter-orders?limit=100', status: 200 },
  { call: 'GET /grid-fee-reductions?limit=100', status: 200 },
  { call: `GET /plans/${planIds.lumioFeedIn}`, status: 200 },
  { call: `GET /plans/${planIds.lumioFeedIn}/quote?zip_code=10119&usage=2500&meter_type=smart`, status: 200 },
  { call: `PATCH /customers/${customerIdOf('neighbour-3')}`, body: { first_name: 'Änne' }, status: 200 },
  {
    call: `PATCH /subscriptions/${subscription}`,
    body: { billing_address: { street: 'Weg', house_number: '1', zip: '10115', city: 'Berlin' } },
    status: 200,
  },
  { call: `PATCH /subscriptions/${subscription}`, body: debit('DE75512108001245126199'), status: 200 },
  { call: `PATCH /subscriptions/${subscription}`, body: debit('DE75512108001245126190'), status: 422 },
  { call: `PATCH /subscriptions/${subscription}`, body: { metadata: { note: 'x', other: 1 } }, status: 200 },
  { call: `PATCH /subscriptions/${subscription}`, body: { metadata: { note: null } }, status: 200 },
  { call: `POST /subscriptions/${subscription}/terminate`, body: { reason: 'WITHDRAWAL' }, status: 409 },
  { call: `POST /subscriptions/${subscription}/terminate`, body: { reason: 'ORDINARY' }, status: 200 },
  { call: `GET /subscriptions/${subscription}`, status: 200 },
  { call: 'POST /meter-orders', body: { subscription: analog }, status: 422 },
  { call: 'POST /grid-fee-reductions', body: { subscription, type: 'enwg-14a-module-1' }, status: 200 },
  { call: 'POST /grid-fee-reductions', body: { subscription, type: 'enwg-14a-module-1' }, status: 422 },
  { call: 'GET /invoices/inv_none', status: 404 },
];

/**
 * Asks the API directly, in the name of an organisation, for what no page of the portal asks for.
 *
 * @param api - Address of the recorder before the API.
 * @returns Every operation whose status is not the expected one; bodies are the recorder's business.
 */
export async function driveOperations(api: string): Promise<string[]> {
  const token = await organisationToken(api);
  const problems: string[] = [];
  for (const { call, body, status } of operations) {
    const [method = '', path = ''] = call.split(' ');
    const answer = await fetch(api + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'x-api-version': apiVersion,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.status !== status) problems.push(`${call}: ${answer.status} for ${status} (${text.slice(0, 200)})`);
  }
  return problems;
}
