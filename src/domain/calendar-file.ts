import { addDays, type BerlinDate } from './berlin-calendar.ts';

/** An event for a calendar. */
export interface CalendarEvent {
  /** The same for the same event: a file that is opened again changes the entry instead of adding one. */
  uid: string;
  /** A UTC instant, or a Berlin day for an event that lasts all day. */
  start: { utcInstant: string } | { date: BerlinDate };
  /** When the file is made: UTC. */
  createdAt: Date;
  summary: string;
  description: string;
  location: string;
  /** How long before it the calendar reminds, in hours; `null` for not at all. */
  reminderHours: number | null;
}

/** A UTC date and time as RFC 5545, 3.3.5, form 2 has it: `20261203T090000Z`. */
function utcStamp(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

const dateStamp = (date: BerlinDate): string => date.replaceAll('-', '');

/** A value of type TEXT (RFC 5545, 3.3.11). Control characters but line breaks are not allowed in one. */
function text(value: string): string {
  return value
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n');
}

/** Folds a content line to at most 75 octets (RFC 5545, 3.1), never within a character. */
function folded(line: string): string {
  const lines: string[] = [];
  let [current, octets] = ['', 0];
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > 75) {
      lines.push(current);
      // The blank that a continuation begins with counts.
      [current, octets] = [' ', 1];
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

/**
 * An event as an iCalendar file (RFC 5545) that calendars of telephones and computers take. Times are in UTC, so that it needs
 * no time zone of its own and reads right in every one. How long an appointment takes is not said, because nobody knows: the
 * event has no end (RFC 5545, 3.6.1).
 */
export function calendarFile(event: CalendarEvent): string {
  const { uid, start, createdAt, summary, description, location, reminderHours } = event;
  const when =
    'date' in start
      ? [`DTSTART;VALUE=DATE:${dateStamp(start.date)}`, `DTEND;VALUE=DATE:${dateStamp(addDays(start.date, 1))}`]
      : [`DTSTART:${utcStamp(new Date(start.utcInstant))}`];
  const alarm =
    reminderHours === null
      ? []
      : [
          'BEGIN:VALARM',
          'ACTION:DISPLAY',
          `DESCRIPTION:${text(summary)}`,
          `TRIGGER:-PT${reminderHours}H`,
          'END:VALARM',
        ];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Nomos//Customer portal//DE',
    'CALSCALE:GREGORIAN',
    'BEGIN:VEVENT',
    `UID:${text(uid)}`,
    `DTSTAMP:${utcStamp(createdAt)}`,
    ...when,
    `SUMMARY:${text(summary)}`,
    ...(description ? [`DESCRIPTION:${text(description)}`] : []),
    ...(location ? [`LOCATION:${text(location)}`] : []),
    'STATUS:CONFIRMED',
    ...alarm,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
