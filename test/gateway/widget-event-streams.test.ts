/** Events on suppliers' own sites, where a token stands for the customer. */
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import type { LightMyRequestResponse } from 'fastify';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf } from '../../demo/sandbox/identifiers.ts';
import { organisationToken } from '../../demo/sandbox/organisation-token.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { createChanges } from '../../gateway/live/changes.ts';
import type { WidgetSession, WidgetSignIn } from '../../src/contract/gateway/widget-sessions.ts';
import { readEvents, type EventReader } from './event-reader.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

const minute = 60_000;
const site = 'http://localhost:8084';
const otherSite = 'http://127.0.0.1:8084';

let sandbox: Sandbox;
let gateway: GatewayUnderTest;
let port: number;
let organisation: string;
const open: EventReader[] = [];

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({
    nomosApiUrl: sandbox.url,
    streamLimits: { perProcess: 100, perCustomer: 40, perSession: 3, beatMilliseconds: 50 },
  });
  await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  port = (gateway.app.server.address() as AddressInfo).port;
  organisation = await organisationToken(sandbox.url);
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});
beforeEach(() => forgetAll(gateway));
afterEach(() => {
  for (const reader of open.splice(0)) reader.close();
});

interface Page {
  token?: string;
  origin?: string | null;
  cookie?: string;
  host?: string;
}

/** Opens a stream as a page of the supplier's site does. */
async function listen({ token, origin = site, cookie, host }: Page): Promise<EventReader> {
  const reader = await readEvents({
    port,
    ...(cookie ? { cookie } : {}),
    ...(host ? { host } : {}),
    headers: { ...(origin ? { origin } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}) },
  });
  open.push(reader);
  return reader;
}

/** A write as such a page makes it. */
const write = (
  method: 'POST' | 'DELETE',
  url: string,
  token?: string,
  body?: object,
): Promise<LightMyRequestResponse> =>
  gateway.request({
    method,
    url,
    headers: { origin: site, 'x-nomos-portal': '1', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { payload: body } : {}),
  });

async function vouchedToken(): Promise<string> {
  const answer = await gateway.request({
    method: 'POST',
    url: '/admin/widget_session',
    headers: { authorization: `Bearer ${organisation}` },
    payload: { customerId: customerIdOf('smart'), origin: site },
  });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<WidgetSession>().token;
}

/** Signs in on the supplier's site by a code. */
async function signIn(): Promise<{ token: string; refresh: string }> {
  const { challenge, code } = await gateway.codeFor('smart@sandbox.example');
  const answer = await write('POST', '/gateway/sign-in/sessions', undefined, { challenge, code });
  const { token, refresh_token: refresh } = answer.json<WidgetSignIn>();
  assert.ok(token && refresh, answer.body);
  return { token, refresh };
}
const renew = async (refresh: string): Promise<WidgetSignIn> =>
  (await write('POST', '/gateway/widget-session/renewals', undefined, { refresh_token: refresh })).json<WidgetSignIn>();

async function say(topics: ['invoices' | 'prices']): Promise<void> {
  const changes = createChanges({ database: gateway.database, logger: { warn: () => undefined } });
  changes.say({ tenant: 'lumio', customer: customerIdOf('smart'), topics });
  await changes.close();
}

/** Waits for news of a topic; others, such as of a device that has come, may come before. */
async function hears(reader: EventReader, topic: 'invoices' | 'prices'): Promise<void> {
  await say([topic]);
  for (;;) {
    const { event, data } = await reader.next();
    assert.equal(event, 'changed');
    if ((data as { topics: string[] }).topics.includes(topic)) return;
  }
}

/** Waits for the word that the session is over, which is the last one. */
async function isEnded(reader: EventReader): Promise<void> {
  await reader.ended;
  assert.equal(reader.events.at(-1)?.event, 'ended');
}

describe('the stream of events on a supplier’s site', () => {
  it('is opened by a token, for pages of its origin to read, without credentials', async () => {
    const reader = await listen({ token: await vouchedToken() });
    assert.equal(reader.status, 200);
    assert.equal(reader.headers['access-control-allow-origin'], site);
    assert.equal(reader.headers['access-control-allow-credentials'], undefined);
    assert.match(String(reader.headers['content-type']), /^text\/event-stream/);
    await hears(reader, 'invoices');
    const asked = await gateway.request({
      method: 'OPTIONS',
      url: '/gateway/events',
      headers: {
        origin: site,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    assert.equal(asked.headers['access-control-allow-origin'], site);
    assert.match(String(asked.headers['access-control-allow-headers']), /authorization/i);
  });

  it('is refused to a token on another origin, at another tenant, that has run out, or is of another kind', async () => {
    const token = await vouchedToken();
    const { refresh } = await signIn();
    for (const origin of [otherSite, 'https://evil.example', 'null', null]) {
      const { status, headers } = await listen({ token, origin });
      assert.equal(status, 401, String(origin));
      assert.equal(headers['access-control-allow-origin'], origin === otherSite ? otherSite : undefined);
    }
    assert.equal((await listen({ token, host: `voltwerk.localhost:${port}` })).status, 401);
    assert.equal((await listen({ token: refresh })).status, 401);
    assert.equal((await listen({ token: `${token.slice(1)}A` })).status, 401);
    const cookie = await (gateway.pass(minute), gateway.signIn('smart@sandbox.example'));
    assert.equal((await listen({ token: 'x'.repeat(43), cookie })).status, 401, 'no cookie makes up for it');
    gateway.pass(15 * minute);
    assert.equal((await listen({ token })).status, 401);
  });

  it('is not opened by the portal’s cookie, whatever origin is listed', async () => {
    const cookie = await gateway.signIn('smart@sandbox.example');
    assert.equal((await listen({ cookie, origin: null })).status, 200, 'it is good in the portal');
    for (const origin of [site, otherSite]) {
      const { status, headers } = await listen({ cookie, origin });
      assert.equal(status, 204);
      assert.equal(headers['access-control-allow-credentials'], undefined);
    }
  });

  it('goes on when its token is renewed, by the gateway or by the supplier', async () => {
    const { token, refresh } = await signIn();
    const own = await listen({ token });
    const first = await vouchedToken();
    const vouched = await listen({ token: first });
    gateway.pass(14 * minute);
    await renew(refresh);
    const second = await vouchedToken();
    await write('POST', '/gateway/widget-session/successions', second, { predecessor: first });
    // Later than the sessions would have ended with their first tokens.
    gateway.pass(14 * minute);
    for (const reader of [own, vouched]) {
      await hears(reader, 'prices');
      await reader.beat();
    }
    assert.equal((await listen({ token: first })).status, 401);
  });

  it('ends soon after the last token of a session that a supplier vouches for', async () => {
    const reader = await listen({ token: await vouchedToken() });
    gateway.pass(20 * minute);
    await isEnded(reader);
  });

  it('ends with a sign-out: on the page, everywhere, and from the list of devices', async () => {
    for (const end of [
      (token: string) => write('DELETE', '/gateway/session', token),
      (token: string) => write('DELETE', '/gateway/session?scope=all', token),
      async () => {
        const cookie = await gateway.signIn('smart@sandbox.example');
        return gateway.write('DELETE', '/gateway/sessions', undefined, { cookie });
      },
    ]) {
      const token = await vouchedToken();
      const reader = await listen({ token });
      assert.equal((await end(token)).statusCode, 204);
      await isEnded(reader);
      gateway.pass(2 * minute);
    }
  });

  it('ends when somebody else has the refresh token, too', async () => {
    const { token, refresh } = await signIn();
    const reader = await listen({ token });
    await renew(refresh);
    gateway.pass(minute);
    await renew(refresh);
    await isEnded(reader);
  });
});
