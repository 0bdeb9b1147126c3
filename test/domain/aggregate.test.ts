import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { aggregate, totalOf, type AggregateResolution } from '../../src/domain/aggregate.ts';
import { addDays, berlinDateOf, daysBetween } from '../../src/domain/berlin-calendar.ts';
import { joinIntervals } from '../../src/domain/interval-join.ts';
import type { Interval } from '../../src/domain/interval.ts';
import type { Period } from '../../src/domain/period.ts';
import { anyPeriod, between, instantsOf, near, priceOf, randomNumbers, shuffled, usageOf } from './series.ts';

/** Quarter-hours with gaps in usage and in prices. */
function randomRows(period: Period, seed: number, gaps = 0.1): Interval[] {
  const random = randomNumbers(seed);
  const instants = instantsOf(period, '15min');
  return joinIntervals(
    usageOf(
      '15min',
      instants.filter(() => random() >= gaps).map((at) => [at, random()]),
    ),
    priceOf(
      '15min',
      instants.filter(() => random() >= gaps).map((at) => [at, 5 + random() * 40]),
    ),
    period,
  );
}

const row = (hour: number, values: Partial<Interval>): Interval => ({
  startUtcMilliseconds: Date.UTC(2026, 5, 1, hour),
  endUtcMilliseconds: Date.UTC(2026, 5, 1, hour + 1),
  kWh: null,
  ctPerKWh: null,
  eur: null,
  status: null,
  complete: false,
  ...values,
});

describe('sums of intervals', () => {
  it('weigh prices by usage, and take their mean where nothing was used', () => {
    const used = row(8, { kWh: 3, ctPerKWh: 10, eur: 0.3, status: 'final', complete: true });
    const dear = row(9, { kWh: 1, ctPerKWh: 50, eur: 0.5, status: 'preliminary', complete: true });
    const [both] = aggregate([used, dear], 'day');
    assert.deepEqual([both?.kWh, both?.eur, both?.ctPerKWh], [4, 0.8, 20]);
    assert.deepEqual([both?.status, both?.complete], ['preliminary', true]);

    const unused = [
      row(8, { kWh: 0, ctPerKWh: 10, eur: 0, status: 'final', complete: true }),
      row(9, { ctPerKWh: 50 }),
    ];
    const [mean] = aggregate(unused, 'day');
    assert.deepEqual([mean?.kWh, mean?.eur, mean?.ctPerKWh, mean?.complete], [0, 0, 30, false]);

    const [partly] = aggregate([used, row(9, { kWh: 5, status: 'other' })], 'day');
    assert.deepEqual([partly?.kWh, partly?.eur, partly?.ctPerKWh], [8, 0.3, 10]);
    assert.deepEqual([partly?.status, partly?.complete], ['other', false]);
  });

  it('are unknown where nothing is known', () => {
    const [none] = aggregate([row(8, {}), row(9, {})], 'day');
    assert.deepEqual([none?.kWh, none?.eur, none?.ctPerKWh, none?.status], [null, null, null, null]);
    assert.deepEqual(aggregate([], 'month'), []);
    assert.deepEqual(totalOf([]), {
      kWh: null,
      eur: null,
      averageCtPerKWh: null,
      meanCtPerKWh: null,
      knownShare: 0,
      pricedShare: 0,
      status: 'incomplete',
      usageStatus: 'incomplete',
    });
  });

  it('follow the Berlin calendar, weeks from Monday', () => {
    const period = between('2026-03-25', '2026-04-02');
    const rows = joinIntervals(null, null, period);
    const starts = (resolution: AggregateResolution) =>
      aggregate(rows, resolution).map(({ startUtcMilliseconds }) => berlinDateOf(new Date(startUtcMilliseconds)));
    assert.deepEqual(starts('month'), ['2026-03-25', '2026-04-01']);
    assert.deepEqual(starts('week'), ['2026-03-25', '2026-03-30']);
    assert.equal(starts('day').length, 8);
    assert.equal(starts('hour').length, 8 * 24 - 1);
    assert.equal(aggregate(rows, 'day').at(-1)?.endUtcMilliseconds, rows.at(-1)?.endUtcMilliseconds);
  });

  it('leave longer intervals as they are', () => {
    const months = joinIntervals(
      usageOf('month', [['2026-02-28T23:00:00Z', 5]]),
      null,
      between('2026-03-01', '2026-06-01'),
    );
    assert.deepEqual(aggregate(months, 'day'), months);
  });

  it('add up: the parts to the total, a day to its intervals, in whatever steps and order', () => {
    fc.assert(
      fc.property(anyPeriod, fc.integer(), fc.constantFrom(0, 0.1, 0.9, 1), (period, seed, gaps) => {
        const rows = randomRows(period, seed, gaps);
        const total = totalOf(rows);
        for (const resolution of ['hour', 'day', 'week', 'month'] as const) {
          const sums = aggregate(rows, resolution);
          const again = totalOf(sums);
          assert.ok(near(again.kWh, total.kWh));
          assert.ok(near(again.eur, total.eur));
          assert.ok(near(again.averageCtPerKWh, total.averageCtPerKWh));
          assert.equal(again.status, total.status);
          for (const [i, each] of aggregate(shuffled(rows, randomNumbers(seed)), resolution).entries()) {
            assert.equal(each.startUtcMilliseconds, sums[i]?.startUtcMilliseconds);
            assert.ok(near(each.eur, sums[i]?.eur ?? null));
          }
          for (const sum of sums) {
            const parts = rows.filter(
              (part) =>
                part.startUtcMilliseconds >= sum.startUtcMilliseconds &&
                part.endUtcMilliseconds <= sum.endUtcMilliseconds,
            );
            assert.ok(near(totalOf(parts).kWh, sum.kWh));
            assert.equal(
              sum.complete,
              parts.every(({ complete }) => complete),
            );
          }
        }
        const days = aggregate(aggregate(rows, 'hour'), 'day');
        assert.equal(days.length, daysBetween(period.start, period.endExclusive));
        for (const [i, each] of days.entries()) {
          assert.equal(berlinDateOf(new Date(each.startUtcMilliseconds)), addDays(period.start, i));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('the total', () => {
  const whole = { kWh: 1, ctPerKWh: 10, eur: 0.1, status: 'final', complete: true } as const;

  it('is final, provisional or incomplete', () => {
    assert.equal(totalOf([row(8, whole), row(9, whole)]).status, 'final');
    assert.equal(totalOf([row(8, whole), row(9, { ...whole, status: 'preliminary' })]).status, 'provisional');
    assert.equal(totalOf([row(8, whole), row(9, { ...whole, status: 'other' })]).status, 'provisional');
    assert.equal(totalOf([row(8, whole), row(9, {})]).status, 'incomplete');
    const unpriced = totalOf([row(8, whole), row(9, { kWh: 1, status: 'final' })]);
    assert.deepEqual([unpriced.status, unpriced.usageStatus], ['incomplete', 'final']);
  });

  it('says for how much of the time it stands, and tells the price paid from the price in general', () => {
    const total = totalOf([
      row(8, { ...whole, kWh: 3, eur: 0.3 }),
      row(9, { ...whole, ctPerKWh: 50, eur: 0.5 }),
      row(10, {}),
    ]);
    assert.deepEqual([total.averageCtPerKWh, total.meanCtPerKWh], [20, 30]);
    assert.ok(near(total.knownShare, 2 / 3) && near(total.pricedShare, 2 / 3));
  });
});
