/** A day of the Berlin calendar, `yyyy-mm-dd`. All bookkeeping of a German supplier is in Europe/Berlin. */
export type BerlinDate = string & { readonly berlinDate: unique symbol };

const hour = 3_600_000;
const day = 24 * hour;

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Berlin',
  calendar: 'iso8601',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The wall clock of Berlin at an instant, written as if it were UTC: milliseconds. */
function wallClock(utcMilliseconds: number): number {
  const values: Record<string, number> = {};
  for (const { type, value } of parts.formatToParts(utcMilliseconds)) values[type] = Number(value);
  const { year = 0, month = 1, day: dayOfMonth = 1, hour: hours = 0, minute = 0, second = 0 } = values;
  return Date.UTC(year, month - 1, dayOfMonth, hours, minute, second);
}

function toMilliseconds(utcInstant: Date | string): number {
  const milliseconds = typeof utcInstant === 'string' ? Date.parse(utcInstant) : utcInstant.getTime();
  if (Number.isNaN(milliseconds)) throw new RangeError(`Not an instant: ${String(utcInstant)}`);
  return milliseconds;
}

/** How far Berlin is ahead of UTC at an instant, in milliseconds: one hour in winter, two in summer. */
export function berlinOffsetMilliseconds(utcInstant: Date | string): number {
  const milliseconds = Math.floor(toMilliseconds(utcInstant) / 1000) * 1000;
  return wallClock(milliseconds) - milliseconds;
}

/** The offset as ISO 8601 writes it: `+01:00` or `+02:00`. */
export function berlinOffset(utcInstant: Date | string): string {
  const hours = Math.round(berlinOffsetMilliseconds(utcInstant) / hour);
  return `+${String(hours).padStart(2, '0')}:00`;
}

/** The Berlin day that holds an instant. */
export function berlinDateOf(utcInstant: Date | string): BerlinDate {
  const milliseconds = toMilliseconds(utcInstant);
  return isoDate(milliseconds + berlinOffsetMilliseconds(new Date(milliseconds)));
}

/** Whether a string is a day of the calendar: `2026-02-30` is not. */
export function isBerlinDate(text: unknown): text is BerlinDate {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(milliseconds) && isoDate(milliseconds) === text;
}

/** The UTC instant of the midnight with which a Berlin day begins. Clocks never change at midnight here. */
export function startOfBerlinDay(berlinDate: BerlinDate): Date {
  const midnight = calendarDay(berlinDate);
  // Berlin is one or two hours ahead; the guess of one hour lies on the right side of every change of the clocks.
  const guess = midnight - hour;
  return new Date(midnight - berlinOffsetMilliseconds(new Date(guess)));
}

/** The day `n` days later (earlier when negative). */
export function addDays(berlinDate: BerlinDate, n: number): BerlinDate {
  return isoDate(calendarDay(berlinDate) + n * day);
}

/** The same day `n` months later; the last day of the month where that month is shorter. */
export function addMonths(berlinDate: BerlinDate, n: number): BerlinDate {
  const from = new Date(calendarDay(berlinDate));
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + n + 1, 0));
  const dayOfMonth = Math.min(from.getUTCDate(), lastDay.getUTCDate());
  return isoDate(Date.UTC(lastDay.getUTCFullYear(), lastDay.getUTCMonth(), dayOfMonth));
}

/** The first day of the month. */
export function startOfMonth(berlinDate: BerlinDate): BerlinDate {
  return `${berlinDate.slice(0, 7)}-01` as BerlinDate;
}

/** The first day of the year. */
export function startOfYear(berlinDate: BerlinDate): BerlinDate {
  return `${berlinDate.slice(0, 4)}-01-01` as BerlinDate;
}

/** The Monday of the week (ISO 8601). */
export function startOfWeek(berlinDate: BerlinDate): BerlinDate {
  const weekday = (new Date(calendarDay(berlinDate)).getUTCDay() + 6) % 7;
  return addDays(berlinDate, -weekday);
}

/** How many days lie between two days; negative when the second is earlier. */
export function daysBetween(from: BerlinDate, to: BerlinDate): number {
  return Math.round((calendarDay(to) - calendarDay(from)) / day);
}

/** The starts of a day's quarter-hours, as UTC instants: 96, or 92 and 100 on the days on which the clocks change. */
export function quarterHoursOfDay(berlinDate: BerlinDate): Date[] {
  return instantsOfDay(berlinDate, hour / 4);
}

/** The starts of a day's hours, as UTC instants: 24, or 23 and 25 on the days on which the clocks change. */
export function hoursOfDay(berlinDate: BerlinDate): Date[] {
  return instantsOfDay(berlinDate, hour);
}

/**
 * The time of day in Berlin, `02:00`. The hour that comes twice in October is told apart as `02:00 A` (summer time) and
 * `02:00 B` (winter time), as is usual in the field.
 */
export function berlinTimeLabel(utcInstant: Date | string): string {
  const milliseconds = toMilliseconds(utcInstant);
  const label = new Date(milliseconds + berlinOffsetMilliseconds(utcInstant)).toISOString().slice(11, 16);
  const repeated = (other: number): boolean =>
    wallClock(Math.floor(milliseconds / 1000) * 1000) === wallClock(Math.floor((milliseconds + other) / 1000) * 1000);
  if (repeated(hour)) return `${label} A`;
  if (repeated(-hour)) return `${label} B`;
  return label;
}

function instantsOfDay(berlinDate: BerlinDate, step: number): Date[] {
  const end = startOfBerlinDay(addDays(berlinDate, 1)).getTime();
  const instants: Date[] = [];
  for (let at = startOfBerlinDay(berlinDate).getTime(); at < end; at += step) instants.push(new Date(at));
  return instants;
}

function calendarDay(berlinDate: BerlinDate): number {
  if (!isBerlinDate(berlinDate)) throw new RangeError(`Not a day of the calendar: ${String(berlinDate)}`);
  return Date.parse(`${berlinDate}T00:00:00Z`);
}

function isoDate(milliseconds: number): BerlinDate {
  return new Date(milliseconds).toISOString().slice(0, 10) as BerlinDate;
}
