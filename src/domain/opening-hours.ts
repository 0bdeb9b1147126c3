import {
  addDays,
  berlinDateOf,
  berlinOffsetMilliseconds,
  daysBetween,
  startOfBerlinDay,
  startOfWeek,
  type BerlinDate,
} from './berlin-calendar.ts';
import { isNationwideHoliday } from './public-holidays.ts';

/** The days of a week from Monday on. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof weekdays)[number];

/** Hours on some days of the week, by the clock of Berlin: `08:00` to `18:00`; the end of a day is `24:00`. */
export interface OpeningHours {
  days: readonly Weekday[];
  from: string;
  /** Exclusive: at this time it is closed. */
  to: string;
}

/** Whether somebody answers now. Instants are UTC. */
export type OpeningState =
  /** `until` is `null` where it never closes. */
  | { type: 'open'; until: Date | null }
  /** `next` is `null` where it does not open within {@link daysAhead} days. */
  | { type: 'closed'; next: Date | null; holiday: boolean };

interface Span {
  start: number;
  end: number;
}

/** How far ahead the next opening is looked for: beyond any row of holidays. */
const daysAhead = 14;

const minute = 60_000;

/**
 * Whether it is open at an instant, until when or from when on. On a public holiday of all of Germany it is closed.
 *
 * @param hours - In any order; hours that touch or overlap count as one.
 */
export function openingState(hours: readonly OpeningHours[], now: Date): OpeningState {
  const today = berlinDateOf(now);
  // Yesterday's may run into today.
  const spans = merged(Array.from({ length: daysAhead + 2 }, (_, i) => spansOf(hours, addDays(today, i - 1))).flat());
  const at = now.getTime();
  const last = startOfBerlinDay(addDays(today, daysAhead)).getTime();
  const current = spans.find(({ start, end }) => start <= at && at < end);
  if (current) return { type: 'open', until: current.end > last ? null : new Date(current.end) };
  const next = spans.find(({ start }) => start > at);
  return { type: 'closed', next: next ? new Date(next.start) : null, holiday: isNationwideHoliday(today) };
}

/** How a day is spoken of from another one: as today, tomorrow, by its weekday within a week, else by its date. */
export function nearness(date: BerlinDate, today: BerlinDate): 'today' | 'tomorrow' | 'this-week' | 'later' {
  const days = daysBetween(today, date);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days > 0 && days < 7 ? 'this-week' : 'later';
}

/** The weekday of a Berlin day. */
export function weekdayOf(date: BerlinDate): Weekday {
  return weekdays[daysBetween(startOfWeek(date), date)] ?? 'mon';
}

function spansOf(hours: readonly OpeningHours[], date: BerlinDate): Span[] {
  if (isNationwideHoliday(date)) return [];
  const weekday = weekdayOf(date);
  return hours
    .filter(({ days }) => days.includes(weekday))
    .map(({ from, to }) => ({ start: instantOf(date, from), end: instantOf(date, to) }))
    .filter(({ start, end }) => start < end);
}

/** The instant at which Berlin's clock shows a time of a day. */
function instantOf(date: BerlinDate, time: string): number {
  const [hour = 0, minutes = 0] = time.split(':').map(Number);
  const midnight = startOfBerlinDay(date);
  const guess = midnight.getTime() + (hour * 60 + minutes) * minute;
  const offset = berlinOffsetMilliseconds(new Date(guess));
  const instant = guess - (offset - berlinOffsetMilliseconds(midnight));
  // In spring there is an hour that no clock shows: it is the instant at which it is left out (directive 2000/84/EC).
  const isLeftOut = berlinOffsetMilliseconds(new Date(instant)) < offset;
  return isLeftOut ? Date.parse(`${date}T01:00:00Z`) : instant;
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}
