import {
  hashKey,
  InfiniteQueryObserver,
  QueryObserver,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/query-core';
import type { ReactiveController } from 'lit';
import { isNomosApiError, NomosApiError } from '../api/nomos-api-error.ts';
import type { PagedQuery, Query } from '../api/queries.ts';
import type { List } from '../contract/nomos/list.ts';
import type { SessionController, SessionHost } from './session-controller.ts';
import type { SessionStore } from './session-store.ts';

interface Result<Data> {
  data: Data | undefined;
  error: Error | null;
  isFetching: boolean;
}

/** What the observers of single and of paged queries have in common. */
interface Observer<Data> {
  subscribe(listener: () => void): () => void;
  getCurrentResult(): Result<Data>;
  refetch(): Promise<unknown>;
}

/** Observes one query on behalf of an element, as long as the element is connected and somebody is signed in. */
abstract class ObservingController<
  Options extends { queryKey: readonly unknown[] },
  Data,
  O extends Observer<Data>,
> implements ReactiveController {
  protected observer: O | undefined;

  /** Asks again. */
  readonly refetch = async (): Promise<void> => {
    await this.observer?.refetch();
  };
  readonly #host: SessionHost;
  readonly #session: SessionController;
  readonly #options: (store: SessionStore) => Options | null;
  #client: QueryClient | undefined;
  #key: string | undefined;

  #unsubscribe: (() => void) | undefined;

  /**
   * @param options - The query for a store, or `null` when there is nothing to ask. Called before each update; another
   *   key lets go of the query before, which aborts its request when nobody else wants the answer.
   */
  constructor(host: SessionHost, session: SessionController, options: (store: SessionStore) => Options | null) {
    this.#host = host;
    this.#session = session;
    this.#options = options;
    host.addController(this);
  }

  hostUpdate(): void {
    const { store, snapshot } = this.#session;
    const options = store && snapshot.status === 'signed-in' ? this.#options(store) : null;
    const key = options ? hashKey(options.queryKey) : undefined;
    if (key === this.#key && store?.queryClient === this.#client) return;
    this.#letGo();
    if (!store || !options) return;
    this.#key = key;
    this.#client = store.queryClient;
    this.observer = this.observe(store.queryClient, options);
    this.#unsubscribe = this.observer.subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#letGo();
  }

  /** The last answer, while there is no error; kept while it is refreshed. */
  get data(): Data | undefined {
    return this.observer?.getCurrentResult().data;
  }

  /** Why there is no answer, after all retries. */
  get error(): NomosApiError | null {
    const error = this.observer?.getCurrentResult().error;
    if (!error || this.data !== undefined) return null;
    return isNomosApiError(error) ? error : new NomosApiError('malformed', error.message, { cause: error });
  }

  /** Whether an answer is on its way. */
  get isFetching(): boolean {
    return this.observer?.getCurrentResult().isFetching ?? false;
  }

  protected abstract observe(client: QueryClient, options: Options): O;

  #letGo(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.observer = undefined;
    this.#key = undefined;
    this.#client = undefined;
  }
}

/** Observes a query with one answer. */
export class QueryController<Data> extends ObservingController<Query<Data>, Data, QueryObserver<Data>> {
  protected observe(client: QueryClient, options: Query<Data>): QueryObserver<Data> {
    return new QueryObserver<Data>(client, options);
  }
}

type Pages<Item> = InfiniteData<List<Item>, string | null>;
type PagesObserver<Item> = InfiniteQueryObserver<List<Item>, Error, Pages<Item>, readonly unknown[], string | null>;

/** Observes a list that is read page by page. */
export class InfiniteQueryController<Item> extends ObservingController<
  PagedQuery<Item>,
  Pages<Item>,
  PagesObserver<Item>
> {
  /** The pages read so far. */
  get pages(): List<Item>[] {
    return this.data?.pages ?? [];
  }

  /** Whether the list goes on. */
  get hasNextPage(): boolean {
    return this.observer?.getCurrentResult().hasNextPage ?? false;
  }

  /** Why the page after the last one could not be read. */
  get nextPageError(): NomosApiError | null {
    const result = this.observer?.getCurrentResult();
    return result?.isFetchNextPageError && isNomosApiError(result.error) ? result.error : null;
  }

  /** Reads the next page. */
  async fetchNextPage(): Promise<void> {
    await this.observer?.fetchNextPage();
  }

  protected observe(client: QueryClient, options: PagedQuery<Item>): PagesObserver<Item> {
    return new InfiniteQueryObserver<List<Item>, Error, Pages<Item>, readonly unknown[], string | null>(
      client,
      options,
    );
  }
}
