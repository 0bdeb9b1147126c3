import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import ICAL from 'ical.js';
import type { BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { calendarFile, type CalendarEvent } from '../../src/domain/calendar-file.ts';

const event: CalendarEvent = {
  uid: 'prdo_1@nomos.energy',
  start: { utcInstant: '2026-12-03T09:30:00.000Z' },
  createdAt: new Date('2026-11-24T10:00:00.123Z'),
  summary: 'Einbau Ihres Smart Meters',
  description:
    'Bitte sorgen Sie dafür, dass jemand zu Hause ist; der Zähler muss frei zugänglich sein.\nBis bald, Lumio',
  location: 'Torstraße 119, 10119 Berlin',
  reminderHours: 24,
};

function parse(file: string): InstanceType<typeof ICAL.Event> {
  const calendar = new ICAL.Component(ICAL.parse(file) as string);
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
  assert.ok(calendar.getFirstPropertyValue('prodid'));
  const found = calendar.getFirstSubcomponent('vevent');
  assert.ok(found);
  return new ICAL.Event(found);
}

describe('a calendar file', () => {
  it('is read by a calendar library as it was meant', () => {
    const read = parse(calendarFile(event));
    assert.deepEqual(
      [read.uid, read.summary, read.description, read.location],
      [event.uid, event.summary, event.description, event.location],
    );
    assert.equal(read.startDate.toJSDate().toISOString(), '2026-12-03T09:30:00.000Z');
    assert.equal(read.startDate.zone, ICAL.Timezone.utcTimezone);
    assert.equal(String(read.component.getFirstPropertyValue('dtstamp')), '2026-11-24T10:00:00Z');
    const alarm = read.component.getFirstSubcomponent('valarm');
    assert.equal(alarm?.getFirstPropertyValue('action'), 'DISPLAY');
    assert.equal(String(alarm.getFirstPropertyValue('trigger')), '-PT24H');
  });

  it('lasts the Berlin day where only that is known, and reminds of nothing unless asked to', () => {
    const read = parse(calendarFile({ ...event, start: { date: '2026-12-31' as BerlinDate }, reminderHours: null }));
    assert.equal(read.startDate.isDate, true);
    assert.deepEqual([read.startDate.toString(), read.endDate.toString()], ['2026-12-31', '2027-01-01']);
    assert.equal(read.component.getFirstSubcomponent('valarm'), null);
  });

  it('ends every line as RFC 5545 wants, and folds long ones between characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (summary) => {
        const lines = calendarFile({ ...event, summary }).split('\r\n');
        assert.equal(lines.pop(), '');
        for (const line of lines) {
          assert.ok(Buffer.byteLength(line) <= 75, line);
          assert.doesNotMatch(line, /[\r\n\ufffd]/);
          assert.ok(line.isWellFormed());
        }
      }),
    );
  });

  it('carries any text unchanged, and no text gets out of its line', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 200 });
    const words = fc.array(fc.oneof(line, fc.constantFrom('\\n', ';', ',', '\\', ':', '"', 'END:VEVENT')));
    fc.assert(
      fc.property(words, words, (summary, description) => {
        const clean = (parts: string[], by: string): string => parts.join(by).replace(/[^\P{Cc}\n\t]/gu, '');
        const file = calendarFile({ ...event, summary: summary.join(' '), description: description.join('\n') || '-' });
        const read = parse(file);
        assert.equal(read.summary, clean(summary, ' '));
        assert.equal(read.description, clean(description, '\n') || '-');
        assert.equal(file.match(/^BEGIN:/gm)?.length, 3);
      }),
    );
    const attack = parse(calendarFile({ ...event, location: 'A\r\nATTENDEE:mailto:x@evil.example\rB' }));
    assert.equal(attack.location, 'A\nATTENDEE:mailto:x@evil.example\nB');
    assert.equal(attack.attendees.length, 0);
  });
});
