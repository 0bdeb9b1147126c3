import type { QueryKey } from '@tanstack/query-core';

/** What is asked, how, and how long the answer counts as fresh. */
export interface Query<Data> {
  queryKey: QueryKey;
  queryFn: (context: { signal: AbortSignal }) => Promise<Data>;
  /** How long an answer counts as fresh, in milliseconds. */
  staleTime?: number;
  /** How long an answer is kept that nobody looks at, in milliseconds. */
  gcTime?: number;
}
