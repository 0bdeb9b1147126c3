import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

const hour = 3_600_000;
const day = 24 * hour;

let sandbox: Sandbox;
let gateway: GatewayUnderTest;

const session = async (cookie?: string, host?: string) =>
  (
    await gateway.request({
      method: 'GET',
      url: '/gateway/session',
      ...(cookie ? { cookie } : {}),
      ...(host ? { host } : {}),
    })
  ).json<{ status: string; customer?: string; expires_at?: string }>();

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
  gateway.pass(2 * day);
});

describe('a session', () => {
  it('is that of the customer, and nobody is signed in without a cookie', async () => {
    assert.deepEqual(await session(), { status: 'signed-out' });
    const cookie = await gateway.signIn('smart@sandbox.example');
    assert.equal((await session(cookie)).customer, customerIdOf('smart'));
    assert.deepEqual(await session(`${cookie}x`), { status: 'signed-out' });
  });

  it('lasts a day, as a cookie of the browser session, when nobody wanted to be remembered', async () => {
    const { challenge, code } = await gateway.codeFor('smart@sandbox.example');
    const response = await gateway.write('POST', '/gateway/sign-in/sessions', { challenge, code });
    const [cookie] = response.cookies;
    assert.ok(cookie);
    assert.equal(cookie.httpOnly, true);
    assert.equal(cookie.sameSite, 'Strict');
    assert.equal(cookie.path, '/');
    assert.equal(cookie.domain, undefined);
    assert.equal(cookie.maxAge, undefined);
    const value = `${cookie.name}=${cookie.value}`;
    assert.equal(Buffer.from(cookie.value, 'base64url').length, 32);
    gateway.pass(day - 1000);
    assert.equal((await session(value)).status, 'signed-in');
    gateway.pass(1000);
    assert.equal((await session(value)).status, 'signed-out');
  });

  it('lasts thirty days from its last use when remembered', async () => {
    const cookie = await gateway.signIn('smart@sandbox.example', { remember: true });
    gateway.pass(29 * day);
    assert.equal((await session(cookie)).status, 'signed-in');
    gateway.pass(29 * day);
    assert.equal((await session(cookie)).status, 'signed-in');
    gateway.pass(30 * day + 1000);
    assert.equal((await session(cookie)).status, 'signed-out');
  });

  it('is nothing at another tenant', async () => {
    const cookie = await gateway.signIn('smart@sandbox.example');
    assert.equal((await session(cookie, 'voltwerk.localhost:8080')).status, 'signed-out');
  });

  it('begins with a new token: the one that the browser had before is worth nothing', async () => {
    const planted = await gateway.signIn('smart@sandbox.example');
    const { challenge, code } = await gateway.codeFor('analog@sandbox.example');
    const response = await gateway.write('POST', '/gateway/sign-in/sessions', { challenge, code }, { cookie: planted });
    assert.notEqual(`${response.cookies[0]?.name}=${response.cookies[0]?.value}`, planted);
    assert.equal((await session(planted)).status, 'signed-out');
  });

  it('ends with sign-out, here or everywhere', async () => {
    const here = await gateway.signIn('smart@sandbox.example');
    gateway.pass(60_000);
    const there = await gateway.signIn('smart@sandbox.example');
    gateway.pass(60_000);
    const other = await gateway.signIn('analog@sandbox.example');
    await gateway.write('DELETE', '/gateway/session', undefined, { cookie: here });
    assert.equal((await session(here)).status, 'signed-out');
    assert.equal((await session(there)).status, 'signed-in');
    gateway.pass(60_000);
    const third = await gateway.signIn('smart@sandbox.example');
    await gateway.write('DELETE', '/gateway/session?scope=all', undefined, { cookie: third });
    assert.equal((await session(there)).status, 'signed-out');
    assert.equal((await session(third)).status, 'signed-out');
    assert.equal((await session(other)).status, 'signed-in');
  });

  it('is kept as a hash', async () => {
    const cookie = await gateway.signIn('smart@sandbox.example');
    const token = cookie.split('=')[1] ?? '';
    const rows = await gateway.database.query<{ token_hash: Uint8Array }>('SELECT token_hash FROM sessions');
    assert.equal(rows.length, 1);
    assert.ok(!Buffer.from(rows[0]?.token_hash ?? []).includes(Buffer.from(token)));
  });

  it('has a cookie of the host alone where the portal is served over https', async () => {
    const production = await startGateway({ nomosApiUrl: sandbox.url, production: true, trustProxy: 1 });
    const host = 'lumio.customerportal.energy';
    const post = (url: string, body: unknown) =>
      production.request({
        method: 'POST',
        url,
        host,
        headers: {
          origin: `https://${host}`,
          'x-forwarded-proto': 'https',
          'x-nomos-portal': '1',
          'content-type': 'application/json',
        },
        payload: JSON.stringify(body),
      });
    const asked = await post('/gateway/sign-in/challenges', { email: 'smart@sandbox.example', locale: 'de' });
    await production.delivery.idle();
    const code = /^\d{6}/.exec(production.mails[0]?.subject ?? '')?.[0];
    const { challenge } = asked.json<{ challenge: string }>();
    const response = await post('/gateway/sign-in/sessions', { challenge, code });
    const header = String(response.headers['set-cookie']);
    assert.match(header, /^__Host-nomos_sid=/);
    for (const part of ['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/']) assert.ok(header.includes(part), part);
    assert.ok(!/domain/i.test(header));
    assert.match(String(response.headers['strict-transport-security']), /max-age=\d{8}/);
    await production.close();
  });
});
