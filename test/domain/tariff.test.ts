import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Quote } from '../../src/contract/nomos/quote.ts';
import { contractStanding, dateOf } from '../../src/domain/contract-standing.ts';
import { exampleYear } from '../../src/domain/example-year.ts';
import { identifierGroups } from '../../src/domain/identifier-groups.ts';
import { lastTwelveMonths, measuredYear } from '../../src/domain/measured-year.ts';
import { addMonths, startOfBerlinDay } from '../../src/domain/berlin-calendar.ts';
import { netOf, tariffBreakdown, vatRate } from '../../src/domain/tariff-breakdown.ts';
import { between, date, near, randomNumbers, shuffled, usageOf } from './series.ts';

type Component = Quote['components'][number];
type Part = Component['subcomponents'][number];

const component = (
  group: string,
  unit: string,
  unitAmount: number,
  parts: [string, string, number][] = [],
): Component => ({
  group,
  amount: 0,
  quantity: 1,
  quantity_unit: unit,
  unit_amount: unitAmount,
  subcomponents: parts.map(([subgroup, name, amount]): Part => ({ subgroup, name, amount })),
});

const breakdown = (...components: Component[]) => tariffBreakdown({ components });

/** The example of the API document. */
const documented = breakdown(
  component('base', 'month', 4.35, [
    ['fee', 'Grundgebühr', 10.99],
    ['grid', 'Netzentgelte', 3.31],
    ['grid', 'Pauschale Netzentgeltreduktion (§14a EnWG Modul 1)', -11.21],
    ['metering', 'Messstellengebühren', 1.26],
  ]),
  component('variable', 'kWh', 0.27042, [
    ['levies', 'Konzessionsabgabe', 0.0284],
    ['energy', 'EPEX Day-Ahead Preis (12m avg.)', 0.0877],
    ['grid', 'Netzentgelte', 0.1111],
    ['levies', 'Stromsteuer', 0.0244],
    ['levies', 'Offshore-Umlage', 0.0078],
    ['levies', '§19-NEV Umlage', 0.0077],
    ['levies', 'KWK-Umlage', 0.0033],
  ]),
);

describe('the parts of a tariff', () => {
  it('are ct/kWh and EUR a month, summed by what they are paid for, reductions with them', () => {
    const { working, base } = documented;
    assert.ok(working && base);
    assert.ok(near(working.amount, 27.042) && near(base.amount, 4.35));
    assert.deepEqual(
      working.parts.map(({ kind }) => kind),
      ['energy', 'grid', 'levies'],
    );
    assert.deepEqual(
      base.parts.map(({ kind, items }) => [kind, items.length]),
      [
        ['fee', 1],
        ['grid', 2],
        ['metering', 1],
      ],
    );
    assert.ok(near(base.parts[1]?.amount ?? null, 3.31 - 11.21));
    assert.ok(near(working.parts[2]?.amount ?? null, 2.84 + 2.44 + 0.78 + 0.77 + 0.33));
    assert.equal(working.unexplained, 0);
    assert.equal(base.unexplained, 0);
  });

  it('stand beside their total as it is, also where they do not add up to it', () => {
    const { working } = breakdown(component('variable', 'kWh', 0.35, [['energy', 'Energie', 0.1]]));
    assert.ok(near(working?.amount ?? null, 35) && near(working?.unexplained ?? null, 25));
    const { base } = breakdown(component('base', 'month', 5, [['fee', 'Gebühr', 12]]));
    assert.ok(near(base?.amount ?? null, 5) && near(base?.unexplained ?? null, -7));
  });

  it('of which there are none leave nothing to explain', () => {
    assert.equal(breakdown(component('variable', 'kWh', 0.35)).working?.unexplained, 0);
  });

  it('of unknown kinds come last, as they are; components are told by their unit, and those of an unknown one are said', () => {
    const found = breakdown(
      component('variable', 'kWh', 0.2, [
        ['storage', 'Speicher', 0.05],
        ['energy', 'Energie', 0.15],
      ]),
      component('seasonal', 'kWh', 0.1),
      component('peak', 'kW', 3),
    );
    assert.ok(found.working);
    assert.deepEqual(
      found.working.parts.map(({ kind }) => kind),
      ['energy', 'storage'],
    );
    assert.ok(near(found.working.amount, 30));
    assert.equal(found.base, null);
    assert.equal(found.hasOthers, true);
    assert.deepEqual(breakdown(), { working: null, base: null, hasOthers: false });
  });

  it('with what they leave are the price; in which order the API names them does not matter', () => {
    const parts = fc.array(
      fc.tuple(
        fc.constantFrom('fee', 'grid', 'metering', 'energy', 'levies', 'other'),
        fc.string({ maxLength: 4 }),
        fc.integer({ min: -500, max: 5000 }).map((amount) => amount / 10_000),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(parts, fc.integer({ min: -1000, max: 9000 }), fc.nat(), (named, total, seed) => {
        const of = (order: typeof named) => breakdown(component('variable', 'kWh', total / 10_000, order)).working;
        const found = of(named);
        const again = of(shuffled(named, randomNumbers(seed)));
        const sum = (found?.parts ?? []).reduce((all, { amount }) => all + amount, 0);
        const items = found?.parts.flatMap((part) => part.items) ?? [];
        assert.equal(items.length, named.length);
        const rest = total / 100 - sum;
        if (found?.unexplained) assert.ok(near(found.unexplained, rest));
        else assert.ok(named.length === 0 || Math.abs(rest) <= 0.005 * (named.length + 1) + 1e-6);
        for (const { kind, amount } of found?.parts ?? []) {
          assert.ok(near(again?.parts.find((part) => part.kind === kind)?.amount ?? null, amount));
        }
      }),
    );
  });

  it('have a net price that becomes the gross one with the tax', () => {
    fc.assert(
      fc.property(fc.double({ min: -100, max: 100, noNaN: true }), (gross) =>
        near(netOf(gross) * (1 + vatRate), gross, 1e-9),
      ),
    );
    assert.ok(near(netOf(11.9), 10));
  });
});

describe('an example year', () => {
  const amounts = fc.double({ min: -50, max: 100, noNaN: true });
  const price = (amount: number) => ({ amount, parts: [], unexplained: 0 });

  it('is its energy and twelve base prices, by hand', () => {
    assert.deepEqual(exampleYear({ working: price(30), base: price(10) }, 2000, { feedIn: false }), {
      kWh: 2000,
      workingEur: 600,
      baseEur: 120,
      totalEur: 720,
    });
    assert.equal(exampleYear({ working: price(8), base: price(2) }, 1000, { feedIn: true })?.totalEur, 56);
  });

  it('is the sum of its parts, grows by the working price, and is never made up', () => {
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: 1, max: 100_000 }), fc.boolean(), (ct, eur, kWh, feedIn) => {
        const tariff = { working: price(ct), base: price(eur) };
        const year = exampleYear(tariff, kWh, { feedIn });
        const next = exampleYear(tariff, kWh + 1, { feedIn });
        if (!year || !next) return false;
        const sum = feedIn ? year.workingEur - (year.baseEur ?? 0) : year.workingEur + (year.baseEur ?? 0);
        return near(sum, year.totalEur) && near(next.totalEur - year.totalEur, ct / 100, 1e-6);
      }),
    );
    assert.equal(exampleYear({ working: null, base: price(10) }, 2000, { feedIn: false }), null);
    for (const kWh of [0, -1, NaN, Infinity]) {
      assert.equal(exampleYear({ working: price(30), base: null }, kWh, { feedIn: false }), null);
    }
    assert.equal(exampleYear({ working: price(30), base: null }, 100, { feedIn: false })?.baseEur, null);
  });
});

describe('a measured year', () => {
  const period = between('2025-11-01', '2026-11-01');
  const months = Array.from({ length: 12 }, (_, n) => addMonths(period.start, n));
  const items = months.map(
    (month, n) => [startOfBerlinDay(month).toISOString(), 100 + n, n > 9 ? 'preliminary' : 'final'] as const,
  );

  it('is the last twelve months that can be there in whole, when supply reached over all of them', () => {
    assert.deepEqual(lastTwelveMonths(date('2026-11-24'), date('2025-11-01')), period);
    assert.equal(lastTwelveMonths(date('2026-11-24'), date('2025-11-02')), null);
    assert.equal(lastTwelveMonths(date('2026-11-24'), null), null);
    // The last day of October comes on the first of November from 16:00.
    assert.deepEqual(lastTwelveMonths(date('2026-11-02'), date('2024-01-01')), between('2025-10-01', '2026-10-01'));
    assert.deepEqual(lastTwelveMonths(date('2026-11-03'), date('2024-01-01')), period);
  });

  it('sums its months, in any order and each once, and says whether they may change', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const twice = shuffled([...items, ...items], randomNumbers(seed));
        const found = measuredYear(usageOf('month', twice), period);
        assert.equal(found?.kWh, 1266);
        assert.equal(found.provisional, true);
      }),
    );
    const final = items.map(([start, kWh]) => [start, kWh] as const);
    assert.equal(measuredYear(usageOf('month', final), period)?.provisional, false);
  });

  it('is none when a month is missing or unreadable, and leaves out what is not of it', () => {
    for (let n = 0; n < 12; n += 1) assert.equal(measuredYear(usageOf('month', items.toSpliced(n, 1)), period), null);
    const around = [
      ['2025-09-30T22:00:00Z', 999],
      ['2026-10-31T23:00:00Z', 999],
    ] as const;
    assert.equal(measuredYear(usageOf('month', [...items, ...around]), period)?.kWh, 1266);
    assert.equal(measuredYear(usageOf('month', items.toSpliced(3, 1, ['soon', 5, 'final'])), period), null);
    assert.equal(measuredYear(usageOf('month', items.toSpliced(3, 1, [items[3]![0], NaN, 'final'])), period), null);
  });

  it('is none by days: nobody would know whether some are missing', () => {
    assert.equal(measuredYear(usageOf('day', items), period), null);
  });
});

describe('the standing of a contract', () => {
  const at = (status: string, startAt: string | null, endAt: string | null, today = '2026-11-24') =>
    contractStanding({ status, start_at: startAt, end_at: endAt }, date(today));
  const start = '2025-08-31T22:00:00Z';

  it('names the last day of supply, which is the one before the exclusive midnight', () => {
    assert.deepEqual(at('active', start, null), { type: 'running', start: '2025-09-01' });
    assert.deepEqual(at('active', start, '2026-12-30T23:00:00Z'), { type: 'ending', lastDay: '2026-12-30' });
    // The clocks change on the last day, on either side of midnight.
    assert.deepEqual(at('active', start, '2027-03-28T22:00:00Z'), { type: 'ending', lastDay: '2027-03-28' });
    assert.deepEqual(at('ended', start, '2026-10-25T23:00:00Z'), { type: 'ended', lastDay: '2026-10-25' });
    assert.deepEqual(at('ended', start, null), { type: 'ended', lastDay: null });
  });

  it('is ended as soon as the last day is over, whatever the API says', () => {
    const end = '2026-11-24T23:00:00Z';
    assert.deepEqual(at('active', start, end, '2026-11-24'), { type: 'ending', lastDay: '2026-11-24' });
    assert.deepEqual(at('active', start, end, '2026-11-25'), { type: 'ended', lastDay: '2026-11-24' });
  });

  it('knows contracts that are to begin, and those that never will', () => {
    assert.deepEqual(at('pending', '2026-11-30T23:00:00Z', null), { type: 'pending', start: '2026-12-01' });
    assert.deepEqual(at('pending', null, null), { type: 'pending', start: null });
    assert.deepEqual(at('pending', '2026-11-30T23:00:00Z', '2026-11-27T23:00:00Z'), { type: 'never-begins' });
    assert.deepEqual(at('pending', '2026-11-30T23:00:00Z', '2026-11-20T23:00:00Z'), { type: 'never-begins' });
  });

  it('takes an unknown status for a running contract, and an unreadable instant for none', () => {
    assert.deepEqual(at('paused', start, null), { type: 'running', start: '2025-09-01' });
    assert.deepEqual(at('active', 'soon', 'later'), { type: 'running', start: null });
    assert.equal(dateOf(''), null);
  });
});

describe('identifiers in groups', () => {
  it('are the identifier again, whatever it is', () => {
    fc.assert(
      fc.property(fc.constantFrom('malo' as const, 'melo' as const), fc.string({ maxLength: 40 }), (kind, text) => {
        const groups = identifierGroups(kind, text);
        return groups.join('') === text && groups.every((group) => group.length > 0 && group.length <= 6);
      }),
    );
  });

  it('are cut where the field reads them', () => {
    assert.deepEqual(identifierGroups('malo', '41373559241'), ['41373', '55924', '1']);
    assert.equal(
      identifierGroups('melo', 'DE0000561012700000000000000204561').join(' '),
      'DE 000056 10127 00000 00000 00002 04561',
    );
    assert.deepEqual(identifierGroups('melo', 'DE00000012345'), ['DE000', '00012', '345']);
  });
});
