import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, berlinDateOf, startOfBerlinDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import {
  measuredSpan,
  outsideSupply,
  periodOfView,
  resolutionsOfView,
  stepView,
  viewPeriods,
} from '../../src/domain/consumption-view.ts';
import type { Interval } from '../../src/domain/interval.ts';

const berlinDate = (text: string): BerlinDate => text as BerlinDate;

const views = fc.record({
  period: fc.constantFrom(...viewPeriods),
  date: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((date) => berlinDateOf(date)),
});

describe('a view of consumption', () => {
  it('holds its day, and steps to the span next to it, and back', () => {
    fc.assert(
      fc.property(views, (view) => {
        const { start, endExclusive } = periodOfView(view);
        assert.ok(start <= view.date && view.date < endExclusive);
        assert.equal(periodOfView(stepView(view, 1)).start, endExclusive);
        assert.equal(periodOfView(stepView(view, -1)).endExclusive, start);
        assert.deepEqual(periodOfView(stepView(stepView(view, 1), -1)), { start, endExclusive });
      }),
    );
  });

  it('of seven days ends with its day', () => {
    assert.deepEqual(periodOfView({ period: '7days', date: berlinDate('2026-03-31') }), {
      start: '2026-03-25',
      endExclusive: '2026-04-01',
    });
  });

  it('can always be drawn in some resolution, each once', () => {
    for (const period of viewPeriods) {
      const choices = resolutionsOfView(period);
      assert.ok(choices.length > 1);
      assert.equal(new Set(choices).size, choices.length);
    }
  });
});

describe('days of supply', () => {
  const supply = { first: berlinDate('2026-03-15'), last: berlinDate('2026-06-30') };
  const month = (date: string) => periodOfView({ period: 'month', date: berlinDate(date) });

  it('a period with one of them lies within', () => {
    assert.equal(outsideSupply(month('2026-03-01'), supply), null);
    assert.equal(outsideSupply(month('2026-06-30'), supply), null);
  });

  it('a period without lies before or after', () => {
    assert.equal(outsideSupply(month('2026-02-28'), supply), 'before');
    assert.equal(outsideSupply(month('2026-07-01'), supply), 'after');
    assert.equal(outsideSupply(month('1999-07-01'), { ...supply, first: null }), null);
  });

  const day = (date: string, kWh: number | null): Interval => ({
    startUtcMilliseconds: startOfBerlinDay(berlinDate(date)).getTime(),
    endUtcMilliseconds: startOfBerlinDay(addDays(berlinDate(date), 1)).getTime(),
    kWh,
    ctPerKWh: null,
    eur: null,
    status: kWh === null ? null : 'final',
    complete: false,
  });

  it('what lies before them and after the last value is no gap; what is missing between is one', () => {
    const days = [
      day('2026-03-14', null),
      day('2026-03-15', 1),
      day('2026-03-16', null),
      day('2026-03-17', 2),
      day('2026-03-18', null),
    ];
    assert.deepEqual(measuredSpan(days, supply), days.slice(1, 4));
    assert.deepEqual(measuredSpan(days.slice(4), supply), []);
  });
});
