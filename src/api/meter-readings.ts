import { meterReadingSchema, type InsertMeterReading, type MeterReading } from '../contract/nomos/meter-reading.ts';
import type { List } from '../contract/nomos/list.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import { ofSubscription, type Page } from './page.ts';
import type { Query } from './query.ts';

/** `GET /meter-readings`, of one subscription. */
export function listMeterReadings(
  client: NomosClient,
  { subscription, limit, cursor }: Page & { subscription: string },
  options?: CallOptions,
): Promise<List<MeterReading>> {
  const path = pathOf(['meter-readings'], { 'filter[subscription][eq]': subscription, limit, cursor });
  return client.list(path, meterReadingSchema, ofSubscription(subscription), options);
}

/**
 * `POST /meter-readings`: reports a reading. A rejection of kind `invalid` says in `fieldErrors[0].code` what is wrong:
 * `implausible_meter_reading`, `duplicate_meter_reading`, `out_of_period_meter_reading` or `unsupported_meter_reading`.
 */
export function createMeterReading(
  client: NomosClient,
  reading: InsertMeterReading,
  options?: CallOptions,
): Promise<MeterReading> {
  return client.post(pathOf(['meter-readings']), reading, meterReadingSchema, options);
}

/** The latest hundred readings of a subscription, more than eight years of monthly ones, in the order of the API. */
export function meterReadingsQuery(client: NomosClient, subscription: string): Query<MeterReading[]> {
  return {
    queryKey: ['meter-readings', subscription],
    queryFn: async ({ signal }) => (await listMeterReadings(client, { subscription, limit: 100 }, { signal })).items,
  };
}
