import { meterReadingSchema, type MeterReading } from '../contract/nomos/meter-reading.ts';
import type { List } from '../contract/nomos/list.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import { ofSubscription, type Page } from './page.ts';

/** `GET /meter-readings`, of one subscription. */
export function listMeterReadings(
  client: NomosClient,
  { subscription, limit, cursor }: Page & { subscription: string },
  options?: CallOptions,
): Promise<List<MeterReading>> {
  const path = pathOf(['meter-readings'], { 'filter[subscription][eq]': subscription, limit, cursor });
  return client.list(path, meterReadingSchema, ofSubscription(subscription), options);
}
