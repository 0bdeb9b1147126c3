/** The list of devices and pages for which a supplier vouches: each load of one begins a session of its own. */
import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { organisationToken } from '../../demo/sandbox/organisation-token.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import type { Device } from '../../src/contract/gateway/devices.ts';
import type { WidgetSession, WidgetSignIn } from '../../src/contract/gateway/widget-sessions.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

const minute = 60_000;
const site = 'http://localhost:8084';
const otherSite = 'http://127.0.0.1:8084';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15';

let sandbox: Sandbox;
let gateway: GatewayUnderTest;
let organisation: string;
/** The portal itself, beside all these pages. */
let cookie: string;

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({ nomosApiUrl: sandbox.url });
  organisation = await organisationToken(sandbox.url);
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});
beforeEach(async () => {
  await forgetAll(gateway);
  gateway.pass(minute);
  cookie = await gateway.signIn('smart@sandbox.example');
});

interface Page {
  userAgent?: string;
  origin?: string;
  token?: string;
}

const call = (
  method: 'GET' | 'POST' | 'DELETE' | 'PATCH',
  url: string,
  { userAgent = firefox, origin = site, token }: Page = {},
  payload?: object,
): Promise<LightMyRequestResponse> =>
  gateway.request({
    method,
    url,
    headers: {
      origin,
      'user-agent': userAgent,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(method === 'GET' ? {} : { 'x-nomos-portal': '1' }),
    },
    ...(payload ? { payload } : {}),
  });

async function vouch(name = 'smart', origin = site): Promise<string> {
  const answer = await gateway.request({
    method: 'POST',
    url: '/admin/widget_session',
    headers: { authorization: `Bearer ${organisation}` },
    payload: { customerId: customerIdOf(name), origin },
  });
  return answer.json<WidgetSession>().token;
}
const status = async (page: Page): Promise<number> =>
  (await call('GET', `/api/customers/${customerIdOf('smart')}`, page)).statusCode;
/** Loads a page of the supplier's. */
async function load(page: Omit<Page, 'token'> = {}): Promise<string> {
  gateway.pass(1000);
  const token = await vouch('smart', page.origin);
  assert.equal(await status({ ...page, token }), 200);
  return token;
}

const devices = async (): Promise<Device[]> =>
  (await gateway.request({ url: '/gateway/sessions', cookie })).json<{ items: Device[] }>().items;
const named = (items: readonly Device[]): unknown[] =>
  items.map(({ browser, origin, current }) => [browser, origin, current]);
const signOut = (id: string): Promise<LightMyRequestResponse> =>
  gateway.write('DELETE', `/gateway/sessions/${id}`, undefined, { cookie });

describe('a page for which a supplier vouches', () => {
  it('is one device, however often it was loaded, by when it was used last', async () => {
    for (let loads = 0; loads < 5; loads += 1) await load();
    const items = await devices();
    assert.deepEqual(named(items), [
      ['Firefox', site, false],
      [null, null, true],
    ]);
    assert.equal(items[0]?.last_used_at, gateway.now().toISOString());
  });

  it('is one device too where its token has not been used yet', async () => {
    for (let loads = 0; loads < 3; loads += 1) await vouch();
    assert.deepEqual(named(await devices()).length, 2);
  });

  it('is another one in another browser, and on another site', async () => {
    for (let loads = 0; loads < 2; loads += 1) {
      await load();
      await load({ userAgent: safari });
      await load({ origin: otherSite });
    }
    assert.deepEqual(named(await devices()), [
      ['Firefox', otherSite, false],
      ['Safari', site, false],
      ['Firefox', site, false],
      [null, null, true],
    ]);
  });

  it('is signed out as a whole, by the name of any of its sessions, and nothing else is', async () => {
    const first = await load();
    const [{ id: older } = { id: '' }] = await devices();
    const second = await load();
    const elsewhere = [
      { token: await load({ userAgent: safari }), userAgent: safari },
      { token: await load({ origin: otherSite }), origin: otherSite },
    ];
    const stranger = await vouch('multi');
    assert.equal((await signOut(older)).statusCode, 204);
    for (const token of [first, second]) assert.equal(await status({ token }), 401);
    for (const page of elsewhere) assert.equal(await status(page), 200);
    const other = await call('GET', `/api/customers/${customerIdOf('multi')}`, { token: stranger });
    assert.equal(other.statusCode, 200);
    assert.equal((await devices()).length, 3);
    assert.equal((await signOut(older)).statusCode, 404, 'there is no such one any more');
  });

  it('of another customer looks like none, and stays', async () => {
    const stranger = await vouch('multi');
    const [row] = await gateway.database.query<{ id: string }>('SELECT id FROM sessions WHERE customer = $1', [
      customerIdOf('multi'),
    ]);
    assert.equal((await signOut(row?.id ?? '')).statusCode, 404);
    const answer = await call('GET', `/api/customers/${customerIdOf('multi')}`, { token: stranger });
    assert.equal(answer.statusCode, 200);
  });

  it('sees itself as this device, once, and signs all of it out', async () => {
    const older = await load();
    const token = await load();
    const items = (await call('GET', '/gateway/sessions', { token })).json<{ items: Device[] }>().items;
    const [own] = items.filter(({ current }) => current);
    assert.equal(items.length, 2);
    assert.equal(own?.origin, site);
    assert.equal((await call('DELETE', `/gateway/sessions/${own.id}`, { token })).statusCode, 204);
    for (const each of [older, token]) assert.equal(await status({ token: each }), 401);
    assert.deepEqual(named(await devices()), [[null, null, true]]);
  });

  it('has sessions that share nothing: a step-up of one is none of another', async () => {
    gateway.pass(2 * minute);
    const [first, second] = [await load(), await load()];
    const asked = await call('POST', '/gateway/step-up/challenges', { token: first }, { locale: 'de' });
    await gateway.delivery.idle();
    const code = /\d{6}/.exec(gateway.mails[0]?.subject ?? '')?.[0] ?? '';
    const { challenge } = asked.json<{ challenge: string }>();
    assert.equal((await call('POST', '/gateway/step-up', { token: first }, { challenge, code })).statusCode, 200);
    const stepped = await gateway.database.query('SELECT 1 FROM sessions WHERE origin = $1 AND verified_at = $2', [
      site,
      gateway.now(),
    ]);
    assert.equal(stepped.length, 1);
    const iban = { type: 'sepa_debit', sepa_debit: { iban: 'DE89370400440532013000', account_holder: 'K' } };
    const answer = await call(
      'PATCH',
      `/api/subscriptions/${subscriptionIdOf('smart')}`,
      { token: second },
      { payment_method: iban },
    );
    assert.equal(answer.json<{ code: string }>().code, 'STEP_UP_REQUIRED');
  });
});

describe('a sign-in by a code on such a page', () => {
  it('is a device of its own each time: nobody hides behind another', async () => {
    await load();
    for (let times = 0; times < 2; times += 1) {
      gateway.pass(2 * minute);
      const { challenge, code } = await gateway.codeFor('smart@sandbox.example');
      const answer = await call('POST', '/gateway/sign-in/sessions', {}, { challenge, code });
      assert.ok(answer.json<WidgetSignIn>().token);
    }
    assert.deepEqual(named(await devices()), [
      ['Firefox', site, false],
      ['Firefox', site, false],
      ['Firefox', site, false],
      [null, null, true],
    ]);
  });
});
