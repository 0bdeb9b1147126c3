import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { thinOut } from '../../src/charts/thin-out.ts';
import type { Interval } from '../../src/domain/interval.ts';

const value = fc.option(fc.double({ min: -50, max: 50, noNaN: true }), { nil: null });
const series = fc.array(
  fc.record({ kWh: value, ctPerKWh: value, status: fc.constantFrom('final', 'preliminary', 'other', null) }),
  {
    minLength: 1,
    maxLength: 400,
  },
);

const intervalsOf = (values: { kWh: number | null; ctPerKWh: number | null; status: string | null }[]): Interval[] =>
  values.map((each, i) => ({
    ...each,
    status: each.status as Interval['status'],
    startUtcMilliseconds: i * 900_000,
    endUtcMilliseconds: (i + 1) * 900_000,
    eur: null,
    complete: false,
  }));

describe('columns of a chart', () => {
  it('hold every interval once, in order, and are no more than there is room for', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 500 }), (values, room) => {
        const columns = thinOut(intervalsOf(values), undefined, room);
        assert.ok(columns.length <= room);
        assert.deepEqual(
          columns.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
          values.map((_, i) => i),
        );
      }),
    );
  });

  it('keep the sum of what is known, and the extremes of the price', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 60 }), (values, room) => {
        const intervals = intervalsOf(values);
        const columns = thinOut(intervals, undefined, room);
        for (const { first, last, kWh, lowestCtPerKWh, highestCtPerKWh } of columns) {
          const within = intervals.slice(first, last + 1);
          const energy = within.flatMap((each) => (each.kWh === null ? [] : [each.kWh]));
          const prices = within.flatMap((each) => (each.ctPerKWh === null ? [] : [each.ctPerKWh]));
          if (energy.length === 0) assert.equal(kWh, null);
          else assert.ok(Math.abs((kWh ?? NaN) * energy.length - energy.reduce((a, b) => a + b, 0)) < 1e-6);
          assert.equal(lowestCtPerKWh, prices.length > 0 ? Math.min(...prices) : null);
          assert.equal(highestCtPerKWh, prices.length > 0 ? Math.max(...prices) : null);
        }
      }),
    );
  });

  it('are the intervals themselves where there is room for each', () => {
    const intervals = intervalsOf([
      { kWh: 1, ctPerKWh: 30, status: 'final' },
      { kWh: null, ctPerKWh: null, status: null },
      { kWh: 2, ctPerKWh: -1, status: 'other' },
    ]);
    const columns = thinOut(intervals, ['cheapest', null, 'dearest'], 300);
    assert.deepEqual(
      columns.map(({ kWh, ctPerKWh, status, band }) => [kWh, ctPerKWh, status, band]),
      [
        [1, 30, 'final', 'cheapest'],
        [null, null, null, null],
        [2, -1, 'other', 'dearest'],
      ],
    );
  });

  it('have a band where all within have it', () => {
    const intervals = intervalsOf(Array.from({ length: 4 }, () => ({ kWh: 1, ctPerKWh: 1, status: 'final' })));
    const columns = thinOut(intervals, ['cheapest', 'cheapest', 'cheapest', null], 2);
    assert.deepEqual(
      columns.map(({ band }) => band),
      ['cheapest', null],
    );
  });
});
