import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { createFormats } from '../../src/domain/format.ts';

const date = '2026-08-11' as BerlinDate;

describe('formats', () => {
  it('are German', () => {
    const formats = createFormats('de');
    assert.equal(formats.eur(1234.56), '1.234,56\u00a0€');
    assert.equal(formats.eur(-61.07), '\u221261,07\u00a0€');
    assert.equal(formats.ctPerKWh(21.09), '21,09\u00a0ct/kWh');
    assert.equal(formats.kWh(12.34), '12,3\u00a0kWh');
    assert.match(formats.eurRange(58.2, 74.4), /^58\s?–\s?74\s€$/u);
    assert.match(formats.eurRange(-12, 3), /^\u221212\s€\s?–\s?3\s€$/u);
    assert.equal(formats.eurRange(58.2, 58.4), '58\u00a0€');
    assert.equal(formats.dayAndMonth(date), '11.08.');
    assert.equal(formats.percent(0.46), '46\u00a0%');
    assert.equal(formats.date(date), '11.08.2026');
    assert.equal(formats.dateLong(date), 'Dienstag, 11. August 2026');
    assert.equal(formats.month(date), 'August 2026');
    assert.equal(formats.time('2026-08-11T06:30:00Z'), '08:30\u00a0Uhr');
    assert.equal(formats.timeRange('2026-08-11T06:30:00Z', '2026-08-11T06:45:00Z'), '08:30–08:45\u00a0Uhr');
  });

  it('are English', () => {
    const formats = createFormats('en');
    assert.equal(formats.eur(1234.56), '€1,234.56');
    assert.equal(formats.eur(-5), '\u2212€5.00');
    assert.equal(formats.ctPerKWh(21.09), '21.09\u00a0ct/kWh');
    assert.equal(formats.date(date), '11 Aug 2026');
    assert.equal(formats.time('2026-08-11T06:30:00Z'), '08:30');
  });

  it('show no minus before what rounds to zero', () => {
    for (const locale of ['de', 'en']) {
      const formats = createFormats(locale);
      for (const text of [formats.eur(-0.001), formats.ctPerKWh(-0), formats.kWh(-0.04), formats.percent(-0.001)]) {
        assert.ok(!/[-\u2212]/.test(text), text);
      }
    }
  });

  it('name the first and the last day of a period', () => {
    const period = { start: '2026-10-01' as BerlinDate, endExclusive: '2026-11-01' as BerlinDate };
    assert.equal(createFormats('de').period(period), '01.10.2026 – 31.10.2026');
    assert.equal(createFormats('de').period({ ...period, endExclusive: '2026-10-02' as BerlinDate }), '01.10.2026');
  });
});
