import { priceSchema, type Price } from '../contract/nomos/price.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import type { Query } from './query.ts';

const minute = 60_000;

/** Which prices: Berlin days `yyyy-mm-dd`, the end inclusive. */
export interface PricesQuery {
  start: string;
  end: string;
}

/** `GET /subscriptions/{id}/prices` */
export function getPrices(
  client: NomosClient,
  id: string,
  { start, end }: PricesQuery,
  options?: CallOptions,
): Promise<Price> {
  return client.get(pathOf(['subscriptions', id, 'prices'], { start, end }), priceSchema, options);
}

/** The prices of Berlin days, the end inclusive. */
export function pricesQuery(
  client: NomosClient,
  { subscription, ...query }: PricesQuery & { subscription: string },
): Query<Price> {
  return {
    queryKey: ['prices', subscription, query],
    queryFn: ({ signal }) => getPrices(client, subscription, query, { signal }),
    staleTime: 5 * minute,
  };
}
