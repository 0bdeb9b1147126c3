import {
  focusManager,
  hashKey,
  onlineManager,
  QueryCache,
  type QueryClient,
  type QueryKey,
} from '@tanstack/query-core';
import { isNomosApiError, type NomosApiError } from './nomos-api-error.ts';
import type { Query } from './query.ts';
import { QueryFollower } from './query-follower.ts';

const minute = 60_000;

/** How often a failed call is made again. */
const maximumRetries = 3;

/** The longest wait that is waited for; beyond it the page says so and leaves it to the customer. */
const longestWaitSeconds = 30;

/**
 * Errors that stayed after all retries. A query that is made of others fails with theirs: to ask each of them three times more
 * would be sixteen calls to a server that is in trouble, and half a minute without a word.
 */
const givenUp = new WeakSet<Error>();

const defaults = {
  staleTime: minute,
  gcTime: 10 * minute,
  // The browser's own word on being offline is too often wrong; a failed call says it better.
  networkMode: 'always',
  retry: (count: number, error: Error) =>
    count < maximumRetries &&
    isNomosApiError(error) &&
    error.retryable &&
    !asksForTooMuch(error) &&
    !givenUp.has(error),
  retryDelay,
} as const;

/**
 * The one cache of a page: whatever many widgets ask for is fetched once.
 *
 * Only what may help is tried again (`NomosApiError.retryable`), with growing pauses and as late as the server asks.
 *
 * It is query-core's cache without its `QueryClient`, which brings mutations and a dozen ways to ask that nothing here
 * takes: the three kilobytes are better spent. The methods are named and behave as there.
 */
export class PageQueries {
  readonly #cache: QueryCache;
  #unsubscribe: (() => void)[] = [];

  /** @param onUnauthorized - Called when any answer says that the session is over. */
  constructor(onUnauthorized: () => void) {
    this.#cache = new QueryCache({
      onError: (error) => {
        if (isNomosApiError(error) && error.kind === 'unauthorized') onUnauthorized();
      },
    });
  }

  /** Looks again at what is old when the page is shown again or is back on line, until `unmount`. */
  mount(): void {
    this.#unsubscribe = [
      focusManager.subscribe((focused) => {
        if (focused) this.#cache.onFocus();
      }),
      onlineManager.subscribe((online) => {
        if (online) this.#cache.onOnline();
      }),
    ];
  }

  unmount(): void {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
  }

  /** Every query with its answer, for query-core. */
  getQueryCache(): QueryCache {
    return this.#cache;
  }

  /** Defaults for single queries, of which there are none; query-core asks for them. */
  getQueryDefaults(): object {
    return {};
  }

  /** Completes a query by the defaults of the page; query-core calls it as well. */
  defaultQueryOptions<Options extends { queryKey: QueryKey; _defaulted?: boolean }>(options: Options): Options {
    if (options._defaulted) return options;
    return { ...defaults, ...options, queryHash: hashKey(options.queryKey), _defaulted: true };
  }

  /**
   * The answer to a query: the one in the cache while it is fresh, else a new one.
   *
   * @throws {NomosApiError} Why there is none, after all retries.
   */
  query<Data>(options: Query<Data>): Promise<Data> {
    const { query, complete } = this.#build(options);
    const { data } = query.state;
    const fresh = data !== undefined && !query.isStaleByTime(complete.staleTime);
    if (fresh) return Promise.resolve(data);
    return query.fetch(complete).catch((error: unknown) => {
      if (error instanceof Error) givenUp.add(error);
      throw error;
    });
  }

  /** Follows a query on behalf of an element, from `start` to `stop`. */
  follow<Data>(options: Query<Data>, onChange: () => void): QueryFollower<Data> {
    const { query, complete } = this.#build(options);
    return new QueryFollower(query, complete, onChange);
  }

  /** Asks again every shown query whose key begins like this; answers that nobody looks at are forgotten. */
  async invalidateQueries({ queryKey }: { queryKey: QueryKey }): Promise<void> {
    const queries = this.#cache.findAll({ queryKey });
    for (const query of queries) if (!query.isActive()) this.#cache.remove(query);
    const asked = queries.filter((query) => query.isActive());
    await Promise.allSettled(asked.map((query) => query.fetch(undefined, { cancelRefetch: true })));
  }

  /** Forgets every query whose key begins like this. */
  removeQueries({ queryKey }: { queryKey: QueryKey }): void {
    for (const query of this.#cache.findAll({ queryKey })) this.#cache.remove(query);
  }

  /** Forgets everything that is somebody's; what anybody may see (keys that begin with `public`) stays. */
  clear(): void {
    for (const query of this.#cache.getAll()) if (query.queryKey[0] !== 'public') this.#cache.remove(query);
  }

  #build<Data>(options: Partial<Query<Data>> & { queryKey: QueryKey }) {
    const complete = this.defaultQueryOptions(options) as Query<Data>;
    // The cache and its queries ask their client for the cache and for defaults, and for nothing else.
    const client = this as unknown as QueryClient;
    return { complete, query: this.#cache.build<Data, Error, Data>(client, complete) };
  }
}

function asksForTooMuch({ retryAfterSeconds = 0 }: NomosApiError): boolean {
  return retryAfterSeconds > longestWaitSeconds;
}

/** How long to wait before the next try, in milliseconds: doubling from one second, with some chance in it. */
export function retryDelay(count: number, error: unknown): number {
  const asked = isNomosApiError(error) ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  const backoff = Math.min(1000 * 2 ** count, 10_000) * (0.75 + Math.random() / 2);
  return Math.max(Math.min(asked, longestWaitSeconds * 1000), backoff);
}
