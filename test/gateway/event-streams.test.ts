import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { sandboxWebhookSecret, signatureOf } from '../../demo/sandbox/webhooks.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { createChanges } from '../../gateway/live/changes.ts';
import { EventStream } from '../../gateway/live/event-stream.ts';
import { webhookPath } from '../../src/contract/gateway/live.ts';
import { readEvents, type EventReader } from './event-reader.ts';
import { credentials, forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { contact } from './requests-under-test.ts';

let sandbox: Sandbox;
let gateway: GatewayUnderTest;
let port: number;
let cookie: string;
const open: EventReader[] = [];

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({
    nomosApiUrl: sandbox.url,
    streamLimits: { perProcess: 6, perCustomer: 4, perSession: 3, beatMilliseconds: 50 },
  });
  await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  port = (gateway.app.server.address() as AddressInfo).port;
  cookie = await gateway.signIn('smart@sandbox.example');
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});
afterEach(async () => {
  for (const reader of open.splice(0)) reader.close();
  await untilStreams(0);
});

/** A connection that is closed is known to be so a little later. */
async function untilStreams(count: number): Promise<void> {
  const metrics = { method: 'GET', url: '/metrics', ip: '198.51.100.200' } as const;
  while (!(await gateway.request(metrics)).body.includes(`\ngateway_event_streams ${count}\n`)) await pause(20);
}

async function listen(as = cookie, host?: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const reader = await readEvents({ port, headers, ...(as ? { cookie: as } : {}), ...(host ? { host } : {}) });
  open.push(reader);
  return reader;
}

/** Something else of the same customer, after which everything that was told before has come or will not. */
async function isSilent(reader: EventReader, customer = customerIdOf('smart')): Promise<boolean> {
  const changes = createChanges({ database: gateway.database, logger: { warn: () => undefined } });
  changes.say({ tenant: 'lumio', customer, topics: ['plans' as never, 'prices'] });
  await changes.close();
  const { data } = await reader.next();
  return JSON.stringify(data) === '{"topics":["prices"]}';
}

let count = 0;
async function webhook(topic: string, context: object, slug = 'lumio'): Promise<void> {
  const payload = JSON.stringify({ id: `evt_s${(count += 1)}`, topic, timestamp: 'now', context });
  const secret =
    credentials[slug === 'lumio' ? 'LUMIO_WEBHOOK_SECRETS' : 'VOLTWERK_WEBHOOK_SECRETS'].split(',')[0] ?? '';
  const { statusCode } = await gateway.request({
    method: 'POST',
    url: webhookPath,
    host: `${slug}.localhost:8080`,
    payload,
    headers: { 'x-nomos-signature': signatureOf(secret, Math.floor(gateway.now().getTime() / 1000), payload) },
  });
  assert.equal(statusCode, 204);
}

describe('the stream of events', () => {
  it('is not for visitors, whose browsers are told not to ask again', async () => {
    for (const as of ['', 'nomos_sid_dev=x', `nomos_sid_dev=${'A'.repeat(43)}`]) {
      assert.equal((await listen(as)).status, 204);
    }
    assert.equal((await listen(cookie, `voltwerk.localhost:${port}`)).status, 204, 'a session of another tenant');
  });

  it('is an event stream that nothing in between keeps or holds back', async () => {
    const { status, headers } = await listen();
    assert.equal(status, 200);
    assert.match(String(headers['content-type']), /^text\/event-stream/);
    assert.match(String(headers['cache-control']), /no-store/);
    assert.equal(headers['x-accel-buffering'], 'no');
    assert.equal(headers['content-encoding'], undefined);
    assert.match(String(headers['content-security-policy']), /default-src 'none'/);
    assert.equal(headers['access-control-allow-origin'], undefined);
  });

  it('says what happened to the customer’s own, on every device', async () => {
    const [one, other] = [await listen(), await listen()];
    await webhook('invoice.created', { invoice: 'inv_1', subscription: subscriptionIdOf('smart') });
    for (const reader of [one, other]) {
      assert.deepEqual(await reader.next(), { event: 'changed', data: { topics: ['invoices'] } });
    }
  });

  it('says nothing of anybody else’s: another customer, another organisation, nobody', async () => {
    const reader = await listen();
    await webhook('invoice.created', { subscription: subscriptionIdOf('multi') });
    await webhook('invoice.created', { subscription: subscriptionIdOf('voltwerk') }, 'voltwerk');
    await webhook('invoice.created', { subscription: subscriptionIdOf('smart') }, 'voltwerk');
    await webhook('invoice.created', { subscription: 'sub_of_another_organisation' });
    await webhook('customer.changed', { customer: customerIdOf('multi') });
    assert.ok(await isSilent(reader));
  });

  it('knows a contract that came after it was opened', async () => {
    const reader = await listen();
    await webhook('subscription.created', { subscription: subscriptionIdOf('smart') });
    assert.deepEqual((await reader.next()).data, { topics: ['subscriptions'] });
  });

  it('is there when the API is not, and says what it can', async () => {
    const fault = `${sandbox.url}/sandbox/faults/${customerIdOf('smart')}`;
    await fetch(fault, { method: 'PUT', body: JSON.stringify({ fault: '500', paths: ['/subscriptions'] }) });
    try {
      const reader = await listen();
      await webhook('invoice.created', { subscription: subscriptionIdOf('smart') });
      assert.ok(await isSilent(reader), 'whose it is cannot be known');
    } finally {
      await fetch(fault, { method: 'DELETE' });
    }
  });

  it('believes no list that holds more than was asked for', async () => {
    const fault = `${sandbox.url}/sandbox/faults/${customerIdOf('smart')}`;
    await fetch(fault, { method: 'PUT', body: JSON.stringify({ fault: 'ignore-filters', paths: ['/subscriptions'] }) });
    try {
      const reader = await listen();
      await webhook('invoice.created', { subscription: subscriptionIdOf('multi') });
      assert.ok(await isSilent(reader));
    } finally {
      await fetch(fault, { method: 'DELETE' });
    }
  });

  it('says what the customer did on another device', async () => {
    const reader = await listen();
    const change = { first_name: 'Kim', last_name: 'Muster' };
    const changed = await gateway.write('PATCH', `/api/customers/${customerIdOf('smart')}`, change, { cookie });
    assert.equal(changed.statusCode, 200, changed.body);
    assert.deepEqual((await reader.next()).data, { topics: ['customer'] });
    const refused = await gateway.write(
      'PATCH',
      `/api/customers/${customerIdOf('smart')}`,
      { first_name: '' },
      { cookie },
    );
    assert.equal(refused.statusCode, 400);
    const asked = await gateway.write('POST', '/gateway/requests', contact(), { cookie });
    assert.equal(asked.statusCode, 201, asked.body);
    assert.deepEqual((await reader.next()).data, { topics: ['customer-requests'] }, 'it is there');
    await gateway.requestDelivery.idle();
    assert.deepEqual((await reader.next()).data, { topics: ['customer-requests'] }, 'the supplier has it');
    assert.ok(await isSilent(reader));
  });

  it('holds the line with signs of life', async () => {
    const reader = await listen();
    await reader.beat();
    await reader.beat();
    assert.deepEqual(reader.events, []);
  });

  it('is limited for a session, for a customer, and for a process', async () => {
    const readers = [await listen(), await listen(), await listen()];
    assert.equal((await listen()).status, 429);
    readers[0]?.close();
    await untilStreams(2);
    assert.equal((await listen()).status, 200, 'one that is closed makes room');
    gateway.pass(60_000);
    const device = await gateway.signIn('smart@sandbox.example');
    assert.equal((await listen(device)).status, 200);
    assert.equal((await listen(device)).status, 429, 'sessions are no way around it');
    const multi = await gateway.signIn('multi@sandbox.example');
    for (let n = 0; n < 2; n += 1) assert.equal((await listen(multi)).status, 200);
    const analog = await gateway.signIn('analog@sandbox.example');
    assert.equal((await listen(analog)).status, 503);
  });

  it('is held open by nothing but a connection: not by HEAD, nor by one that was given up', async () => {
    const head = await gateway.request({ method: 'HEAD', url: '/gateway/events', cookie });
    assert.equal(head.body, '');
    for (let n = 0; n < 3; n += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET /gateway/events HTTP/1.1\r\nhost: lumio.localhost:${port}\r\ncookie: ${cookie}\r\n\r\n`, () =>
        socket.destroy(),
      );
      await once(socket, 'close');
    }
    await untilStreams(0);
    for (let n = 0; n < 3; n += 1) assert.equal((await listen()).status, 200);
  });

  it('is nothing to the page of another origin, whatever cookie its browser sends along', async () => {
    for (const origin of ['https://evil.example', `http://voltwerk.localhost:${port}`, 'null']) {
      const { status, headers } = await listen(cookie, undefined, { origin });
      assert.equal(status, 204, origin);
      assert.equal(headers['access-control-allow-origin'], undefined);
      assert.equal(headers['access-control-allow-credentials'], undefined);
    }
  });
});

describe('a browser that does not read', () => {
  const topics = { topics: ['invoices'] };

  it('is let go of before much waits for it, and one that reads is not', async () => {
    const [slow, quick] = [new EventStream('ses_1'), new EventStream('ses_2')];
    quick.body.resume();
    for (let n = 0; n < 2000 && !slow.body.destroyed; n += 1) {
      for (const stream of [slow, quick]) stream.send('changed', topics);
      await setImmediate();
    }
    assert.ok(slow.body.destroyed);
    assert.ok(slow.body.readableLength < 20 * 1024, `${slow.body.readableLength} bytes waited`);
    assert.ok(!quick.body.destroyed);
    slow.send('changed', topics);
    slow.end();
    quick.end();
  });
});

describe('the stream of events ends', () => {
  const endsAfter = async (what: (session: string) => Promise<unknown>): Promise<void> => {
    const stays = await listen();
    const session = await newSession();
    assert.deepEqual((await stays.next()).data, { topics: ['devices'] }, 'there is one more');
    const reader = await listen(session);
    await what(session);
    const events = [];
    do events.push(await reader.next());
    while (events.at(-1)?.event !== 'ended');
    await reader.ended;
    assert.equal(reader.events.at(-1)?.event, 'ended');
    assert.ok(!events.some(({ event }) => event === 'changed'), 'who is signed out is told nothing any more');
    await stays.beat();
    assert.ok(!stays.events.some(({ event }) => event === 'ended'), 'another session goes on');
  };
  const newSession = async (): Promise<string> => {
    // So that it is the newest one.
    gateway.pass(1000);
    await forgetCodes();
    return gateway.signIn('smart@sandbox.example');
  };
  const forgetCodes = (): Promise<unknown[]> => gateway.database.query('DELETE FROM sign_in_challenges');

  it('with a sign-out', () =>
    endsAfter((session) => gateway.write('DELETE', '/gateway/session', undefined, { cookie: session })));

  it('with a sign-out from another device', () =>
    endsAfter(() => gateway.write('DELETE', '/gateway/sessions', undefined, { cookie })));

  it('when the session is gone from the database, whoever took it', () =>
    endsAfter(() =>
      gateway.database.query(
        'DELETE FROM sessions WHERE id = (SELECT id FROM sessions ORDER BY created_at DESC LIMIT 1)',
      ),
    ));

  it('when the session has run out', async () => {
    const reader = await listen();
    gateway.pass(25 * 3_600_000);
    assert.equal((await reader.next()).event, 'ended');
    await reader.ended;
    await forgetAll(gateway);
    cookie = await gateway.signIn('smart@sandbox.example');
  });

  it('when the gateway does, which does not wait for browsers', async () => {
    const other = await startGateway({ nomosApiUrl: sandbox.url });
    await other.app.listen({ port: 0, host: '127.0.0.1' });
    const { port: otherPort } = other.app.server.address() as AddressInfo;
    const reader = await readEvents({ port: otherPort, cookie: await other.signIn('smart@sandbox.example') });
    await Promise.all([other.close(), reader.ended]);
  });
});

it('the secret with which the sandbox signs is one that tenant files may hold', () => {
  assert.ok(sandboxWebhookSecret('lumio').length >= 16);
});
