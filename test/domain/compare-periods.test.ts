import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  berlinDateOf,
  daysBetween,
  startOfBerlinDay,
  type BerlinDate,
} from '../../src/domain/berlin-calendar.ts';
import { comparePeriods } from '../../src/domain/compare-periods.ts';
import { joinIntervals } from '../../src/domain/interval-join.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { monthPeriod, previousPeriod, type Period } from '../../src/domain/period.ts';
import { between, date, instantsOf, near, priceOf, usageOf } from './series.ts';

/** Hours with the same use on each; `days` says what is used on a day, `null` for nothing known. */
function month(
  period: Period,
  kWh: (day: BerlinDate, i: number) => number | null,
  ctPerKWh: (day: BerlinDate) => number | null = () => 30,
): Interval[] {
  const instants = instantsOf(period, 'hour').map((at) => ({ at, day: berlinDateOf(at) }));
  return joinIntervals(
    usageOf(
      'hour',
      instants.flatMap(({ at, day }) => {
        const used = kWh(day, daysBetween(period.start, day));
        return used === null ? [] : [[at, used] as const];
      }),
    ),
    priceOf(
      'hourly',
      instants.map(({ at, day }) => [at, ctPerKWh(day)]),
    ),
    period,
    { resolution: 'hour' },
  );
}

const november = between('2026-11-01', '2026-12-01');
const october = previousPeriod(november);
const later = new Date('2027-02-01T00:00:00Z');

describe('the comparison of periods', () => {
  it('is of the whole periods when both are over and known', () => {
    const { kWh, eur } = comparePeriods(
      month(november, () => 2),
      month(october, () => 1),
      later,
    );
    // October has 745 hours.
    assert.deepEqual([kWh?.current, kWh?.reference, kWh?.difference, kWh?.whole], [1440, 745, 695, true]);
    assert.deepEqual([kWh?.currentDates.length, kWh?.referenceDates.length], [30, 31]);
    assert.ok(near(eur?.current ?? null, 432) && near(eur?.ratio ?? null, 1440 / 745));
    assert.equal(kWh?.provisional, false);
  });

  it('is of the days that have passed while the period runs', () => {
    const now = new Date('2026-11-11T09:00:00Z');
    const { kWh } = comparePeriods(
      month(november, (day) => (day <= date('2026-11-11') ? 2 : null)),
      month(october, (_, i) => (i < 10 ? 1 : 50)),
      now,
    );
    assert.deepEqual([kWh?.current, kWh?.reference, kWh?.ratio, kWh?.whole], [480, 240, 2, false]);
    assert.deepEqual([kWh?.currentDates[0], kWh?.currentDates.at(-1)], ['2026-11-01', '2026-11-10']);
    assert.deepEqual([kWh?.referenceDates[0], kWh?.referenceDates.at(-1)], ['2026-10-01', '2026-10-10']);
  });

  it('leaves out on both sides a day that one of them does not know', () => {
    const { kWh, eur } = comparePeriods(
      month(november, (_, i) => (i === 3 ? null : 1)),
      month(
        october,
        (_, i) => (i < 20 ? null : 1),
        (day) => (day === date('2026-10-25') ? null : 30),
      ),
      later,
    );
    assert.deepEqual(
      kWh?.referenceDates,
      Array.from({ length: 10 }, (_, i) => addDays(date('2026-10-21'), i)),
    );
    // 25 October has 25 hours and is the fifth of them; the 25th of November has 24.
    assert.deepEqual([kWh.current, kWh.reference], [240, 241]);
    assert.deepEqual([eur?.currentDates.length, eur?.referenceDates.includes(date('2026-10-25'))], [9, false]);
  });

  it('is unknown where there is nothing to compare', () => {
    const full = month(november, () => 1);
    assert.deepEqual(comparePeriods(full, [], later), { kWh: null, eur: null });
    assert.deepEqual(comparePeriods([], full, later), { kWh: null, eur: null });
    assert.deepEqual(
      comparePeriods(
        full,
        month(october, () => null),
        later,
      ),
      { kWh: null, eur: null },
    );
    assert.deepEqual(
      comparePeriods(
        full,
        month(october, () => 1),
        new Date('2026-11-01T09:00:00Z'),
      ).kWh,
      null,
    );
    const unpriced = comparePeriods(
      full,
      month(
        october,
        () => 1,
        () => null,
      ),
      later,
    );
    assert.equal(unpriced.eur, null);
    assert.equal(unpriced.kWh?.whole, true);
  });

  it('has no ratio to nothing, nor to less', () => {
    const to = (ct: number, used: number) =>
      comparePeriods(
        month(november, () => 1),
        month(
          october,
          () => used,
          () => ct,
        ),
        later,
      );
    assert.equal(to(30, 0).kWh?.ratio, null);
    assert.deepEqual([to(-5, 1).eur?.ratio, (to(-5, 1).eur?.difference ?? 0) > 0], [null, true]);
  });

  it('compares months of an analog meter, and says when a value may change', () => {
    const year = (start: number, values: number[]) =>
      joinIntervals(
        usageOf(
          'month',
          values.map((kWh, i) => [
            startOfBerlinDay(date(`${start}-${String(i + 1).padStart(2, '0')}-01`)).toISOString(),
            kWh,
            i === 2 ? 'preliminary' : 'final',
          ]),
        ),
        null,
        between(`${start}-01-01`, `${start + 1}-01-01`),
      );
    const { kWh, eur } = comparePeriods(year(2026, [100, 90, 80]), year(2025, [110, 100, 90, 70]), later);
    assert.deepEqual([kWh?.current, kWh?.reference, kWh?.provisional], [270, 300, true]);
    assert.deepEqual(kWh?.currentDates, ['2026-01-01', '2026-02-01', '2026-03-01']);
    assert.equal(eur, null);
  });

  it('is the same amount on both sides for the same use, on any day of any month', () => {
    const months = ['2026-03-29', '2026-10-25', '2024-02-10', '2026-06-15'].map((day) => monthPeriod(date(day)));
    fc.assert(
      fc.property(fc.constantFrom(...months), fc.integer({ min: 0, max: 40 }), (period, passed) => {
        const rows = month(period, (_, i) => i / 10);
        const now = new Date(startOfBerlinDay(addDays(period.start, passed)).getTime() + 3_600_000);
        const { kWh } = comparePeriods(rows, rows, now);
        const days = Math.min(passed, daysBetween(period.start, period.endExclusive));
        assert.equal(kWh?.currentDates.length ?? 0, days);
        if (kWh) assert.deepEqual([kWh.difference, kWh.currentDates], [0, kWh.referenceDates]);
      }),
      { numRuns: 30 },
    );
  });
});
