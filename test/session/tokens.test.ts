import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { isNomosApiError } from '../../src/api/nomos-api-error.ts';
import type { FetchedSession, FetchSession } from '../../src/session/fetch-session.ts';
import type { NomosSessionErrorCode } from '../../src/session/session-error.ts';
import type { SessionStore, SessionStoreOptions } from '../../src/session/session-store.ts';
import {
  customer,
  customerOf,
  eventually,
  failure,
  neighbour,
  offline,
  statesOf,
  storeOf,
  subscriptionOfNeighbour,
} from './fake-server.ts';
import { gateway, TokenServer } from './token-server.ts';

Object.assign(globalThis, { location: new URL('https://www.supplier.test/page') });

const minute = 60_000;
const in15Minutes = (): string => new Date(Date.now() + 15 * minute).toISOString();

const echo = z.object({ customer: z.string(), body: z.nullable(z.unknown()) });
const ask = ({ client }: SessionStore) => client.get('/echo', echo);

interface Setting {
  server: TokenServer;
  store: SessionStore;
  reasons: string[];
  errors: NomosSessionErrorCode[];
}

/** A store on a foreign page whose own site vouches for its customer. */
function setUp(
  fetchSession: (server: TokenServer, reason: string) => ReturnType<FetchSession>,
  options: SessionStoreOptions = {},
): Setting {
  const server = new TokenServer();
  const [reasons, errors]: [string[], NomosSessionErrorCode[]] = [[], []];
  const store = storeOf(server, {
    gateway,
    fetchSession: (reason) => {
      reasons.push(reason);
      return fetchSession(server, reason);
    },
    onError: ({ code }) => errors.push(code),
    ...options,
  });
  return { server, store, reasons, errors };
}

const fresh = (server: TokenServer): FetchedSession => ({ token: server.issue(), expiresAt: in15Minutes() });

describe('a page whose own site vouches for its customer', () => {
  it('is signed in by one token, however many ask at once, and never sends a cookie', async () => {
    const { server, store, reasons } = setUp(fresh);
    await Promise.all([store.start(), store.start(), store.refresh()]);
    assert.equal(customerOf(store), customer.id);
    await Promise.all(Array.from({ length: 8 }, () => ask(store)));
    assert.deepEqual(reasons, ['start']);
    assert.deepEqual(new Set(server.seen('GET /api/echo')), new Set(['token-1']));
    assert.deepEqual(server.withCookie, []);
    assert.equal(store.brand?.slug, 'lumio');
    assert.deepEqual(server.seen('GET /gateway/brand'), ['-'], 'what anybody may see waits for no token');
  });

  it('renews before the end, once for all, and the session before goes on', async (t) => {
    const { server, store, reasons } = setUp(fresh);
    await store.start();
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 14 * minute + 1 });
    const states = statesOf(store);
    await Promise.all(Array.from({ length: 8 }, () => ask(store)));
    assert.deepEqual(reasons, ['start', 'expired']);
    assert.deepEqual(server.seen('POST /gateway/widget-session/successions'), ['token-2']);
    assert.deepEqual(new Set(server.seen('GET /api/echo')), new Set(['token-2']));
    assert.deepEqual(states, [], 'nobody notices');
  });

  it('renews once when a token is refused, and makes the refused writes again', async () => {
    const { server, store, reasons } = setUp(fresh);
    await store.start();
    server.tokens.clear();
    const answers = await Promise.all(Array.from({ length: 4 }, (_, n) => store.client.post('/echo', { n }, echo)));
    assert.deepEqual(
      answers.map(({ body }) => body),
      [0, 1, 2, 3].map((n) => JSON.stringify({ n })),
    );
    assert.deepEqual(reasons, ['start', 'refused']);
    assert.equal(customerOf(store), customer.id);
  });

  it('a clock that is hours wrong does no harm', async () => {
    for (const hours of [-5, 5]) {
      const { store, reasons } = setUp((server) => ({
        token: server.issue(),
        expiresAt: Date.now() + hours * 60 * minute,
      }));
      await store.start();
      for (let asked = 0; asked < 5; asked += 1) await ask(store);
      assert.equal(customerOf(store), customer.id);
      assert.deepEqual(reasons, ['start'], `${hours} hours`);
    }
  });

  it('nobody is signed in there: nobody is here, and nothing is wrong', async () => {
    const { server, store, errors } = setUp(() => null);
    await store.start();
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'none' });
    assert.deepEqual(errors, []);
    assert.deepEqual(server.seen('GET /gateway/session'), []);
  });

  it('signed out there meanwhile: signed out here, and nothing stays', async () => {
    const { server, store } = setUp((each, reason) => (reason === 'start' ? fresh(each) : null));
    await store.start();
    server.tokens.clear();
    await assert.rejects(
      store.queryClient.query({ queryKey: ['echo'], queryFn: () => ask(store) }),
      (error) => isNomosApiError(error) && error.kind === 'unauthorized',
    );
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'expired' });
    assert.equal(store.queryClient.getQueryCache().getAll().length, 0);
  });

  it('a token that is used up, foreign, or the same again ends in signed out, not in a loop', async () => {
    for (const token of ['foreign', 'used']) {
      const { store, reasons, errors } = setUp(() => ({ token, expiresAt: in15Minutes() }));
      await store.start();
      assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'none' });
      assert.deepEqual(reasons, ['start', 'refused']);
      assert.deepEqual(errors, ['token-refused']);
    }
    const { server, store, reasons, errors } = setUp(() => ({ token: 'token-1', expiresAt: in15Minutes() }));
    server.issue();
    await store.start();
    assert.equal(customerOf(store), customer.id);
    server.tokens.clear();
    await assert.rejects(ask(store), (error) => isNomosApiError(error) && error.kind === 'unauthorized');
    assert.deepEqual(reasons, ['start', 'refused']);
    assert.deepEqual(errors, ['token-refused']);
  });

  it('throws, hangs or gives nonsense: an error with a way to try again', async (t) => {
    const wrong: [() => unknown, NomosSessionErrorCode][] = [
      [() => Promise.reject(new Error('down')), 'fetch-session-failed'],
      [
        () => {
          throw new TypeError('oops');
        },
        'fetch-session-failed',
      ],
      [() => ({ token: 'a b', expiresAt: in15Minutes() }), 'fetch-session-malformed'],
      [() => ({ token: 'a', expiresAt: 'soon' }), 'fetch-session-malformed'],
      [() => 'token', 'fetch-session-malformed'],
    ];
    for (const [give, code] of wrong) {
      let isWrong = true;
      const { store, errors } = setUp((server) => (isWrong ? (give() as FetchedSession) : fresh(server)));
      await store.start();
      assert.equal(store.snapshot.status, 'unreachable', code);
      assert.deepEqual(errors, [code]);
      isWrong = false;
      await store.retry();
      assert.equal(customerOf(store), customer.id, code);
    }
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { store, reasons, errors } = setUp(() => new Promise(() => undefined));
    const started = store.start();
    await eventually(() => reasons.length === 1);
    t.mock.timers.tick(10_000);
    await started;
    assert.deepEqual(errors, ['fetch-session-timeout']);
    assert.equal(store.snapshot.status === 'unreachable' && store.snapshot.error.kind, 'timeout');
  });

  it('fails while somebody is at it: what is shown stays, and many requests are no storm', async () => {
    let down = false;
    const { server, store, reasons } = setUp((each) => {
      if (down) throw new Error('down');
      return fresh(each);
    });
    await store.start();
    server.tokens.clear();
    down = true;
    for (let asked = 0; asked < 5; asked += 1) {
      await assert.rejects(ask(store), (error) => isNomosApiError(error) && error.kind === 'server');
    }
    assert.deepEqual(reasons, ['start', 'refused']);
    assert.equal(customerOf(store), customer.id);
  });

  it('another customer: nothing of the one before stays, nor is what they asked for asked again', async () => {
    const { server, store } = setUp((each, reason) => ({
      token: each.issue(reason === 'start' ? customer.id : neighbour.id),
      expiresAt: in15Minutes(),
    }));
    await store.start();
    await store.queryClient.query({ queryKey: ['secret'], queryFn: () => ask(store) });
    server.tokens.clear();
    server.customer = neighbour;
    server.subscriptions = [subscriptionOfNeighbour];
    const states = statesOf(store);
    await assert.rejects(
      store.client.post('/echo', {}, echo),
      (error) => isNomosApiError(error) && error.kind === 'aborted',
    );
    await eventually(() => customerOf(store) === neighbour.id);
    assert.deepEqual(states, ['starting', 'signed-in']);
    assert.equal(store.queryClient.getQueryCache().find({ queryKey: ['secret'] }), undefined);
    assert.deepEqual(server.seen('POST /api/echo'), ['token-1']);
  });

  it('signs out at the gateway and forgets the token; trying again asks the site anew', async () => {
    const { server, store, reasons } = setUp(fresh);
    await store.start();
    await store.signOut();
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'signed-out' });
    assert.deepEqual(server.seen('DELETE /gateway/session'), ['token-1']);
    await store.client.get('/echo', echo).catch(() => undefined);
    assert.deepEqual(server.seen('GET /api/echo'), ['-']);
    await store.retry();
    assert.equal(customerOf(store), customer.id);
    assert.deepEqual(reasons, ['start', 'start']);
  });

  it('a gateway that does not answer is told to the page', async () => {
    const { server, store, errors } = setUp(fresh);
    server.overrides.set('/gateway/', offline);
    await store.start();
    assert.equal(store.snapshot.status, 'unreachable');
    assert.ok(errors.includes('gateway-unreachable'));
  });

  it('an answer that was aborted is no trouble of the page’s', async () => {
    const { server, store, errors } = setUp(fresh);
    await store.start();
    const held = server.hold('/api/echo');
    const aborter = new AbortController();
    const asked = store.client.get('/echo', echo, { signal: aborter.signal });
    aborter.abort();
    held.answer();
    await asked.catch(() => undefined);
    assert.deepEqual(errors, []);
  });
});

describe('signing in by a code on a page of another origin', () => {
  const signedIn = async (): Promise<{ server: TokenServer; store: SessionStore }> => {
    const server = new TokenServer();
    const store = storeOf(server, { gateway });
    await store.start();
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'none' });
    await store.verifyCode('123456', { challenge: 'c', remember: true });
    assert.equal(customerOf(store), customer.id);
    return { server, store };
  };

  it('holds the tokens in memory and goes on by the refresh token', async (t) => {
    const { server, store } = await signedIn();
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 14 * minute + 1 });
    await Promise.all([ask(store), ask(store)]);
    assert.deepEqual(server.seen('POST /gateway/widget-session/renewals'), ['-']);
    assert.deepEqual(server.seen('GET /api/echo'), ['token-2', 'token-2']);
    assert.equal(JSON.stringify(store.snapshot).includes('token-'), false);
  });

  it('a refresh token that is refused signs out', async () => {
    const { server, store } = await signedIn();
    server.tokens.clear();
    server.refreshTokens.clear();
    await store.queryClient.query({ queryKey: ['echo'], queryFn: () => ask(store) }).catch(() => undefined);
    assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'expired' });
  });

  it('a renewal that finds no network keeps the session', async () => {
    const { server, store } = await signedIn();
    server.tokens.clear();
    server.overrides.set('/gateway/widget-session', offline);
    await assert.rejects(ask(store));
    assert.equal(customerOf(store), customer.id);
    server.overrides.clear();
    await ask(store);
    assert.equal(customerOf(store), customer.id);
  });

  it('a code that is refused stays a matter of the form', async () => {
    const { server, store } = await signedIn();
    await store.signOut();
    server.overrides.set('/gateway/sign-in/sessions', () => failure(422));
    await assert.rejects(store.verifyCode('123456', { challenge: 'c', remember: false }));
    assert.equal(store.snapshot.status, 'signed-out');
  });
});

describe('without a gateway', () => {
  const api = 'https://api.supplier.test/nomos';
  const setUpApi = (session: Partial<FetchedSession>, customers: unknown[] = [{ id: customer.id }]) => {
    const server = new TokenServer();
    const asked: string[] = [];
    const headers: Headers[] = [];
    const errors: NomosSessionErrorCode[] = [];
    const store = storeOf(server, {
      api,
      fetchSession: () => ({ token: server.issue(), expiresAt: in15Minutes(), ...session }),
      onError: ({ code }) => errors.push(code),
      fetch: ((input: string, init: RequestInit = {}) => {
        asked.push(input);
        headers.push(new Headers(init.headers));
        const path = input.replace(api, '');
        if (path.startsWith('/customers?'))
          return Promise.resolve(Response.json({ items: customers, has_more: false }));
        return server.forward(`/api${path}`, init, new Headers(init.headers).get('authorization'));
      }) as typeof fetch,
    });
    return { store, asked, headers, errors };
  };

  it('asks nothing but the paths of the API, below its address, with the token', async () => {
    const { store, asked, headers } = setUpApi({});
    await store.start();
    assert.equal(customerOf(store), customer.id);
    await store.client.post('/echo', { a: 1 }, echo);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith(`${api}/`)),
      [],
    );
    for (const header of headers) {
      assert.match(header.get('authorization') ?? '', /^Bearer token-\d$/);
      assert.equal(header.get('x-nomos-portal'), null);
      assert.equal(header.get('x-api-version'), '2026-05-27.curie');
    }
    await store.signOut();
    assert.equal(store.snapshot.status, 'signed-out');
    assert.deepEqual(
      asked.filter((url) => !url.startsWith(`${api}/`)),
      [],
    );
  });

  it('takes the site’s word for whose the token is, and needs it where the token reads several', async () => {
    const named = setUpApi({ customer: customer.id });
    await named.store.start();
    assert.equal(customerOf(named.store), customer.id);
    assert.ok(!named.asked.some((url) => url.includes('/customers?')));

    const unnamed = setUpApi({}, [{ id: customer.id }, { id: neighbour.id }]);
    await unnamed.store.start();
    assert.equal(unnamed.store.snapshot.status, 'unreachable');
    assert.deepEqual(unnamed.errors, ['customer-unknown']);
  });
});
