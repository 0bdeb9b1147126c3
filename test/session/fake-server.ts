import assert from 'node:assert/strict';
import { afterEach, mock } from 'node:test';
import { brands, endedSubscription, feedInSubscription, invoices, subscription } from '../../demo/gallery/fixtures.ts';
import type { Customer } from '../../src/contract/nomos/customer.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { SessionStore, type SessionStoreOptions } from '../../src/session/session-store.ts';

export const customer = subscription.customer;

/** Somebody else, with a contract of her own. */
export const neighbour: Customer = { ...customer, id: 'cus_neighbour', first_name: 'Nele', last_name: 'Nachbar' };
export const subscriptionOfNeighbour: Subscription = { ...subscription, id: 'sub_neighbour', customer: neighbour };

/** Answers that wait until a test gives them. */
export interface Held {
  /** How many calls have come in so far. */
  readonly waiting: number;
  /** Answers every call that waits, and all later ones at once; `undefined` for the usual answer. */
  answer(response?: () => Response | Promise<Response>): void;
}

/** A gateway and a Nomos API, as far as the store needs them. */
export class FakeServer {
  /** Whether the browser's cookie stands for a session. */
  signedIn = true;
  /** Whose session that is. */
  customer: Customer = customer;
  expiresAt = '2099-01-01T00:00:00Z';
  subscriptions: Subscription[] = [subscription, feedInSubscription, endedSubscription];
  /** Method and path of every call, in order. */
  readonly calls: string[] = [];
  /** The calls that were aborted before they had their answer. */
  readonly aborted: string[] = [];
  /** Answers in place of the usual ones, by the beginning of the path. */
  readonly overrides = new Map<string, (path: string) => Response | Promise<Response>>();

  readonly fetch = ((input: string, init: RequestInit = {}) => {
    const [path = ''] = input.split('?');
    const call = `${init.method ?? 'GET'} ${path}`;
    this.calls.push(call);
    const { signal } = init;
    return new Promise<Response>((resolve, reject) => {
      const abort = (): void => {
        this.aborted.push(call);
        reject(signal?.reason as Error);
      };
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener('abort', abort, { once: true });
      const done = (): void => signal?.removeEventListener('abort', abort);
      Promise.resolve()
        .then(() => this.answer(path, init))
        .finally(done)
        .then(resolve, reject);
    });
  }) as typeof fetch;

  count(call: string): number {
    return this.calls.filter((made) => made === call).length;
  }

  /** Keeps back the answers to all calls whose path begins so. */
  hold(start: string): Held {
    const waiting: (() => void)[] = [];
    let released: (() => Response | Promise<Response>) | 'usual' | undefined;
    let count = 0;
    const answer = (path: string): Response | Promise<Response> =>
      typeof released === 'function' ? released() : this.#usual(path, {});
    this.overrides.set(start, (path) => {
      count += 1;
      if (released) return answer(path);
      return new Promise((resolve, reject) =>
        waiting.push(() => void Promise.resolve(answer(path)).then(resolve, reject)),
      );
    });
    return {
      get waiting() {
        return count;
      },
      answer(response) {
        released = response ?? 'usual';
        for (const go of waiting.splice(0)) go();
      },
    };
  }

  answer(path: string, init: RequestInit): Response | Promise<Response> {
    for (const [start, answer] of this.overrides) if (path.startsWith(start)) return answer(path);
    return this.#usual(path, init);
  }

  #usual(path: string, { method = 'GET' }: RequestInit): Response {
    if (path === '/gateway/brand') return Response.json(brands.lumio);
    if (path === '/gateway/session' && method === 'DELETE') {
      this.signedIn = false;
      return new Response(null, { status: 204 });
    }
    if (path === '/gateway/session') return Response.json(this.#session());
    if (path === '/gateway/sign-in/sessions') {
      this.signedIn = true;
      return Response.json(this.#session());
    }
    if (!this.signedIn) return Response.json({ code: 'UNAUTHORIZED' }, { status: 401 });
    if (path === `/api/customers/${this.customer.id}`) return Response.json(this.customer);
    if (path === '/api/subscriptions') {
      const items = this.subscriptions.map(({ address, meter, customer: owner, billing_address: _, ...rest }) => ({
        ...rest,
        customer: owner.id,
        address: address.id,
        meter: meter.id,
        payment_method: null,
      }));
      return Response.json({ items, has_more: false });
    }
    const found = this.subscriptions.find(({ id }) => path === `/api/subscriptions/${id}`);
    if (found) return Response.json(found);
    // Invoices belong to the first customer alone.
    const invoice = Object.values(invoices).find(({ id }) => path === `/api/invoices/${id}`);
    if (invoice && this.customer === customer) return Response.json(invoice);
    return Response.json({ code: 'NOT_FOUND' }, { status: 404 });
  }

  #session(): unknown {
    return this.signedIn
      ? { status: 'signed-in', customer: this.customer.id, expires_at: this.expiresAt }
      : { status: 'signed-out' };
  }
}

// A cache keeps its answers for minutes, a session lasts for days: the process of a test waits for neither.
const realSetTimeout = globalThis.setTimeout;
mock.method(globalThis, 'setTimeout', (work: () => void, delay = 0) => {
  const timer = realSetTimeout(work, delay);
  return delay > 100 ? timer.unref() : timer;
});

// Where `@lit/localize` says that the language has changed.
Object.assign(globalThis, { window: new EventTarget() });

const stores: SessionStore[] = [];

afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

/** Closes a store after the test. */
export function closeAfterwards(store: SessionStore): SessionStore {
  stores.push(store);
  return store;
}

/** A store that is closed after the test. */
export function storeOf(server: FakeServer, options: SessionStoreOptions = {}): SessionStore {
  return closeAfterwards(new SessionStore({ fetch: server.fetch, ...options }));
}

/** Settles when the store says what is waited for. */
export function until(store: SessionStore, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!condition()) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(check);
    check();
  });
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets the event loop turn until something is so, and fails when it never is. */
export async function eventually(condition: () => boolean): Promise<void> {
  for (let turns = 0; turns < 500; turns += 1) {
    if (condition()) return;
    await turn();
  }
  assert.fail(`It never came about: ${condition.toString()}`);
}

/** Lets everything that is on its way arrive: no answer of the fake server and no message of a tab takes longer. */
export async function calm(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await turn();
}

/** The states that a store goes through from now on; several notices of the same one count once. */
export function statesOf(store: SessionStore): string[] {
  const states: string[] = [];
  let last = store.snapshot;
  store.subscribe(() => {
    if (store.snapshot === last) return;
    last = store.snapshot;
    states.push(last.status);
  });
  return states;
}

/** The id of the customer who is signed in. */
export function customerOf({ snapshot }: SessionStore): string | undefined {
  return snapshot.status === 'signed-in' ? snapshot.customer.id : undefined;
}

/** The id of the subscription that is shown. */
export function activeOf({ snapshot }: SessionStore): string | undefined {
  return snapshot.status === 'signed-in' ? snapshot.active?.id : undefined;
}

/** An answer with an error envelope. */
export function failure(status: number, headers: Record<string, string> = {}): Response {
  return Response.json({ code: `E${status}`, message: 'no' }, { status, headers });
}

/** A call that finds no network. */
export function offline(): Promise<Response> {
  return Promise.reject(new TypeError('fetch failed'));
}
