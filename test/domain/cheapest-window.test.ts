import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Price } from '../../src/contract/nomos/price.ts';
import { addDays, berlinDateOf, quarterHoursOfDay, startOfBerlinDay } from '../../src/domain/berlin-calendar.ts';
import { cheapestWindow, isDayKnown, lowestAndHighest } from '../../src/domain/cheapest-window.ts';
import {
  anyPeriod,
  between,
  date,
  exchangePrices,
  instantsOf,
  near,
  priceOf,
  randomNumbers,
  shuffled,
  withoutExchangePrices,
} from './series.ts';

/** Every window of the series, tried one by one. */
function bruteForce(price: Price, hours: number, now: Date, prefer: 'low' | 'high') {
  const step = price.resolution === 'hourly' ? 3_600_000 : 900_000;
  const amounts = new Map(price.items?.map((item) => [Date.parse(item.timestamp), item.amount]));
  const windows = [...amounts.keys()]
    .sort((a, b) => a - b)
    .filter((start) => start >= now.getTime())
    .flatMap((start) => {
      const within = Array.from({ length: (hours * 3_600_000) / step }, (_, i) => amounts.get(start + i * step));
      const sum = within.reduce<number>((total, amount) => total + (amount ?? NaN), 0);
      return Number.isNaN(sum) ? [] : [{ start, mean: sum / within.length }];
    });
  const means = windows.map(({ mean }) => mean);
  const best = prefer === 'low' ? Math.min(...means) : Math.max(...means);
  return windows.find(({ mean }) => near(mean, best, 1e-9)) ?? null;
}

function assertSameAsBruteForce(price: Price, hours: number, now: Date, prefer: 'low' | 'high'): void {
  const found = cheapestWindow(price, hours, now, prefer);
  const expected = bruteForce(price, hours, now, prefer);
  if (found.type === 'none') {
    assert.equal(expected, null);
    return;
  }
  assert.equal(found.start.getTime(), expected?.start);
  assert.ok(near(found.averageCtPerKWh, expected?.mean ?? null));
  assert.equal(found.end.getTime() - found.start.getTime(), hours * 3_600_000);
  assert.ok(found.start >= now && found.end <= found.untilUtcInstant);
}

const june = between('2026-06-01', '2026-06-03');
const series = (amount: (i: number) => number | null, period = june): Price =>
  priceOf(
    '15min',
    instantsOf(period, '15min').map((at, i) => [at, amount(i)]),
  );

describe('the cheapest window', () => {
  it('is found over midnight', () => {
    const price = series((i) => (i >= 94 && i < 98 ? 5 : 30));
    const found = cheapestWindow(price, 1, new Date('2026-06-01T08:00:00Z'));
    assert.deepEqual(found, {
      type: 'found',
      start: new Date('2026-06-01T21:30:00Z'),
      end: new Date('2026-06-01T22:30:00Z'),
      averageCtPerKWh: 5,
      untilUtcInstant: new Date('2026-06-02T22:00:00Z'),
      tomorrowKnown: true,
    });
  });

  it('never begins in the past, not even by a second', () => {
    const price = series((i) => i);
    const start = (now: string) => {
      const found = cheapestWindow(price, 2, new Date(now));
      return found.type === 'found' ? found.start.toISOString() : found.reason;
    };
    assert.equal(start('2026-06-01T08:00:00Z'), '2026-06-01T08:00:00.000Z');
    assert.equal(start('2026-06-01T08:00:00.001Z'), '2026-06-01T08:15:00.000Z');
    assert.equal(start('2026-06-02T20:00:00Z'), '2026-06-02T20:00:00.000Z');
    assert.equal(start('2026-06-02T20:00:01Z'), 'too-short');
    assert.equal(start('2026-06-02T21:45:01Z'), 'no-prices');
  });

  it('is the earliest of equal ones, and the dearest for feed-in', () => {
    const now = new Date('2026-06-01T08:00:00Z');
    // Tenths that do not add up to the same number in every order.
    const equal = cheapestWindow(
      series((i) => [0.1, 0.2, 0.3, 0][i % 4] ?? 0),
      1,
      now,
    );
    assert.ok(equal.type === 'found' && equal.start.getTime() === now.getTime());
    const high = cheapestWindow(
      series((i) => (i >= 60 && i < 64 ? 9 : -1)),
      1,
      now,
      'high',
    );
    assert.ok(high.type === 'found' && high.averageCtPerKWh === 9);
  });

  it('holds no gap and no unknown price', () => {
    const now = new Date('2026-05-31T22:00:00Z');
    const unknown = series((i) => (i % 4 === 3 ? null : 1));
    assert.deepEqual(cheapestWindow(unknown, 1, now), { type: 'none', reason: 'too-short', tomorrowKnown: false });
    const gap = { ...unknown, items: unknown.items?.filter(({ amount }) => amount !== null) ?? null };
    assert.equal(cheapestWindow(gap, 1, now).type, 'none');
    assert.deepEqual(cheapestWindow(null, 1, now), { type: 'none', reason: 'no-prices', tomorrowKnown: false });
    assert.equal(cheapestWindow({ ...unknown, items: null }, 1, now).type, 'none');
  });

  it('is not disturbed by items between the quarter-hours, or without an instant', () => {
    const now = new Date('2026-05-31T22:00:00Z');
    const price = series((i) => (i === 7 ? 1 : 30));
    const strange = priceOf('15min', [
      ['2026-05-31T23:20:00Z', -500],
      ['tonight', -500],
    ]).items;
    assert.deepEqual(
      cheapestWindow({ ...price, items: [...(strange ?? []), ...(price.items ?? [])] }, 1, now),
      cheapestWindow(price, 1, now),
    );
  });

  it('knows whether the prices of tomorrow are there, all of them', () => {
    const now = new Date('2026-10-24T12:00:00Z');
    const both = between('2026-10-24', '2026-10-26');
    const known = (price: Price) => cheapestWindow(price, 1, now).tomorrowKnown;
    assert.equal(known(series((i) => i, both)), true);
    assert.equal(known(series((i) => (i < 195 ? i : null), both)), false);
    assert.equal(known(series((i) => i, between('2026-10-24', '2026-10-25'))), false);
    const hourly = priceOf(
      'hourly',
      instantsOf(both, 'hour').map((at) => [at, 1]),
    );
    assert.equal(known(hourly), true);
  });

  it('refuses lengths that are none', () => {
    for (const hours of [0, 7, 1.5, -1, NaN]) assert.throws(() => cheapestWindow(null, hours, new Date()), RangeError);
  });

  it('is the one that trying all of them finds, over any period, order and gaps', () => {
    fc.assert(
      fc.property(
        anyPeriod,
        fc.constantFrom('15min', 'hourly'),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom('low', 'high'),
        fc.integer(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (period, resolution, hours, prefer, seed, moment) => {
          const random = randomNumbers(seed);
          const instants = instantsOf(period, resolution === 'hourly' ? 'hour' : '15min');
          const whole = random() < 0.5;
          const items = instants.flatMap((at) =>
            random() < 0.03
              ? []
              : [[at, random() < 0.03 ? null : whole ? Math.floor(random() * 4) : random() * 50] as const],
          );
          const from = startOfBerlinDay(period.start).getTime();
          const to = startOfBerlinDay(period.endExclusive).getTime();
          const now = new Date(Math.floor(from + (to - from) * moment));
          const price = priceOf(resolution, shuffled(items, random));
          assertSameAsBruteForce(price, hours, now, prefer);
          const repeated = { ...price, items: [...(price.items ?? []), ...(price.items ?? [])] };
          assert.deepEqual(cheapestWindow(repeated, hours, now, prefer), cheapestWindow(price, hours, now, prefer));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('the lowest and the highest price of a day', () => {
  it('come with their first interval and how many share them', () => {
    const found = lowestAndHighest(
      series((i) => (i === 10 || i === 20 ? -3 : i === 95 ? 50 : i >= 96 ? 99 : 20)),
      date('2026-06-01'),
    );
    assert.deepEqual(found, {
      lowest: {
        ctPerKWh: -3,
        start: new Date('2026-06-01T00:30:00Z'),
        end: new Date('2026-06-01T00:45:00Z'),
        count: 2,
      },
      highest: {
        ctPerKWh: 50,
        start: new Date('2026-06-01T21:45:00Z'),
        end: new Date('2026-06-01T22:00:00Z'),
        count: 1,
      },
      complete: true,
    });
    const some = lowestAndHighest(
      series((i) => (i < 3 ? 7 : null)),
      date('2026-06-01'),
    );
    assert.deepEqual([some?.lowest.count, some?.highest.count, some?.complete], [3, 3, false]);
    assert.equal(
      lowestAndHighest(
        series(() => null),
        date('2026-06-01'),
      ),
      null,
    );
    assert.equal(lowestAndHighest(null, date('2026-06-01')), null);
  });
});

describe('prices of the exchange', () => {
  it(
    'have 92 quarter-hours on the day the clocks go forward, and some below zero',
    { skip: withoutExchangePrices },
    () => {
      const price = exchangePrices();
      const day = date('2026-03-29');
      const quarters = new Set(quarterHoursOfDay(day).map((at) => at.getTime()));
      const ofDay = price.items?.filter(({ timestamp }) => quarters.has(Date.parse(timestamp))) ?? [];
      assert.equal(ofDay.length, 92);
      assert.equal(isDayKnown(price, day), true);
      assert.ok(price.items?.some(({ amount }) => amount !== null && amount < 0));
    },
  );

  it('have the windows that trying all of them finds', { skip: withoutExchangePrices }, () => {
    const all = exchangePrices();
    for (const day of ['2026-01-01', '2026-02-14', '2026-03-28', '2026-03-29', '2026-03-30'].map(date)) {
      const items =
        all.items?.filter(({ timestamp }) => {
          const of = berlinDateOf(timestamp);
          return of === day || of === addDays(day, 1);
        }) ?? [];
      for (const hours of [1, 2, 3, 4, 5, 6]) {
        for (const clock of [0, 7.3, 23.5]) {
          const now = new Date(startOfBerlinDay(day).getTime() + clock * 3_600_000);
          assertSameAsBruteForce({ ...all, items }, hours, now, 'low');
          assertSameAsBruteForce({ ...all, items }, hours, now, 'high');
        }
      }
    }
  });
});
