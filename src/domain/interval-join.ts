import type { Price } from '../contract/nomos/price.ts';
import type { Usage } from '../contract/nomos/usage.ts';
import { aggregate, endOfSpan, startOfSpan, sureness } from './aggregate.ts';
import { berlinDateOf, startOfBerlinDay, type BerlinDate } from './berlin-calendar.ts';
import { instantReader } from './instant.ts';
import type { Interval } from './interval.ts';
import type { Period } from './period.ts';
import { known, priceLength } from './price-series.ts';

/** The lengths that intervals can have, shortest first. */
export const resolutions = ['15min', 'hour', 'day', 'week', 'month'] as const;

/** How long the intervals of a series are. */
export type Resolution = (typeof resolutions)[number];

const quarterHour = 900_000;
const hour = 4 * quarterHour;

/**
 * Joins usage with prices: one row for each interval of a Berlin period, in order of time and without gap, 92, 96 or 100
 * quarter-hours a day. What is not known is `null` in its row.
 *
 * For each row: `eur = kWh × ctPerKWh / 100`. Where prices are finer than usage, `ctPerKWh` is the mean of the prices within
 * the row, and known only when all of them are; where they are coarser, it is the price that holds the row.
 *
 * Rows are as long as `resolution` asks, by default as the usage (or, where there is none, the prices). They are never shorter
 * than the usage, because the value of a day cannot be split; longer ones are summed as {@link aggregate} does. Usage by day,
 * week or month, as of an analog meter, has no cost, because nobody knows at which prices it was used; nor has one whose
 * resolution is not known, which is summed by day.
 *
 * Items may come in any order and more than once: of two for the same instant the last one counts, and none counts twice. Those
 * outside of the period, between the instants of the grid, or without a readable instant are left out.
 *
 * @param usage - Energy by UTC instant; `null` while it is not there.
 * @param price - Gross ct/kWh by UTC instant; `null` while it is not there.
 */
export function joinIntervals(
  usage: Usage | null,
  price: Price | null,
  period: Period,
  options: { resolution?: Resolution } = {},
): Interval[] {
  const { resolution } = options;
  let native: Resolution;
  if (usage && usage.data.length > 0) native = resolutions.find((each) => each === usage.resolution) ?? 'day';
  else native = resolution === '15min' || priceLength(price) < hour ? '15min' : 'hour';
  const rows =
    native === '15min' || native === 'hour'
      ? fineRows(usage, price, period, native === 'hour' ? hour : quarterHour)
      : coarseRows(usage?.data ?? [], period, native);
  const longer = resolution !== undefined && resolutions.indexOf(resolution) > resolutions.indexOf(native);
  return longer && resolution !== '15min' ? aggregate(rows, resolution) : rows;
}

/** Quarter-hours or hours. Berlin days begin on the hour in UTC, so that the whole period is one grid of equal steps. */
function fineRows(usage: Usage | null, price: Price | null, period: Period, step: number): Interval[] {
  const start = startOfBerlinDay(period.start).getTime();
  const end = startOfBerlinDay(period.endExclusive).getTime();
  const count = Math.max((end - start) / step, 0);
  const read = instantReader();

  // NaN is what is not known.
  const used = new Float64Array(count).fill(NaN);
  const status = new Uint8Array(count);
  for (const item of usage?.data ?? []) {
    const i = (read(item.start) - start) / step;
    if (!(i >= 0 && i < count) || !Number.isInteger(i)) continue;
    const kWh = known(item.usage);
    used[i] = kWh ?? NaN;
    status[i] = kWh === null ? 0 : placeOf(item.type);
  }

  const length = priceLength(price);
  const pricesPerRow = step / length;
  const prices = new Float64Array(Math.max((end - start) / length, 0)).fill(NaN);
  for (const { timestamp, amount } of price?.items ?? []) {
    const i = (read(timestamp) - start) / length;
    if (i >= 0 && i < prices.length && Number.isInteger(i)) prices[i] = known(amount) ?? NaN;
  }
  const priceOfRow = (i: number): number => {
    if (pricesPerRow <= 1) return prices[Math.floor(i * pricesPerRow)] ?? NaN;
    let sum = 0;
    for (let j = i * pricesPerRow; j < (i + 1) * pricesPerRow; j += 1) sum += prices[j] ?? NaN;
    return sum / pricesPerRow;
  };

  const rows: Interval[] = [];
  for (let i = 0; i < count; i += 1) {
    const kWh = used[i] ?? NaN;
    const ctPerKWh = priceOfRow(i);
    const eur = (kWh * ctPerKWh) / 100;
    const complete = !Number.isNaN(eur);
    rows.push({
      startUtcMilliseconds: start + i * step,
      endUtcMilliseconds: start + (i + 1) * step,
      kWh: Number.isNaN(kWh) ? null : kWh,
      ctPerKWh: Number.isNaN(ctPerKWh) ? null : ctPerKWh,
      eur: complete ? eur : null,
      status: sureness[status[i] ?? 0] ?? null,
      complete,
    });
  }
  return rows;
}

/**
 * Days, weeks or months, cut to the period. An item belongs to the row that holds its instant; items of different instants in
 * one row are parts of it.
 */
function coarseRows(data: Usage['data'], period: Period, resolution: 'day' | 'week' | 'month'): Interval[] {
  const rows = new Map<BerlinDate, Interval>();
  for (
    let date = startOfSpan(period.start, resolution);
    date < period.endExclusive;
    date = endOfSpan(date, resolution)
  ) {
    const first = date < period.start ? period.start : date;
    const next = endOfSpan(date, resolution);
    rows.set(date, {
      startUtcMilliseconds: startOfBerlinDay(first).getTime(),
      endUtcMilliseconds: startOfBerlinDay(next < period.endExclusive ? next : period.endExclusive).getTime(),
      kWh: null,
      ctPerKWh: null,
      eur: null,
      status: null,
      complete: false,
    });
  }
  const read = instantReader();
  const items = new Map(data.map((item) => [read(item.start), item]));
  for (const [start, { usage, type }] of items) {
    const kWh = known(usage);
    if (Number.isNaN(start) || kWh === null) continue;
    const row = rows.get(startOfSpan(berlinDateOf(new Date(start)), resolution));
    if (!row || start < row.startUtcMilliseconds || start >= row.endUtcMilliseconds) continue;
    row.kWh = (row.kWh ?? 0) + kWh;
    row.status = sureness[Math.max(sureness.indexOf(row.status), placeOf(type))] ?? null;
  }
  return [...rows.values()];
}

/** The place of a status, as the API names it, among {@link sureness}. */
function placeOf(type: string): number {
  return type === 'final' ? 1 : type === 'preliminary' ? 2 : 3;
}
