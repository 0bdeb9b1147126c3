import {
  addDays,
  addMonths,
  berlinDateOf,
  startOfBerlinDay,
  startOfMonth,
  type BerlinDate,
} from '../../src/domain/berlin-calendar.ts';
import { subscriptionIdOf } from './identifiers.ts';
import type { Series } from './series.ts';
import type { Interval } from './usage.ts';
import type { ApiObject, Party } from './world.ts';

/**
 * The usage of an analog meter, by months that are over: what lies between two readings is spread over its days as
 * a household uses electricity, so that the months between two readings sum to their difference. What comes after the last
 * reading is estimated, as is everything that no reading of a person or of the grid operator covers yet.
 */
export function monthsBetweenReadings(
  series: Series,
  { party: { person, contract }, readings }: { party: Party; readings: readonly ApiObject[] },
  { start, end }: { start: BerlinDate; end: BerlinDate },
  now: Date,
): Interval[] {
  const id = subscriptionIdOf(person.name, contract.name);
  const household = { id, annualKWh: contract.annualKWh, feedIn: false };
  const profile = (date: BerlinDate): number => series.usage(household, date).reduce((sum, { kWh }) => sum + kWh, 0);
  const factorOf = factors(readings, profile);
  const readUntil = readings.findLast(({ type }) => type !== 'grid_estimation')?.timestamp as string | undefined;
  const running = startOfMonth(berlinDateOf(now));
  const intervals: Interval[] = [];
  for (let month = startOfMonth(start); month < end && month < running; month = addMonths(month, 1)) {
    const next = addMonths(month, 1);
    let kWh = 0;
    for (let date = month; date < next; date = addDays(date, 1)) {
      if (date < contract.start || (contract.end && date >= contract.end)) continue;
      kWh += profile(date) * factorOf(date);
    }
    const isRead = readUntil !== undefined && next <= berlinDateOf(readUntil);
    intervals.push({
      start: startOfBerlinDay(month).toISOString(),
      usage: Number(kWh.toFixed(3)),
      type: isRead ? 'final' : 'preliminary',
    });
  }
  return intervals;
}

/** By how much the days between two readings differ from the profile; 1 where there are no two. */
function factors(readings: readonly ApiObject[], profile: (date: BerlinDate) => number): (date: BerlinDate) => number {
  const spans = readings.slice(1).map((reading, i) => {
    const before = readings[i];
    const start = berlinDateOf(String(before?.timestamp));
    const end = berlinDateOf(String(reading.timestamp));
    let kWh = 0;
    for (let date = start; date < end; date = addDays(date, 1)) kWh += profile(date);
    return { start, end, factor: (Number(reading.value) - Number(before?.value)) / kWh };
  });
  return (date) => spans.find(({ start, end }) => date >= start && date < end)?.factor ?? 1;
}
