import type { MeterReading } from '../contract/nomos/meter-reading.ts';
import { berlinDateOf, daysBetween, type BerlinDate } from './berlin-calendar.ts';
import { instantReader } from './instant.ts';

/** Whether a meter can have been read on a day; `null` when it can. */
export type ReadingDateIssue = 'after-contract' | 'before-contract' | 'in-future';

/** What a reading is compared with. */
export interface ExpectedReading {
  /** kWh on the meter, as expected. */
  kWh: number;
  /** Between these it is plausible. */
  lowKWh: number;
  highKWh: number;
  /** From the customer's own readings, or from the yearly estimate. */
  basis: 'estimated-usage' | 'readings';
}

/** A hint to whoever typed the reading. Every reading can be right: a meter may have been exchanged, a house been empty. */
export interface ReadingCheck {
  /**
   * `lower-than-last`: the meter would have run backwards. `higher-than-next`: the same against a later reading. `unknown`:
   * there is nothing to compare with.
   */
  type: 'higher-than-next' | 'lower-than-last' | 'much-higher' | 'much-lower' | 'plausible' | 'unknown';
  /** The last reading on that day or before. */
  last: MeterReading | null;
  /** The first one after. */
  next: MeterReading | null;
  expected: ExpectedReading | null;
}

/** How far from the expected use a reading may be: a year's estimate says less than own readings do. */
const tolerance = { readings: { low: 0.4, high: 2 }, 'estimated-usage': { low: 0.25, high: 3 } };
/** Whatever the days between: somebody is on holiday, or charges a car. kWh. */
const slackKWh = 30;
/** Own readings must be so many days apart to say something, and reach back no further than about a year. */
const fewestDays = 28;
const mostDays = 400;

/**
 * Whether a meter can have been read for this contract on a Berlin day. The last day of supply is the one before
 * `endExclusive`; that day itself still counts, because meters are read at the handover.
 */
export function readingDateIssue(
  date: BerlinDate,
  today: BerlinDate,
  supply: { start: BerlinDate | null; endExclusive: BerlinDate | null },
): ReadingDateIssue | null {
  if (date > today) return 'in-future';
  if (supply.start !== null && date < supply.start) return 'before-contract';
  if (supply.endExclusive !== null && date > supply.endExclusive) return 'after-contract';
  return null;
}

/**
 * Compares a reading with what is expected on its day: `expected = last + days since × daily use`, where the daily use is
 * `(last − earlier) / days between` of the earliest reading that lies 28 to 400 days before the last one, or else
 * `estimated_usage / 365`. Plausible is what lies between `last + 0.4 × use − 30 kWh` (never below the last reading) and
 * `last + 2 × use + 30 kWh`; with the estimate 0.25 and 3 instead, because it says less.
 *
 * @param reading - kWh on the meter, on a Berlin day.
 * @param readings - Those known, of this meter, in any order. Those without a readable instant are left out.
 */
export function checkMeterReading(
  reading: { kWh: number; date: BerlinDate },
  readings: readonly MeterReading[],
  estimatedUsageKWhPerYear: number | null,
): ReadingCheck {
  const read = instantReader();
  const dated = readings
    .flatMap((each) => {
      const at = read(each.timestamp);
      return Number.isNaN(at) ? [] : [{ each, at, date: berlinDateOf(new Date(at)) }];
    })
    .sort((a, b) => a.at - b.at || a.each.value - b.each.value);
  const before = dated.filter(({ date }) => date <= reading.date);
  const last = before.at(-1) ?? null;
  const next = dated.find(({ date }) => date > reading.date) ?? null;
  const found = { last: last?.each ?? null, next: next?.each ?? null };
  if (!last) {
    return { type: next && reading.kWh > next.each.value ? 'higher-than-next' : 'unknown', ...found, expected: null };
  }

  const earlier = before.find(({ date }) => {
    const days = daysBetween(date, last.date);
    return days >= fewestDays && days <= mostDays;
  });
  const ofReadings = earlier && (last.each.value - earlier.each.value) / daysBetween(earlier.date, last.date);
  // A meter that was exchanged in between begins anew: its readings say nothing about the use.
  const own = ofReadings !== undefined && ofReadings >= 0;
  const daily = own ? ofReadings : estimatedUsageKWhPerYear === null ? null : estimatedUsageKWhPerYear / 365;
  const expected =
    daily === null ? null : expectedReading(last.each.value, daily * daysBetween(last.date, reading.date), own);
  return { type: verdict(reading.kWh, last.each.value, next?.each.value ?? null, expected), ...found, expected };
}

function expectedReading(last: number, use: number, own: boolean): ExpectedReading {
  const basis = own ? 'readings' : 'estimated-usage';
  return {
    kWh: last + use,
    lowKWh: Math.max(last, last + tolerance[basis].low * use - slackKWh),
    highKWh: last + tolerance[basis].high * use + slackKWh,
    basis,
  };
}

function verdict(
  kWh: number,
  last: number,
  next: number | null,
  expected: ExpectedReading | null,
): ReadingCheck['type'] {
  if (kWh < last) return 'lower-than-last';
  if (next !== null && kWh > next) return 'higher-than-next';
  if (!expected) return 'unknown';
  if (kWh > expected.highKWh) return 'much-higher';
  return kWh < expected.lowKWh ? 'much-lower' : 'plausible';
}
