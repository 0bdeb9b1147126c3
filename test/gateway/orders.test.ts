import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { startRecordingApi, type RecordingApi } from './recording-api.ts';

interface Made {
  id: string;
  customer: string;
  subscription: string;
  status: string;
  type?: string;
}
interface Envelope {
  code: string;
  errors?: { code: string; field: string }[];
}

const now = () => new Date('2026-11-24T10:00:00Z');
const origin = 'http://lumio.localhost:8080';
const usual = { origin, 'x-nomos-portal': '1', 'content-type': 'application/json' };

let sandbox: Sandbox;
let api: RecordingApi;
let gateway: GatewayUnderTest;
let cookie: string;

const order = (resource: string, body: unknown) => gateway.write('POST', `/api/${resource}`, body, { cookie });
const list = async (resource: string): Promise<Made[]> => {
  const answer = await gateway.request({ method: 'GET', url: `/api/${resource}`, cookie });
  return answer.json<{ items: Made[] }>().items;
};
const module = (number: number, customer = 'smart') => ({
  subscription: subscriptionIdOf(customer),
  type: `enwg-14a-module-${number}`,
});

before(async () => {
  sandbox = await startSandbox({ port: 0, now, rateLimit: { perSecond: 1000, burst: 1000 } });
  api = await startRecordingApi(sandbox.url);
  gateway = await startGateway({ nomosApiUrl: api.url });
});
after(async () => {
  await gateway.close();
  await api.close();
  await sandbox.close();
});
beforeEach(async () => {
  await forgetAll(gateway);
  cookie = await gateway.signIn('smart@sandbox.example');
  api.calls.length = 0;
});

describe('a customer orders', () => {
  it('a grid fee reduction with the body of the API document, and it is among their own', async () => {
    const response = await order('grid-fee-reductions', { ...module(3), customer: customerIdOf('multi'), status: 'x' });
    assert.equal(response.statusCode, 200, response.body);
    assert.equal(response.headers['cache-control'], 'no-store');
    const made = response.json<Made>();
    assert.deepEqual(
      [made.customer, made.subscription, made.type, made.status],
      [customerIdOf('smart'), subscriptionIdOf('smart'), 'enwg-14a-module-3', 'ordered'],
    );
    assert.deepEqual(JSON.parse(api.callsOf('POST /grid-fee-reductions')[0]?.body ?? ''), module(3));
    assert.ok((await list('grid-fee-reductions')).some(({ id }) => id === made.id));
  });

  it('one that is only intended before supply begins', async () => {
    cookie = await gateway.signIn('pending@sandbox.example');
    const response = await order('grid-fee-reductions', module(1, 'pending'));
    assert.equal(response.json<Made>().status, 'intended');
  });

  it('a smart meter, once', async () => {
    cookie = await gateway.signIn('analog@sandbox.example');
    const body = { subscription: subscriptionIdOf('analog') };
    const running = await order('meter-orders', body);
    assert.equal(running.statusCode, 422);
    assert.equal(running.json<Envelope>().errors?.[0]?.code, 'duplicate_meter_order');
    const [before] = await list('meter-orders');
    api.stage('POST /meter-orders', { body: { ...before, id: 'prdo_new' } });
    const made = await order('meter-orders', { ...body, provider: 'x' });
    assert.deepEqual([made.statusCode, made.json<Made>().id], [200, 'prdo_new']);
    assert.deepEqual(JSON.parse(api.callsOf('POST /meter-orders').at(-1)?.body ?? ''), body);
  });

  it('and is told by its code why that cannot be', async () => {
    const fate = async (resource: string, body: unknown): Promise<string> => {
      const response = await order(resource, body);
      assert.equal(response.statusCode, 422, response.body);
      return response.json<Envelope>().errors?.[0]?.code ?? '';
    };
    assert.equal(await fate('grid-fee-reductions', module(1)), 'duplicate_grid_reduction');
    assert.equal(await fate('grid-fee-reductions', module(2)), 'duplicate_grid_reduction');
    assert.equal(await fate('meter-orders', { subscription: subscriptionIdOf('smart') }), 'unsupported_meter_order');
    cookie = await gateway.signIn('multi@sandbox.example');
    assert.equal(await fate('grid-fee-reductions', module(3, 'multi')), 'missing_module_1');
    const roof = subscriptionIdOf('multi', 'roof');
    assert.equal(await fate('grid-fee-reductions', { ...module(1), subscription: roof }), 'unsupported_product');
    assert.equal(await fate('meter-orders', { subscription: roof }), 'unsupported_product');
    const old = subscriptionIdOf('multi', 'old');
    assert.equal(await fate('meter-orders', { subscription: old }), 'ended_subscription');
  });
});

describe('nobody orders for somebody else', () => {
  const resources = [
    { resource: 'meter-orders', valid: { subscription: subscriptionIdOf('smart') } },
    { resource: 'grid-fee-reductions', valid: module(3) },
  ];
  const send = async (status: number, resource: string, body: unknown, headers: Record<string, string> = usual) => {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await gateway.request({ method: 'POST', url: `/api/${resource}`, cookie, headers, payload });
    assert.equal(response.statusCode, status, `${resource} ${payload} ${response.body}`);
    assert.equal(api.callsOf(`POST /${resource}`).length, 0, 'nothing reached the API');
    return response;
  };

  it('without a session, from another page, or without the header', async () => {
    const session = cookie;
    for (const { resource, valid } of resources) {
      cookie = '';
      await send(401, resource, valid);
      cookie = session;
      await send(403, resource, valid, { ...usual, origin: 'https://evil.example' });
      const { 'x-nomos-portal': _header, ...noHeader } = usual;
      await send(403, resource, valid, noHeader);
    }
  });

  it("for another's subscription, which looks like one that there is not", async () => {
    const words = (text: string): string => text.replace(/"requestId":"[^"]+"/, '');
    for (const { resource, valid } of resources) {
      const nothing = await send(404, resource, { ...valid, subscription: 'sub_doesnotexist' });
      for (const subscription of [subscriptionIdOf('analog'), subscriptionIdOf('voltwerk'), 'sub_', 'sub_1/../x']) {
        const response = await send(404, resource, { ...valid, subscription });
        assert.equal(words(response.body), words(nothing.body), subscription);
      }
    }
  });

  it('in a body that is not what it should be', async () => {
    for (const { resource, valid } of resources) {
      await send(413, resource, { ...valid, padding: 'x'.repeat(5000) });
      for (const body of ['', '{', 'null', '[]', '"text"']) await send(400, resource, body);
      for (const subscription of [[valid.subscription], { $ne: null }, 7, null]) {
        await send(400, resource, { ...valid, subscription });
      }
    }
    for (const type of ['enwg-14a-module-4', 'ENWG-14A-MODULE-1', 1, ['enwg-14a-module-1'], null, undefined]) {
      const response = await send(400, 'grid-fee-reductions', { ...module(1), type });
      assert.deepEqual(
        response.json<Envelope>().errors?.map(({ field }) => field),
        ['type'],
      );
    }
  });

  it("and is not shown another's order when the API answers with one", async () => {
    for (const { resource, valid } of resources) {
      const mine = { id: 'x', customer: customerIdOf('smart'), subscription: subscriptionIdOf('smart') };
      const foreign = subscriptionIdOf('analog');
      const bodies = [
        { ...mine, customer: customerIdOf('analog') },
        { ...mine, subscription: foreign },
        { id: 'x' },
        null,
      ];
      for (const body of bodies) {
        api.stage(`POST /${resource}`, { body });
        const response = await order(resource, valid);
        assert.equal(response.statusCode, 502);
        assert.ok(!response.body.includes(customerIdOf('analog')) && !response.body.includes(foreign));
      }
    }
  });

  it('twice because an answer was lost', async () => {
    for (const { resource, valid } of resources) {
      api.calls.length = 0;
      for (const status of [429, 500, 503]) {
        api.stage(`POST /${resource}`, { status, headers: { 'retry-after': '0' }, body: { code: 'X', message: '' } });
        assert.equal((await order(resource, valid)).statusCode, status);
      }
      assert.equal(api.callsOf(`POST /${resource}`).length, 3);
    }
  });
});
