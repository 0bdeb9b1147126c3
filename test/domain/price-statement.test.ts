import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Price } from '../../src/contract/nomos/price.ts';
import { negativePrice, negativeSpans } from '../../src/domain/price-statement.ts';
import { between, exchangePrices, withoutExchangePrices } from './series.ts';

const parts = (electricity: number | null, rest: number) => [
  { type: 'electricity', ctPerKWh: electricity },
  { type: 'grid', ctPerKWh: rest },
];

describe('a negative price', () => {
  it('is one of the total, or only of the energy in it', () => {
    assert.equal(negativePrice({ ctPerKWh: -2, components: parts(-15, 13) }), 'total');
    assert.equal(negativePrice({ ctPerKWh: 8, components: parts(-5, 13) }), 'energy');
    assert.equal(negativePrice({ ctPerKWh: 0, components: parts(-13, 13) }), 'energy');
    assert.equal(negativePrice({ ctPerKWh: 30, components: parts(17, 13) }), null);
    assert.equal(negativePrice({ ctPerKWh: 0, components: [] }), null);
    assert.equal(negativePrice({ ctPerKWh: -0, components: parts(-0, 0) }), null);
  });

  it('is not stated of what is not known', () => {
    assert.equal(negativePrice({ ctPerKWh: null, components: parts(-5, 13) }), null);
    assert.equal(negativePrice({ ctPerKWh: 8, components: parts(null, 13) }), null);
    assert.equal(negativePrice({ ctPerKWh: 8, components: [...parts(null, 13), ...parts(-5, 0)] }), null);
    assert.equal(negativePrice({ ctPerKWh: -2, components: parts(null, 13) }), 'total');
  });
});

describe('spans of negative prices', () => {
  const series = (amounts: (number | null)[]): Price => ({
    subscription: 'sub_1',
    unit: 'ct/kWh',
    resolution: 'hourly',
    items: amounts.map((amount, i) => ({
      timestamp: new Date(Date.UTC(2026, 5, 1, 8 + i)).toISOString(),
      amount,
      components: [
        { type: 'electricity', amount: amount === null ? null : amount - 12 },
        { type: 'grid', amount: 12 },
      ],
    })),
  });
  const spans = (price: Price | null) =>
    negativeSpans(price, between('2026-06-01', '2026-06-02')).map(({ negative, start, end, lowestCtPerKWh }) => [
      negative,
      start.getUTCHours(),
      end.getUTCHours(),
      lowestCtPerKWh,
    ]);

  it('join neighbours with the same statement', () => {
    const price = series([30, 5, -1, -3, 4, 20, -2, null, -2]);
    const expected = [
      ['energy', 9, 10, 5],
      ['total', 10, 12, -3],
      ['energy', 12, 13, 4],
      ['total', 14, 15, -2],
      ['total', 16, 17, -2],
    ];
    assert.deepEqual(spans(price), expected);
    assert.deepEqual(spans({ ...price, items: [...(price.items ?? [])].reverse() }), expected);
    assert.deepEqual(spans(null), []);
    assert.deepEqual(negativeSpans(price, between('2026-06-02', '2026-06-03')), []);
  });

  it('are there in the prices of the exchange', { skip: withoutExchangePrices }, () => {
    const found = negativeSpans(exchangePrices(), between('2026-01-01', '2026-04-01'));
    assert.ok(found.length > 0);
    assert.ok(found.every(({ negative, lowestCtPerKWh }) => negative === 'total' && lowestCtPerKWh < 0));
  });
});
