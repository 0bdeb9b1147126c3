import {
  addDays,
  addMonths,
  berlinDateOf,
  startOfBerlinDay,
  startOfMonth,
  startOfWeek,
  type BerlinDate,
} from './berlin-calendar.ts';
import type { Interval, UsageStatus } from './interval.ts';

/** The lengths to which intervals can be summed; all but the hour are Berlin's, weeks begin on Monday. */
export type AggregateResolution = 'hour' | 'day' | 'week' | 'month';

/** The sum over a span of time. */
export interface IntervalTotal {
  /** Energy of the intervals for which there is a value; `null` when there is none. */
  kWh: number | null;
  /** Gross cost of the intervals whose usage and price are known; `null` when there is none. */
  eur: number | null;
  /** What a kWh cost on average: `100 × Σ eur / Σ kWh` over the intervals whose usage and price are known. */
  averageCtPerKWh: number | null;
  /** The mean of the known prices over time, whatever was used: what somebody pays who uses the same at all hours. */
  meanCtPerKWh: number | null;
  /** Share of the time whose usage is known, 0 to 1. */
  knownShare: number;
  /** Share of the time whose usage and price are known, 0 to 1. */
  pricedShare: number;
  /** How sure energy and cost are. */
  status: TotalStatus;
  /** How sure the energy is by itself, prices or not. */
  usageStatus: TotalStatus;
}

/**
 * `incomplete` when a part of the span is not known: the sum is that of the rest, not of the span. Otherwise `provisional`
 * as soon as one value may still change, and `final` when none may.
 */
export type TotalStatus = 'final' | 'provisional' | 'incomplete';

const hour = 3_600_000;
/** The statuses, from none at all to the least sure. */
export const sureness: readonly (UsageStatus | null)[] = [null, 'final', 'preliminary', 'other'];

/**
 * Sums intervals to hours, days, weeks or months of the Berlin calendar, in order of time, whatever the order they come in.
 *
 * `kWh = Σ kWh_i` and `eur = Σ eur_i` over what is known, `null` where nothing is. `ctPerKWh = 100 × Σ eur_i / Σ kWh_i` over
 * the parts whose price and usage are known; where these used nothing, the mean of the known prices over time. `status` is the
 * least sure one, in the order final, preliminary, other. A sum is `complete` when all of its parts are.
 *
 * A row reaches from its first part to its last one, so that a period that begins within a month begins with a part of one.
 * An interval longer than the resolution stays what it is.
 */
export function aggregate(intervals: readonly Interval[], resolution: AggregateResolution): Interval[] {
  const sums = new Map<number, Sum>();
  let sum: Sum | undefined;
  let start = 0;
  let end = -Infinity;
  for (const interval of intervals) {
    const at = interval.startUtcMilliseconds;
    if (!sum || at < start || at >= end) {
      [start, end] = bounds(at, resolution);
      sum = sums.get(start);
      if (!sum) sums.set(start, (sum = new Sum()));
    }
    sum.add(interval);
  }
  return [...sums.entries()].sort(([a], [b]) => a - b).map(([, each]) => each.interval());
}

/** The sum of intervals, with how much of their time it stands for and how sure it is. */
export function totalOf(intervals: readonly Interval[]): IntervalTotal {
  const sum = new Sum();
  let time = 0;
  let known = 0;
  let priced = 0;
  let provisional = false;
  for (const interval of intervals) {
    const length = interval.endUtcMilliseconds - interval.startUtcMilliseconds;
    sum.add(interval);
    time += length;
    if (interval.kWh !== null) known += length;
    if (interval.complete) priced += length;
    if (interval.status !== null && interval.status !== 'final') provisional = true;
  }
  const status = (share: number): TotalStatus =>
    time === 0 || share < time ? 'incomplete' : provisional ? 'provisional' : 'final';
  return {
    kWh: sum.kWh,
    eur: sum.eur,
    averageCtPerKWh: sum.weightedPrice(),
    meanCtPerKWh: sum.meanPrice(),
    knownShare: time === 0 ? 0 : known / time,
    pricedShare: time === 0 ? 0 : priced / time,
    status: status(priced),
    usageStatus: status(known),
  };
}

class Sum {
  kWh: number | null = null;
  eur: number | null = null;
  #start = Infinity;
  #end = -Infinity;
  #pricedKWh = 0;
  #price = 0;
  #pricedTime = 0;
  #status = 0;
  #complete = true;

  add(interval: Interval): void {
    const { startUtcMilliseconds: start, endUtcMilliseconds: end, kWh, eur, ctPerKWh } = interval;
    if (start < this.#start) this.#start = start;
    if (end > this.#end) this.#end = end;
    if (kWh !== null) this.kWh = (this.kWh ?? 0) + kWh;
    if (eur !== null) {
      this.eur = (this.eur ?? 0) + eur;
      this.#pricedKWh += pricedKWh(interval);
    }
    if (ctPerKWh !== null) {
      this.#price += ctPerKWh * (end - start);
      this.#pricedTime += end - start;
    }
    this.#status = Math.max(this.#status, sureness.indexOf(interval.status));
    if (!interval.complete) this.#complete = false;
  }

  weightedPrice(): number | null {
    return this.eur === null || this.#pricedKWh === 0 ? null : (100 * this.eur) / this.#pricedKWh;
  }

  meanPrice(): number | null {
    return this.#pricedTime === 0 ? null : this.#price / this.#pricedTime;
  }

  interval(): Interval {
    return {
      startUtcMilliseconds: this.#start,
      endUtcMilliseconds: this.#end,
      kWh: this.kWh,
      ctPerKWh: this.weightedPrice() ?? this.meanPrice(),
      eur: this.eur,
      status: sureness[this.#status] ?? null,
      complete: this.#complete,
    };
  }
}

/** The energy that the cost of an interval stands for: all of it, or what its cost and mean price say when some had no price. */
function pricedKWh({ kWh, eur, ctPerKWh, complete }: Interval): number {
  if (kWh === null || eur === null) return 0;
  if (complete || !ctPerKWh) return kWh;
  return Math.min(Math.max((100 * eur) / ctPerKWh, 0), kWh);
}

/** First instant and end of the span of the Berlin calendar that holds an instant. Hours are the same in UTC. */
function bounds(at: number, resolution: AggregateResolution): [start: number, end: number] {
  if (resolution === 'hour') {
    const start = Math.floor(at / hour) * hour;
    return [start, start + hour];
  }
  const start = startOfSpan(berlinDateOf(new Date(at)), resolution);
  return [startOfBerlinDay(start).getTime(), startOfBerlinDay(endOfSpan(start, resolution)).getTime()];
}

/** The day with which the day, week or month begins that holds a day. */
export function startOfSpan(date: BerlinDate, resolution: 'day' | 'week' | 'month'): BerlinDate {
  return resolution === 'day' ? date : resolution === 'week' ? startOfWeek(date) : startOfMonth(date);
}

/** The day after the last one of the day, week or month that begins with a day. */
export function endOfSpan(start: BerlinDate, resolution: 'day' | 'week' | 'month'): BerlinDate {
  return resolution === 'month' ? addMonths(start, 1) : addDays(start, resolution === 'week' ? 7 : 1);
}
