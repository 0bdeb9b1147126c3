import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { invoices, subscription } from '../../demo/gallery/fixtures.ts';
import {
  activeOf,
  calm,
  customer,
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

const withCode = { challenge: 'c', remember: false };

/** From now on the browser's cookie is somebody else's. */
function becomeNeighbour(server: FakeServer): void {
  server.customer = neighbour;
  server.subscriptions = [subscriptionOfNeighbour];
}

describe('a sign-in', () => {
  it('is not undone by an older answer of the gateway that nobody is signed in', async () => {
    const server = new FakeServer();
    const session = server.hold('/gateway/session');
    server.signedIn = false;
    const store = storeOf(server);
    const starting = store.start();
    await eventually(() => session.waiting === 1);
    await store.verifyCode('123456', withCode);
    assert.equal(store.snapshot.status, 'signed-in');
    const states = statesOf(store);
    session.answer(() => Response.json({ status: 'signed-out' }));
    await starting;
    await calm();
    assert.equal(store.snapshot.status, 'signed-in');
    assert.deepEqual(states, []);
  });

  it('is not undone by an older question that fails', async () => {
    const server = new FakeServer();
    const session = server.hold('/gateway/session');
    server.signedIn = false;
    const store = storeOf(server);
    const starting = store.start();
    await eventually(() => session.waiting === 1);
    const load = server.hold('/api/customers');
    const verifying = store.verifyCode('123456', withCode);
    await eventually(() => load.waiting === 1);
    session.answer(offline);
    await starting;
    assert.equal(store.snapshot.status, 'starting');
    load.answer();
    await verifying;
    assert.equal(store.snapshot.status, 'signed-in');
  });

  it('told by another tab while the customer loads, loads anew and ends signed in', async () => {
    const server = new FakeServer();
    const load = server.hold('/api/customers');
    const [here, there] = [storeOf(server), storeOf(server)];
    const states = statesOf(here);
    const starting = here.start();
    await eventually(() => load.waiting === 1);
    void there.verifyCode('123456', withCode);
    await eventually(() => server.count('GET /gateway/session') === 2 && load.waiting === 3);
    load.answer();
    await starting;
    await until(here, () => here.snapshot.status === 'signed-in');
    await calm();
    assert.deepEqual(states, ['signed-in']);
  });

  it('of another customer in another tab leaves nothing of the first one, not even while the second one loads', async () => {
    const server = new FakeServer();
    const [here, there] = [storeOf(server), storeOf(server)];
    await here.start();
    const reader = new InvoiceReader(here, invoices.open.id).connect();
    await eventually(() => reader.shown === invoices.open.id);

    becomeNeighbour(server);
    const load = server.hold('/api/customers');
    void there.verifyCode('123456', withCode);
    await eventually(() => load.waiting === 2);
    await calm();
    assert.equal(customerOf(here), undefined);
    assert.equal(reader.shown, undefined);

    load.answer();
    await until(here, () => here.snapshot.status === 'signed-in');
    await eventually(() => reader.query.error !== null);
    assert.equal(customerOf(here), neighbour.id);
    assert.equal(activeOf(here), subscriptionOfNeighbour.id);
    assert.equal(reader.shown, undefined);
    assert.equal(server.count(`GET /api/invoices/${invoices.open.id}`), 2);
  });

  it('of another customer that cannot be loaded does not leave the first one on the page, nor in the cache', async () => {
    const server = new FakeServer();
    const [here, there] = [storeOf(server), storeOf(server)];
    await here.start();
    const reader = new InvoiceReader(here, invoices.open.id).connect();
    await eventually(() => reader.shown === invoices.open.id);

    becomeNeighbour(server);
    server.overrides.set('/api/customers', () => failure(404));
    void there.verifyCode('123456', withCode);
    await until(here, () => here.snapshot.status === 'unreachable');
    server.overrides.clear();
    await here.retry();
    assert.equal(customerOf(here), neighbour.id);
    await eventually(() => reader.query.error !== null);
    assert.equal(reader.shown, undefined);
  });

  it('of the same customer in another tab keeps what the page has', async () => {
    const server = new FakeServer();
    const [here, there] = [storeOf(server), storeOf(server)];
    await here.start();
    const reader = new InvoiceReader(here, invoices.open.id).connect();
    await eventually(() => reader.shown === invoices.open.id);
    const states = statesOf(here);
    await there.verifyCode('123456', withCode);
    await eventually(() => states.length > 0);
    assert.deepEqual(states, ['signed-in']);
    assert.equal(reader.shown, invoices.open.id);
    assert.equal(server.count(`GET /api/invoices/${invoices.open.id}`), 1);
  });
});

describe('a check in the background', () => {
  it('that finds no gateway leaves a signed-in page as it is', async () => {
    const server = new FakeServer();
    const [here, there] = [storeOf(server), storeOf(server)];
    await here.start();
    const states = statesOf(here);
    server.overrides.set('/gateway/session', offline);
    await there.verifyCode('123456', withCode);
    await eventually(() => server.count('GET /gateway/session') === 2);
    await calm();
    assert.deepEqual(states, []);
  });

  it('that cannot load the customer again leaves a signed-in page as it is', async () => {
    const server = new FakeServer();
    const [here, there] = [storeOf(server), storeOf(server)];
    await here.start();
    const states = statesOf(here);
    server.overrides.set('/api/customers', () => failure(403));
    void there.verifyCode('123456', withCode);
    await eventually(() => server.count(`GET /api/customers/${customer.id}`) === 3);
    await calm();
    assert.deepEqual(states, []);
    assert.equal(activeOf(here), subscription.id);
  });

  it('does not bring back a customer who signed out in another tab meanwhile', async () => {
    const server = new FakeServer();
    const [here, there] = [storeOf(server), storeOf(server)];
    await here.start();
    await there.start();
    const session = server.hold('/gateway/session');
    void there.verifyCode('123456', withCode);
    await eventually(() => session.waiting === 1);
    const states = statesOf(here);
    // The gateway is not to be reached, so that the cookie goes on working.
    server.overrides.set('/gateway/session', offline);
    await there.signOut();
    await eventually(() => states.length > 0);
    session.answer();
    await calm();
    assert.deepEqual(states, ['signed-out']);
  });

  it('does not begin for a store that nobody has started', async () => {
    const server = new FakeServer();
    const idle = storeOf(server);
    const there = storeOf(server);
    await there.verifyCode('123456', withCode);
    await calm();
    assert.equal(idle.snapshot.status, 'starting');
    assert.equal(server.count('GET /gateway/session'), 0);
  });
});

describe('the end of a session', () => {
  it('is asked for when it has come, and said to be an expiry', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse('2026-10-01T10:00:00Z') });
    const server = new FakeServer();
    server.expiresAt = '2026-10-01T10:15:00Z';
    const store = storeOf(server);
    await store.start();
    server.signedIn = false;
    context.mock.timers.tick(15 * 60_000 - 1);
    await calm();
    assert.equal(store.snapshot.status, 'signed-in');
    context.mock.timers.tick(1);
    await calm();
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'expired' });
  });

  it('is no end when the gateway has prolonged it', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse('2026-10-01T10:00:00Z') });
    const server = new FakeServer();
    server.expiresAt = '2026-10-01T10:15:00Z';
    const store = storeOf(server);
    await store.start();
    const states = statesOf(store);
    server.expiresAt = '2026-10-01T10:30:00Z';
    context.mock.timers.tick(15 * 60_000);
    await calm();
    assert.deepEqual(states, ['signed-in']);
    server.signedIn = false;
    context.mock.timers.tick(15 * 60_000);
    await calm();
    assert.deepEqual(states, ['signed-in', 'signed-out']);
  });

  it('farther away than a timer reaches does not come at once', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse('2026-10-01T10:00:00Z') });
    const server = new FakeServer();
    const delays: number[] = [];
    const timer = globalThis.setTimeout;
    context.mock.method(globalThis, 'setTimeout', (work: () => void, delay = 0) => {
      delays.push(delay);
      return timer(work, delay);
    });
    const store = storeOf(server);
    await store.start();
    assert.equal(Math.max(...delays), 2 ** 31 - 1);
  });
});
