import type { Query as CachedQuery, QueryObserver } from '@tanstack/query-core';
import type { Query } from './query.ts';

/**
 * Follows a query of the cache on behalf of an element: asks for an answer where there is none or an old one, calls back at
 * every change, and looks again when the page does. When the last follower of a query stops, its request is aborted.
 *
 * To query-core it is an observer. Its own one also derives placeholders, selections and tracked properties, of which
 * nothing here makes use, for as many bytes as a whole section.
 */
export class QueryFollower<Data> {
  /** Read by the cached query when it is asked again. */
  readonly options: Query<Data>;
  readonly #query: CachedQuery<Data, Error, Data>;
  readonly #notify: () => void;

  constructor(query: CachedQuery<Data, Error, Data>, options: Query<Data>, notify: () => void) {
    this.#query = query;
    this.options = options;
    this.#notify = notify;
  }

  /** The last answer; kept while it is refreshed. */
  get data(): Data | undefined {
    return this.#query.state.data;
  }

  /** Why the last attempt, after all retries, gave no answer. */
  get error(): Error | null {
    return this.#query.state.error;
  }

  /** Whether an answer is on its way. */
  get isFetching(): boolean {
    return this.#query.state.fetchStatus === 'fetching';
  }

  start(): void {
    this.#query.addObserver(this.#observer);
    if (this.#isStale()) void this.refetch({ cancelRefetch: false });
  }

  stop(): void {
    this.#query.removeObserver(this.#observer);
  }

  /** Asks again. What goes wrong is found in `error`. */
  async refetch({ cancelRefetch = true } = {}): Promise<void> {
    await this.#query.fetch(this.options, { cancelRefetch }).catch(() => undefined);
  }

  /** Called by the cached query. */
  onQueryUpdate(): void {
    this.#notify();
  }

  /** Asked by the cached query when the page is shown again. */
  shouldFetchOnWindowFocus(): boolean {
    return this.#isStale();
  }

  /** Asked by the cached query when the line is back. */
  shouldFetchOnReconnect(): boolean {
    return this.#isStale();
  }

  /** Asked by the cached query to find out whether it is stale. */
  getCurrentResult(): { isStale: boolean } {
    return { isStale: this.#isStale() };
  }

  get #observer(): QueryObserver<Data, Error, Data, Data> {
    return this as unknown as QueryObserver<Data, Error, Data, Data>;
  }

  #isStale(): boolean {
    return this.#query.isStaleByTime(this.options.staleTime);
  }
}
