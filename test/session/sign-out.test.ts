import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { invoices } from '../../demo/gallery/fixtures.ts';
import {
  calm,
  customerOf,
  eventually,
  failure,
  FakeServer,
  neighbour,
  offline,
  statesOf,
  storeOf,
  subscriptionOfNeighbour,
  until,
} from './fake-server.ts';
import { InvoiceReader } from './reader.ts';

describe('a sign-out', () => {
  it('that was heard is not repeated, and makes room for anybody', async () => {
    const server = new FakeServer();
    const store = storeOf(server);
    await store.start();
    await store.signOut();
    await store.retry();
    assert.equal(server.count('DELETE /gateway/session'), 1);
    server.customer = neighbour;
    server.subscriptions = [subscriptionOfNeighbour];
    const states = statesOf(store);
    await store.verifyCode('123456', { challenge: 'c', remember: false });
    assert.deepEqual(states, ['signed-in']);
    assert.equal(customerOf(store), neighbour.id);
  });

  it('in another tab is heard by a page that is still loading, and by none that has not begun', async () => {
    const server = new FakeServer();
    const [here, there, idle] = [storeOf(server), storeOf(server), storeOf(server)];
    const load = server.hold('/api/customers');
    const starting = here.start();
    await eventually(() => load.waiting === 1);
    await there.signOut();
    await until(here, () => here.snapshot.status === 'signed-out');
    load.answer(() => Response.json(server.customer));
    await starting;
    await calm();
    assert.deepEqual(here.snapshot, { status: 'signed-out', reason: 'signed-out' });
    assert.equal(idle.snapshot.status, 'starting');
  });

  it('that happens elsewhere while the customer loads is an expiry', async () => {
    const server = new FakeServer();
    server.overrides.set('/api/', () => failure(401));
    const store = storeOf(server);
    await store.start();
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'expired' });
  });
});

describe('a sign-out without a network', () => {
  it('clears the page at once, says that the gateway has not heard, and is made good', async () => {
    const server = new FakeServer();
    const store = storeOf(server);
    await store.start();
    const reader = new InvoiceReader(store, invoices.open.id).connect();
    await eventually(() => reader.shown !== undefined);

    const wire = server.hold('/gateway/session');
    const states = statesOf(store);
    const leaving = store.signOut();
    assert.deepEqual(states, ['signed-out']);
    await calm();
    assert.equal(reader.shown, undefined);
    wire.answer(offline);
    await leaving;
    assert.ok('error' in store.snapshot && store.snapshot.error.kind === 'network');

    await store.retry();
    assert.equal(states.at(-1), 'unreachable');
    assert.equal(server.signedIn, true);

    server.overrides.clear();
    await store.retry();
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'signed-out' });
    assert.equal(server.signedIn, false);
    assert.equal(server.count('DELETE /gateway/session'), 3);
    assert.ok(!states.includes('signed-in'));

    const again = new InvoiceReader(store, invoices.open.id).connect();
    await calm();
    assert.equal(again.shown, undefined);
  });

  it('of every session is made good for every session', async () => {
    const server = new FakeServer();
    const scopes: string[] = [];
    const store = storeOf(server, {
      fetch: ((url: string, init?: RequestInit) => {
        if (init?.method === 'DELETE') scopes.push(url);
        return server.fetch(url, init);
      }) as typeof fetch,
    });
    await store.start();
    server.overrides.set('/gateway/session', () => failure(502));
    await store.signOut({ everywhere: true });
    server.overrides.clear();
    await store.retry();
    assert.deepEqual(scopes, ['/gateway/session?scope=all', '/gateway/session?scope=all']);
    assert.equal(store.snapshot.status, 'signed-out');
  });

  it('of a session that is over already needs no repeating', async () => {
    const server = new FakeServer();
    const store = storeOf(server);
    await store.start();
    server.overrides.set('/gateway/session', () => failure(401));
    await store.signOut();
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'signed-out' });
    server.overrides.clear();
    await store.retry();
    assert.equal(server.count('DELETE /gateway/session'), 1);
  });

  it('does not end a later sign-in, in this tab or in another', async () => {
    for (const tab of ['here', 'there'] as const) {
      const server = new FakeServer();
      const [here, there] = [storeOf(server, { instance: tab }), storeOf(server, { instance: tab })];
      await here.start();
      server.overrides.set('/gateway/session', () => failure(502));
      await here.signOut();
      assert.equal(here.snapshot.status, 'unreachable');
      server.overrides.clear();
      await (tab === 'here' ? here : there).verifyCode('123456', { challenge: 'c', remember: false });
      await until(here, () => here.snapshot.status === 'signed-in');
      await here.retry();
      assert.equal(here.snapshot.status, 'signed-in', tab);
      assert.equal(server.count('DELETE /gateway/session'), 1);
    }
  });
});
