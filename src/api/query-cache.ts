import { QueryCache, QueryClient } from '@tanstack/query-core';
import { isNomosApiError, type NomosApiError } from './nomos-api-error.ts';

const minute = 60_000;

/** How often a failed call is made again. */
const maximumRetries = 3;

/**
 * The one cache of a page: whatever many widgets ask for is fetched once.
 *
 * Only what may help is tried again (`NomosApiError.retryable`), with growing pauses and as late as the server asks.
 *
 * @param onUnauthorized - Called when any answer says that the session is over.
 */
export function createQueryClient(onUnauthorized: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isNomosApiError(error) && error.kind === 'unauthorized') onUnauthorized();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: minute,
        gcTime: 10 * minute,
        // The browser's own word on being offline is too often wrong; a failed call says it better.
        networkMode: 'always',
        retry: (count, error) =>
          count < maximumRetries && isNomosApiError(error) && error.retryable && !asksForTooMuch(error),
        retryDelay,
      },
    },
  });
}

/** The longest wait that is waited for; beyond it the page says so and leaves it to the customer. */
const longestWaitSeconds = 30;

function asksForTooMuch({ retryAfterSeconds = 0 }: NomosApiError): boolean {
  return retryAfterSeconds > longestWaitSeconds;
}

/** How long to wait before the next try, in milliseconds: doubling from one second, with some chance in it. */
export function retryDelay(count: number, error: unknown): number {
  const asked = isNomosApiError(error) ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  const backoff = Math.min(1000 * 2 ** count, 10_000) * (0.75 + Math.random() / 2);
  return Math.max(Math.min(asked, longestWaitSeconds * 1000), backoff);
}
