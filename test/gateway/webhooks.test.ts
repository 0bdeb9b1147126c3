import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { topicsOf } from '../../gateway/live/webhook-event.ts';
import { purge } from '../../gateway/store/purge.ts';
import { webhookPath } from '../../src/contract/gateway/live.ts';
import { startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

const secret = 'whsec_lumio_newest';
const smart = subscriptionIdOf('smart');

let sandbox: Sandbox;
let gateway: GatewayUnderTest;
/** What the gateway has told its replicas since the test began. */
let told: { tenant: string; customer?: string; subscription?: string; topics: string[] }[] = [];
let endListening: () => Promise<void>;

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({ nomosApiUrl: sandbox.url });
  endListening = await gateway.database.listen('nomos_portal_changes', {
    message: (payload) => told.push(JSON.parse(payload) as (typeof told)[number]),
    gap: () => undefined,
  });
});
after(async () => {
  await endListening();
  await gateway.close();
  await sandbox.close();
});
beforeEach(() => {
  told = [];
});

let count = 0;
const eventOf = (topic: string, context: object): Record<string, unknown> => ({
  id: `evt_${(count += 1)}`,
  topic,
  timestamp: gateway.now().toISOString(),
  context,
});
const secondsNow = (): number => Math.floor(gateway.now().getTime() / 1000);
const sign = (body: string, { by = secret, at = secondsNow() } = {}): string =>
  createHmac('sha256', by).update(`${at}.${body}`).digest('hex');

/** Delivers a body with a header; by default one that is right. */
function deliver(
  payload: string,
  { header = `t=${secondsNow()},v1=${sign(payload)}`, host = 'lumio.localhost:8080', headers = {} } = {},
): Promise<LightMyRequestResponse> {
  const usual = { 'content-type': 'application/json', ...(header ? { 'x-nomos-signature': header } : {}) };
  return gateway.request({ method: 'POST', url: webhookPath, host, payload, headers: { ...usual, ...headers } });
}
const deliverEvent = (topic: string, context: object): Promise<LightMyRequestResponse> =>
  deliver(JSON.stringify(eventOf(topic, context)));

describe('webhooks of the Nomos API', () => {
  it('become a word to look again, with topics and ids and nothing else', async () => {
    const context = { invoice: 'inv_1', subscription: smart, total: 99, name: 'Kim' };
    assert.equal((await deliverEvent('invoice.created', context)).statusCode, 204);
    assert.deepEqual(told, [{ tenant: 'lumio', subscription: smart, topics: ['invoices'] }]);
  });

  it('are passed on once, however often they are delivered', async () => {
    const body = JSON.stringify(eventOf('invoice.paid', { invoice: 'inv_1', subscription: smart }));
    const answers = await Promise.all(Array.from({ length: 8 }, () => deliver(body)));
    assert.deepEqual(new Set(answers.map(({ statusCode }) => statusCode)), new Set([204]));
    gateway.pass(200_000);
    assert.equal((await deliver(body)).statusCode, 204, 'a later attempt is signed anew');
    assert.equal(told.length, 1);
  });

  it('of which the order does not matter: each says only what to look at', async () => {
    await deliverEvent('subscription.ended', { subscription: smart });
    await deliverEvent('subscription.activated', { subscription: smart });
    assert.deepEqual(
      told.map(({ topics }) => topics),
      [
        ['subscriptions', 'prices', 'usage'],
        ['subscriptions', 'prices', 'usage'],
      ],
    );
  });

  it('of topics that are not known are taken and tell nobody, fields that are not known do no harm', async () => {
    assert.equal((await deliverEvent('tariff.changed', { subscription: smart, new: { field: [] } })).statusCode, 204);
    assert.equal((await deliverEvent('constructor', { subscription: smart })).statusCode, 204);
    assert.equal((await deliverEvent('invoice.created', {})).statusCode, 204);
    assert.deepEqual(told, []);
    assert.deepEqual(topicsOf('invoice.refunded'), ['invoices'], 'a new event of an old object');
  });

  it('of a subscription that is new name its customer, whom the API says', async () => {
    await deliverEvent('subscription.created', { subscription: smart });
    await deliverEvent('subscription.created', { subscription: 'sub_nobodys' });
    assert.deepEqual(told, [
      { tenant: 'lumio', customer: customerIdOf('smart'), subscription: smart, topics: ['subscriptions'] },
      { tenant: 'lumio', subscription: 'sub_nobodys', topics: ['subscriptions'] },
    ]);
  });

  it('that cannot be handled now are refused, and are handled when they come again', async () => {
    const fault = `${sandbox.url}/sandbox/faults/${customerIdOf('smart')}`;
    const body = JSON.stringify(eventOf('subscription.created', { subscription: smart }));
    await fetch(fault, { method: 'PUT', body: JSON.stringify({ fault: '500', paths: [] }) });
    const refused = await deliver(body);
    await fetch(fault, { method: 'DELETE' });
    assert.ok(refused.statusCode >= 500);
    assert.deepEqual(told, []);
    assert.equal((await deliver(body)).statusCode, 204);
    assert.equal(told.length, 1);
  });

  it('are forgotten when the API will not deliver them again', async () => {
    const body = JSON.stringify(eventOf('invoice.paid', { subscription: smart }));
    await deliver(body);
    await purge(gateway.database, new Date(gateway.now().getTime() + 3 * 86_400_000));
    assert.equal((await gateway.database.query('SELECT 1 FROM webhook_events')).length > 0, true);
    await purge(gateway.database, new Date(gateway.now().getTime() + 8 * 86_400_000));
    assert.deepEqual(await gateway.database.query('SELECT 1 FROM webhook_events'), []);
  });
});

describe('a webhook that is not the Nomos API’s', () => {
  const body = (): string => JSON.stringify(eventOf('invoice.created', { invoice: 'inv_1', subscription: smart }));
  const refused = async (payload: string, more: Parameters<typeof deliver>[1]): Promise<void> => {
    const { statusCode } = await deliver(payload, more);
    assert.equal(statusCode, 401);
  };

  it('is refused: no signature, a wrong one, one of another body, one that is cut', async () => {
    const [one, other] = [body(), body()];
    const at = secondsNow();
    for (const header of [
      '',
      'v1=',
      `t=${at}`,
      `t=${at},v1=`,
      `t=${at},v1=${sign(one, { by: 'whsec_somebody_elses' })}`,
      `t=${at},v1=${sign(other)}`,
      `t=${at},v1=${sign(one).slice(0, -2)}`,
      `t=${at},v0=${sign(one)}`,
      `t=${at},t=${at},v1=${sign(one)}`,
      `t=${at + 1},v1=${sign(one)}`,
      `t=x,v1=${sign(one)}`,
      `t=${at},v1=${sign(one)},${'x'.repeat(1000)}`,
    ]) {
      await refused(one, { header });
    }
    assert.deepEqual(told, []);
  });

  it('is refused when it is older than five minutes, or younger than our clock by as much', async () => {
    const payload = body();
    for (const at of [secondsNow() - 301, secondsNow() + 301]) {
      await refused(payload, { header: `t=${at},v1=${sign(payload, { at })}` });
    }
    const at = secondsNow() - 299;
    assert.equal((await deliver(payload, { header: `t=${at},v1=${sign(payload, { at })}` })).statusCode, 204);
  });

  it('is refused with another white space: the signature is over the bytes', async () => {
    const payload = body();
    await refused(`${payload} `, { header: `t=${secondsNow()},v1=${sign(payload)}` });
  });

  it('is refused at another tenant: every organisation has a secret of its own', async () => {
    const payload = body();
    await refused(payload, { host: 'voltwerk.localhost:8080' });
    const header = `t=${secondsNow()},v1=${sign(payload, { by: 'whsec_voltwerk_only' })}`;
    await refused(payload, { header });
    assert.equal((await deliver(payload, { header, host: 'voltwerk.localhost:8080' })).statusCode, 204);
    assert.deepEqual(
      told.map(({ tenant }) => tenant),
      ['voltwerk'],
    );
  });

  it('is refused when it is large, before anything is worked out', async () => {
    const payload = JSON.stringify({ ...eventOf('invoice.created', {}), more: 'x'.repeat(20_000) });
    assert.equal((await deliver(payload)).statusCode, 413);
  });

  it('is refused when it is signed and no event', async () => {
    for (const payload of [
      '{}',
      '[]',
      '"x"',
      'null',
      '{"id":1',
      JSON.stringify({ id: 'evt', topic: 7, context: {} }),
    ]) {
      assert.equal((await deliver(payload)).statusCode, 400, payload);
    }
  });

  it('opens no way around the guard of writes', async () => {
    const headers = { origin: 'https://evil.example' };
    const urls = [`${webhookPath}/`, `${webhookPath}%2f..%2f..%2fsession`, '/gateway/sign-in/challenges'];
    for (const url of urls) {
      const answer = await gateway.request({ method: 'POST', url, payload: '{}', headers });
      assert.ok([403, 404].includes(answer.statusCode), `${url}: ${answer.statusCode}`);
    }
    const put = await gateway.request({ method: 'PUT', url: webhookPath, payload: '{}', headers });
    assert.ok([403, 404].includes(put.statusCode));
  });
});

describe('secrets of webhooks', () => {
  it('are several at once while they are changed, on either side', async () => {
    const payload = JSON.stringify(eventOf('invoice.created', { subscription: smart }));
    const before = sign(payload, { by: 'whsec_lumio_before' });
    assert.equal((await deliver(payload, { header: `t=${secondsNow()},v1=${before}` })).statusCode, 204);
    const unknown = sign(payload, { by: 'whsec_not_here_yet' });
    const header = `t=${secondsNow()},v1=${unknown},v1=${sign(payload)}`;
    assert.equal((await deliver(payload, { header })).statusCode, 204);
  });
});
