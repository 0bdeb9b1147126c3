import { getInvoice } from '../../src/api/invoices.ts';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endedSubscription, feedInSubscription, subscription } from '../../demo/gallery/fixtures.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { NomosApiError } from '../../src/api/nomos-api-error.ts';
import { chooseSubscription } from '../../src/session/load-customer.ts';
import { customer, FakeServer, storeOf, until } from './fake-server.ts';

describe('the session store', () => {
  it('finds out who is signed in, once for everybody who asks', async () => {
    const server = new FakeServer();
    const store = storeOf(server);
    assert.equal(store.snapshot.status, 'starting');
    await Promise.all([store.start(), store.start()]);
    assert.equal(store.snapshot.status, 'signed-in');
    assert.equal(server.count('GET /gateway/session'), 1);
    assert.equal(server.count(`GET /api/customers/${customer.id}`), 1);
    assert.equal(store.brand?.slug, 'lumio');
  });

  it('says that nobody is signed in without asking the API anything', async () => {
    const server = new FakeServer();
    server.signedIn = false;
    const store = storeOf(server);
    await store.start();
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'none' });
    assert.ok(!server.calls.some((call) => call.includes('/api/')));
  });

  it('shows the active contract for consumption first, keeps a choice, and refuses what is not there', async () => {
    const store = storeOf(new FakeServer());
    await store.start();
    const active = () => (store.snapshot.status === 'signed-in' ? store.snapshot.active?.id : undefined);
    assert.equal(active(), subscription.id);
    store.selectSubscription(endedSubscription.id);
    assert.equal(active(), endedSubscription.id);
    store.selectSubscription('sub_of_somebody_else');
    assert.equal(active(), endedSubscription.id);
  });

  it('lives with a customer who has no subscription', async () => {
    const server = new FakeServer();
    server.subscriptions = [];
    const store = storeOf(server);
    await store.start();
    assert.ok(store.snapshot.status === 'signed-in' && store.snapshot.active === null);
  });

  it('signs in with a code', async () => {
    const server = new FakeServer();
    server.signedIn = false;
    const store = storeOf(server);
    await store.start();
    await store.verifyCode('123456', { challenge: 'c', remember: true });
    assert.equal(store.snapshot.status, 'signed-in');
  });

  it('tells why a code was not accepted', async () => {
    const server = new FakeServer();
    server.signedIn = false;
    server.overrides.set('/gateway/sign-in/sessions', () =>
      Response.json(
        { code: 'UNPROCESSABLE_ENTITY', errors: [{ code: 'expired_code', field: 'code', message: '' }] },
        { status: 422 },
      ),
    );
    const store = storeOf(server);
    await store.start();
    await assert.rejects(
      store.verifyCode('123456', { challenge: 'c', remember: false }),
      (error) => error instanceof NomosApiError && error.fieldErrors[0]?.code === 'expired_code',
    );
    assert.equal(store.snapshot.status, 'signed-out');
  });

  it('forgets everything at sign-out', async () => {
    const server = new FakeServer();
    const store = storeOf(server);
    await store.start();
    await store.queryClient.query({ queryKey: ['invoice', 'inv_1'], queryFn: () => Promise.resolve({ secret: true }) });
    await store.signOut();
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'signed-out' });
    assert.equal(store.queryClient.getQueryCache().getAll().length, 0);
  });

  it('notices at any answer that the session is over, and forgets everything', async () => {
    const server = new FakeServer();
    const store = storeOf(server);
    await store.start();
    server.signedIn = false;
    await assert.rejects(
      store.queryClient.query({ queryKey: ['x'], queryFn: () => getInvoice(store.client, 'inv_1'), gcTime: 0 }),
    );
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'expired' });
    assert.equal(store.queryClient.getQueryCache().getAll().length, 0);
  });

  it('says when it cannot find out, and finds out when asked again', async () => {
    const server = new FakeServer();
    server.overrides.set('/gateway/session', () => Promise.reject(new TypeError('no network')));
    const store = storeOf(server);
    await store.start();
    assert.ok(store.snapshot.status === 'unreachable' && store.snapshot.error.kind === 'network');
    server.overrides.clear();
    await store.retry();
    assert.equal(store.snapshot.status, 'signed-in');
  });

  it('works without a brand', async () => {
    const server = new FakeServer();
    server.overrides.set('/gateway/brand', () => new Response('no', { status: 500 }));
    const store = storeOf(server);
    await store.start();
    assert.equal(store.snapshot.status, 'signed-in');
    assert.equal(store.brand, null);
  });

  it('never lands the customer of a sign-in that was overtaken by a sign-out', async () => {
    const server = new FakeServer();
    let answerLate: (response: Response) => void = () => undefined;
    server.overrides.set('/api/customers', () => new Promise((resolve) => (answerLate = resolve)));
    const store = storeOf(server);
    const starting = store.start();
    await until(store, () => store.brand !== null);
    while (server.count(`GET /api/customers/${customer.id}`) === 0)
      await new Promise((resolve) => setImmediate(resolve));
    await store.signOut();
    answerLate(Response.json(customer));
    await starting;
    assert.equal(store.snapshot.status, 'signed-out');
  });
});

describe('tabs', () => {
  it('follow sign-out, sign-in and the chosen subscription', async () => {
    const server = new FakeServer();
    const [here, there] = [storeOf(server), storeOf(server)];
    await Promise.all([here.start(), there.start()]);
    here.selectSubscription(feedInSubscription.id);
    await until(
      there,
      () => there.snapshot.status === 'signed-in' && there.snapshot.active?.id === feedInSubscription.id,
    );
    await here.signOut();
    await until(there, () => there.snapshot.status === 'signed-out');
    await here.verifyCode('123456', { challenge: 'c', remember: false });
    await until(there, () => there.snapshot.status === 'signed-in');
  });

  it('of another gateway do not', async () => {
    const server = new FakeServer();
    const here = storeOf(server);
    const other = storeOf(new FakeServer(), { instance: 'other' });
    await Promise.all([here.start(), other.start()]);
    const witness = storeOf(server);
    await witness.start();
    await here.signOut();
    await until(witness, () => witness.snapshot.status === 'signed-out');
    assert.equal(other.snapshot.status, 'signed-in');
  });
});

describe('the subscription to show', () => {
  const pending: Subscription = { ...subscription, id: 'sub_pending', status: 'pending' };

  it('is the remembered one, then active, then pending, then any', () => {
    const all = [pending, feedInSubscription, subscription, endedSubscription];
    assert.equal(chooseSubscription(all, endedSubscription.id), endedSubscription);
    assert.equal(chooseSubscription(all, 'sub_gone'), subscription);
    assert.equal(chooseSubscription([pending, feedInSubscription], null), feedInSubscription);
    assert.equal(chooseSubscription([endedSubscription, pending], null), pending);
    assert.equal(chooseSubscription([endedSubscription], null), endedSubscription);
    assert.equal(chooseSubscription([], null), null);
  });
});
