import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { forgetAll, problemOf, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let sandbox: Sandbox;
let gateway: GatewayUnderTest;

const email = 'smart@sandbox.example';
const links = '/gateway/sign-in/links';
const voltwerk = 'voltwerk.localhost:8080';

const tokenOf = (link: URL): string => link.searchParams.get('token_hash') ?? '';
const follow = (
  link: URL,
  { cookie, host, confirmed }: { cookie?: string; host?: string; confirmed?: boolean } = {},
): Promise<LightMyRequestResponse> =>
  gateway.write(
    'POST',
    links,
    {
      token_hash: tokenOf(link),
      type: link.searchParams.get('type'),
      ...(confirmed === undefined ? {} : { confirmed }),
    },
    { ...(cookie ? { cookie } : {}), ...(host ? { host } : {}) },
  );
const statusOf = (response: LightMyRequestResponse): string => response.json<{ status: string }>().status;
const sessionOf = (response: LightMyRequestResponse): string => {
  const cookie = response.cookies.find(({ name }) => name.includes('sid'));
  return cookie ? `${cookie.name}=${cookie.value}` : '';
};
const who = async (cookie: string): Promise<string | undefined> =>
  (await gateway.request({ method: 'GET', url: '/gateway/session', cookie })).json<{ customer?: string }>().customer;
const sessionCount = async (): Promise<number> =>
  (await gateway.database.query<{ n: number }>('SELECT count(*)::int AS n FROM sessions'))[0]?.n ?? -1;

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({ nomosApiUrl: sandbox.url });
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});
beforeEach(async () => {
  await forgetAll(gateway);
  gateway.pass(48 * hour);
});

describe('the link in a sign-in mail', () => {
  it('is on the portal that was asked, with a token that nobody guesses', async () => {
    const { link } = await gateway.codeFor(email);
    assert.equal(link.origin + link.pathname, 'http://lumio.localhost:8080/auth/confirm');
    assert.deepEqual([...link.searchParams.keys()], ['token_hash', 'type']);
    assert.equal(link.searchParams.get('type'), 'email');
    assert.equal(Buffer.from(tokenOf(link), 'base64url').length, 32);
  });

  it('leads to the route that the customer meant to see, and to no other place', async () => {
    const { link } = await gateway.codeFor(email, { next: '/invoices?year=2026' });
    assert.equal(link.searchParams.get('next'), '/invoices?year=2026');
    gateway.pass(2 * minute);
    const elsewhere = await gateway.codeFor(email, { next: '//evil.example/' });
    assert.equal(elsewhere.link.searchParams.get('next'), null);
  });

  it('signs in where it was asked for, once', async () => {
    const { link, asked } = await gateway.codeFor(email);
    const first = await follow(link, { cookie: asked });
    assert.equal(first.statusCode, 200);
    assert.equal(statusOf(first), 'signed-in');
    assert.equal(first.headers['cache-control'], 'no-store');
    assert.equal(await who(sessionOf(first)), customerIdOf('smart'));
    const again = await follow(link, { cookie: asked });
    assert.equal(again.statusCode, 422);
    assert.equal(problemOf(again), 'used_link');
    assert.equal(sessionOf(again), '');
    assert.equal(await sessionCount(), 1);
  });

  it('says in another browser for whom it is, and signs in when that was seen', async () => {
    const { link } = await gateway.codeFor(email, { remember: true });
    const other = await gateway.codeFor('analog@sandbox.example');
    for (const cookie of [undefined, other.asked]) {
      const asked = await follow(link, cookie ? { cookie } : {});
      assert.equal(asked.statusCode, 200);
      assert.deepEqual(asked.json(), { status: 'unconfirmed', email });
      assert.equal(sessionOf(asked), '');
    }
    assert.equal(await sessionCount(), 0);
    const confirmed = await follow(link, { confirmed: true });
    assert.equal(statusOf(confirmed), 'signed-in');
    assert.ok(!String(confirmed.headers['set-cookie']).includes('Max-Age=2592000'), 'another device is not remembered');
  });

  it('is no step-up: bank details still need a code', async () => {
    const { link, asked } = await gateway.codeFor('multi@sandbox.example');
    const cookie = sessionOf(await follow(link, { cookie: asked }));
    const url = `/api/subscriptions/${subscriptionIdOf('multi')}`;
    const iban = 'DE75512108001245126199';
    const mandate = { payment_method: { type: 'sepa_debit', sepa_debit: { iban, account_holder: 'Mia Multi' } } };
    const response = await gateway.write('PATCH', url, mandate, { cookie });
    assert.equal(response.statusCode, 403);
    assert.equal(response.json<{ code: string }>().code, 'STEP_UP_REQUIRED');
  });

  it('remembers the device that asked, when it should', async () => {
    const { link, asked } = await gateway.codeFor(email, { remember: true });
    const response = await follow(link, { cookie: asked });
    assert.ok(String(response.headers['set-cookie']).includes('Max-Age=2592000'));
  });

  it('ends with its code, and its code with it', async () => {
    const one = await gateway.codeFor(email);
    await follow(one.link, { confirmed: true });
    const code = await gateway.write('POST', '/gateway/sign-in/sessions', one);
    assert.equal(problemOf(code), 'used_code');
    gateway.pass(2 * minute);
    const two = await gateway.codeFor(email);
    await gateway.write('POST', '/gateway/sign-in/sessions', two);
    assert.equal(problemOf(await follow(two.link, { confirmed: true })), 'used_link');
  });

  it('ends when its code has been guessed away', async () => {
    const { challenge, code, link } = await gateway.codeFor(email);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    for (let n = 0; n < 5; n += 1) await gateway.write('POST', '/gateway/sign-in/sessions', { challenge, code: wrong });
    assert.equal(problemOf(await follow(link, { confirmed: true })), 'expired_link');
  });

  it('holds for ten minutes, and ends when a newer mail takes its place', async () => {
    const { link } = await gateway.codeFor(email);
    gateway.pass(10 * minute - second);
    assert.equal(statusOf(await follow(link)), 'unconfirmed');
    gateway.pass(second);
    assert.equal(problemOf(await follow(link)), 'expired_link');
    const old = await gateway.codeFor(email);
    gateway.pass(minute);
    await gateway.codeFor(email);
    assert.equal(problemOf(await follow(old.link, { confirmed: true })), 'expired_link');
  });

  it('is nothing at another tenant, as another kind of link, or changed', async () => {
    const { link } = await gateway.codeFor(email);
    assert.equal(problemOf(await follow(link, { host: voltwerk, confirmed: true })), 'expired_link');
    for (const [name, value] of [
      ['type', 'magiclink'],
      ['token_hash', tokenOf(link).replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))],
      ['token_hash', `${tokenOf(link)}=`],
      ['token_hash', ''],
      ['token_hash', "' OR 1=1 --"],
    ] as const) {
      const changed = new URL(link);
      changed.searchParams.set(name, value);
      assert.equal(problemOf(await follow(changed, { confirmed: true })), 'expired_link', value);
    }
    assert.equal(statusOf(await follow(link, { confirmed: true })), 'signed-in', 'and it still holds');
  });

  it('is nothing to those who read its address: GET and HEAD change nothing and make no session', async () => {
    const { link, asked } = await gateway.codeFor(email);
    for (const method of ['GET', 'HEAD', 'GET'] as const) {
      const url = link.pathname + link.search;
      const page = await gateway.request({ method, url, cookie: asked, headers: { accept: 'text/html' } });
      assert.equal(page.statusCode, 200);
      assert.equal(page.headers['set-cookie'], undefined);
      assert.equal(page.headers['referrer-policy'], 'no-referrer');
      assert.equal(page.headers['cache-control'], 'no-store');
      assert.ok(!page.body.includes(tokenOf(link)), 'the page does not repeat it');
      const get = await gateway.request({ method, url: links });
      assert.ok(get.statusCode >= 400);
    }
    assert.equal(await sessionCount(), 0);
    assert.equal(statusOf(await follow(link, { cookie: asked })), 'signed-in');
  });

  it('needs the portal’s own page: another site cannot use it up or sign anybody in', async () => {
    const { link, asked } = await gateway.codeFor(email);
    for (const origin of ['https://evil.example', 'http://voltwerk.localhost:8080', 'null']) {
      const response = await gateway.request({
        method: 'POST',
        url: links,
        cookie: asked,
        headers: { origin, 'x-nomos-portal': '1', 'content-type': 'application/json' },
        payload: JSON.stringify({ token_hash: tokenOf(link), type: 'email' }),
      });
      assert.equal(response.statusCode, 403);
    }
    assert.equal(statusOf(await follow(link, { cookie: asked })), 'signed-in');
  });

  it('is not stored, and neither is the address behind it', async () => {
    const { link } = await gateway.codeFor(email);
    const rows = await gateway.database.query<{ link_hash: Uint8Array }>('SELECT * FROM sign_in_challenges');
    const bytes = Buffer.from(rows[0]?.link_hash ?? []);
    assert.equal(bytes.length, 32);
    assert.ok(!bytes.equals(Buffer.from(tokenOf(link), 'base64url')));
    assert.ok(!JSON.stringify(rows).includes('smart@'));
  });

  it('takes the place of whatever session the browser had', async () => {
    const before = await gateway.signIn('analog@sandbox.example');
    const { link, asked } = await gateway.codeFor(email);
    const response = await follow(link, { cookie: `${before}; ${asked}` });
    assert.notEqual(sessionOf(response), before);
    assert.equal(await who(before), undefined);
    assert.equal(await who(sessionOf(response)), customerIdOf('smart'));
  });

  it('that cannot be shown to be for anybody is not used up: the Nomos API may be away for a moment', async () => {
    const { link } = await gateway.codeFor(email);
    const fault = `${sandbox.url}/sandbox/faults/${customerIdOf('smart')}`;
    await fetch(fault, { method: 'PUT', body: JSON.stringify({ fault: '500', paths: [] }) });
    assert.equal((await follow(link)).statusCode, 502);
    await fetch(fault, { method: 'DELETE' });
    assert.equal(statusOf(await follow(link)), 'unconfirmed');
  });

  it('leads where the portal is, however the Host header is written', async () => {
    for (const host of ['lumio.localhost:80@evil.example', 'lumio.localhost:8080/.evil.example', 'lumio.localhost:x']) {
      const response = await gateway.request({
        method: 'POST',
        url: '/gateway/sign-in/challenges',
        host,
        headers: { origin: `http://${host}`, 'x-nomos-portal': '1', 'content-type': 'application/json' },
        payload: JSON.stringify({ email, locale: 'de' }),
      });
      assert.equal(response.statusCode, 404, host);
    }
    await gateway.delivery.idle();
    assert.equal(gateway.mails.length, 0);
  });
});
