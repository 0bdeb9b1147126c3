import { addMonths, startOfMonth } from '../domain/berlin-calendar.ts';
import { joinIntervals } from '../domain/interval-join.ts';
import type { Interval } from '../domain/interval.ts';
import { daysBetween } from '../domain/berlin-calendar.ts';
import { priceRange, usageRange, type Period } from '../domain/period.ts';
import { isNomosApiError } from './nomos-api-error.ts';
import type { NomosClient } from './nomos-client.ts';
import { pricesQuery } from './prices.ts';
import type { PageQueries } from './query-cache.ts';
import type { Query } from './query.ts';
import { usageQuery } from './usage.ts';

/** What was used in a period, joined with its prices. */
export interface Consumption {
  /** As fine as the meter gives them, over the whole period. */
  intervals: Interval[];
  /** Whether prices could not be read, so that no cost is known although there may be one. */
  pricesFailed: boolean;
}

const minute = 60_000;

/** Longer periods are read month by month: no answer grows beyond what a phone can take, and months are kept for later. */
const longestPeriodDays = 31;

/**
 * Usage in quarter-hours and prices of a period of Berlin days. Each month is asked for once, whoever wants it.
 *
 * Without prices the usage is still worth showing: only when there is no usage does the query fail.
 */
export function consumptionQuery(
  { client, queryClient }: { client: NomosClient; queryClient: PageQueries },
  { subscription, period }: { subscription: string; period: Period },
): Query<Consumption> {
  return {
    queryKey: ['consumption', subscription, period],
    staleTime: 5 * minute,
    queryFn: async ({ signal }) => {
      const intervals: Interval[] = [];
      let pricesFailed = false;
      for (const part of partsOf(period)) {
        signal.throwIfAborted();
        const usage = queryClient.query(usageQuery(client, { subscription, ...usageRange(part), resolution: '15min' }));
        const prices = queryClient
          .query(pricesQuery(client, { subscription, ...priceRange(part) }))
          .catch((error: unknown) => {
            if (isNomosApiError(error) && error.kind === 'unauthorized') throw error;
            pricesFailed = true;
            return null;
          });
        const [used, price] = await Promise.all([usage, prices]);
        for (const interval of joinIntervals(used, price, part)) intervals.push(interval);
      }
      return { intervals, pricesFailed };
    },
  };
}

/** The calendar months of a long period, the first and the last cut to it; else the period itself. */
export function partsOf(period: Period): Period[] {
  if (daysBetween(period.start, period.endExclusive) <= longestPeriodDays) return [period];
  const parts: Period[] = [];
  for (let { start } = period; start < period.endExclusive;) {
    const next = addMonths(startOfMonth(start), 1);
    const endExclusive = next < period.endExclusive ? next : period.endExclusive;
    parts.push({ start, endExclusive });
    start = endExclusive;
  }
  return parts;
}
