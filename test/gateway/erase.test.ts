import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { requestLifetimeMilliseconds } from '../../gateway/requests/request-limits.ts';
import { erase, type Erased, type WhomToErase } from '../../gateway/operation/erase.ts';
import { createKeys } from '../../gateway/sign-in/keys.ts';
import { purge } from '../../gateway/store/purge.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { cancellation, contact, made, meterSwap } from './requests-under-test.ts';

const email = 'smart@sandbox.example';
const other = 'analog@sandbox.example';
const minute = 60_000;
const keys = createKeys(Buffer.alloc(32, 7));

let sandbox: Sandbox;
let gateway: GatewayUnderTest;

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
  gateway.pass(48 * 3_600_000);
});

const forget = (more: Partial<WhomToErase> = {}): Promise<Erased> =>
  erase(gateway.database, keys, { tenant: 'lumio', customer: customerIdOf('smart'), all: false, ...more });
const nothing = (erased: Erased): boolean => Object.values(erased.removed).every((rows) => rows === 0);
const count = async (table: string): Promise<number> =>
  (await gateway.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? -1;
const kinds = async (): Promise<string[]> =>
  (await gateway.database.query<{ kind: string }>('SELECT kind FROM customer_requests ORDER BY kind')).map(
    ({ kind }) => kind,
  );
const isSignedIn = async (cookie: string): Promise<boolean> =>
  (await gateway.request({ method: 'GET', url: '/gateway/session', cookie })).json<{ status: string }>().status ===
  'signed-in';
/** Fills every table that knows a customer: signed in twice, a code on its way, one that failed, a change. */
async function live(address: string, name: string): Promise<string> {
  const cookie = await gateway.signIn(address);
  await gateway.write('PATCH', `/api/customers/${customerIdOf(name)}`, { first_name: 'Neu' }, { cookie });
  await gateway.notices.idle();
  gateway.pass(2 * minute);
  const { challenge, code } = await gateway.codeFor(address);
  const wrong = code === '000000' ? '111111' : '000000';
  await gateway.write('POST', '/gateway/sign-in/sessions', { challenge, code: wrong });
  return cookie;
}

describe('a customer who is erased', () => {
  it('is signed out, and no table knows them; another customer is left as they are', async () => {
    const mine = await live(email, 'smart');
    const theirs = await live(other, 'analog');
    await made(gateway, contact({ email }), { cookie: mine });
    await made(gateway, contact({ email: other }), { cookie: theirs });
    const { removed, kept } = await forget();
    assert.deepEqual(removed, {
      sessions: 1,
      sign_in_links: 0,
      sign_in_challenges: 2,
      sign_in_failures: 1,
      change_notices: 1,
      customer_requests: 1,
    });
    assert.deepEqual(kept, { unfinished: 0, declarations: 0 });
    assert.equal(await isSignedIn(mine), false);
    assert.equal(await isSignedIn(theirs), true);
    for (const [table, rows] of Object.entries({
      sessions: 1,
      sign_in_challenges: 2,
      sign_in_failures: 1,
      change_notices: 1,
      customer_requests: 1,
    })) {
      assert.equal(await count(table), rows, `${table} of the other`);
    }
    assert.ok(nothing(await forget()), 'there is nothing the second time');
  });

  it('keeps no code that is on its way to them', async () => {
    await gateway.signIn(email);
    gateway.pass(2 * minute);
    gateway.mailFails = true;
    await gateway.write('POST', '/gateway/sign-in/challenges', { email, locale: 'de' });
    assert.equal(await count('sign_in_deliveries'), 1);
    await forget();
    assert.equal(await count('sign_in_deliveries'), 0);
    gateway.mailFails = false;
  });

  it('is one of a tenant: the same id at another is somebody else', async () => {
    const cookie = await gateway.signIn(email);
    assert.ok(nothing(await forget({ tenant: 'voltwerk' })));
    assert.equal(await isSignedIn(cookie), true);
  });

  it('has declarations that the supplier has to prove, until 90 days have passed', async () => {
    const cookie = await gateway.signIn(email);
    await made(gateway, contact({ email }), { cookie });
    await made(gateway, meterSwap(subscriptionIdOf('smart')), { cookie });
    await made(gateway, cancellation({ email }), { cookie });
    const { removed, kept } = await forget();
    assert.equal(removed.customer_requests, 2);
    assert.deepEqual(kept, { unfinished: 0, declarations: 1 });
    assert.deepEqual(await kinds(), ['cancellation']);
    await purge(gateway.database, new Date(gateway.now().getTime() + requestLifetimeMilliseconds + 1));
    assert.deepEqual(await kinds(), []);
  });

  it('has none of them any more when all are to go', async () => {
    const cookie = await gateway.signIn(email);
    await made(gateway, cancellation({ email }), { cookie });
    const { removed, kept } = await forget({ all: true });
    assert.equal(removed.customer_requests, 1);
    assert.deepEqual(kept, { unfinished: 0, declarations: 0 });
    for (const table of ['customer_requests', 'customer_request_mails']) assert.equal(await count(table), 0);
  });

  it('has nothing lost that the supplier does not have yet, whatever is asked for', async () => {
    const cookie = await gateway.signIn(email);
    gateway.mailFails = true;
    await made(gateway, cancellation({ email }), { cookie });
    await made(gateway, contact({ email }), { cookie });
    const { removed, kept } = await forget({ all: true });
    assert.equal(removed.customer_requests, 0);
    assert.deepEqual(kept, { unfinished: 2, declarations: 0 });
    gateway.mailFails = false;
    gateway.pass(20 * minute);
    await gateway.requestDelivery.drain();
    assert.equal((await forget({ all: true })).removed.customer_requests, 2);
  });

  it('is found by the address where there was no session', async () => {
    await made(gateway, contact({ email }));
    await made(gateway, contact({ email: other }));
    assert.equal((await forget()).removed.customer_requests, 0);
    assert.equal((await forget({ email })).removed.customer_requests, 1);
    assert.equal(await count('customer_requests'), 1);
  });
});
