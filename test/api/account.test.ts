import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { subscription } from '../../demo/gallery/fixtures.ts';
import { updateCustomer } from '../../src/api/customers.ts';
import { devicesQuery, signOutDevice, signOutOtherDevices } from '../../src/api/devices.ts';
import { createGatewayClient } from '../../src/api/gateway-client.ts';
import { NomosApiError } from '../../src/api/nomos-api-error.ts';
import { createNomosClient } from '../../src/api/nomos-client.ts';
import { isStepUpRequired, requestStepUpCode, verifyStepUpCode } from '../../src/api/step-up.ts';
import { updateSubscription } from '../../src/api/subscriptions.ts';

/** Clients whose calls are all answered alike, and the calls that they made. */
function clientsOf(body: unknown, status = 200) {
  const calls: unknown[] = [];
  const fetch = (url: unknown, { method, body: sent, headers }: RequestInit = {}): Promise<Response> => {
    const written = new Headers(headers).get('x-nomos-portal');
    calls.push([method, String(url), ...(typeof sent === 'string' ? [JSON.parse(sent) as unknown] : []), written]);
    return Promise.resolve(new Response(status === 204 ? null : JSON.stringify(body), { status }));
  };
  const transport = { baseUrl: '', fetch: fetch as typeof globalThis.fetch };
  return { calls, client: createNomosClient(transport), gateway: createGatewayClient(transport) };
}

const { customer } = subscription;

describe('what is changed', () => {
  it('is sent as it is, and what the API makes of it is the answer', async () => {
    const names = clientsOf({ ...customer, first_name: 'Zoë' });
    assert.equal((await updateCustomer(names.client, 'cus_1', { first_name: 'Zoë' })).first_name, 'Zoë');
    assert.deepEqual(names.calls, [['PATCH', '/customers/cus_1', { first_name: 'Zoë' }, '1']]);
    const payment = {
      payment_method: { type: 'sepa_debit' as const, sepa_debit: { iban: 'DE', account_holder: 'Zoë' } },
    };
    const mandate = clientsOf(subscription);
    assert.equal((await updateSubscription(mandate.client, '../x', payment)).id, subscription.id);
    assert.deepEqual(mandate.calls, [['PATCH', '/subscriptions/..%2Fx', payment, '1']]);
  });

  it('or is refused with what is missing: a code, or the right to it', async () => {
    const refused = async (code: string): Promise<unknown> => {
      const { client } = clientsOf({ code, message: '' }, 403);
      return updateSubscription(client, 'sub_1', {}).catch((error: unknown) => error);
    };
    const stepUp = await refused('STEP_UP_REQUIRED');
    assert.ok(stepUp instanceof NomosApiError && stepUp.kind === 'forbidden' && !stepUp.retryable);
    assert.equal(isStepUpRequired(stepUp), true);
    assert.equal(isStepUpRequired(await refused('FORBIDDEN')), false);
    assert.equal(isStepUpRequired(new Error('STEP_UP_REQUIRED')), false);
    assert.equal(isStepUpRequired(undefined), false);
  });
});

describe('a step-up', () => {
  it('is asked for and answered', async () => {
    const challenge = { challenge: 'c', expires_at: '2026-11-24T10:10:00Z', resend_at: '2026-11-24T10:01:00Z' };
    const asked = clientsOf(challenge, 202);
    assert.deepEqual(await requestStepUpCode(asked.gateway, { locale: 'de' }), challenge);
    assert.deepEqual(asked.calls, [['POST', '/gateway/step-up/challenges', { locale: 'de' }, '1']]);
    const verified = { verified_at: '2026-11-24T10:02:00Z', valid_until: '2026-11-24T10:07:00Z' };
    const answered = clientsOf(verified);
    assert.deepEqual(await verifyStepUpCode(answered.gateway, { challenge: 'c', code: '012345' }), verified);
    assert.deepEqual(answered.calls, [['POST', '/gateway/step-up', { challenge: 'c', code: '012345' }, '1']]);
  });
});

describe('devices', () => {
  it('are read, and signed out', async () => {
    const device = { id: 'ses_1', created_at: '', last_used_at: '', current: true, remembered: false };
    const { gateway } = clientsOf({ items: [device] });
    const items = await devicesQuery(gateway).queryFn({ signal: new AbortController().signal });
    assert.deepEqual(items, [{ ...device, browser: null, system: null, origin: null }]);
    const ended = clientsOf(null, 204);
    await signOutDevice(ended.gateway, 'ses_/1');
    await signOutOtherDevices(ended.gateway);
    assert.deepEqual(ended.calls, [
      ['DELETE', '/gateway/sessions/ses_%2F1', '1'],
      ['DELETE', '/gateway/sessions', '1'],
    ]);
  });
});
