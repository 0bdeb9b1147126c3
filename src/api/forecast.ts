import type { Subscription } from '../contract/nomos/subscription.ts';
import { addDays, berlinDateOf, startOfMonth } from '../domain/berlin-calendar.ts';
import type { MonthForecast } from '../domain/month-forecast.ts';
import type { NomosClient } from './nomos-client.ts';
import { onDemand } from './on-demand.ts';
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
      // The maths comes when it is needed: a page has its first content without it.
      const { readForecast } = await onDemand(import('./forecast-reading.ts'));
      return readForecast({ client, queryClient }, subscription, { start, now });
    },
  };
}
