/** News on a page of a supplier's own site, which has tokens in place of a cookie. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { FetchedSession } from '../../src/session/fetch-session.ts';
import type { SessionStore, SessionStoreOptions } from '../../src/session/session-store.ts';
import { calm, customer, customerOf, storeOf } from './fake-server.ts';
import { gateway, TokenServer } from './token-server.ts';
import { StreamUnderTest } from './stream-under-test.ts';

const page = Object.assign(new EventTarget(), {
  visibilityState: 'visible',
  documentElement: { lang: 'de' },
  getElementById: () => null,
});
Object.assign(globalThis, {
  location: new URL('https://www.supplier.test/page'),
  document: page,
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
});
// A store loads it when it begins to listen; here that is to be at once.
await import('../../src/session/live-changes.ts');

const minute = 60_000;
const events = 'GET /gateway/events';
const subscriptions = 'GET /api/subscriptions';
const fresh = (server: TokenServer): FetchedSession => ({
  token: server.issue(),
  expiresAt: Date.now() + 15 * minute,
});

let server: TokenServer;
let streams: StreamUnderTest[];
let reasons: string[];

/** Lets time pass, and everything happen that comes of it. */
async function pass(milliseconds: number): Promise<void> {
  await calm();
  mock.timers.tick(milliseconds);
  await calm();
}

/** Lets minutes pass in which nothing happens, as the gateway says every twenty seconds. */
async function nothingHappens(minutes: number): Promise<void> {
  for (let times = 0; times < 3 * minutes; times += 1) {
    for (const stream of streams) if (!stream.closed) stream.write(':\n\n');
    await pass(minute / 3);
  }
}

/** A store on such a page, signed in, that follows what changes. */
async function follow(
  fetchSession: (reason: string) => FetchedSession | null = () => fresh(server),
  options: SessionStoreOptions = {},
): Promise<SessionStore> {
  const store = storeOf(server, {
    gateway,
    fetchSession: (reason) => {
      reasons.push(reason);
      return fetchSession(reason);
    },
    ...options,
  });
  // Somebody shows it.
  store.subscribe(() => undefined);
  await store.start();
  await pass(2000);
  return store;
}

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.parse('2026-11-24T10:00:00Z') });
  [server, streams, reasons] = [new TokenServer(), [], []];
  server.overrides.set('/gateway/events', () => {
    if (!server.tokens.has(server.seen(events).at(-1) ?? '')) return new Response(null, { status: 401 });
    const stream = new StreamUnderTest();
    streams.push(stream);
    return stream.response;
  });
});
afterEach(() => mock.timers.reset());

describe('a page with tokens that is open', () => {
  it('listens with its token and no cookie, and looks at what changed, in whatever pieces it is told', async () => {
    await follow();
    assert.deepEqual(server.seen(events), ['token-1']);
    assert.deepEqual(server.withCookie, []);
    const before = server.seen(subscriptions).length;
    streams[0]?.write('event: changed\ndata: {"topics":["subscriptions"]}\n\n', 7);
    await pass(1000);
    assert.equal(server.seen(subscriptions).length, before + 1);
  });

  it('is given one new token when the one that it would listen with is refused', async () => {
    const store = await follow();
    streams[0]?.end();
    server.tokens.clear();
    await pass(2000);
    assert.deepEqual(server.seen(events), ['token-1', 'token-1', 'token-2']);
    assert.deepEqual(reasons, ['start', 'refused']);
    assert.equal(streams.length, 2);
    assert.equal(customerOf(store), customer.id);
  });

  it('does not ask again where the new token is refused as well, and is as it was without', async () => {
    server.overrides.set('/gateway/events', () => new Response(null, { status: 401 }));
    const store = await follow();
    await pass(3 * minute);
    assert.equal(server.seen(events).length, 2);
    assert.equal(customerOf(store), customer.id);
  });

  it('comes back after its stream broke off, and looks at everything that it may have missed', async () => {
    await follow();
    const before = server.seen(subscriptions).length;
    streams[0]?.end();
    await pass(2000);
    assert.equal(streams.length, 2);
    await pass(4000);
    assert.equal(server.seen(subscriptions).length, before + 1);
  });

  it('keeps its session while nothing else is asked for, and its stream with it', async () => {
    const store = await follow();
    await nothingHappens(50);
    assert.deepEqual(reasons, ['start', 'expired', 'expired', 'expired']);
    assert.deepEqual(
      server.seen('POST /gateway/widget-session/successions'),
      reasons.slice(1).map((_reason, n) => `token-${n + 2}`),
      'the same session goes on',
    );
    assert.equal(streams.length, 1);
    assert.equal(customerOf(store), customer.id);
  });

  it('is signed out when the supplier’s site says so, though nothing was asked for', async () => {
    const store = await follow((reason) => (reason === 'start' && reasons.length === 1 ? fresh(server) : null));
    await nothingHappens(17);
    assert.equal(store.snapshot.status, 'signed-out');
    assert.equal(streams[0]?.closed, true);
  });

  it('is signed out by the word that its session is over, when the supplier’s site has nobody', async () => {
    const store = await follow((reason) => (reason === 'start' && reasons.length === 1 ? fresh(server) : null));
    server.tokens.clear();
    streams[0]?.write('event: ended\ndata: {}\n\n');
    await pass(1000);
    assert.equal(store.snapshot.status, 'signed-out');
  });

  it('lets go when it has not been looked at for a minute, and listens when it is looked at again', async () => {
    await follow();
    const turn = (visibilityState: 'hidden' | 'visible'): void => {
      page.visibilityState = visibilityState;
      page.dispatchEvent(new Event('visibilitychange'));
    };
    turn('hidden');
    await pass(minute / 3);
    await nothingHappens(1 / 3);
    assert.equal(streams[0]?.closed, false);
    await nothingHappens(1 / 3);
    assert.equal(streams[0].closed, true);
    await nothingHappens(60);
    assert.deepEqual(reasons, ['start'], 'nothing is renewed that nobody looks at');
    turn('visible');
    await pass(0);
    assert.equal(streams.length, 2);
  });

  it('asks for no stream where there is no gateway', async () => {
    await follow(() => ({ ...fresh(server), customer: customer.id }), { api: `${gateway}/api` });
    await pass(minute);
    assert.deepEqual(server.seen(events), []);
  });
});
