import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { MeterReading } from '../../src/contract/nomos/meter-reading.ts';
import { checkMeterReading, readingDateIssue } from '../../src/domain/meter-reading-check.ts';
import { parseMeterReading } from '../../src/domain/meter-reading-input.ts';
import { date } from './series.ts';

describe('a typed meter reading', () => {
  const read = (text: string, locale: 'de' | 'en') => {
    const typed = parseMeterReading(text, locale);
    return typed.type === 'value' ? typed.kWh : typed.reason;
  };

  it('is read as people write numbers', () => {
    for (const [text, de, en] of [
      ['12345', 12345, 12345],
      [' 12345 ', 12345, 12345],
      ['0', 0, 0],
      ['00123', 123, 123],
      ['000123,4', 123.4, 123.4],
      ['12345,6', 12345.6, 12345.6],
      ['12345.6', 12345.6, 12345.6],
      ['12.345,6', 12345.6, 12345.6],
      ['12,345.6', 12345.6, 12345.6],
      ['12.345', 12345, 12.345],
      ['12,345', 12.345, 12345],
      ['12345.678', 12345.678, 12345.678],
      ['12345,678', 12345.678, 12345.678],
      ['0.345', 0.345, 0.345],
      ['1.234.567', 1234567, 1234567],
      ['1,234,567', 1234567, 1234567],
      ['12 345', 12345, 12345],
      ['12\u00a0345,6', 12345.6, 12345.6],
      ['12\u202f345.678', 12345.678, 12345.678],
      ['1.234.567,8', 1234567.8, 1234567.8],
    ] as const) {
      assert.equal(read(text, 'de'), de, `${text} in German`);
      assert.equal(read(text, 'en'), en, `${text} in English`);
    }
  });

  it('is refused with the reason', () => {
    for (const [text, reason] of [
      ['', 'empty'],
      ['   ', 'empty'],
      ['-1', 'negative'],
      ['\u22121,5', 'negative'],
      ['1e9', 'not-a-number'],
      ['+5', 'not-a-number'],
      ['12345 kWh', 'not-a-number'],
      ['abc', 'not-a-number'],
      ['0x10', 'not-a-number'],
      ['Infinity', 'not-a-number'],
      ['12,', 'not-a-number'],
      [',5', 'not-a-number'],
      ['.', 'not-a-number'],
      ['-', 'not-a-number'],
      ['1 2 3', 'not-a-number'],
      ['12.34.567', 'not-a-number'],
      ['1.23,4', 'not-a-number'],
      ['1,2,3', 'not-a-number'],
      ['1.234,567.8', 'not-a-number'],
      ['١٢٣', 'not-a-number'],
      ['1,2345', 'too-many-decimals'],
      ['12.345,6789', 'too-many-decimals'],
      ['1234567890', 'too-large'],
    ] as const) {
      for (const locale of ['de', 'en'] as const) assert.equal(read(text, locale), reason, `${text} in ${locale}`);
    }
  });

  it('comes back as it was written by the formats of its language', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.constantFrom('de', 'en'),
        fc.boolean(),
        (n, locale, grouped) => {
          const format = new Intl.NumberFormat(locale, { useGrouping: grouped, maximumFractionDigits: 3 });
          assert.equal(read(format.format(n / 1000), locale), n / 1000);
        },
      ),
    );
  });

  it('is a number from zero up, or a reason, whatever was typed', () => {
    const typed = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('0', '1', '9', '.', ',', ' ', '-', 'e') }));
    fc.assert(
      fc.property(typed, fc.constantFrom('de', 'en'), (text, locale) => {
        const found = parseMeterReading(text, locale);
        if (found.type === 'value') assert.ok(found.kWh >= 0 && found.kWh < 1e9, text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the day of a reading', () => {
  it('is not to come, and lies within the contract', () => {
    const today = date('2026-11-24');
    const supply = { start: date('2026-02-01'), endExclusive: date('2026-11-01') };
    const issue = (day: string, of: Parameters<typeof readingDateIssue>[2] = supply) =>
      readingDateIssue(date(day), today, of);
    assert.equal(issue('2026-11-25'), 'in-future');
    assert.equal(issue('2026-01-31'), 'before-contract');
    assert.equal(issue('2026-02-01'), null);
    assert.equal(issue('2026-11-01'), null, 'the handover');
    assert.equal(issue('2026-11-02'), 'after-contract');
    assert.equal(issue('2026-11-24', { start: null, endExclusive: null }), null);
  });
});

describe('a plausible reading', () => {
  const reading = (timestamp: string, value: number): MeterReading => ({
    id: 'mr_1',
    customer: 'cus_1',
    subscription: 'sub_1',
    meter: 'mtr_1',
    value,
    timestamp,
    type: 'customer_report',
    created_at: timestamp,
  });
  // Ten kWh a day.
  const readings = [reading('2026-10-01T10:00:00Z', 3730), reading('2025-12-31T23:00:00Z', 1000), reading('soon', 9)];
  const check = (kWh: number, day: string, estimate: number | null = null, known = readings) =>
    checkMeterReading({ kWh, date: date(day) }, known, estimate);

  it('is where the last readings lead', () => {
    const { type, expected, last, next } = check(4030, '2026-10-31');
    assert.equal(type, 'plausible');
    assert.deepEqual(expected, { kWh: 4030, lowKWh: 3820, highKWh: 4360, basis: 'readings' });
    assert.deepEqual([last?.value, next], [3730, null]);
    assert.equal(check(4361, '2026-10-31').type, 'much-higher');
    assert.equal(check(3819, '2026-10-31').type, 'much-lower');
    assert.equal(check(3729.9, '2026-10-31').type, 'lower-than-last');
    const withOlder = [...readings, reading('2020-01-01T00:00:00Z', 0)];
    assert.deepEqual(check(4030, '2026-10-31', null, withOlder).expected, expected, 'years ago says nothing of today');
    assert.equal(check(3730, '2026-10-02').type, 'plausible', 'a day without use');
    assert.equal(check(3730, '2026-10-01').type, 'plausible', 'the same again');
  });

  it('lies between the readings before and after', () => {
    assert.equal(check(2000, '2026-04-10').type, 'unknown');
    assert.equal(check(3731, '2026-04-10').type, 'higher-than-next');
    assert.equal(check(3731, '2025-10-01').type, 'higher-than-next');
    assert.equal(check(999, '2026-04-10').type, 'lower-than-last');
    assert.equal(check(900, '2025-10-01').type, 'unknown');
  });

  it('is estimated from the yearly use where readings say too little', () => {
    const [one] = readings;
    assert.ok(one);
    const { type, expected } = check(4030, '2026-10-31', 3650, [one]);
    assert.equal(type, 'plausible');
    assert.deepEqual(expected, { kWh: 4030, lowKWh: 3775, highKWh: 4660, basis: 'estimated-usage' });
    assert.deepEqual(check(4030, '2026-10-31', null, [one]), {
      type: 'unknown',
      last: one,
      next: null,
      expected: null,
    });
    const exchanged = [reading('2026-01-01T00:00:00Z', 50_000), one];
    assert.equal(check(4030, '2026-10-31', 3650, exchanged).expected?.basis, 'estimated-usage');
    assert.deepEqual(check(5, '2026-10-31', 3650, []), { type: 'unknown', last: null, next: null, expected: null });
  });

  it('does not depend on the order of the readings, and expects what it calls plausible', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 9000 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 9000 }), (pairs, kWh) => {
        const known = pairs.map(([day, value]) =>
          reading(new Date(Date.UTC(2025, 0, 1 + day, 12)).toISOString(), value),
        );
        const found = check(kWh, '2026-06-01', 3000, known);
        const { type, expected, last } = check(kWh, '2026-06-01', 3000, [...known].reverse());
        assert.deepEqual([found.type, found.expected], [type, expected]);
        if (!expected || !last) return;
        assert.ok(expected.lowKWh >= last.value && expected.lowKWh <= expected.kWh && expected.kWh <= expected.highKWh);
        if (type === 'plausible') assert.ok(kWh >= expected.lowKWh && kWh <= expected.highKWh);
      }),
    );
  });
});
