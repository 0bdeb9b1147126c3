import { usageSchema, type Usage } from '../contract/nomos/usage.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import type { Query } from './query.ts';

const minute = 60_000;

/** Which usage: Berlin days `yyyy-mm-dd`, the end exclusive. */
export interface UsageQuery {
  start?: string;
  end?: string;
  resolution?: '15min' | 'hour' | 'day' | 'week' | 'month' | 'auto';
}

/** `GET /subscriptions/{id}/usage` */
export function getUsage(
  client: NomosClient,
  id: string,
  { start, end, resolution }: UsageQuery,
  options?: CallOptions,
): Promise<Usage> {
  return client.get(pathOf(['subscriptions', id, 'usage'], { start, end, resolution }), usageSchema, options);
}

/** The usage of Berlin days, the end exclusive. */
export function usageQuery(
  client: NomosClient,
  { subscription, ...query }: UsageQuery & { subscription: string },
): Query<Usage> {
  return {
    queryKey: ['usage', subscription, query],
    queryFn: ({ signal }) => getUsage(client, subscription, query, { signal }),
    staleTime: 5 * minute,
  };
}
