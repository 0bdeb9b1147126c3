import { addDays, berlinOffsetMilliseconds, type BerlinDate } from './berlin-calendar.ts';
import type { Resolution } from './interval-join.ts';
import type { Interval } from './interval.ts';
import { isCalendarMonth, yearPeriod, type Period } from './period.ts';

/** One row of an export. */
export interface ConsumptionRow {
  /** Start in UTC: `2026-03-29T01:00:00Z`. */
  utc: string;
  /** Start in Berlin, with the offset: `2026-03-29T03:00:00+02:00`. */
  local: string;
  kwh: number | null;
  /** Gross. */
  ct_per_kwh: number | null;
  /** Gross. */
  eur: number | null;
  /** `final`, `preliminary` or `other`, in every language; `null` where nothing was measured. */
  status: string | null;
}

const columns = ['utc', 'local', 'kwh', 'ct_per_kwh', 'eur', 'status'] as const;
const statuses: readonly (string | null)[] = ['final', 'preliminary', 'other'];
const hour = 3_600_000;
const wholeDay = 24 * hour;

/**
 * The intervals as a CSV file for spreadsheets: UTF-8 with a byte order mark (Excel reads umlauts wrongly without), lines
 * that end with CR LF, and the columns of {@link ConsumptionRow} under the same names in every language. German spreadsheets
 * expect `;` between fields and the decimal comma, others `,` and the decimal point. Numbers have up to six decimals and no
 * thousands separators; what is not known is empty, and never zero.
 *
 * No field can be read as a formula (CWE-1236): every one is a number, an instant that begins with a digit, or one of three
 * words.
 */
export function consumptionCsv(intervals: readonly Interval[], { locale }: { locale: 'de' | 'en' }): string {
  const separator = locale === 'de' ? ';' : ',';
  const lines = [columns.join(separator)];
  for (const { utc, local, kwh, ct_per_kwh, eur, status } of consumptionRows(intervals)) {
    const numbers = `${kwh ?? ''}${separator}${ct_per_kwh ?? ''}${separator}${eur ?? ''}`;
    lines.push(`${utc}${separator}${local}${separator}${numbers}${separator}${status ?? ''}`);
  }
  const text = `\ufeff${lines.join('\r\n')}\r\n`;
  // Nothing but numbers has a point in it.
  return locale === 'de' ? text.replaceAll('.', ',') : text;
}

/** The same rows as JSON: an array of objects, with numbers and `null`. */
export function consumptionJson(intervals: readonly Interval[]): string {
  return JSON.stringify(consumptionRows(intervals));
}

/** The rows of an export, in the order of the intervals. */
export function consumptionRows(intervals: readonly Interval[]): ConsumptionRow[] {
  const offsetAt = offsets();
  const clock = clocks();
  return intervals.map(({ startUtcMilliseconds, kWh, ctPerKWh, eur, status }) => {
    const offset = offsetAt(startUtcMilliseconds);
    return {
      utc: `${clock(startUtcMilliseconds)}Z`,
      local: `${clock(startUtcMilliseconds + offset)}+0${offset / hour}:00`,
      kwh: rounded(kWh),
      ct_per_kwh: rounded(ctPerKWh),
      eur: rounded(eur),
      status: statuses.includes(status) ? status : null,
    };
  });
}

/** What a file of consumption or feed-in is called, by its language. */
const names = { consumption: { de: 'verbrauch', en: 'consumption' }, feed_in: { de: 'einspeisung', en: 'feed-in' } };

/**
 * The name of the file: `verbrauch-2026-03-29-15min.csv` for a day, `verbrauch-2026-03-hour.csv` for a calendar month,
 * `verbrauch-2026-month.csv` for a year, else first and last day: `verbrauch-2026-03-23-2026-03-29-day.csv`.
 */
export function consumptionFileName(
  period: Period,
  resolution: Resolution,
  {
    locale,
    extension = 'csv',
    type = 'consumption',
  }: { locale: 'de' | 'en'; extension?: 'csv' | 'json'; type?: keyof typeof names },
): string {
  return `${names[type][locale]}-${spanName(period)}-${resolution}.${extension}`;
}

function spanName(period: Period): string {
  const { start, endExclusive } = period;
  const last: BerlinDate = addDays(endExclusive, -1);
  if (last <= start) return start;
  if (isCalendarMonth(period)) return start.slice(0, 7);
  const year = yearPeriod(start);
  return year.start === start && year.endExclusive === endExclusive ? start.slice(0, 4) : `${start}-${last}`;
}

/** Six decimals: a thousandth of a watt-hour and of a cent, without the noise of binary fractions. */
function rounded(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Math.round(value * 1e6) / 1e6;
}

/** Writes instants as date and time of day, to the second. A long series has the same days and times over and over. */
function clocks(): (milliseconds: number) => string {
  const dates = new Map<number, string>();
  const times = new Map<number, string>();
  return (milliseconds) => {
    const day = Math.floor(milliseconds / wholeDay);
    const time = milliseconds - day * wholeDay;
    let ofDay = dates.get(day);
    if (ofDay === undefined) dates.set(day, (ofDay = new Date(milliseconds).toISOString().slice(0, 11)));
    let ofTime = times.get(time);
    if (ofTime === undefined) times.set(time, (ofTime = new Date(milliseconds).toISOString().slice(11, 19)));
    return ofDay + ofTime;
  };
}

/** Berlin's offset at instants, looked up once for each day (UTC) without a change of clocks. */
function offsets(): (utcMilliseconds: number) => number {
  const at = (utcMilliseconds: number): number => berlinOffsetMilliseconds(new Date(utcMilliseconds));
  const days = new Map<number, number | null>();
  return (utcMilliseconds) => {
    const start = Math.floor(utcMilliseconds / wholeDay) * wholeDay;
    let offset = days.get(start);
    if (offset === undefined) {
      offset = at(start);
      if (offset !== at(start + wholeDay)) offset = null;
      days.set(start, offset);
    }
    return offset ?? at(utcMilliseconds);
  };
}
