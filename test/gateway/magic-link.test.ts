import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { organisationToken } from '../../demo/sandbox/organisation-token.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { forgetAll, problemOf, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { startRecordingApi, type RecordingApi } from './recording-api.ts';

const second = 1000;

let sandbox: Sandbox;
let api: RecordingApi;
let gateway: GatewayUnderTest;
let lumio: string;
let voltwerk: string;

const ask = (
  body: unknown,
  { token = lumio, host, headers = {} }: { token?: string; host?: string; headers?: Record<string, string> } = {},
): Promise<LightMyRequestResponse> =>
  gateway.request({
    method: 'POST',
    url: '/admin/magic_link',
    ...(host ? { host } : {}),
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    payload: JSON.stringify(body),
  });
const linkFor = async (name: string, next?: string): Promise<URL> => {
  const response = await ask({ customerId: customerIdOf(name), ...(next === undefined ? {} : { next }) });
  assert.equal(response.statusCode, 200, response.body);
  return new URL(response.json<{ link: string }>().link);
};
const follow = (link: URL, more: { host?: string; cookie?: string } = {}): Promise<LightMyRequestResponse> =>
  gateway.write(
    'POST',
    '/gateway/sign-in/links',
    { token_hash: link.searchParams.get('token_hash'), type: link.searchParams.get('type') },
    more,
  );
const linkCount = async (): Promise<number> =>
  (await gateway.database.query<{ n: number }>('SELECT count(*)::int AS n FROM sign_in_links'))[0]?.n ?? -1;

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  api = await startRecordingApi(sandbox.url);
  gateway = await startGateway({ nomosApiUrl: api.url });
  [lumio, voltwerk] = [await organisationToken(sandbox.url), await organisationToken(sandbox.url, 'voltwerk')];
});
after(async () => {
  await gateway.close();
  await api.close();
  await sandbox.close();
});
beforeEach(async () => {
  await forgetAll(gateway);
  api.calls.length = 0;
});

describe('a link that a supplier’s backend asks for', () => {
  it('is answered as the API’s document describes it', async () => {
    const response = await ask({ customerId: customerIdOf('smart') });
    assert.equal(response.statusCode, 200);
    const answer = response.json<{ object: string; link: string }>();
    assert.deepEqual(Object.keys(answer).sort(), ['link', 'object']);
    assert.equal(answer.object, 'magic_link');
    assert.match(
      answer.link,
      /^http:\/\/lumio\.localhost:8080\/auth\/confirm\?token_hash=[\w-]{43}&type=magiclink&next=\/overview$/,
    );
    assert.equal(response.headers['cache-control'], 'no-store');
  });

  it('signs its customer in, once, for a day, and remembers nobody', async () => {
    const link = await linkFor('smart');
    const first = await follow(link);
    assert.equal(first.statusCode, 200);
    assert.equal(first.json<{ customer: string }>().customer, customerIdOf('smart'));
    assert.ok(!/max-age/i.test(String(first.headers['set-cookie'])));
    const again = await follow(link);
    assert.equal(again.statusCode, 422);
    assert.equal(problemOf(again), 'used_link');
    assert.equal(again.headers['set-cookie'], undefined);
  });

  it('is no step-up: bank details still need a code', async () => {
    const [cookie] = (await follow(await linkFor('multi'))).cookies;
    const url = `/api/subscriptions/${subscriptionIdOf('multi')}`;
    const iban = 'DE75512108001245126199';
    const mandate = { payment_method: { type: 'sepa_debit', sepa_debit: { iban, account_holder: 'Mia Multi' } } };
    const response = await gateway.write('PATCH', url, mandate, { cookie: `${cookie?.name}=${cookie?.value}` });
    assert.equal(response.json<{ code: string }>().code, 'STEP_UP_REQUIRED');
    assert.deepEqual(api.callsOf('PATCH'), []);
  });

  it('holds for a minute', async () => {
    const [young, old] = [await linkFor('smart'), await linkFor('smart')];
    gateway.pass(59 * second);
    assert.equal((await follow(young)).statusCode, 200);
    gateway.pass(second);
    assert.equal(problemOf(await follow(old)), 'expired_link');
  });

  it('makes sessions that know nothing of each other', async () => {
    const [one, two] = [await follow(await linkFor('smart')), await follow(await linkFor('smart'))];
    const cookieOf = ({ cookies: [cookie] }: LightMyRequestResponse): string =>
      `${cookie?.name ?? ''}=${cookie?.value ?? ''}`;
    await gateway.write('DELETE', '/gateway/session', undefined, { cookie: cookieOf(one) });
    const session = await gateway.request({ method: 'GET', url: '/gateway/session', cookie: cookieOf(two) });
    assert.equal(session.json<{ status: string }>().status, 'signed-in');
  });

  it('is nothing at another tenant', async () => {
    const link = await linkFor('smart');
    assert.equal(problemOf(await follow(link, { host: 'voltwerk.localhost:8080' })), 'expired_link');
    assert.equal((await follow(link)).statusCode, 200, 'and it still holds at its own');
  });

  it('leads to a route of the portal with its query, and to nothing else', async () => {
    assert.equal((await linkFor('smart', '/invoices?status=paid')).searchParams.get('next'), '/invoices?status=paid');
    for (const next of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/start',
      '/login',
      '/a\r\nb: c',
    ]) {
      const response = await ask({ customerId: customerIdOf('smart'), next });
      assert.equal(response.statusCode, 400, next);
      assert.equal(response.json<{ errors: { field: string }[] }>().errors[0]?.field, 'next');
    }
    assert.equal(await linkCount(), 1);
  });

  it('is made for a customer without any subscription too', async () => {
    assert.equal((await follow(await linkFor('empty'))).json<{ customer: string }>().customer, customerIdOf('empty'));
  });

  it('is written down as a hash, and goes when it is old', async () => {
    const link = await linkFor('smart');
    const [row] = await gateway.database.query<{ link_hash: Uint8Array }>('SELECT link_hash FROM sign_in_links');
    assert.equal(row?.link_hash.length, 32);
    const token = link.searchParams.get('token_hash') ?? '';
    assert.ok(!Buffer.from(row.link_hash).equals(Buffer.from(token, 'base64url')));
  });
});

describe('the permission to ask for a link', () => {
  it('is the caller’s own token: the customer is read with that very one, before anything else', async () => {
    await linkFor('smart');
    const [first] = api.calls;
    assert.equal(`${first?.method} ${first?.path}`, `GET /customers/${customerIdOf('smart')}`);
    assert.equal(first?.authorization, `Bearer ${lumio}`);
  });

  it('is refused without a token, with one that is none, and with one that has ended', async () => {
    for (const [headers, token] of [
      [{}, ''],
      [{ authorization: 'Basic bHVtaW8tY2xpZW50Omx1bWlvLXNlY3JldA==' }, ''],
      [{ authorization: 'Bearer' }, ''],
      [{ authorization: 'Bearer a b' }, ''],
      [{}, 'not-a-token'],
    ] as const) {
      const response = await ask({ customerId: customerIdOf('smart') }, { token, headers });
      assert.equal(response.statusCode, 401, JSON.stringify(headers));
    }
    assert.equal(await linkCount(), 0);
  });

  it('is not lent by a session, nor by anything that a browser sends by itself', async () => {
    const cookie = await gateway.signIn('smart@sandbox.example');
    const response = await ask(
      { customerId: customerIdOf('smart') },
      { token: '', headers: { cookie, origin: 'http://lumio.localhost:8080', 'x-nomos-portal': '1' } },
    );
    assert.equal(response.statusCode, 401);
  });

  it('ends where the token’s organisation does', async () => {
    for (const [name, token, host] of [
      ['voltwerk', lumio, undefined],
      ['smart', voltwerk, undefined],
      // Its own customer, at a portal that is not its own: this one has no subscription there to be missed by.
      ['voltwerk', voltwerk, undefined],
      ['smart', lumio, 'voltwerk.localhost:8080'],
      ['empty', lumio, 'voltwerk.localhost:8080'],
    ] as const) {
      const response = await ask({ customerId: customerIdOf(name) }, { token, ...(host ? { host } : {}) });
      assert.equal(response.statusCode, 404, `${name} at ${host ?? 'lumio'}`);
    }
    assert.equal(await linkCount(), 0);
  });

  it('does not come with a token that one customer gave to somebody else', async () => {
    const customer = customerIdOf('smart');
    for (const list of [{ body: { items: [{ id: customer }], has_more: false } }, { status: 403 }]) {
      api.stage('GET /customers?limit=2', list);
      const response = await ask({ customerId: customer });
      assert.equal(response.statusCode, 403);
    }
    assert.equal(await linkCount(), 0);
  });

  it('is there for an organisation whose only customer it is', async () => {
    const customer = customerIdOf('smart');
    const alone = { body: { items: [{ id: customer }], has_more: false } };
    api.stage('GET /customers?limit=2', alone, alone);
    assert.equal((await ask({ customerId: customer })).statusCode, 200);
  });

  it('is not taken from an API that answers with somebody else', async () => {
    api.stage(`GET /customers/${customerIdOf('smart')}`, { body: { id: customerIdOf('analog') } });
    assert.equal((await ask({ customerId: customerIdOf('smart') })).statusCode, 404);
    assert.equal(await linkCount(), 0);
  });

  it('is an error of ours when the API fails, and its limits pass on', async () => {
    const operation = `GET /customers/${customerIdOf('smart')}`;
    api.stage(operation, {
      status: 429,
      headers: { 'retry-after': '7' },
      body: { code: 'TOO_MANY_REQUESTS', message: '' },
    });
    const limited = await ask({ customerId: customerIdOf('smart') });
    assert.equal(limited.statusCode, 429);
    assert.equal(limited.headers['retry-after'], '7');
    api.stage(operation, { status: 302, headers: { location: 'https://evil.example/' } });
    assert.equal((await ask({ customerId: customerIdOf('smart') })).statusCode, 502);
    assert.equal(await linkCount(), 0);
  });

  it('is not asked for by what is no id', async () => {
    for (const customerId of [
      '',
      '../customers',
      'cus_1/../cus_2',
      'sub_1',
      'cus_%2e%2e',
      'cus_1?limit=100',
      7,
      null,
    ]) {
      const response = await ask({ customerId });
      assert.ok([400, 404].includes(response.statusCode), String(customerId));
    }
    assert.equal(api.calls.length, 0);
  });
});

describe('the path for backends', () => {
  it('is not for browsers: no other site gets an answer, no cookie is set', async () => {
    for (const origin of ['https://evil.example', 'http://localhost:8084']) {
      const preflight = await gateway.request({
        method: 'OPTIONS',
        url: '/admin/magic_link',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
      assert.ok(preflight.statusCode >= 400);
      const response = await ask({ customerId: customerIdOf('smart') }, { headers: { origin } });
      for (const { headers } of [preflight, response]) {
        assert.equal(headers['access-control-allow-origin'], undefined);
        assert.equal(headers['set-cookie'], undefined);
      }
    }
  });

  it('is the only one that is written to without the portal’s own origin and header', async () => {
    for (const url of [
      '/admin/magic_link/',
      '/admin//magic_link',
      '/Admin/magic_link',
      '/admin/other',
      '/gateway/session',
    ]) {
      const response = await gateway.request({
        method: 'POST',
        url,
        headers: { authorization: `Bearer ${lumio}`, 'content-type': 'application/json' },
        payload: '{}',
      });
      assert.ok([403, 404].includes(response.statusCode), `${url}: ${response.statusCode}`);
    }
  });

  it('is limited for each network', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 260; n += 1) {
      const { statusCode } = await gateway.request({
        method: 'POST',
        url: '/admin/magic_link',
        ip: `2001:db8:7:7::${n.toString(16)}`,
        payload: {},
      });
      statuses.add(statusCode);
    }
    assert.deepEqual([...statuses], [401, 429]);
    const elsewhere = await gateway.request({
      method: 'POST',
      url: '/admin/magic_link',
      ip: '2001:db8:7:8::1',
      payload: {},
    });
    assert.equal(elsewhere.statusCode, 401);
  });

  it('takes addresses as the document writes them: the root with a token leads to the page that uses it', async () => {
    const response = await gateway.request({ method: 'GET', url: '/?token_hash=abc&type=magiclink&next=/overview' });
    assert.equal(response.statusCode, 302);
    assert.equal(response.headers.location, '/auth/confirm?token_hash=abc&type=magiclink&next=/overview');
  });
});
