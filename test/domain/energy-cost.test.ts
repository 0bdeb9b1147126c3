import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Price } from '../../src/contract/nomos/price.ts';
import type { Usage } from '../../src/contract/nomos/usage.ts';
import { quarterHoursOfDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { currentPrice } from '../../src/domain/current-price.ts';
import { energyCost } from '../../src/domain/energy-cost.ts';
import { latestUsage } from '../../src/domain/latest-usage.ts';

const usage = (resolution: string, data: [start: string, kWh: number, type?: string][]): Usage => ({
  meter_type: 'smart',
  resolution,
  data: data.map(([start, kWh, type = 'final']) => ({ start, usage: kWh, type })),
});

const price = (resolution: string, items: [timestamp: string, amount: number | null][]): Price => ({
  subscription: 'sub_1',
  unit: 'ct/kWh',
  resolution,
  items: items.map(([timestamp, amount]) => ({ timestamp, amount, components: [] })),
});

describe('the cost of energy', () => {
  it('is the sum of usage times price: two quarter-hours by hand', () => {
    const cost = energyCost(
      usage('15min', [
        ['2026-10-01T10:00:00Z', 0.2],
        ['2026-10-01T10:15:00Z', 0.3],
      ]),
      price('15min', [
        ['2026-10-01T10:00:00Z', 30],
        ['2026-10-01T10:15:00Z', -10],
      ]),
    );
    // 0.2 kWh × 30 ct + 0.3 kWh × −10 ct = 6 ct − 3 ct
    assert.equal(cost.days.length, 1);
    assert.ok(Math.abs((cost.eur ?? 0) - 0.03) < 1e-12);
    assert.equal(cost.complete, true);
  });

  it('joins hours with quarter-hours in both directions', () => {
    const quarters: [string, number][] = [0, 15, 30, 45].map((minute, i) => [
      `2026-10-01T10:${String(minute).padStart(2, '0')}:00Z`,
      10 + i * 10,
    ]);
    const finePrices = energyCost(usage('hour', [['2026-10-01T10:00:00Z', 2]]), price('15min', quarters));
    assert.ok(Math.abs((finePrices.eur ?? 0) - (2 * 25) / 100) < 1e-12);
    const coarsePrices = energyCost(usage('15min', quarters), price('hourly', [['2026-10-01T10:00:00Z', 50]]));
    assert.ok(Math.abs((coarsePrices.eur ?? 0) - (100 * 50) / 100) < 1e-12);
  });

  it('is not zero where a price is missing, but incomplete', () => {
    const data = usage('15min', [
      ['2026-10-01T10:00:00Z', 1],
      ['2026-10-01T10:15:00Z', 1],
      ['2026-10-02T10:00:00Z', 1],
    ]);
    const cost = energyCost(
      data,
      price('15min', [
        ['2026-10-01T10:00:00Z', 20],
        ['2026-10-01T10:15:00Z', null],
      ]),
    );
    assert.deepEqual(
      cost.days.map(({ eur, complete }) => ({ eur, complete })),
      [
        { eur: 0.2, complete: false },
        { eur: null, complete: false },
      ],
    );
    assert.equal(cost.complete, false);
    assert.equal(cost.kWh, 3);
    assert.equal(energyCost(data, null).eur, null);
    assert.equal(energyCost(usage('15min', []), null).complete, false);
  });

  it('counts an item that comes twice once, with its last value, and none that has no instant', () => {
    const cost = energyCost(
      usage('15min', [
        ['2026-10-01T10:00:00Z', 5],
        ['once upon a time', 7],
        ['2026-10-01T12:00:00+02:00', 1],
      ]),
      price('15min', [
        ['2026-10-01T10:00:00Z', 90],
        ['2026-10-01T10:00:00Z', 20],
      ]),
    );
    assert.deepEqual([cost.kWh, cost.eur, cost.complete], [1, 0.2, true]);
  });

  it('is unknown for days that were measured as a whole', () => {
    const cost = energyCost(
      usage('day', [
        ['2026-10-24T22:00:00Z', 8],
        ['2026-10-26T23:00:00Z', 9],
      ]),
      price('hourly', [['2026-10-24T22:00:00Z', 30]]),
    );
    assert.deepEqual(
      cost.days.map(({ berlinDate, kWh, eur, complete }) => [berlinDate, kWh, eur, complete]),
      [
        ['2026-10-25', 8, null, false],
        ['2026-10-27', 9, null, false],
      ],
    );
  });

  it('is preliminary as soon as one value is', () => {
    const cost = energyCost(
      usage('15min', [
        ['2026-10-01T10:00:00Z', 1],
        ['2026-10-02T10:00:00Z', 1, 'estimated_by_somebody'],
      ]),
      null,
    );
    assert.deepEqual(
      cost.days.map(({ status }) => status),
      ['final', 'preliminary'],
    );
    assert.equal(cost.status, 'preliminary');
  });

  it('is the sum of its days, whatever the order, on days of 92, 96 and 100 quarter-hours', () => {
    const days = ['2026-03-29', '2026-10-24', '2026-10-25'] as BerlinDate[];
    const instants = days.flatMap((date) => quarterHoursOfDay(date).map((at) => at.toISOString()));
    const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: -5000, max: 60_000 })), {
      minLength: instants.length,
      maxLength: instants.length,
    });
    fc.assert(
      fc.property(values, (pairs) => {
        const used = instants.map((at, i): [string, number] => [at, (pairs[i]?.[0] ?? 0) / 1000]);
        const prices = price(
          '15min',
          instants.map((at, i) => [at, (pairs[i]?.[1] ?? 0) / 1000]),
        );
        const forward = energyCost(usage('15min', used), prices);
        const backward = energyCost(usage('15min', [...used].reverse()), prices);
        const byHand = pairs.reduce((sum, [kWh, ct]) => sum + (kWh / 1000) * (ct / 1000 / 100), 0);
        assert.deepEqual(
          forward.days.map(({ berlinDate }) => berlinDate),
          days,
        );
        assert.ok(Math.abs((forward.eur ?? 0) - byHand) < 1e-9);
        assert.ok(Math.abs((forward.eur ?? 0) - (backward.eur ?? 0)) < 1e-9);
        const ofDays = forward.days.reduce((sum, { eur }) => sum + (eur ?? 0), 0);
        assert.ok(Math.abs(ofDays - byHand) < 1e-9);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the current price', () => {
  const series = price('15min', [
    ['2026-11-24T10:00:00Z', 20],
    ['2026-11-24T10:15:00Z', 30],
    ['2026-11-24T10:30:00Z', null],
  ]);

  it('is that of the interval that holds the moment, its start included', () => {
    assert.equal(currentPrice(series, new Date('2026-11-24T10:14:59.999Z'))?.ctPerKWh, 20);
    assert.equal(currentPrice(series, new Date('2026-11-24T10:15:00Z'))?.ctPerKWh, 30);
    assert.equal(currentPrice(series, new Date('2026-11-24T10:15:00Z'))?.averageCtPerKWh, 25);
  });

  it('does not depend on order and repetition', () => {
    const mixed = { ...series, items: [...(series.items ?? [])].reverse().flatMap((item) => [item, item]) };
    const now = new Date('2026-11-24T10:00:00Z');
    assert.deepEqual(currentPrice(mixed, now), currentPrice(series, now));
  });

  it('is nothing where none is known', () => {
    for (const at of ['2026-11-24T09:59:59Z', '2026-11-24T10:30:00Z', '2026-11-24T10:45:00Z']) {
      assert.equal(currentPrice(series, new Date(at)), null);
    }
    assert.equal(currentPrice({ ...series, items: null }, new Date('2026-11-24T10:00:00Z')), null);
  });
});

describe('the latest usage', () => {
  it('is the newest, in whatever order the API gives them', () => {
    const found = latestUsage(
      usage('day', [
        ['2026-11-21T23:00:00Z', 7],
        ['2026-11-22T23:00:00Z', 8, 'preliminary'],
        ['2026-11-20T23:00:00Z', 6],
      ]),
    );
    assert.ok(found);
    assert.equal(found.latest.kWh, 8);
    assert.equal(found.before?.kWh, 7);
    assert.equal(latestUsage(usage('day', [])), null);
    const repeated = latestUsage(
      usage('day', [
        ['2026-11-22T23:00:00Z', 8],
        ['sometime', 99],
        ['2026-11-22T23:00:00Z', 9],
      ]),
    );
    assert.deepEqual([repeated?.latest.kWh, repeated?.before], [9, null]);
  });
});
