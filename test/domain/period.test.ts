import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BerlinDate } from '../../src/domain/berlin-calendar.ts';
import {
  isCalendarMonth,
  monthPeriod,
  periodOfInvoice,
  previousPeriod,
  priceRange,
  samePeriodLastYear,
  usageRange,
  weekPeriod,
  yearPeriod,
} from '../../src/domain/period.ts';

const date = '2026-03-29' as BerlinDate;

describe('periods', () => {
  it('are asked for as the API wants it: usage to an exclusive end, prices to an inclusive one', () => {
    const march = monthPeriod(date);
    assert.deepEqual(usageRange(march), { start: '2026-03-01', end: '2026-04-01' });
    assert.deepEqual(priceRange(march), { start: '2026-03-01', end: '2026-03-31' });
  });

  it('of an invoice are Berlin days, also over the change of clocks', () => {
    const period = periodOfInvoice('2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z');
    assert.deepEqual(period, { start: '2026-03-01', endExclusive: '2026-04-01' });
    assert.equal(isCalendarMonth(period), true);
    assert.equal(isCalendarMonth({ ...period, start: '2026-03-02' as BerlinDate }), false);
  });

  it('have one before them of the same kind', () => {
    assert.deepEqual(previousPeriod(monthPeriod(date)), { start: '2026-02-01', endExclusive: '2026-03-01' });
    assert.deepEqual(previousPeriod(weekPeriod(date)), { start: '2026-03-16', endExclusive: '2026-03-23' });
    assert.deepEqual(previousPeriod(yearPeriod(date)), { start: '2025-01-01', endExclusive: '2026-01-01' });
    assert.deepEqual(samePeriodLastYear(monthPeriod(date)), { start: '2025-03-01', endExclusive: '2025-04-01' });
  });

  it('have one a year earlier of the same days, in leap years as well', () => {
    const lastYear = (start: string, endExclusive: string) =>
      samePeriodLastYear({ start: start as BerlinDate, endExclusive: endExclusive as BerlinDate });
    assert.deepEqual(lastYear('2024-02-28', '2024-02-29'), { start: '2023-02-28', endExclusive: '2023-03-01' });
    assert.deepEqual(lastYear('2024-02-29', '2024-03-01'), { start: '2023-02-28', endExclusive: '2023-03-01' });
    assert.deepEqual(lastYear('2025-02-01', '2025-03-01'), { start: '2024-02-01', endExclusive: '2024-03-01' });
  });
});
