import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { startRecordingApi, type RecordingApi } from './recording-api.ts';

interface Reading {
  id: string;
  customer: string;
  value: number;
  timestamp: string;
  type: string;
}
interface Envelope {
  code: string;
  requestId: string;
  errors?: { code: string; field: string }[];
}

const url = '/api/meter-readings';
const operation = 'POST /meter-readings';
const own = subscriptionIdOf('analog');
const foreign = subscriptionIdOf('smart');
const origin = 'http://lumio.localhost:8080';
const now = () => new Date('2026-11-24T10:00:00Z');

let sandbox: Sandbox;
let api: RecordingApi;
let gateway: GatewayUnderTest;
let cookie: string;
let newest: Reading;
/** Each accepted reading of a test run is of another day. */
let day = 1;

const nextDay = (): string => `2026-11-${String((day += 1)).padStart(2, '0')}T10:00:00Z`;
const report = (body: unknown) => gateway.write('POST', url, body, { cookie });
const send = (headers: Record<string, string>, payload: string) =>
  gateway.request({ method: 'POST', url, cookie, headers, payload });
const usual = { origin, 'x-nomos-portal': '1', 'content-type': 'application/json' };
const valid = () => ({ subscription: own, value: newest.value + 5, timestamp: '2026-11-24T08:00:00Z' });
/** One that the API will take. */
const fresh = () => ({ ...valid(), timestamp: nextDay() });

const readings = async (): Promise<Reading[]> => {
  const answer = await gateway.request({ method: 'GET', url: `${url}?filter[subscription][eq]=${own}`, cookie });
  return answer.json<{ items: Reading[] }>().items;
};

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
  cookie = await gateway.signIn('analog@sandbox.example');
  newest = (await readings()).reduce((best, reading) => (reading.value > best.value ? reading : best));
  api.calls.length = 0;
});

describe('a customer reports a meter reading', () => {
  it("and it is the newest of the subscription's readings", async () => {
    const reading = { ...fresh(), message: 'Keller' };
    const response = await report(reading);
    assert.equal(response.statusCode, 200, response.body);
    assert.equal(response.headers['cache-control'], 'no-store');
    const created = response.json<Reading>();
    assert.deepEqual(
      [created.customer, created.value, created.type],
      [customerIdOf('analog'), reading.value, 'customer_report'],
    );
    assert.equal((await readings())[0]?.id, created.id);
    assert.deepEqual(JSON.parse(api.callsOf(operation)[0]?.body ?? ''), reading);
  });

  it('and what the API says against it comes through with its code', async () => {
    const cases: [Record<string, unknown>, string][] = [
      [{ value: newest.value - 1 }, 'implausible_meter_reading'],
      [{ timestamp: newest.timestamp }, 'duplicate_meter_reading'],
      [{ timestamp: '2020-01-01T00:00:00Z' }, 'out_of_period_meter_reading'],
    ];
    for (const [change, code] of cases) {
      const response = await report({ ...valid(), ...change });
      assert.equal(response.statusCode, 422, code);
      const envelope = response.json<Envelope>();
      assert.equal(envelope.code, 'UNPROCESSABLE_ENTITY');
      assert.equal(envelope.errors?.[0]?.code, code);
      assert.ok(envelope.requestId);
    }
    cookie = await gateway.signIn('multi@sandbox.example');
    const smart = await report({ ...valid(), subscription: subscriptionIdOf('multi') });
    assert.equal(smart.json<Envelope>().errors?.[0]?.code, 'unsupported_meter_reading');
  });
});

describe('nobody else reports one', () => {
  const refused = async (status: number, headers: Record<string, string>, body: unknown = valid()) => {
    const response = await send(headers, typeof body === 'string' ? body : JSON.stringify(body));
    assert.equal(response.statusCode, status, response.body);
    assert.equal(api.callsOf('POST /meter-readings').length, 0, 'nothing reached the API');
    return response;
  };

  it('without a session, or with one of another tenant', async () => {
    const anonymous = await gateway.write('POST', url, valid());
    assert.equal(anonymous.statusCode, 401);
    const elsewhere = await gateway.write('POST', url, valid(), { cookie, host: 'voltwerk.localhost:8080' });
    assert.equal(elsewhere.statusCode, 401);
    assert.equal(api.callsOf(operation).length, 0);
  });

  it('from a foreign origin, or without one, or without the write header', async () => {
    const foreignOrigins = [
      'https://evil.example',
      'http://voltwerk.localhost:8080',
      'http://lumio.localhost',
      'https://lumio.localhost:8080',
      `${origin}.evil.example`,
      'null',
    ];
    for (const other of foreignOrigins) await refused(403, { ...usual, origin: other });
    const { origin: _origin, ...noOrigin } = usual;
    await refused(403, noOrigin);
    const { 'x-nomos-portal': _header, ...noHeader } = usual;
    await refused(403, noHeader);
    await refused(403, { ...usual, 'x-nomos-portal': 'true' });
  });

  it("for another's subscription, which looks like one that there is not", async () => {
    const words = (text: string): string => text.replace(/"requestId":"[^"]+"/, '');
    const nothing = await refused(404, usual, { ...valid(), subscription: 'sub_doesnotexist' });
    const names = [foreign, subscriptionIdOf('voltwerk'), 'sub_', `${own}/../${foreign}`, `${own}%2f`, 'pln_1', ''];
    for (const subscription of names) {
      const response = await refused(404, usual, { ...valid(), subscription });
      assert.equal(words(response.body), words(nothing.body), subscription);
    }
  });

  it('in a body that is too large, not JSON, or not an object', async () => {
    await refused(413, usual, { ...valid(), padding: 'x'.repeat(5000) });
    await refused(415, { ...usual, 'content-type': 'text/plain' });
    await refused(
      415,
      { ...usual, 'content-type': 'application/x-www-form-urlencoded' },
      `subscription=${own}&value=1`,
    );
    for (const body of ['', '{', 'null', '[]', '"text"', '1']) await refused(400, usual, body);
  });

  it('with fields of the wrong type, and is told which', async () => {
    const cases: [string, unknown][] = [
      ['value', '12'],
      ['value', -1],
      ['value', null],
      ['value', [1]],
      ['value', undefined],
      ['timestamp', 'yesterday'],
      ['timestamp', '2026-11-20T10:00:00+01:00'],
      ['timestamp', 1_700_000_000],
      ['subscription', [own]],
      ['subscription', { $ne: null }],
      ['message', 'x'.repeat(501)],
      ['message', { toString: 'x' }],
    ];
    for (const [field, value] of cases) {
      const response = await refused(400, usual, { ...valid(), [field]: value });
      const { code, errors } = response.json<Envelope>();
      assert.equal(code, 'BAD_REQUEST');
      assert.deepEqual(
        errors?.map((error) => error.field),
        [field],
      );
    }
    await refused(400, usual, JSON.stringify(valid()).replace(/"value":\d+/, '"value":1e999'));
  });

  it('with keys of prototypes', async () => {
    const text = JSON.stringify(valid());
    for (const key of ['"__proto__":{"customer":"x"}', '"constructor":{"prototype":{"customer":"x"}}']) {
      await refused(400, usual, text.replace('{', `{${key},`));
    }
    assert.equal(({} as { customer?: unknown }).customer, undefined);
  });

  it('with a query', async () => {
    const response = await gateway.write('POST', `${url}?filter[customer][eq]=x`, valid(), { cookie });
    assert.equal(response.statusCode, 400);
    assert.equal(api.callsOf(operation).length, 0);
  });

  it('for somebody else by a field that is smuggled in', async () => {
    const reading = fresh();
    const smuggled = { customer: customerIdOf('smart'), type: 'grid_reading', meter: 'mtr_1', id: 'mr_1' };
    const response = await report({ ...reading, ...smuggled });
    assert.equal(response.statusCode, 200);
    assert.equal(response.json<Reading>().customer, customerIdOf('analog'));
    assert.deepEqual(JSON.parse(api.callsOf(operation)[0]?.body ?? ''), reading);
  });
});

describe('when the API answers a reading oddly', () => {
  it("another's reading is not shown", async () => {
    const mine = { id: 'mr_1', customer: customerIdOf('analog'), subscription: own };
    const bodies = [
      { ...mine, customer: customerIdOf('smart') },
      { ...mine, subscription: foreign },
      { id: 'mr_1' },
      null,
    ];
    for (const body of bodies) {
      api.stage(operation, { body });
      const response = await report(fresh());
      assert.equal(response.statusCode, 502);
      assert.ok(!response.body.includes(customerIdOf('smart')) && !response.body.includes(foreign));
    }
  });

  it('it is not sent again, whatever the answer', async () => {
    for (const status of [429, 500, 502, 503, 504]) {
      api.calls.length = 0;
      api.stage(operation, { status, headers: { 'retry-after': '0' }, body: { code: 'X', message: '' } });
      assert.equal((await report(fresh())).statusCode, status);
      assert.equal(api.callsOf(operation).length, 1, String(status));
    }
    api.calls.length = 0;
    api.stage(operation, { drop: true });
    const reading = fresh();
    assert.equal((await report(reading)).statusCode, 502);
    assert.equal(api.callsOf(operation).length, 1);
    const again = await report(reading);
    assert.equal(again.json<Envelope>().errors?.[0]?.code, 'duplicate_meter_reading', 'it had arrived');
  });

  it('a refused token is renewed once, for it has no effect', async () => {
    api.stage(operation, { status: 401 });
    assert.equal((await report(fresh())).statusCode, 200);
    assert.equal(api.callsOf(operation).length, 2);
    api.stage(operation, { status: 401 }, { status: 401 });
    assert.equal((await report(fresh())).statusCode, 502, 'and the customer stays signed in');
    assert.equal(api.callsOf(operation).length, 4);
  });
});
