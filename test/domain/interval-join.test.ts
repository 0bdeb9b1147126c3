import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import { instantReader } from '../../src/domain/instant.ts';
import { joinIntervals } from '../../src/domain/interval-join.ts';
import { anyPeriod, between, instantsOf, near, priceOf, randomNumbers, shuffled, usageOf } from './series.ts';

const autumn = between('2026-10-25', '2026-10-26');
const day = between('2026-06-01', '2026-06-02');

describe('instants', () => {
  it('are read as Date.parse reads them, and only with a zone', () => {
    const read = instantReader();
    for (const text of [
      '2026-03-29T00:59:59Z',
      '2026-03-29T01:00:00.250Z',
      '2026-03-29T03:00:00+02:00',
      '2026-12-31T23:59Z',
      '1999-01-01T00:00:00Z',
      '2024-02-29T12:00:00.000Z',
    ]) {
      assert.equal(read(text), Date.parse(text), text);
    }
    for (const text of [
      '',
      'yesterday',
      '2026-03-29',
      '2026-03-29T01:00:00',
      '2026-13-01T00:00:00Z',
      '2026-03-29T25:00:00Z',
      '2026-03-2xT00:00:00Z',
      '2026/03/29 00:00:00Z',
      '2026-03-29 00:00:00Z',
    ]) {
      assert.ok(Number.isNaN(read(text)), text);
    }
  });

  it('are read after one that is none', () => {
    const read = instantReader();
    assert.ok(Number.isNaN(read('2026-13-01T00:00:00Z')));
    assert.equal(read('2026-03-01T00:00:00Z'), Date.UTC(2026, 2, 1));
  });

  it('are read the same in whatever order they come', () => {
    const instant = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(instant), (dates) => {
        const read = instantReader();
        for (const at of dates) assert.equal(read(at.toISOString()), at.getTime());
      }),
    );
  });
});

describe('usage joined with prices', () => {
  it('is a grid of 92, 96 and 100 quarter-hours without gap, whether anything is known or not', () => {
    for (const [period, quarters] of [
      [between('2026-03-29', '2026-03-30'), 92],
      [day, 96],
      [autumn, 100],
    ] as const) {
      const rows = joinIntervals(null, null, period);
      assert.equal(rows.length, quarters);
      assert.ok(rows.every((row, i) => i === 0 || row.startUtcMilliseconds === rows[i - 1]?.endUtcMilliseconds));
      assert.ok(rows.every((row) => berlinDateOf(new Date(row.startUtcMilliseconds)) === period.start));
      for (const { kWh, ctPerKWh, eur, status, complete } of rows) {
        assert.deepEqual([kWh, ctPerKWh, eur, status, complete], [null, null, null, null, false]);
      }
    }
    assert.deepEqual(joinIntervals(null, null, between('2026-06-02', '2026-06-02')), []);
    assert.deepEqual(joinIntervals(null, null, between('2026-06-02', '2026-06-01')), []);
  });

  it('costs usage times price', () => {
    const [row] = joinIntervals(
      usageOf('15min', [['2026-05-31T22:00:00Z', 0.4, 'preliminary']]),
      priceOf('15min', [['2026-05-31T22:00:00Z', -25]]),
      day,
    );
    assert.deepEqual(row, {
      startUtcMilliseconds: Date.parse('2026-05-31T22:00:00Z'),
      endUtcMilliseconds: Date.parse('2026-05-31T22:15:00Z'),
      kWh: 0.4,
      ctPerKWh: -25,
      eur: -0.1,
      status: 'preliminary',
      complete: true,
    });
  });

  it('keeps apart the two hours of the same name in October', () => {
    const rows = joinIntervals(
      usageOf('hour', [
        ['2026-10-25T00:00:00Z', 1],
        ['2026-10-25T01:00:00Z', 2],
      ]),
      null,
      autumn,
    );
    assert.equal(rows.length, 25);
    assert.deepEqual([rows[2]?.kWh, rows[3]?.kWh], [1, 2]);
  });

  it('takes the last of repeated items and nothing from elsewhere', () => {
    const rows = joinIntervals(
      usageOf('15min', [
        ['2026-06-01T10:00:00Z', 5],
        ['2026-06-01T12:00:00+02:00', 1, 'estimated_by_somebody'],
        ['2026-06-01T10:07:00Z', 100],
        ['2026-05-31T21:45:00Z', 100],
        ['2026-06-01T22:00:00Z', 100],
        ['sometime', 100],
        ['2026-06-01T11:00:00Z', NaN],
        ['2026-06-01T12:00:00Z', 3],
        ['2026-06-01T12:00:00Z', NaN],
      ]),
      priceOf('15min', [
        ['2026-06-01T10:00:00Z', null],
        ['2026-06-01T10:00:00Z', 20],
        ['2026-06-01T11:00:00Z', NaN],
        ['never', 1],
      ]),
      day,
    );
    const something = rows.filter(({ kWh, ctPerKWh }) => kWh !== null || ctPerKWh !== null);
    assert.deepEqual(
      something.map(({ kWh, ctPerKWh, eur, status }) => ({ kWh, ctPerKWh, eur, status })),
      [{ kWh: 1, ctPerKWh: 20, eur: 0.2, status: 'other' }],
    );
    assert.deepEqual(
      joinIntervals(null, { ...priceOf('hourly', []), items: null }, day).filter(({ ctPerKWh }) => ctPerKWh !== null),
      [],
    );
  });

  it('takes the mean of the quarter-hours for an hour, when all of them are known', () => {
    const quarters = (amounts: (number | null)[]) =>
      priceOf(
        '15min',
        amounts.map((amount, i) => [`2026-06-01T10:${String(i * 15).padStart(2, '0')}:00Z`, amount]),
      );
    const usage = usageOf('hour', [['2026-06-01T10:00:00Z', 2]]);
    const at = (amounts: (number | null)[]) => joinIntervals(usage, quarters(amounts), day)[12];
    assert.deepEqual([at([10, 20, 30, 40])?.ctPerKWh, at([10, 20, 30, 40])?.eur], [25, 0.5]);
    for (const gaps of [[10, 20, 30], [10, null, 30, 40], []]) {
      assert.deepEqual([at(gaps)?.ctPerKWh, at(gaps)?.eur, at(gaps)?.kWh, at(gaps)?.complete], [null, null, 2, false]);
    }
  });

  it('takes the price of the hour for its quarter-hours', () => {
    const usage = usageOf('15min', [
      ['2026-06-01T10:00:00Z', 1],
      ['2026-06-01T10:45:00Z', 1],
      ['2026-06-01T11:00:00Z', 1],
    ]);
    const rows = joinIntervals(usage, priceOf('hourly', [['2026-06-01T10:00:00Z', 40]]), day);
    assert.equal(rows.length, 96);
    assert.deepEqual(
      rows.slice(48, 53).map(({ ctPerKWh }) => ctPerKWh),
      [40, 40, 40, 40, null],
    );
    assert.deepEqual(
      rows.filter(({ kWh }) => kWh !== null).map(({ eur }) => eur),
      [0.4, 0.4, null],
    );
  });

  it('is as long as asked for, and never shorter than the usage', () => {
    const hours = usageOf('hour', [['2026-06-01T10:00:00Z', 1]]);
    assert.equal(joinIntervals(hours, null, day, { resolution: '15min' }).length, 24);
    assert.equal(joinIntervals(hours, null, day, { resolution: 'day' }).length, 1);
    const prices = priceOf('hourly', [['2026-06-01T10:00:00Z', 40]]);
    assert.equal(joinIntervals(null, prices, day).length, 24);
    assert.equal(joinIntervals(null, prices, day, { resolution: '15min' }).length, 96);
    assert.equal(joinIntervals(usageOf('month', []), prices, day, { resolution: 'hour' }).length, 24);
  });

  it('has rows of a day, a week, a month for coarser usage, without cost', () => {
    const prices = priceOf(
      'hourly',
      instantsOf(between('2026-03-01', '2026-05-01'), 'hour').map((at) => [at, 30]),
    );
    const months = joinIntervals(
      usageOf('month', [
        ['2026-02-28T23:00:00Z', 200],
        ['2026-03-31T22:00:00Z', 180, 'preliminary'],
        ['2026-03-31T22:00:00Z', 190, 'preliminary'],
        ['2026-04-30T22:00:00Z', 999],
      ]),
      prices,
      between('2026-03-01', '2026-05-01'),
      { resolution: '15min' },
    );
    assert.deepEqual(
      months.map((row) => [
        berlinDateOf(new Date(row.startUtcMilliseconds)),
        row.kWh,
        row.eur,
        row.ctPerKWh,
        row.status,
        row.complete,
      ]),
      [
        ['2026-03-01', 200, null, null, 'final', false],
        ['2026-04-01', 190, null, null, 'preliminary', false],
      ],
    );
    const days = joinIntervals(
      usageOf('day', [['2026-03-28T23:00:00Z', 7]]),
      null,
      between('2026-03-28', '2026-03-31'),
    );
    assert.deepEqual(
      days.map(({ kWh, startUtcMilliseconds: from, endUtcMilliseconds: to }) => [kWh, (to - from) / 3_600_000]),
      [
        [null, 24],
        [7, 23],
        [null, 24],
      ],
    );
    const weeks = joinIntervals(
      usageOf('week', [['2026-03-22T23:00:00Z', 50]]),
      null,
      between('2026-03-20', '2026-04-01'),
    );
    assert.deepEqual(
      weeks.map(({ kWh }) => kWh),
      [null, 50, null],
    );
    const cut = joinIntervals(
      usageOf('month', [['2026-02-28T23:00:00Z', 200]]),
      null,
      between('2026-03-10', '2026-03-20'),
    );
    assert.deepEqual(
      cut.map((row) => [row.kWh, berlinDateOf(new Date(row.startUtcMilliseconds))]),
      [[null, '2026-03-10']],
      'the use of a whole month is not that of ten days',
    );
    assert.equal(joinIntervals(usageOf('fortnight', [['2026-03-22T23:00:00Z', 50]]), null, autumn).length, 1);
  });

  it('does not depend on order or repetition, over any period', () => {
    fc.assert(
      fc.property(anyPeriod, fc.constantFrom('15min', 'hour'), fc.integer(), (period, resolution, seed) => {
        const random = randomNumbers(seed);
        const used = instantsOf(period, resolution).flatMap((at) =>
          random() < 0.1 ? [] : [[at, random() * 2, random() < 0.5 ? 'final' : 'preliminary'] as const],
        );
        const paid = instantsOf(period, '15min').flatMap((at) =>
          random() < 0.1 ? [] : [[at, random() < 0.1 ? null : random() * 60 - 10] as const],
        );
        const rows = joinIntervals(usageOf(resolution, used), priceOf('15min', paid), period);
        const again = joinIntervals(
          usageOf(resolution, [...shuffled(used, random), ...shuffled(used, random)]),
          priceOf('15min', [...paid, ...shuffled(paid, random)]),
          period,
        );
        assert.deepEqual(again, rows);
        const byHand = used.reduce((sum, [, kWh]) => sum + kWh, 0);
        assert.ok(
          near(
            rows.reduce((sum, { kWh }) => sum + (kWh ?? 0), 0),
            byHand,
          ),
        );
        assert.equal(rows.filter(({ kWh }) => kWh !== null).length, used.length);
      }),
      { numRuns: 40 },
    );
  });
});
