import { hashKey } from '@tanstack/query-core';
import type { ReactiveController } from 'lit';
import { isNomosApiError, NomosApiError } from '../api/nomos-api-error.ts';
import type { Query } from '../api/query.ts';
import type { QueryFollower } from '../api/query-follower.ts';
import type { SessionController, SessionHost } from './session-controller.ts';
import type { SessionStore } from './session-store.ts';

/** Observes one query on behalf of an element, as long as the element is connected and somebody is signed in, or anybody may ask. */
export class QueryController<Data> implements ReactiveController {
  /** Asks again. */
  readonly refetch = async (): Promise<void> => {
    await this.#follower?.refetch();
  };
  readonly #host: SessionHost;
  readonly #session: SessionController;
  readonly #options: (store: SessionStore) => Query<Data> | null;
  readonly #isPublic: boolean;
  #store: SessionStore | undefined;
  #key: string | undefined;
  #follower: QueryFollower<Data> | undefined;

  /**
   * @param options - The query for a store, or `null` when there is nothing to ask. Called before each update; another
   *   key lets go of the query before, which aborts its request when nobody else wants the answer.
   * @param isPublic - Whether it is asked without anybody being signed in as well. Its key begins with `public`.
   */
  constructor(
    host: SessionHost,
    session: SessionController,
    options: (store: SessionStore) => Query<Data> | null,
    isPublic = false,
  ) {
    this.#host = host;
    this.#session = session;
    this.#options = options;
    this.#isPublic = isPublic;
    host.addController(this);
  }

  hostUpdate(): void {
    const { store, snapshot } = this.#session;
    const options = store && (this.#isPublic || snapshot.status === 'signed-in') ? this.#options(store) : null;
    const key = options ? hashKey(options.queryKey) : undefined;
    if (key === this.#key && store === this.#store) return;
    this.#letGo();
    if (!store || !options) return;
    this.#key = key;
    this.#store = store;
    this.#follower = store.queryClient.follow(options, () => this.#host.requestUpdate());
    this.#follower.start();
  }

  hostDisconnected(): void {
    this.#letGo();
  }

  /** The last answer; kept while it is refreshed. */
  get data(): Data | undefined {
    return this.#follower?.data;
  }

  /** Why there is no answer, after all retries. */
  get error(): NomosApiError | null {
    const error = this.#follower?.error;
    if (!error || this.data !== undefined) return null;
    return isNomosApiError(error) ? error : new NomosApiError('malformed', error.message, { cause: error });
  }

  /** Whether an answer is on its way. */
  get isFetching(): boolean {
    return this.#follower?.isFetching ?? false;
  }

  #letGo(): void {
    this.#follower?.stop();
    this.#follower = undefined;
    this.#key = undefined;
    this.#store = undefined;
  }
}
