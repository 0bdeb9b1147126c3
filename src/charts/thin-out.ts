import type { Interval } from '../domain/interval.ts';
import type { ChartBand } from './chart-model.ts';

/** What stands in one column of a chart: an interval, or several neighbours where there is not room for each. */
export interface ChartColumn {
  /** The place of the first and of the last interval among all. */
  first: number;
  last: number;
  /** Mean energy of an interval; `null` where no value is known. */
  kWh: number | null;
  /** Mean price; `null` where none is known. */
  ctPerKWh: number | null;
  /** The lowest and highest price within, so that a single negative quarter-hour stays in sight. */
  lowestCtPerKWh: number | null;
  highestCtPerKWh: number | null;
  /** The least sure status within. */
  status: Interval['status'];
  /** The band of all intervals within, when they have the same. */
  band: ChartBand;
}

const sureness: readonly Interval['status'][] = [null, 'final', 'preliminary', 'other'];

/**
 * As many columns as a chart has room for: `ceil(n / ⌈n / columns⌉)` groups of as many neighbours each. Energy and price of a
 * group are means of what is known within it, so that the axis means the same for any width.
 *
 * Aggregated before a chart library sees it, a year of quarter-hours costs it no more than a day.
 */
export function thinOut(
  intervals: readonly Interval[],
  bands: readonly ChartBand[] | undefined,
  columns: number,
): ChartColumn[] {
  const size = Math.max(1, Math.ceil(intervals.length / Math.max(1, Math.floor(columns))));
  const list: ChartColumn[] = [];
  for (let first = 0; first < intervals.length; first += size) {
    list.push(columnOf(intervals, bands, first, Math.min(first + size, intervals.length)));
  }
  return list;
}

function columnOf(
  intervals: readonly Interval[],
  bands: readonly ChartBand[] | undefined,
  first: number,
  end: number,
): ChartColumn {
  let [kWh, measured, price, priced, status] = [0, 0, 0, 0, 0];
  let [lowest, highest] = [Infinity, -Infinity];
  let band = bands?.[first] ?? null;
  for (let i = first; i < end; i += 1) {
    const interval = intervals[i];
    if (!interval) continue;
    if (interval.kWh !== null) {
      kWh += interval.kWh;
      measured += 1;
    }
    const { ctPerKWh } = interval;
    if (ctPerKWh !== null) {
      price += ctPerKWh;
      priced += 1;
      if (ctPerKWh < lowest) lowest = ctPerKWh;
      if (ctPerKWh > highest) highest = ctPerKWh;
    }
    status = Math.max(status, sureness.indexOf(interval.status));
    if ((bands?.[i] ?? null) !== band) band = null;
  }
  return {
    first,
    last: end - 1,
    kWh: measured > 0 ? kWh / measured : null,
    ctPerKWh: priced > 0 ? price / priced : null,
    lowestCtPerKWh: priced > 0 ? lowest : null,
    highestCtPerKWh: priced > 0 ? highest : null,
    status: sureness[status] ?? null,
    band,
  };
}
