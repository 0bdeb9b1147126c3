import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { invoices, subscription } from '../../demo/gallery/fixtures.ts';
import { isNomosApiError, NomosApiError } from '../../src/api/nomos-api-error.ts';
import {
  activeOf,
  calm,
  customer,
  eventually,
  failure,
  FakeServer,
  offline,
  statesOf,
  storeOf,
} from './fake-server.ts';
import { InvoiceReader } from './reader.ts';

const openInvoice = `GET /api/invoices/${invoices.open.id}`;
const paidInvoice = `GET /api/invoices/${invoices.paid.id}`;

async function signedIn(server: FakeServer) {
  const store = storeOf(server);
  await store.start();
  return store;
}

/** The error of a copy of the library that another bundle brought along. */
async function foreignError(kind: string, status: number): Promise<Error> {
  const copy = '../../src/api/nomos-api-error.ts?copy';
  const other = (await import(copy)) as { NomosApiError: typeof NomosApiError };
  assert.notEqual(other.NomosApiError, NomosApiError);
  return new other.NomosApiError(kind as 'server', 'no', { status });
}

/** Lets pauses pass, as far as they have been begun. */
async function pass(context: TestContext, milliseconds: number): Promise<void> {
  await calm();
  // In steps, so that what a timer begins is seen by the next one.
  for (let passed = 0; passed < milliseconds; passed += 1000) {
    context.mock.timers.tick(1000);
    await calm();
  }
}

describe('many readers of one thing', () => {
  it('make one call, and all get its answer', async () => {
    const server = new FakeServer();
    const store = await signedIn(server);
    const answer = server.hold('/api/invoices');
    const readers = Array.from({ length: 12 }, () => new InvoiceReader(store, invoices.open.id).connect());
    await eventually(() => answer.waiting > 0);
    answer.answer();
    await eventually(() => readers.every(({ shown }) => shown === invoices.open.id));
    assert.equal(server.count(openInvoice), 1);
    const late = new InvoiceReader(store, invoices.open.id).connect();
    await eventually(() => late.shown === invoices.open.id);
    assert.equal(server.count(openInvoice), 1);
    for (const reader of [...readers, late]) reader.disconnect();
  });

  it('keep the call while one of them wants it, and abort it when none does', async () => {
    const server = new FakeServer();
    const store = await signedIn(server);
    const answer = server.hold('/api/invoices');
    const readers = [1, 2, 3].map(() => new InvoiceReader(store, invoices.open.id).connect());
    await eventually(() => answer.waiting === 1);
    const [first, second, third] = readers;
    first?.disconnect();
    second?.disconnect();
    await calm();
    assert.deepEqual(server.aborted, []);
    third?.disconnect();
    await calm();
    assert.deepEqual(server.aborted, [openInvoice]);

    third?.connect();
    await eventually(() => answer.waiting === 2);
    answer.answer();
    await eventually(() => third?.shown === invoices.open.id);
    third?.disconnect();
  });

  it('that turn to something else never show what they asked before', async () => {
    const server = new FakeServer();
    const store = await signedIn(server);
    const before = server.hold(`/api/invoices/${invoices.open.id}`);
    const reader = new InvoiceReader(store, invoices.open.id).connect();
    await eventually(() => before.waiting === 1);
    reader.invoice = invoices.paid.id;
    reader.requestUpdate();
    await eventually(() => reader.shown === invoices.paid.id);
    before.answer();
    await calm();
    assert.equal(reader.shown, invoices.paid.id);
    assert.deepEqual(server.aborted, [openInvoice]);
    assert.equal(server.count(paidInvoice), 1);
    reader.disconnect();
  });

  it('ask nothing before somebody is signed in', async () => {
    const server = new FakeServer();
    server.signedIn = false;
    const store = storeOf(server);
    const reader = new InvoiceReader(store, invoices.open.id).connect();
    await eventually(() => store.snapshot.status === 'signed-out');
    await calm();
    assert.equal(server.count(openInvoice), 0);
    await store.verifyCode('123456', { challenge: 'c', remember: false });
    await eventually(() => reader.shown === invoices.open.id);
    reader.disconnect();
  });
});

describe('a session that is over', () => {
  it('is ended once, however many widgets hear of it', async () => {
    const server = new FakeServer();
    const store = await signedIn(server);
    const states = statesOf(store);
    const answers = server.hold('/api/invoices');
    const ids = Object.values(invoices).map(({ id }) => id);
    const readers = ids.map((id) => new InvoiceReader(store, id).connect());
    await eventually(() => answers.waiting === ids.length);
    server.signedIn = false;
    answers.answer(() => failure(401));
    await eventually(() => states.length > 0);
    await calm();
    assert.deepEqual(states, ['signed-out']);
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'expired' });
    assert.ok(readers.every(({ shown }) => shown === undefined));
    assert.equal(answers.waiting, ids.length);
    for (const reader of readers) reader.disconnect();
  });

  it('is not ended by what is merely forbidden or gone', async () => {
    for (const status of [403, 404, 409, 422]) {
      const server = new FakeServer();
      const store = await signedIn(server);
      server.overrides.set('/api/invoices', () => failure(status));
      const reader = new InvoiceReader(store, invoices.open.id).connect();
      await eventually(() => reader.query.error !== null);
      assert.equal(reader.query.error?.status, status);
      assert.equal(server.count(openInvoice), 1);
      assert.equal(store.snapshot.status, 'signed-in');
      reader.disconnect();
    }
  });
});

describe('the errors of another copy of the library', () => {
  it('are recognised by what they are called', async () => {
    assert.ok(isNomosApiError(await foreignError('server', 500)));
    assert.ok(!isNomosApiError(new TypeError('x')));
    assert.ok(!isNomosApiError({ name: 'NomosApiError', kind: 'server' }));
    assert.ok(!isNomosApiError(Object.assign(new Error('x'), { name: 'NomosApiError' })));
  });

  it('are shown as they are', async () => {
    const store = await signedIn(new FakeServer());
    const error = await foreignError('not-found', 404);
    const ask = () => ({ queryKey: ['foreign'], queryFn: () => Promise.reject(error) });
    const reader = new InvoiceReader(store, '', ask).connect();
    await eventually(() => reader.query.error !== null);
    assert.equal(reader.query.error, error);
    reader.disconnect();
  });

  it('end the session when they say that it is over', async () => {
    const store = await signedIn(new FakeServer());
    const error = await foreignError('unauthorized', 401);
    const ask = () => ({ queryKey: ['foreign'], queryFn: () => Promise.reject(error) });
    const reader = new InvoiceReader(store, '', ask).connect();
    await eventually(() => store.snapshot.status === 'signed-out');
    reader.disconnect();
  });
});

describe('a customer whose data does not come', () => {
  it('is asked for again when a server stumbles', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const server = new FakeServer();
    let stumbles = 2;
    const { id } = customer;
    server.overrides.set('/api/customers', () => {
      stumbles -= 1;
      return stumbles >= 0 ? failure(503) : Response.json(customer);
    });
    const store = storeOf(server);
    const starting = store.start();
    await pass(context, 10_000);
    await starting;
    assert.equal(store.snapshot.status, 'signed-in');
    assert.equal(server.count(`GET /api/customers/${id}`), 3);
  });

  it('is given up after three more tries, and said so', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const server = new FakeServer();
    server.overrides.set('/api/customers', offline);
    const store = storeOf(server);
    const starting = store.start();
    await pass(context, 60_000);
    await starting;
    assert.equal(store.snapshot.status, 'unreachable');
    assert.equal(server.count(`GET /api/customers/${customer.id}`), 4);
  });

  it('waits as long as the server asks, up to half a minute', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const server = new FakeServer();
    server.overrides.set('/api/customers', () => failure(429, { 'retry-after': '30' }));
    const store = storeOf(server);
    const starting = store.start();
    await pass(context, 29_000);
    assert.equal(server.count(`GET /api/customers/${customer.id}`), 1);
    server.overrides.clear();
    await pass(context, 2_000);
    await starting;
    assert.equal(store.snapshot.status, 'signed-in');
  });

  it('is not waited for longer than that: the page says how long the server asks for', async () => {
    const server = new FakeServer();
    server.overrides.set('/api/customers', () => failure(429, { 'retry-after': '31' }));
    const store = await signedIn(server);
    assert.ok(store.snapshot.status === 'unreachable');
    assert.equal(store.snapshot.error.kind, 'rate-limited');
    assert.equal(store.snapshot.error.retryAfterSeconds, 31);
    assert.equal(server.count(`GET /api/customers/${customer.id}`), 1);
  });

  it('is there without the one contract that is gone', async () => {
    const server = new FakeServer();
    server.overrides.set(`/api/subscriptions/${subscription.id}`, () => failure(404));
    const store = await signedIn(server);
    assert.ok(store.snapshot.status === 'signed-in');
    assert.equal(store.snapshot.subscriptions.length, server.subscriptions.length - 1);
    assert.notEqual(activeOf(store), subscription.id);
  });

  it('is not drawn without a contract that merely failed, or is malformed', async () => {
    for (const [response, kind] of [
      [failure(403), 'forbidden'],
      [Response.json({ ...subscription, meter: null }), 'malformed'],
    ] as const) {
      const server = new FakeServer();
      server.overrides.set(`/api/subscriptions/${subscription.id}`, () => response);
      const store = await signedIn(server);
      assert.ok(store.snapshot.status === 'unreachable');
      assert.equal(store.snapshot.error.kind, kind);
    }
  });

  it('is read page by page, and a list without an end ends after ten', async () => {
    const server = new FakeServer();
    const { address, meter, billing_address: _, ...rest } = subscription;
    const item = { ...rest, customer: customer.id, address: address.id, meter: meter.id, payment_method: null };
    const cursors: (string | null)[] = [];
    const store = storeOf(server, {
      fetch: ((url: string, init?: RequestInit) => {
        const { pathname, searchParams } = new URL(url, 'http://x');
        if (pathname !== '/api/subscriptions') return server.fetch(url, init);
        cursors.push(searchParams.get('cursor'));
        assert.equal(searchParams.get('filter[customer][eq]'), customer.id);
        const ours = server.subscriptions[cursors.length - 1];
        const items = ours
          ? [
              { ...item, id: ours.id },
              { ...item, id: 'sub_theirs', customer: 'cus_other' },
            ]
          : [];
        return Promise.resolve(Response.json({ items, has_more: true, next_page: `after-${cursors.length}` }));
      }) as typeof fetch,
    });
    await store.start();
    assert.ok(store.snapshot.status === 'signed-in');
    assert.deepEqual(
      store.snapshot.subscriptions.map(({ id }) => id).sort(),
      server.subscriptions.map(({ id }) => id).sort(),
    );
    assert.deepEqual(cursors, [null, ...Array.from({ length: 9 }, (_unused, n) => `after-${n + 1}`)]);
    assert.equal(server.count('GET /api/subscriptions/sub_theirs'), 0);
  });

  it('has the newest contract first', async () => {
    const server = new FakeServer();
    const years = ['2024', '2026', '2025'];
    server.subscriptions = years.map((year) => ({
      ...subscription,
      id: `sub_${year}`,
      created_at: `${year}-01-01T00:00:00Z`,
    }));
    const store = await signedIn(server);
    assert.ok(store.snapshot.status === 'signed-in');
    assert.deepEqual(
      store.snapshot.subscriptions.map(({ id }) => id),
      ['sub_2026', 'sub_2025', 'sub_2024'],
    );
  });
});
