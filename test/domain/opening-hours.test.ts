import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, berlinDateOf, berlinTimeLabel, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { nearness, openingState, weekdayOf, weekdays, type OpeningHours } from '../../src/domain/opening-hours.ts';
import { easterSunday, isNationwideHoliday } from '../../src/domain/public-holidays.ts';

const workdays: OpeningHours[] = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }];
const at = (instant: string) => openingState(workdays, new Date(instant));
const day = (date: string) => date as BerlinDate;

/** Minutes of a day as a clock shows them. */
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

describe('public holidays of all of Germany', () => {
  it('know Easter', () => {
    // As published by the Physikalisch-Technische Bundesanstalt.
    const known = [
      '2000-04-23',
      '2008-03-23',
      '2011-04-24',
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
      '2038-04-25',
    ];
    for (const date of known) assert.equal(easterSunday(Number(date.slice(0, 4))), date);
  });

  it('are these nine in 2026, and no others', () => {
    const found: string[] = [];
    for (let date = day('2026-01-01'); date < '2027-01-01'; date = addDays(date, 1)) {
      if (isNationwideHoliday(date)) found.push(date);
    }
    assert.deepEqual(found, [
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-25',
      '2026-10-03',
      '2026-12-25',
      '2026-12-26',
    ]);
  });
});

describe('opening hours', () => {
  it('begin and end to the minute, by the clock of Berlin', () => {
    // A Tuesday in winter: 08:00 is 07:00 UTC.
    assert.deepEqual(at('2026-11-24T06:59:59.999Z'), {
      type: 'closed',
      next: new Date('2026-11-24T07:00:00Z'),
      holiday: false,
    });
    assert.deepEqual(at('2026-11-24T07:00:00Z'), { type: 'open', until: new Date('2026-11-24T17:00:00Z') });
    assert.equal(at('2026-11-24T16:59:59.999Z').type, 'open');
    assert.deepEqual(at('2026-11-24T17:00:00Z'), {
      type: 'closed',
      next: new Date('2026-11-25T07:00:00Z'),
      holiday: false,
    });
    // The same in summer.
    assert.deepEqual(at('2026-07-14T06:00:00Z'), { type: 'open', until: new Date('2026-07-14T16:00:00Z') });
  });

  it('pause over the weekend, and over one on which the clocks change', () => {
    assert.deepEqual(at('2026-11-27T17:00:00Z'), {
      type: 'closed',
      next: new Date('2026-11-30T07:00:00Z'),
      holiday: false,
    });
    assert.deepEqual(at('2026-10-23T20:00:00Z'), {
      type: 'closed',
      next: new Date('2026-10-26T07:00:00Z'),
      holiday: false,
    });
  });

  it('are by the clock on the days on which it is changed', () => {
    const sundays: OpeningHours[] = [{ days: ['sun'], from: '01:00', to: '09:00' }];
    assert.deepEqual(openingState(sundays, new Date('2026-10-25T03:00:00Z')), {
      type: 'open',
      until: new Date('2026-10-25T08:00:00Z'),
    });
    assert.deepEqual(openingState(sundays, new Date('2026-03-29T00:00:00Z')), {
      type: 'open',
      until: new Date('2026-03-29T07:00:00Z'),
    });
    const early: OpeningHours[] = [{ days: ['sun'], from: '02:30', to: '04:00' }];
    assert.deepEqual(openingState(early, new Date('2026-03-29T00:59:00Z')), {
      type: 'closed',
      next: new Date('2026-03-29T01:00:00Z'),
      holiday: false,
    });
  });

  it('pause on a holiday, and say that it is one', () => {
    // The first Friday of May 2026 is the first of May; Whit Monday is a Monday.
    assert.deepEqual(at('2026-05-01T09:00:00Z'), {
      type: 'closed',
      next: new Date('2026-05-04T06:00:00Z'),
      holiday: true,
    });
    // From Thursday before Good Friday to Tuesday after Easter.
    assert.deepEqual(at('2026-04-02T17:00:00Z'), {
      type: 'closed',
      next: new Date('2026-04-07T06:00:00Z'),
      holiday: false,
    });
  });

  it('that touch are one, also over midnight', () => {
    const hours: OpeningHours[] = [
      { days: ['tue'], from: '12:00', to: '24:00' },
      { days: ['tue'], from: '08:00', to: '12:00' },
      { days: ['wed'], from: '00:00', to: '02:00' },
    ];
    assert.deepEqual(openingState(hours, new Date('2026-11-24T08:00:00Z')), {
      type: 'open',
      until: new Date('2026-11-25T01:00:00Z'),
    });
  });

  it('may be never or, but for holidays, always', () => {
    assert.deepEqual(openingState([], new Date('2026-11-24T10:00:00Z')), {
      type: 'closed',
      next: null,
      holiday: false,
    });
    const always: OpeningHours[] = [{ days: [...weekdays], from: '00:00', to: '24:00' }];
    assert.deepEqual(openingState(always, new Date('2026-11-24T10:00:00Z')), { type: 'open', until: null });
    assert.deepEqual(openingState(always, new Date('2026-12-20T10:00:00Z')), {
      type: 'open',
      until: new Date('2026-12-24T23:00:00Z'),
    });
  });

  it('agree with the clock and the calendar at every instant, and with what is said of the next change', () => {
    const hours = fc
      .array(
        fc.record({
          days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
          from: fc.integer({ min: 0, max: 95 }),
          length: fc.integer({ min: 1, max: 96 }),
        }),
        { minLength: 1, maxLength: 4 },
      )
      .map((spans): OpeningHours[] =>
        spans.map(({ days, from, length }) => ({
          days,
          from: clock(from * 15),
          to: clock(Math.min(96, from + length) * 15),
        })),
      );
    // In the hour that comes twice no clock can tell.
    const instant = fc
      .integer({ min: Date.parse('2025-01-01T00:00:00Z') / 60_000, max: Date.parse('2028-01-01T00:00:00Z') / 60_000 })
      .map((minutes) => new Date(minutes * 60_000))
      .filter((date) => !/[AB]$/.test(berlinTimeLabel(date)));
    fc.assert(
      fc.property(hours, instant, (given, now) => {
        const date = berlinDateOf(now);
        const time = berlinTimeLabel(now);
        const isOpen =
          !isNationwideHoliday(date) &&
          given.some(({ days, from, to }) => days.includes(weekdayOf(date)) && from <= time && time < to);
        const state = openingState(given, now);
        assert.equal(state.type === 'open', isOpen);
        const change = state.type === 'open' ? state.until : state.next;
        if (!change) return;
        assert.ok(change > now);
        assert.notEqual(openingState(given, change).type, state.type, 'it changes then');
        assert.equal(openingState(given, new Date(change.getTime() - 1)).type, state.type, 'and not before');
        if (state.type === 'closed') assert.equal(state.holiday, isNationwideHoliday(date));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a day seen from another', () => {
  it('is today, tomorrow, one of this week or a later one', () => {
    const tuesday = day('2026-11-24');
    assert.equal(nearness(tuesday, tuesday), 'today');
    assert.equal(nearness(day('2026-11-25'), tuesday), 'tomorrow');
    assert.equal(nearness(day('2026-11-30'), tuesday), 'this-week');
    assert.equal(nearness(day('2026-12-01'), tuesday), 'later');
    assert.equal(weekdayOf(tuesday), 'tue');
  });
});
