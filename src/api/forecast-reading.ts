import type { Subscription } from '../contract/nomos/subscription.ts';
import { berlinDateOf, type BerlinDate } from '../domain/berlin-calendar.ts';
import { monthForecast, type MonthForecast } from '../domain/month-forecast.ts';
import { consumptionQuery } from './consumption.ts';
import { isNomosApiError } from './nomos-api-error.ts';
import type { NomosClient } from './nomos-client.ts';
import type { PageQueries } from './query-cache.ts';
import { quoteQuery } from './quotes.ts';

/** Reads what a forecast needs, of the days from `start` until today, and makes it. See `forecastQuery`. */
export async function readForecast(
  { client, queryClient }: { client: NomosClient; queryClient: PageQueries },
  subscription: Subscription,
  { start, now }: { start: BerlinDate; now: Date },
): Promise<MonthForecast | null> {
  const today = berlinDateOf(now);
  const where = {
    zipCode: subscription.address.zip,
    usage: subscription.estimated_usage,
    meterType: subscription.meter.type,
  };
  const period = { start, endExclusive: today };
  const [consumption, quote] = await Promise.all([
    start < today
      ? queryClient.query(consumptionQuery({ client, queryClient }, { subscription: subscription.id, period }))
      : { intervals: [] },
    queryClient.query(quoteQuery(client, subscription.plan, where)).catch((error: unknown) => {
      if (isNomosApiError(error) && error.kind !== 'unauthorized') return null;
      throw error;
    }),
  ]);
  const base = quote?.components.filter(({ group }) => group === 'base');
  // What is paid out for feed-in is paid out less the base fees.
  const sign = subscription.type === 'feed_in' ? -1 : 1;
  return monthForecast({
    intervals: consumption.intervals,
    now,
    baseFeeEurPerMonth: base ? base.reduce((sum, each) => sum + sign * each.unit_amount, 0) : null,
    estimatedUsageKWhPerYear: subscription.estimated_usage,
    averageCtPerKWh: null,
    supply: {
      start: subscription.start_at ? berlinDateOf(subscription.start_at) : null,
      endExclusive: subscription.end_at ? berlinDateOf(subscription.end_at) : null,
    },
  });
}
