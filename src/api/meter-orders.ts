import { meterOrderSchema, type MeterOrder } from '../contract/nomos/meter-order.ts';
import type { List } from '../contract/nomos/list.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import { ofSubscription, type Page } from './page.ts';

/** `GET /meter-orders`, of one subscription. */
export function listMeterOrders(
  client: NomosClient,
  { subscription, limit, cursor }: Page & { subscription: string },
  options?: CallOptions,
): Promise<List<MeterOrder>> {
  const path = pathOf(['meter-orders'], { 'filter[subscription][eq]': subscription, limit, cursor });
  return client.list(path, meterOrderSchema, ofSubscription(subscription), options);
}
