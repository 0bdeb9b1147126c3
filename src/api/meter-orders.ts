import { meterOrderSchema, type InsertMeterOrder, type MeterOrder } from '../contract/nomos/meter-order.ts';
import type { List } from '../contract/nomos/list.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import { everyItem, ofCustomer, ofSubscription, type Page } from './page.ts';
import type { Query } from './query.ts';

/** `GET /meter-orders`, of one subscription. */
export function listMeterOrders(
  client: NomosClient,
  { subscription, limit, cursor }: Page & { subscription: string },
  options?: CallOptions,
): Promise<List<MeterOrder>> {
  const path = pathOf(['meter-orders'], { 'filter[subscription][eq]': subscription, limit, cursor });
  return client.list(path, meterOrderSchema, ofSubscription(subscription), options);
}

/**
 * `POST /meter-orders`: orders a smart meter for a subscription. A refusal is of kind `invalid` or `conflict`, with its code in
 * `fieldErrors[0]`: `duplicate_meter_order`, `unsupported_meter_order`, `unsupported_product`, `ended_subscription`, …
 */
export function createMeterOrder(
  client: NomosClient,
  order: InsertMeterOrder,
  options?: CallOptions,
): Promise<MeterOrder> {
  return client.post(pathOf(['meter-orders']), order, meterOrderSchema, options);
}

/** The orders of a subscription, newest first; a hundred are more than any has. */
export function meterOrdersQuery(client: NomosClient, subscription: string): Query<MeterOrder[]> {
  return {
    queryKey: ['meter-orders', subscription],
    queryFn: async ({ signal }) => (await listMeterOrders(client, { subscription, limit: 100 }, { signal })).items,
  };
}

/** The orders of all of a customer's subscriptions, newest first. */
export function meterOrdersOfCustomerQuery(client: NomosClient, customer: string): Query<MeterOrder[]> {
  return {
    queryKey: ['meter-orders', customer],
    queryFn: ({ signal }) =>
      everyItem((cursor) =>
        client.list(pathOf(['meter-orders'], { limit: 100, cursor }), meterOrderSchema, ofCustomer(customer), {
          signal,
        }),
      ),
  };
}
