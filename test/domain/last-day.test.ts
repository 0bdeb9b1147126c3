import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { lastDayIssue, type LastDayRange } from '../../src/domain/last-day.ts';
import { endOfNotice } from '../../src/domain/notice-period.ts';

const day = (text: string): BerlinDate => text as BerlinDate;
const today = day('2026-11-24');
const range: LastDayRange = { today, earliest: today, latest: day('2029-11-23') };
const open = { first: null, last: null };

describe('a wished last day of supply', () => {
  for (const [typed, issue] of [
    ['', 'missing'],
    ['2027-02-31', 'no-day'],
    ['20260-01-01', 'no-day'],
    ['31.12.2026', 'no-day'],
    ['2026-11-23', 'past'],
    ['2026-11-24', null],
    ['2026-12-25', null],
    ['2029-11-23', null],
    ['2029-11-24', 'too-late'],
  ] as const) {
    test(`"${typed}" is ${issue ?? 'taken'}`, () => {
      assert.equal(lastDayIssue(typed, range, open), issue);
    });
  }

  test('may be over where that may be said afterwards, but not for long', () => {
    const moved = { ...range, earliest: addDays(today, -366) };
    assert.equal(lastDayIssue('2026-11-01', moved, open), null);
    assert.equal(lastDayIssue('2025-11-22', moved, open), 'too-early');
  });

  test('lies within supply, its first and last day included', () => {
    const supply = { first: day('2026-12-01'), last: day('2026-12-31') };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (days) => {
        const typed = addDays(today, days);
        const issue = lastDayIssue(typed, range, supply);
        assert.equal(issue, typed < supply.first ? 'before-start' : typed > supply.last ? 'after-end' : null);
      }),
    );
  });
});

describe('a notice period', () => {
  test('does not count the day on which notice is given', () => {
    assert.equal(endOfNotice(today, { count: 1, unit: 'day' }), '2026-11-25');
    assert.equal(endOfNotice(today, { count: 6, unit: 'week' }), '2027-01-05');
  });

  test('of months ends on the same day, or the last of a shorter month', () => {
    assert.equal(endOfNotice(today, { count: 1, unit: 'month' }), '2026-12-24');
    assert.equal(endOfNotice(day('2026-12-31'), { count: 2, unit: 'month' }), '2027-02-28');
  });
});
