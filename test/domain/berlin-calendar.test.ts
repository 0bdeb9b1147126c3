import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  berlinDateOf,
  berlinOffset,
  berlinTimeLabel,
  daysBetween,
  hoursOfDay,
  isBerlinDate,
  quarterHoursOfDay,
  startOfBerlinDay,
  startOfMonth,
  startOfWeek,
  type BerlinDate,
} from '../../src/domain/berlin-calendar.ts';

const day = (text: string): BerlinDate => text as BerlinDate;

/** Any day from 1996, when all of Europe came to change its clocks on the same days, to 2037. */
const anyDay = fc
  .integer({ min: Date.UTC(1996, 0, 1) / 86_400_000, max: Date.UTC(2037, 11, 31) / 86_400_000 })
  .map((n) => day(new Date(n * 86_400_000).toISOString().slice(0, 10)));

describe('the Berlin calendar', () => {
  it('has 92 quarter-hours when the clocks go forward, 100 when they go back, 96 else', () => {
    assert.equal(quarterHoursOfDay(day('2026-03-29')).length, 92);
    assert.equal(quarterHoursOfDay(day('2026-10-25')).length, 100);
    assert.equal(quarterHoursOfDay(day('2026-10-26')).length, 96);
    assert.equal(hoursOfDay(day('2026-03-29')).length, 23);
    assert.equal(hoursOfDay(day('2026-10-25')).length, 25);
  });

  it('begins each day at midnight, in winter and in summer', () => {
    assert.equal(startOfBerlinDay(day('2026-01-15')).toISOString(), '2026-01-14T23:00:00.000Z');
    assert.equal(startOfBerlinDay(day('2026-07-15')).toISOString(), '2026-07-14T22:00:00.000Z');
    assert.equal(startOfBerlinDay(day('2026-03-29')).toISOString(), '2026-03-28T23:00:00.000Z');
    assert.equal(startOfBerlinDay(day('2026-03-30')).toISOString(), '2026-03-29T22:00:00.000Z');
    assert.equal(startOfBerlinDay(day('2026-10-26')).toISOString(), '2026-10-25T23:00:00.000Z');
  });

  it('covers time without gap or overlap: each quarter-hour belongs to its day, and the next day follows the last one', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        const quarters = quarterHoursOfDay(date);
        assert.ok([92, 96, 100].includes(quarters.length));
        for (const [i, at] of quarters.entries()) {
          assert.equal(berlinDateOf(at), date);
          if (i > 0) assert.equal(at.getTime() - (quarters[i - 1]?.getTime() ?? 0), 900_000);
        }
        assert.equal((quarters.at(-1)?.getTime() ?? 0) + 900_000, startOfBerlinDay(addDays(date, 1)).getTime());
      }),
      { numRuns: 200 },
    );
  });

  it('counts days and months like a calendar on the wall', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -500, max: 500 }), (date, n) => {
        assert.equal(daysBetween(date, addDays(date, n)), n);
        assert.equal(addMonths(startOfMonth(date), n).slice(8), '01');
        assert.ok(daysBetween(startOfWeek(date), date) < 7 && daysBetween(startOfWeek(date), date) >= 0);
      }),
    );
    assert.equal(addMonths(day('2026-01-31'), 1), '2026-02-28');
    assert.equal(addMonths(day('2024-02-29'), 12), '2025-02-28');
    assert.equal(startOfWeek(day('2026-11-29')), '2026-11-23', 'a week begins on Monday');
  });

  it('tells the repeated hour in October apart', () => {
    assert.equal(berlinTimeLabel('2026-10-25T00:00:00Z'), '02:00 A');
    assert.equal(berlinTimeLabel('2026-10-25T00:45:00Z'), '02:45 A');
    assert.equal(berlinTimeLabel('2026-10-25T01:00:00Z'), '02:00 B');
    assert.equal(berlinTimeLabel('2026-10-25T02:00:00Z'), '03:00');
    const labels = quarterHoursOfDay(day('2026-10-25')).map(berlinTimeLabel);
    assert.equal(new Set(labels).size, 100);
  });

  it('knows the offset', () => {
    assert.equal(berlinOffset('2026-01-01T00:00:00Z'), '+01:00');
    assert.equal(berlinOffset('2026-07-01T00:00:00Z'), '+02:00');
  });

  it('refuses what is no day', () => {
    for (const text of ['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '', 'today'])
      assert.equal(isBerlinDate(text), false);
    assert.throws(() => startOfBerlinDay(day('2026-02-30')), RangeError);
    assert.throws(() => berlinDateOf('yesterday'), RangeError);
  });

  for (const zone of ['America/New_York', 'Asia/Tokyo', 'Pacific/Apia', 'UTC']) {
    it(`does not care that the machine lives in ${zone}`, () => {
      const program = `
        import { berlinDateOf, quarterHoursOfDay, startOfBerlinDay, berlinTimeLabel } from './src/domain/berlin-calendar.ts';
        import { createFormats } from './src/domain/format.ts';
        const date = '2026-10-25';
        const formats = createFormats('de');
        console.log(JSON.stringify([startOfBerlinDay(date), quarterHoursOfDay(date).length, berlinDateOf('2026-12-31T23:30:00Z'),
          berlinTimeLabel('2026-07-01T22:15:00Z'), formats.date(date), formats.month('2026-01-01'), formats.dateTime('2026-12-31T23:30:00Z')]));`;
      const output = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', program], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      assert.deepEqual(JSON.parse(output), [
        '2026-10-24T22:00:00.000Z',
        100,
        '2027-01-01',
        '00:15',
        '25.10.2026',
        'Januar 2026',
        '01.01.2027, 00:30\u00a0Uhr',
      ]);
    });
  }
});
