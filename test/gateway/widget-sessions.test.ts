import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { organisationToken } from '../../demo/sandbox/organisation-token.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

const minute = 60_000;

const site = 'http://localhost:8084';
const otherSite = 'http://127.0.0.1:8084';
const portal = 'http://lumio.localhost:8080';

let sandbox: Sandbox;
let gateway: GatewayUnderTest;
let organisation: string;

interface SignIn {
  status: string;
  customer: string;
  token: string;
  token_expires_at: string;
  refresh_token: string;
}

interface Caller {
  token?: string;
  origin?: string | null;
  cookie?: string;
  host?: string;
  headers?: Record<string, string>;
}

/** A call as a page of the supplier's site makes it. */
const call = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  { token, origin = site, cookie, host, headers = {} }: Caller = {},
  body?: unknown,
): Promise<LightMyRequestResponse> =>
  gateway.request({
    method,
    url,
    ...(cookie ? { cookie } : {}),
    ...(host ? { host } : {}),
    headers: {
      ...(origin ? { origin } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(method === 'GET' ? {} : { 'x-nomos-portal': '1' }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });

const own = (name = 'smart'): string => `/api/customers/${customerIdOf(name)}`;
const statusWith = async (token: string, more: Caller = {}): Promise<number> =>
  (await call('GET', own(), { token, ...more })).statusCode;

/** What a supplier's backend asks for. */
const vouch = (body: unknown, { token = organisation, host }: { token?: string; host?: string } = {}) =>
  gateway.request({
    method: 'POST',
    url: '/admin/widget_session',
    ...(host ? { host } : {}),
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    payload: JSON.stringify(body),
  });

const vouchedToken = async (name = 'smart', origin = site): Promise<string> => {
  const response = await vouch({ customerId: customerIdOf(name), origin });
  assert.equal(response.statusCode, 200, response.body);
  return response.json<{ token: string }>().token;
};

/** Signs in on the supplier's site by a code. */
async function signIn(email = 'smart@sandbox.example'): Promise<SignIn> {
  const { challenge, code } = await gateway.codeFor(email);
  const response = await call('POST', '/gateway/sign-in/sessions', {}, { challenge, code, remember: true });
  assert.equal(response.statusCode, 200, response.body);
  assert.equal(response.headers['set-cookie'], undefined);
  return response.json<SignIn>();
}

const renew = (refresh: string, more: Caller = {}): Promise<LightMyRequestResponse> =>
  call('POST', '/gateway/widget-session/renewals', more, { refresh_token: refresh });

before(async () => {
  sandbox = await startSandbox({ port: 0 });
  gateway = await startGateway({ nomosApiUrl: sandbox.url });
  organisation = await organisationToken(sandbox.url);
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});
beforeEach(() => forgetAll(gateway));

describe('a token that a supplier vouches for', () => {
  it('shows its customer’s data on the pages of its origin, for a quarter of an hour', async () => {
    const response = await vouch({ customerId: customerIdOf('smart'), origin: site });
    const { token, expires_at: end, object } = response.json<{ token: string; expires_at: string; object: string }>();
    assert.equal(object, 'widget_session');
    assert.equal(Date.parse(end) - gateway.now().getTime(), 15 * minute);
    assert.equal(response.headers['cache-control'], 'no-store');
    assert.equal(response.headers['set-cookie'], undefined);

    const answer = await call('GET', own(), { token });
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers['access-control-allow-origin'], site);
    assert.equal(answer.headers['access-control-allow-credentials'], undefined);
    assert.equal((await call('GET', own('analog'), { token })).statusCode, 404);
    const session = await call('GET', '/gateway/session', { token });
    assert.equal(session.json<SignIn>().customer, customerIdOf('smart'));

    gateway.pass(15 * minute);
    const late = await call('GET', own(), { token });
    assert.equal(late.statusCode, 401);
    assert.equal(late.json<{ code: string }>().code, 'INVALID_TOKEN');
    assert.equal(late.headers['access-control-allow-origin'], site, 'the page has to be able to read why');
  });

  it('is worth nothing on another origin, at another tenant, without an origin, or changed', async () => {
    const token = await vouchedToken();
    assert.equal(await statusWith(token), 200);
    for (const origin of [otherSite, portal, 'http://evil.example', 'null', null]) {
      assert.equal(await statusWith(token, { origin }), 401, String(origin));
    }
    assert.equal(await statusWith(token, { host: 'voltwerk.localhost:8080' }), 401);
    assert.equal(await statusWith(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`), 401);
    for (const headers of [{ authorization: `Basic ${token}` }, { authorization: 'Bearer' }, { authorization: '' }]) {
      assert.equal((await call('GET', own(), { headers })).statusCode, 401);
    }
  });

  it('is for those alone who may read the customer by a token of the organisation', async () => {
    const body = { customerId: customerIdOf('smart'), origin: site };
    assert.equal((await vouch(body, { token: '' })).statusCode, 401);
    assert.equal((await vouch(body, { token: 'made-up' })).statusCode, 401);
    const foreign = await organisationToken(sandbox.url, 'voltwerk');
    assert.equal((await vouch(body, { token: foreign })).statusCode, 404);
    assert.equal((await vouch(body, { token: foreign, host: 'voltwerk.localhost:8080' })).statusCode, 404);
    assert.equal((await vouch({ ...body, customerId: 'cus_nobody' })).statusCode, 404);
    assert.equal((await vouch({ ...body, customerId: '../plans' })).statusCode, 404);
    // One widget token does not make another.
    assert.equal((await vouch(body, { token: await vouchedToken() })).statusCode, 401);
  });

  it('is for origins on the list alone', async () => {
    for (const origin of ['http://evil.example', `${site}/`, 'null', '', 'http://localhost:80840']) {
      const response = await vouch({ customerId: customerIdOf('smart'), origin });
      assert.equal(response.statusCode, 400, origin);
      assert.equal(response.json<{ errors: { field: string }[] }>().errors[0]?.field, 'origin');
    }
    assert.equal((await vouch({ customerId: customerIdOf('smart') })).statusCode, 400);
  });

  it('is in the database as a hash only', async () => {
    const token = await vouchedToken();
    const { refresh_token: refresh } = await signIn();
    const dump = JSON.stringify([
      await gateway.database.query(`SELECT encode(token_hash, 'base64') AS hash, * FROM widget_tokens`),
      await gateway.database.query(`SELECT encode(token_hash, 'escape') AS hash, * FROM sessions`),
    ]);
    for (const secret of [token, refresh]) assert.ok(!dump.includes(secret));
  });

  it('goes on in the session before, with its step-up, when the supplier gives the next one', async () => {
    const first = await vouchedToken();
    await call('GET', own(), { token: first, headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0' } });
    await gateway.database.query('UPDATE sessions SET verified_at = $1', [gateway.now()]);
    gateway.pass(minute);
    const second = await vouchedToken();
    const succession = await call(
      'POST',
      '/gateway/widget-session/successions',
      { token: second },
      { predecessor: first },
    );
    assert.equal(succession.statusCode, 200, succession.body);
    assert.equal(succession.json<SignIn>().customer, customerIdOf('smart'));
    assert.equal(await statusWith(first), 401, 'rotated');
    assert.equal(await statusWith(second), 200);
    const rows = await gateway.database.query<{ verified_at: Date | null; browser: string }>('SELECT * FROM sessions');
    assert.equal(rows.length, 1);
    assert.ok(rows[0]?.verified_at);
    assert.equal(rows[0].browser, 'Firefox');
    gateway.pass(14 * minute);
    assert.equal(await statusWith(second), 200, 'the session is as long as its newest token');
  });

  it('takes over nobody else’s session', async () => {
    const [victim, elsewhere] = [await vouchedToken('analog'), await vouchedToken('smart', otherSite)];
    const token = await vouchedToken();
    for (const predecessor of [victim, elsewhere, token, 'x']) {
      const response = await call('POST', '/gateway/widget-session/successions', { token }, { predecessor });
      assert.equal(response.json<SignIn>().customer, customerIdOf('smart'));
    }
    assert.equal((await call('GET', own('analog'), { token: victim })).statusCode, 200);
    assert.equal((await call('GET', own('analog'), { token })).statusCode, 404);
    assert.equal(await statusWith(elsewhere, { origin: otherSite }), 200);
    assert.equal(await statusWith(token), 200);
    const unsigned = await call('POST', '/gateway/widget-session/successions', {}, { predecessor: victim });
    assert.equal(unsigned.statusCode, 401);
  });
});

describe('signing in on a supplier’s site', () => {
  it('gives tokens in place of a cookie, and never a remembered session', async () => {
    const { token, customer, token_expires_at: end } = await signIn();
    assert.equal(customer, customerIdOf('smart'));
    assert.equal(Date.parse(end) - gateway.now().getTime(), 15 * minute);
    assert.equal(await statusWith(token), 200);
    const [row] = await gateway.database.query<{ remembered: boolean; origin: string }>('SELECT * FROM sessions');
    assert.deepEqual([row?.remembered, row?.origin], [false, site]);
  });

  it('goes on by the refresh token, whose use ends what was before', async () => {
    const first = await signIn();
    gateway.pass(16 * minute);
    assert.equal(await statusWith(first.token), 401);
    const second = (await renew(first.refresh_token)).json<SignIn>();
    assert.equal(await statusWith(second.token), 200);
    const third = (await renew(second.refresh_token)).json<SignIn>();
    assert.equal(await statusWith(second.token), 401, 'rotated');
    assert.equal(await statusWith(third.token), 200);
    gateway.pass(24 * 60 * minute);
    assert.equal((await renew(third.refresh_token)).statusCode, 401, 'the session is over');
  });

  it('a refresh token that comes a second time ends the session, unless an answer may have been lost', async () => {
    const first = await signIn();
    await renew(first.refresh_token);
    gateway.pass(5000);
    const again = (await renew(first.refresh_token)).json<SignIn>();
    assert.equal(await statusWith(again.token), 200);
    gateway.pass(minute);
    assert.equal((await renew(first.refresh_token)).statusCode, 401);
    assert.equal(await statusWith(again.token), 401, 'two had it: nobody keeps it');
    assert.equal((await renew(again.refresh_token)).statusCode, 401);
  });

  it('the refresh token is good on its origin and tenant alone, and is no access token', async () => {
    const { token, refresh_token: refresh } = await signIn();
    assert.equal((await renew(refresh, { origin: otherSite })).statusCode, 401);
    assert.equal((await renew(refresh, { host: 'voltwerk.localhost:8080' })).statusCode, 401);
    assert.equal((await renew(refresh, { origin: 'http://evil.example' })).statusCode, 403);
    assert.equal((await renew(token)).statusCode, 401);
    assert.equal(await statusWith(refresh), 401);
    assert.equal((await renew(refresh)).statusCode, 200, 'none of that used it up');
  });

  it('sign-out ends it at once, here or everywhere; so does the list of devices', async () => {
    const one = await signIn();
    assert.equal((await call('DELETE', '/gateway/session', { token: one.token })).statusCode, 204);
    assert.equal(await statusWith(one.token), 401);
    assert.equal((await renew(one.refresh_token)).statusCode, 401);

    gateway.pass(2 * minute);
    const [two, vouched] = [await signIn(), await vouchedToken()];
    gateway.pass(2 * minute);
    const cookie = await gateway.signIn('smart@sandbox.example');
    const list = await gateway.request({ url: '/gateway/sessions', cookie });
    const items = list.json<{ items: { id: string; origin: string | null; current: boolean }[] }>().items;
    assert.deepEqual(items.map(({ origin }) => origin).sort(), [site, site, null].sort());
    for (const { id, current } of items)
      if (!current) await gateway.write('DELETE', `/gateway/sessions/${id}`, undefined, { cookie });
    assert.equal(await statusWith(two.token), 401);
    assert.equal(await statusWith(vouched), 401);

    const three = await vouchedToken();
    assert.equal((await call('DELETE', '/gateway/session?scope=all', { token: three })).statusCode, 204);
    assert.equal((await gateway.request({ url: own(), cookie })).statusCode, 401);
  });
});

describe('pages of other origins', () => {
  it('a session of theirs is nothing to a cookie', async () => {
    const cookie = await gateway.signIn('smart@sandbox.example');
    assert.equal((await gateway.request({ url: own(), cookie })).statusCode, 200);
    await gateway.database.query('UPDATE sessions SET origin = $1', [site]);
    assert.equal((await gateway.request({ url: own(), cookie })).statusCode, 401);
  });

  it('cookies count for nothing there, neither for reading nor for writing', async () => {
    const cookie = await gateway.signIn('smart@sandbox.example');
    assert.equal((await gateway.request({ url: own(), cookie })).statusCode, 200);
    for (const origin of [site, 'http://evil.example']) {
      assert.equal((await call('GET', own(), { cookie, origin })).statusCode, 401, origin);
    }
    const session = await call('GET', '/gateway/session', { cookie });
    assert.deepEqual(session.json(), { status: 'signed-out' });
    assert.equal((await call('DELETE', '/gateway/session', { cookie })).headers['set-cookie'], undefined);
    assert.equal((await gateway.request({ url: own(), cookie })).statusCode, 200, 'nor is it signed out from there');
    // A token beside it is what counts, also when it is worth nothing.
    const both = await gateway.request({ url: own(), cookie, headers: { authorization: `Bearer ${'x'.repeat(43)}` } });
    assert.equal(both.statusCode, 401);
  });

  it('may ask what widgets ask, by exact origin and without credentials', async () => {
    const preflight = (url: string, method: string, origin = site) =>
      gateway.request({
        method: 'OPTIONS',
        url,
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'authorization,x-api-version,x-nomos-portal',
        },
      });
    const subscription = `/api/subscriptions/${subscriptionIdOf('smart')}`;
    for (const [url, method] of [
      [subscription, 'GET'],
      [subscription, 'PATCH'],
      ['/gateway/session', 'DELETE'],
      ['/gateway/requests', 'POST'],
      ['/gateway/step-up', 'POST'],
      ['/gateway/sign-in/sessions', 'POST'],
    ] as const) {
      const { headers, statusCode } = await preflight(url, method);
      assert.equal(statusCode, 204, url);
      assert.equal(headers['access-control-allow-origin'], site, url);
      assert.match(String(headers['access-control-allow-methods']), new RegExp(`\\b${method}\\b`), url);
      assert.match(String(headers['access-control-allow-headers']), /authorization/i);
      assert.equal(headers['access-control-allow-credentials'], undefined);
      const evil = await preflight(url, method, 'http://evil.example');
      assert.equal(evil.headers['access-control-allow-origin'], undefined, url);
    }
    for (const url of [
      '/admin/widget_session',
      '/admin/magic_link',
      '/gateway/sign-in/links',
      '/overview',
      '/metrics',
    ]) {
      const answer = await preflight(url, 'POST');
      assert.equal(answer.headers['access-control-allow-origin'], undefined, url);
    }
  });

  it('write with a token of their own, on listed routes alone', async () => {
    const token = await vouchedToken('analog');
    const reading = { subscription: subscriptionIdOf('analog'), value: 1, timestamp: gateway.now().toISOString() };
    const write = (more: Caller) => call('POST', '/api/meter-readings', more, reading);
    assert.notEqual((await write({ token })).statusCode, 401);
    assert.notEqual((await write({ token })).statusCode, 403);
    assert.equal((await write({ token, origin: otherSite })).statusCode, 401);
    assert.equal((await write({ token, origin: portal })).statusCode, 401);
    assert.equal((await write({ token, origin: 'http://evil.example' })).statusCode, 403);
    assert.equal((await write({})).statusCode, 401);
    const link = { token_hash: 'x'.repeat(43), type: 'magiclink' };
    assert.equal((await call('POST', '/gateway/sign-in/links', { token }, link)).statusCode, 403);
  });

  it('files come with the token as well', async () => {
    const token = await vouchedToken();
    const list = await call('GET', `/api/invoices?filter[subscription][eq]=${subscriptionIdOf('smart')}`, { token });
    const [invoice] = list.json<{ items: { id: string }[] }>().items;
    const file = await call('GET', `/api/invoices/${invoice?.id ?? ''}/file?download=1`, { token });
    assert.equal(file.statusCode, 200);
    assert.ok(file.rawPayload.subarray(0, 5).equals(Buffer.from('%PDF-')));
    assert.match(String(file.headers['access-control-expose-headers']), /content-disposition/);
    assert.equal((await call('GET', `/api/invoices/${invoice?.id ?? ''}/file`)).statusCode, 401);
  });

  it('a step-up and a form with a file work by token', async () => {
    const { token } = await signIn();
    gateway.pass(6 * minute);
    const iban = {
      payment_method: { type: 'sepa_debit', sepa_debit: { iban: 'DE89370400440532013000', account_holder: 'K' } },
    };
    const subscription = `/api/subscriptions/${subscriptionIdOf('smart')}`;
    const refused = await call('PATCH', subscription, { token }, iban);
    assert.equal(refused.statusCode, 403, refused.body);
    const asked = await call('POST', '/gateway/step-up/challenges', { token }, { locale: 'de' });
    assert.equal(asked.statusCode, 202, asked.body);
    await gateway.delivery.idle();
    const code = /\d{6}/.exec(gateway.mails[0]?.subject ?? '')?.[0] ?? '';
    const { challenge } = asked.json<{ challenge: string }>();
    const steppedUp = await call('POST', '/gateway/step-up', { token }, { challenge, code });
    assert.equal(steppedUp.statusCode, 200, steppedUp.body);

    const form = new FormData();
    form.set('request', JSON.stringify({ kind: 'nonsense' }));
    const body = new Request('http://x', { method: 'POST', body: form });
    const sent = await gateway.request({
      method: 'POST',
      url: '/gateway/requests',
      headers: {
        origin: site,
        'x-nomos-portal': '1',
        authorization: `Bearer ${token}`,
        'content-type': body.headers.get('content-type') ?? '',
      },
      payload: Buffer.from(await body.arrayBuffer()),
    });
    assert.equal(sent.statusCode, 400, 'it is read: what is wrong is its content');
  });
});
