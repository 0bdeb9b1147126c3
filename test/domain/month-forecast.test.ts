import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, berlinDateOf, daysBetween, startOfWeek, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { joinIntervals } from '../../src/domain/interval-join.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { monthForecast, type ForecastInput, type MonthForecast } from '../../src/domain/month-forecast.ts';
import { date, instantsOf, near, priceOf, randomNumbers, usageOf } from './series.ts';

/** Hours from one day to another, with what a day uses in all; `null` for an unknown one. */
function hours(
  start: string,
  endExclusive: string,
  kWhOfDay: (day: BerlinDate) => number | null,
  ctPerKWh: number | null = 30,
): Interval[] {
  const period = { start: date(start), endExclusive: date(endExclusive) };
  const instants = instantsOf(period, 'hour').map((at) => ({ at, day: berlinDateOf(at) }));
  const lengths = new Map<BerlinDate, number>();
  for (const { day } of instants) lengths.set(day, (lengths.get(day) ?? 0) + 1);
  const ofDay = new Map([...lengths.keys()].map((day) => [day, kWhOfDay(day)]));
  return joinIntervals(
    usageOf(
      'hour',
      instants.flatMap(({ at, day }) => {
        const kWh = ofDay.get(day) ?? null;
        return kWh === null ? [] : [[at, kWh / (lengths.get(day) ?? 24)] as const];
      }),
    ),
    priceOf(
      'hourly',
      instants.map(({ at }) => [at, ctPerKWh]),
    ),
    period,
    { resolution: 'hour' },
  );
}

const forecast = (input: Partial<ForecastInput> & { now: Date }): MonthForecast | null =>
  monthForecast({
    intervals: [],
    baseFeeEurPerMonth: 12,
    estimatedUsageKWhPerYear: null,
    averageCtPerKWh: null,
    ...input,
  });

const isWeekend = (day: BerlinDate): boolean => addDays(startOfWeek(day), 5) <= day;
const midNovember = new Date('2026-11-16T09:00:00Z');

function assertRange(range: { low: number; high: number } | null | undefined, low: number, high: number): void {
  assert.ok(near(range?.low ?? null, low) && near(range?.high ?? null, high), JSON.stringify(range));
}

describe('the forecast of the month', () => {
  it('is base fees, used and rest: with the same use every day there is nothing to doubt', () => {
    const found = forecast({ intervals: hours('2026-10-01', '2026-11-16', () => 10), now: midNovember });
    assert.deepEqual([found?.usedDays, found?.restDays, found?.basis], [15, 15, 'recent-weekdays']);
    assert.ok(near(found?.usedKWh ?? null, 150) && near(found?.usedEur ?? null, 45));
    assertRange(found?.restEur, 45, 45);
    assertRange(found?.totalKWh, 300, 300);
    assertRange(found?.totalEur, 102, 102);
    assert.deepEqual(found?.month, { start: '2026-11-01', endExclusive: '2026-12-01' });
  });

  it('tells workdays from weekends when it has seen enough of both', () => {
    const kWh = (day: BerlinDate): number => (isWeekend(day) ? 20 : 10);
    const found = forecast({ intervals: hours('2026-10-12', '2026-11-16', kWh), now: midNovember });
    // 16 to 30 November: 11 workdays and 4 days of a weekend.
    assert.equal(found?.basis, 'recent-weekdays');
    assertRange(found.restKWh, 190, 190);
    const short = forecast({ intervals: hours('2026-11-06', '2026-11-16', kWh), now: midNovember });
    assert.equal(short?.basis, 'recent-days');
    // The first five days of November are not known either.
    assertRange(short.restKWh, 20 * 10, 20 * 20);
  });

  it('reaches from the second to the ninth of eleven days in a row of size', () => {
    const first = date('2026-11-05');
    const found = forecast({
      intervals: hours('2026-11-05', '2026-11-16', (day) => (daysBetween(first, day) * 7) % 11),
      now: midNovember,
    });
    assert.equal(found?.basis, 'recent-days');
    assertRange(found.restKWh, 19 * 2, 19 * 8);
  });

  it('looks at the last four weeks, and not at what was long ago', () => {
    const kWh = (day: BerlinDate): number => (day < date('2026-10-19') ? 50 : 10);
    const found = forecast({ intervals: hours('2026-09-01', '2026-11-16', kWh), now: midNovember });
    assertRange(found?.restKWh, 150, 150);
    const old = forecast({ intervals: hours('2026-08-01', '2026-09-15', () => 50), now: midNovember });
    assert.deepEqual([old?.restKWh, old?.basis], [null, null]);
  });

  it('takes today as a day to come, even when some of it is known', () => {
    const found = forecast({ intervals: hours('2026-10-01', '2026-11-17', () => 10), now: midNovember });
    assert.deepEqual([found?.usedDays, found?.restDays], [15, 15]);
  });

  it('works on the first and on the last day of a month', () => {
    const first = forecast({
      intervals: hours('2026-10-01', '2026-11-01', () => 10),
      now: new Date('2026-10-31T23:00:00Z'),
    });
    assert.deepEqual([first?.usedDays, first?.restDays, first?.month.start], [0, 30, '2026-11-01']);
    assertRange(first?.totalEur, 102, 102);
    const last = forecast({
      intervals: hours('2026-11-01', '2026-11-30', () => 10),
      now: new Date('2026-11-30T22:59:59Z'),
    });
    assert.deepEqual([last?.usedDays, last?.restDays], [29, 1]);
    assertRange(last?.totalKWh, 300, 300);
  });

  it('expects what it does not know of days that have passed', () => {
    const intervals = hours('2026-10-10', '2026-11-17', (day) =>
      ['2026-11-05', '2026-11-15', '2026-11-16'].includes(day) ? null : 10,
    );
    const found = forecast({ intervals, now: midNovember });
    assert.deepEqual([found?.usedDays, found?.restDays], [13, 17]);
    assertRange(found?.totalKWh, 300, 300);
  });

  it('falls back to the yearly estimate, with a wider range', () => {
    const found = forecast({ now: midNovember, estimatedUsageKWhPerYear: 3650, averageCtPerKWh: 30 });
    assert.deepEqual([found?.basis, found?.restDays], ['estimated-usage', 30]);
    assertRange(found?.restKWh, 180, 420);
    assertRange(found?.totalEur, 12 + 54, 12 + 126);
    const unpriced = forecast({ now: midNovember, estimatedUsageKWhPerYear: 3650 });
    assert.equal(unpriced?.totalEur, null);
    assertRange(unpriced.totalKWh, 180, 420);
    const negative = forecast({ now: midNovember, estimatedUsageKWhPerYear: 3650, averageCtPerKWh: -10 });
    assertRange(negative?.restEur, -42, -18);
  });

  it('takes the average price where own days have none', () => {
    const intervals = hours('2026-10-01', '2026-11-16', () => 10, null);
    const found = forecast({ intervals, now: midNovember, averageCtPerKWh: 20 });
    assert.deepEqual([found?.usedDays, found?.restDays], [0, 30]);
    assertRange(found?.totalEur, 72, 72);
    assert.equal(forecast({ intervals, now: midNovember })?.totalEur, null);
  });

  it('is nothing when nothing is known, and no more than the base fees when only they are', () => {
    assert.equal(forecast({ now: midNovember, baseFeeEurPerMonth: null }), null);
    const base = forecast({ now: midNovember });
    assert.deepEqual([base?.baseFeeEur, base?.totalEur, base?.totalKWh, base?.basis], [12, null, null, null]);
  });

  it('counts the days of supply only', () => {
    const found = forecast({
      intervals: hours('2026-11-07', '2026-11-16', () => 10),
      now: midNovember,
      supply: { start: date('2026-11-07'), endExclusive: date('2026-11-22') },
    });
    assert.deepEqual([found?.usedDays, found?.restDays, found?.baseFeeEur], [9, 6, 6]);
    const over = forecast({
      intervals: hours('2026-11-01', '2026-11-11', () => 10),
      now: midNovember,
      supply: { start: null, endExclusive: date('2026-11-11') },
    });
    assert.deepEqual([over?.restDays, over?.basis], [0, 'none']);
    assertRange(over?.totalEur, 4 + 30, 4 + 30);
  });

  it('has parts that sum up to the total, and its ends in order', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 89 }), fc.boolean(), (seed, passed, gaps) => {
        const random = randomNumbers(seed);
        const today = addDays(date('2026-09-10'), passed);
        const found = forecast({
          intervals: hours(
            '2026-08-01',
            today,
            () => (gaps && random() < 0.3 ? null : random() * 20),
            random() * 60 - 10,
          ),
          now: new Date(`${today}T12:00:00Z`),
        });
        assert.ok(found?.restEur && found.totalEur && found.restKWh && found.baseFeeEur !== null);
        assert.ok(found.totalEur.low <= found.totalEur.high && found.restKWh.low <= found.restKWh.high);
        assert.ok(near(found.totalEur.low, found.baseFeeEur + found.usedEur + found.restEur.low));
        assert.ok(near(found.totalEur.high, found.baseFeeEur + found.usedEur + found.restEur.high));
      }),
      { numRuns: 25 },
    );
  });
});
