import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { quarterHoursOfDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { cheapHours, priceBands } from '../../src/domain/cheap-hours.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { date, near, randomNumbers, shuffled } from './series.ts';

/** A Berlin day of quarter-hours. */
const dayOf = (
  day: BerlinDate,
  price: (i: number) => number | null,
  used: (i: number) => number | null = () => 1,
): Interval[] =>
  quarterHoursOfDay(day).map((at, i) => {
    const [ctPerKWh, kWh] = [price(i), used(i)];
    const complete = ctPerKWh !== null && kWh !== null;
    return {
      startUtcMilliseconds: at.getTime(),
      endUtcMilliseconds: at.getTime() + 900_000,
      kWh,
      ctPerKWh,
      eur: complete ? (kWh * ctPerKWh) / 100 : null,
      status: kWh === null ? null : 'final',
      complete,
    };
  });

const days = ['2026-03-29', '2026-06-01', '2026-10-25'].map(date);

describe('the share in cheap hours', () => {
  it('is a third for even use, on days of 92, 96 and 100 quarter-hours, and for a price that never changes', () => {
    for (const day of days) {
      assert.ok(near(cheapHours(dayOf(day, (i) => (i * 37) % 101))?.share ?? null, 1 / 3));
      const flat = dayOf(
        day,
        () => 30,
        (i) => i % 7,
      );
      assert.ok(near(cheapHours(flat)?.share ?? null, 1 / 3));
    }
  });

  it('is all when everything is used then, and nothing when nothing is', () => {
    const price = (i: number): number => (i < 32 ? 10 : 40);
    const night = dayOf(date('2026-06-01'), price, (i) => (i < 32 ? 0.5 : 0));
    assert.deepEqual(cheapHours(night), { share: 1, cheapKWh: 16, kWh: 16, days: 1, daysLeftOut: 0 });
    assert.equal(
      cheapHours(
        dayOf(date('2026-06-01'), price, (i) => (i < 32 ? 0 : 0.5)),
        'low',
      )?.share,
      0,
    );
    assert.ok((cheapHours(night, 'high')?.share ?? 1) < 1e-12);
  });

  it('splits the border evenly among intervals of the same price', () => {
    // 64 quarter-hours at the low price: each is cheap by half.
    const day = dayOf(
      date('2026-06-01'),
      (i) => (i < 64 ? -5 : 40),
      (i) => (i < 64 ? 1 : 0),
    );
    assert.ok(near(cheapHours(day)?.share ?? null, 0.5));
  });

  it('counts the part of a quarter-hour by which the third of 92 is more than 30', () => {
    const onlyAt = (place: number) =>
      cheapHours(
        dayOf(
          date('2026-03-29'),
          (i) => i,
          (i) => (i === place ? 1 : 0),
        ),
      )?.share ?? null;
    assert.equal(onlyAt(29), 1);
    assert.ok(near(onlyAt(30), 2 / 3));
    assert.equal(onlyAt(31), 0);
  });

  it('leaves out days without all of their prices, and is unknown without any', () => {
    const good = dayOf(date('2026-06-01'), (i) => i);
    const gap = dayOf(date('2026-06-02'), (i) => (i === 5 ? null : i));
    const unused = dayOf(
      date('2026-06-03'),
      (i) => i,
      () => null,
    );
    const found = cheapHours([...good, ...gap, ...unused]);
    assert.deepEqual([found?.days, found?.daysLeftOut, found?.kWh], [1, 2, 96]);
    assert.equal(cheapHours(gap), null);
    assert.equal(cheapHours([]), null);
    assert.equal(
      cheapHours(
        dayOf(
          date('2026-06-01'),
          (i) => i,
          () => 0,
        ),
      ),
      null,
    );
  });

  it('does not depend on the order, and lies between none and all', () => {
    fc.assert(
      fc.property(fc.constantFrom(...days), fc.integer(), fc.integer({ min: 1, max: 50 }), (day, seed, prices) => {
        const random = randomNumbers(seed);
        const rows = dayOf(
          day,
          () => Math.floor(random() * prices) - 5,
          () => random(),
        );
        const found = cheapHours(rows);
        assert.ok(found && found.share >= 0 && found.share <= 1);
        assert.ok(near(cheapHours(shuffled(rows, random))?.share ?? null, found.share));
      }),
    );
  });
});

describe('the bands of prices', () => {
  it('are the cheapest and the dearest third', () => {
    const bands = priceBands(dayOf(date('2026-06-01'), (i) => i));
    assert.deepEqual(
      bands,
      Array.from({ length: 96 }, (_, i) => (i < 32 ? 'cheapest' : i >= 64 ? 'dearest' : null)),
    );
  });

  it('take all intervals at the border, unless it is the border of both', () => {
    assert.ok(priceBands(dayOf(date('2026-06-01'), () => 30)).every((band) => band === null));
    const one = priceBands(dayOf(date('2026-06-01'), (i) => (i === 50 ? 10 : 30)));
    assert.deepEqual(
      one.flatMap((band, i) => (band ? [[i, band]] : [])),
      [[50, 'cheapest']],
    );
    const two = priceBands(dayOf(date('2026-06-01'), (i) => (i < 40 ? 10 : 30)));
    assert.equal(two.filter((band) => band === 'cheapest').length, 40);
    assert.equal(two.filter((band) => band === 'dearest').length, 56);
  });

  it('follow the intervals, whatever their order and gaps', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = randomNumbers(seed);
        const rows = days.flatMap((day) => dayOf(day, () => (random() < 0.1 ? null : Math.floor(random() * 30))));
        const bands = new Map(priceBands(rows).map((band, i) => [rows[i], band]));
        const mixed = shuffled(rows, random);
        assert.deepEqual(
          priceBands(mixed),
          mixed.map((row) => bands.get(row)),
        );
        assert.ok(rows.every((row) => row.ctPerKWh !== null || bands.get(row) === null));
      }),
      { numRuns: 30 },
    );
  });
});
