import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import cookie from '@fastify/cookie';
import { fastify, type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { answerErrorsWithEnvelopes } from '../../gateway/errors.ts';
import { sessionRoutes } from '../../gateway/sessions/session-routes.ts';
import { createSessions, type Sessions } from '../../gateway/sessions/sessions.ts';
import { createWidgetTokens } from '../../gateway/sessions/widget-tokens.ts';
import type { Database } from '../../gateway/store/database.ts';
import { readTenants } from '../../gateway/tenants/tenant-file.ts';
import { credentials } from './gateway-under-test.ts';
import { openTestDatabase } from './store-under-test.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const https = 'https://lumio.customerportal.energy';
const local = 'http://lumio.localhost:8080';

let database: Database;
let app: FastifyInstance;
let now: Date;
/** Every statement that the sessions sent. */
let statements: string[];
/** So many questions are answered together, when the last of them has been asked. */
let together: number;

const pass = (milliseconds: number): void => void (now = new Date(now.getTime() + milliseconds));

before(async () => {
  database = await openTestDatabase();
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const watched: Database = {
    ...database,
    query: async (sql, parameters) => {
      statements.push(sql);
      const rows = await database.query<never>(sql, parameters);
      if (sql.startsWith('SELECT') && together > 0) {
        together -= 1;
        if (together === 0) release();
        await released;
      }
      return rows;
    },
  };
  const sessions: Sessions = createSessions({
    database: watched,
    widgetTokens: createWidgetTokens({ database, clock: () => now }),
    clock: () => now,
  });
  const tenants = await readTenants('demo/tenants', credentials);
  app = fastify();
  answerErrorsWithEnvelopes(app);
  await app.register(cookie);
  app.addHook('onRequest', async (request) => {
    const origin = String(request.headers['x-origin']);
    request.portalOrigin = origin;
    request.tenant = tenants.find(({ slug }) => origin.includes(slug)) ?? assert.fail(origin);
  });
  sessionRoutes(app, { sessions });
  app.post('/sign-in', async (request, reply) => {
    const { customer = 'cus_1', remembered = false } = request.body as { customer?: string; remembered?: boolean };
    return sessions.issue(request, reply, { customer, remembered });
  });
  app.get('/page', async (request, reply) => (await sessions.authenticate(request, reply)) ?? { nobody: true });
});
after(async () => {
  await app.close();
  await database.close();
});
beforeEach(async () => {
  now = new Date('2026-11-24T10:00:00Z');
  statements = [];
  together = 0;
  await database.query('DELETE FROM sessions');
});

const ask = (
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  { origin = local, cookie: sent = '', body }: { origin?: string; cookie?: string; body?: object } = {},
): Promise<LightMyRequestResponse> =>
  app.inject({
    method,
    url,
    headers: { 'x-origin': origin, ...(sent ? { cookie: sent } : {}) },
    ...(body ? { payload: body } : {}),
  });
const cookieOf = (response: LightMyRequestResponse): string =>
  `${response.cookies[0]?.name ?? ''}=${response.cookies[0]?.value ?? ''}`;
const signIn = async ({ origin = local, ...body }: { origin?: string; customer?: string; remembered?: boolean } = {}) =>
  cookieOf(await ask('POST', '/sign-in', { origin, body }));
const headerOf = (response: LightMyRequestResponse): string => String(response.headers['set-cookie']);
const statusOf = async (sent: string, origin = local): Promise<string> =>
  (await ask('GET', '/gateway/session', { origin, cookie: sent })).json<{ status: string }>().status;

describe('the cookie of a session', () => {
  it('is bound to the host, encrypted ways and the portal’s own requests, and scripts do not see it', async () => {
    const header = headerOf(await ask('POST', '/sign-in', { origin: https, body: {} }));
    assert.match(header, /^__Host-nomos_sid=[\w-]{43}; /);
    for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']) assert.ok(header.includes(part), part);
    assert.ok(!/domain|max-age|expires/i.test(header), header);
  });

  it('has a name of its own on this machine over plain http alone', async () => {
    const development = headerOf(await ask('POST', '/sign-in', { body: {} }));
    assert.match(development, /^nomos_sid_dev=/);
    assert.ok(!development.includes('Secure'));
    // A proxy that ends TLS and does not say so; hosts that only look like this machine.
    for (const origin of ['http://lumio.customerportal.energy', 'http://lumio.localhost.example.org']) {
      const header = headerOf(await ask('POST', '/sign-in', { origin, body: {} }));
      assert.ok(header.startsWith('__Host-nomos_sid=') && header.includes('Secure'), header);
    }
  });

  it('stays for thirty days when remembered', async () => {
    const header = headerOf(await ask('POST', '/sign-in', { body: { remembered: true } }));
    assert.ok(header.includes(`Max-Age=${30 * 24 * 3600}`), header);
  });

  it('of development is nothing over https', async () => {
    const [, token] = (await signIn()).split('=');
    assert.equal(await statusOf(`nomos_sid_dev=${token}`, https), 'signed-out');
  });

  it('is removed with all that browsers ask for before they remove it', async () => {
    const signedIn = await signIn({ origin: https });
    const response = await ask('DELETE', '/gateway/session', { origin: https, cookie: signedIn });
    assert.equal(response.statusCode, 204);
    const header = headerOf(response);
    assert.match(header, /^__Host-nomos_sid=; /);
    for (const part of ['Path=/', 'Secure', 'Expires=Thu, 01 Jan 1970 00:00:00 GMT']) assert.ok(header.includes(part));
  });

  it('that is no token is not looked for', async () => {
    for (const token of ['', 'x', "' OR 1=1 --", 'x'.repeat(42), 'x'.repeat(5000), 'x'.repeat(42) + '!']) {
      assert.equal(await statusOf(`nomos_sid_dev=${encodeURIComponent(token)}`), 'signed-out');
    }
    assert.deepEqual(statements, []);
  });
});

describe('a remembered session', () => {
  it('is prolonged at most once an hour, by one of many requests', async () => {
    const signedIn = await signIn({ remembered: true });
    pass(hour);
    const quiet = await ask('GET', '/page', { cookie: signedIn });
    assert.equal(quiet.headers['set-cookie'], undefined);
    pass(1);
    together = 8;
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask('GET', '/page', { cookie: signedIn })));
    const prolonged = answers.filter(({ headers }) => headers['set-cookie'] !== undefined);
    assert.equal(prolonged.length, 1);
    assert.equal(cookieOf(prolonged[0]!), signedIn);
    assert.ok(headerOf(prolonged[0]!).includes(`Max-Age=${30 * 24 * 3600}`));
    statements = [];
    for (let n = 0; n < 20; n += 1) await ask('GET', '/page', { cookie: signedIn });
    assert.ok(
      statements.every((sql) => sql.startsWith('SELECT')),
      'reads stay reads',
    );
  });

  it('says until when it lasts, counted from its last use', async () => {
    const signedIn = await signIn({ remembered: true });
    pass(10 * day);
    const session = (await ask('GET', '/gateway/session', { cookie: signedIn })).json<{ expires_at: string }>();
    assert.equal(session.expires_at, new Date(now.getTime() + 30 * day).toISOString());
  });

  it('that has ended stays ended', async () => {
    const signedIn = await signIn({ remembered: true });
    pass(30 * day);
    assert.equal(await statusOf(signedIn), 'signed-out');
  });
});

describe('a session that is not remembered', () => {
  it('ends after a day, however much it is used', async () => {
    const signedIn = await signIn();
    for (let n = 1; n < 24; n += 1) {
      pass(hour);
      const response = await ask('GET', '/page', { cookie: signedIn });
      assert.equal(response.headers['set-cookie'], undefined);
      assert.equal(response.json<{ customer?: string }>().customer, 'cus_1');
    }
    pass(hour);
    assert.equal(await statusOf(signedIn), 'signed-out');
  });
});

describe('sign-out', () => {
  it('ends this session alone, or all of this customer at this tenant', async () => {
    const [here, there, other] = [await signIn(), await signIn(), await signIn({ customer: 'cus_2' })];
    const elsewhere = await signIn({ origin: 'http://voltwerk.localhost:8080' });
    await ask('DELETE', '/gateway/session', { cookie: here });
    assert.deepEqual([await statusOf(here), await statusOf(there)], ['signed-out', 'signed-in']);
    await ask('DELETE', '/gateway/session?scope=all', { cookie: there });
    assert.deepEqual([await statusOf(there), await statusOf(other)], ['signed-out', 'signed-in']);
    assert.equal(await statusOf(elsewhere, 'http://voltwerk.localhost:8080'), 'signed-in');
  });

  it('ends nothing of a tenant from another one', async () => {
    const signedIn = await signIn();
    await ask('DELETE', '/gateway/session?scope=all', { origin: 'http://voltwerk.localhost:8080', cookie: signedIn });
    const second = await signIn();
    assert.deepEqual([await statusOf(second), await statusOf(signedIn)], ['signed-in', 'signed-in']);
  });

  it('is fine without a session, and refuses a scope that does not exist', async () => {
    assert.equal((await ask('DELETE', '/gateway/session')).statusCode, 204);
    assert.equal((await ask('DELETE', '/gateway/session?scope=everybody')).statusCode, 400);
    assert.equal((await ask('DELETE', '/gateway/session?scope=all&scope=all')).statusCode, 400);
  });

  it('and questions are never kept by a cache', async () => {
    for (const method of ['GET', 'DELETE'] as const) {
      assert.equal((await ask(method, '/gateway/session')).headers['cache-control'], 'no-store');
    }
  });
});
