import { quoteSchema, type Quote } from '../contract/nomos/quote.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import type { Query } from './query.ts';

const minute = 60_000;

/** `GET /plans/{id}/quote`: what the plan costs at a place, for a yearly usage in kWh. */
export function getQuote(
  client: NomosClient,
  plan: string,
  { zipCode, usage, meterType }: { zipCode: string; usage: number; meterType: string },
  options?: CallOptions,
): Promise<Quote> {
  const path = pathOf(['plans', plan, 'quote'], { zip_code: zipCode, usage, meter_type: meterType });
  return client.get(path, quoteSchema, options);
}

/** The yearly usage, in kWh, for which the API gives quotes. */
const quotedUsage = { least: 100, most: 50_000 };

/** What a plan costs at a place. A yearly usage that the API gives no quote for is brought to the nearest one that it does. */
export function quoteQuery(
  client: NomosClient,
  plan: string,
  { usage, ...place }: { zipCode: string; usage: number; meterType: string },
): Query<Quote> {
  const where = { ...place, usage: Math.min(quotedUsage.most, Math.max(quotedUsage.least, usage)) };
  return {
    queryKey: ['quote', plan, where],
    queryFn: ({ signal }) => getQuote(client, plan, where, { signal }),
    staleTime: 60 * minute,
  };
}
