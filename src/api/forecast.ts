import type { Subscription } from '../contract/nomos/subscription.ts';
import { addDays, berlinDateOf, startOfMonth } from '../domain/berlin-calendar.ts';
import { monthForecast, type MonthForecast } from '../domain/month-forecast.ts';
import { consumptionQuery } from './consumption.ts';
import { isNomosApiError } from './nomos-api-error.ts';
import type { NomosClient } from './nomos-client.ts';
import { quoteQuery } from './plans.ts';
import type { PageQueries } from './query-cache.ts';
import type { Query } from './query.ts';

const minute = 60_000;

/** From how far back a forecast learns: two months hold 28 days even where some have gaps. */
const daysBack = 35;

/**
 * What the running month is going to cost, from what was used and paid so far and in the weeks before, and from the base
 * fees of the plan's quote at this address. `null` when nothing can be said.
 *
 * Without a quote the forecast has no base fees and says so: only when there is no usage does the query fail.
 */
export function forecastQuery(
  { client, queryClient }: { client: NomosClient; queryClient: PageQueries },
  subscription: Subscription,
  now: Date,
): Query<MonthForecast | null> {
  const today = berlinDateOf(now);
  const supplyStart = subscription.start_at ? berlinDateOf(subscription.start_at) : null;
  const earliest = [addDays(today, -daysBack), startOfMonth(today)].sort()[0] ?? today;
  const start = supplyStart && supplyStart > earliest ? supplyStart : earliest;
  return {
    queryKey: ['forecast', subscription.id, start, today],
    staleTime: 30 * minute,
    queryFn: async () => {
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
          start: supplyStart,
          endExclusive: subscription.end_at ? berlinDateOf(subscription.end_at) : null,
        },
      });
    },
  };
}
