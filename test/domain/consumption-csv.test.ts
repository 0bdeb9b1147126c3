import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { berlinDateOf, berlinOffset } from '../../src/domain/berlin-calendar.ts';
import {
  consumptionCsv,
  consumptionFileName,
  consumptionJson,
  type ConsumptionRow,
} from '../../src/domain/consumption-csv.ts';
import { joinIntervals } from '../../src/domain/interval-join.ts';
import type { Interval, UsageStatus } from '../../src/domain/interval.ts';
import { anyPeriod, between, priceOf, usageOf } from './series.ts';

const rowAt = (utcInstant: string, values: Partial<Interval> = {}): Interval => ({
  startUtcMilliseconds: Date.parse(utcInstant),
  endUtcMilliseconds: Date.parse(utcInstant) + 900_000,
  kWh: null,
  ctPerKWh: null,
  eur: null,
  status: null,
  complete: false,
  ...values,
});

const rows = [
  rowAt('2026-03-29T00:45:00Z', { kWh: 0.1 + 0.2, ctPerKWh: -1.5, eur: -0.0045, status: 'final', complete: true }),
  rowAt('2026-03-29T01:00:00Z', { kWh: 1234.5, status: 'preliminary' }),
  rowAt('2026-10-25T01:00:00Z'),
];

describe('the export of consumption', () => {
  it('is what a German spreadsheet opens', () => {
    assert.equal(
      consumptionCsv(rows, { locale: 'de' }),
      '\ufeffutc;local;kwh;ct_per_kwh;eur;status\r\n' +
        '2026-03-29T00:45:00Z;2026-03-29T01:45:00+01:00;0,3;-1,5;-0,0045;final\r\n' +
        '2026-03-29T01:00:00Z;2026-03-29T03:00:00+02:00;1234,5;;;preliminary\r\n' +
        '2026-10-25T01:00:00Z;2026-10-25T02:00:00+01:00;;;;\r\n',
    );
  });

  it('is what other spreadsheets open', () => {
    assert.equal(
      consumptionCsv(rows.slice(0, 2), { locale: 'en' }),
      '\ufeffutc,local,kwh,ct_per_kwh,eur,status\r\n' +
        '2026-03-29T00:45:00Z,2026-03-29T01:45:00+01:00,0.3,-1.5,-0.0045,final\r\n' +
        '2026-03-29T01:00:00Z,2026-03-29T03:00:00+02:00,1234.5,,,preliminary\r\n',
    );
    assert.equal(consumptionCsv([], { locale: 'en' }), '\ufeffutc,local,kwh,ct_per_kwh,eur,status\r\n');
  });

  it('is the same in JSON, with numbers and null', () => {
    assert.deepEqual((JSON.parse(consumptionJson(rows)) as ConsumptionRow[])[1], {
      utc: '2026-03-29T01:00:00Z',
      local: '2026-03-29T03:00:00+02:00',
      kwh: 1234.5,
      ct_per_kwh: null,
      eur: null,
      status: 'preliminary',
    });
  });

  it('keeps no more than six decimals, and no negative zero', () => {
    const [row] = JSON.parse(
      consumptionJson([rowAt('2026-06-01T00:00:00Z', { kWh: 1 / 3, ctPerKWh: -1e-9, eur: 1e-6 })]),
    ) as ConsumptionRow[];
    assert.deepEqual([row?.kwh, row?.ct_per_kwh, row?.eur], [0.333333, 0, 0.000001]);
    assert.match(
      consumptionCsv([rowAt('2026-06-01T00:00:00Z', { kWh: -1e-9, eur: 1e-6, ctPerKWh: 2e-6 })], { locale: 'de' }),
      /;0;0,000002;0,000001;/,
    );
  });

  it('has nothing that a spreadsheet could take for a formula', () => {
    const harmless = /^(-?\d+(,\d+)?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+0[12]:00)|final|preliminary|other|)$/;
    const status = fc.oneof(fc.string(), fc.constantFrom('=1+1', '@SUM(A1)', '+1', '-1', '\t=1', '\r=1', 'final'));
    const number = fc.option(fc.double({ min: -1e6, max: 1e6 }));
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.date({ min: new Date(0), max: new Date('2037-12-31'), noInvalidDate: true }), number, status),
        ),
        (list) => {
          const csv = consumptionCsv(
            list.map(([at, kWh, word]) =>
              rowAt(at.toISOString(), { kWh, ctPerKWh: kWh, eur: kWh, status: word as UsageStatus }),
            ),
            { locale: 'de' },
          );
          const lines = csv.slice(1).trimEnd().split('\r\n').slice(1);
          assert.equal(lines.length, list.length);
          for (const field of lines.flatMap((line) => line.split(';'))) assert.match(field, harmless);
        },
      ),
    );
  });

  it('names each quarter-hour once, by its instant and by the clock of Berlin', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        const intervals = joinIntervals(usageOf('15min', []), priceOf('15min', []), period);
        const list = JSON.parse(consumptionJson(intervals)) as ConsumptionRow[];
        assert.equal(new Set(list.map(({ local }) => local)).size, intervals.length);
        for (const [i, { utc, local }] of list.entries()) {
          assert.equal(Date.parse(utc), intervals[i]?.startUtcMilliseconds);
          assert.equal(Date.parse(local), intervals[i]?.startUtcMilliseconds);
          assert.equal(local.slice(0, 10), berlinDateOf(utc));
          assert.equal(local.slice(-6), berlinOffset(utc));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the name of an export', () => {
  it('says what, when and in which steps', () => {
    const german = { locale: 'de' } as const;
    assert.equal(
      consumptionFileName(between('2026-03-29', '2026-03-30'), '15min', german),
      'verbrauch-2026-03-29-15min.csv',
    );
    assert.equal(
      consumptionFileName(between('2026-03-29', '2026-03-30'), 'hour', { locale: 'en', extension: 'json' }),
      'consumption-2026-03-29-hour.json',
    );
    assert.equal(consumptionFileName(between('2026-03-01', '2026-04-01'), 'day', german), 'verbrauch-2026-03-day.csv');
    assert.equal(consumptionFileName(between('2026-01-01', '2027-01-01'), 'month', german), 'verbrauch-2026-month.csv');
    assert.equal(
      consumptionFileName(between('2026-03-23', '2026-03-30'), 'hour', { locale: 'de', type: 'feed_in' }),
      'einspeisung-2026-03-23-2026-03-29-hour.csv',
    );
  });
});
