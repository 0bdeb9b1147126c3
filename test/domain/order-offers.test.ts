import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { offersOf, type Offer, type Product } from '../../src/domain/order-offers.ts';

type Parameters_ = Parameters<typeof offersOf>;
type Reduction = Parameters_[2][number];

const id = 'sub_1';
const contract = (more: object = {}, meter = 'smart'): Parameters_[0] => ({
  id,
  type: 'consumption',
  status: 'active',
  meter: { id: 'mtr_1', number: '1', type: meter, melo: null, malo: null },
  terminated_at: null,
  end_at: null,
  ...more,
});
const reduction = (module: number, status = 'activated', subscription = id): Reduction => ({
  subscription,
  status,
  type: `enwg-14a-module-${module}`,
});
const available = (offers: Offer[]): Product[] => offers.flatMap((offer) => (offer.obstacle ? [] : [offer.product]));
const obstacleOf = (offers: Offer[], product: Product) => offers.find((offer) => offer.product === product)?.obstacle;

describe('what can be ordered', () => {
  it('is a smart meter where there is none and none is on order', () => {
    const analog = contract({}, 'analog');
    assert.ok(available(offersOf(analog, [], [])).includes('smart-meter'));
    for (const status of ['created', 'scheduled', 'installed', 'activated', 'waiting_for_rain']) {
      assert.ok(!available(offersOf(analog, [{ subscription: id, status }], [])).includes('smart-meter'), status);
    }
    const over = [{ subscription: id, status: 'cancelled' }];
    assert.ok(available(offersOf(analog, over, [])).includes('smart-meter'), 'again after one that was cancelled');
    const others = [{ subscription: 'sub_2', status: 'created' }];
    assert.ok(available(offersOf(analog, others, [])).includes('smart-meter'));
    for (const meter of ['smart', 'modern']) {
      assert.ok(!available(offersOf(contract({}, meter), [], [])).includes('smart-meter'), meter);
    }
  });

  it('is module 1 or module 2 to begin with, and module 3 on top of module 1 only', () => {
    const offers = offersOf(contract(), [], []);
    assert.deepEqual(available(offers), ['module-1', 'module-2']);
    assert.equal(obstacleOf(offers, 'module-3'), 'needs-module-1');
    for (const status of ['intended', 'ordered', 'activated']) {
      const withFirst = offersOf(contract(), [], [reduction(1, status)]);
      assert.deepEqual(available(withFirst), ['module-3']);
      assert.equal(obstacleOf(withFirst, 'module-2'), 'excluded-by-other-modules');
    }
    assert.deepEqual(available(offersOf(contract(), [], [reduction(1), reduction(3)])), []);
  });

  it('is no module 3 without a smart meter', () => {
    const offers = offersOf(contract({}, 'analog'), [], [reduction(1)]);
    assert.equal(obstacleOf(offers, 'module-3'), 'needs-smart-meter');
  });

  it('is nothing beside module 2', () => {
    const offers = offersOf(contract(), [], [reduction(2)]);
    assert.deepEqual(available(offers), []);
    assert.deepEqual(
      [obstacleOf(offers, 'module-1'), obstacleOf(offers, 'module-3')],
      ['excluded-by-module-2', 'excluded-by-module-2'],
    );
  });

  it('is there again after it was rejected or has ended', () => {
    for (const status of ['rejected', 'ended']) {
      assert.deepEqual(available(offersOf(contract(), [], [reduction(1, status)])), ['module-1', 'module-2']);
      assert.deepEqual(available(offersOf(contract(), [], [reduction(1), reduction(3, status)])), ['module-3']);
      assert.deepEqual(available(offersOf(contract(), [], [reduction(2, status)])), ['module-1', 'module-2']);
    }
  });

  it('is not what is in a state that we do not know', () => {
    assert.deepEqual(available(offersOf(contract(), [], [reduction(1, 'under_review')])), ['module-3']);
  });

  it('is nothing for feed-in, for an unknown kind, and for a contract that is over or about to be', () => {
    const none = [
      { type: 'feed_in' },
      { type: 'heat' },
      { status: 'ended' },
      { status: 'paused' },
      { terminated_at: '2026-11-01T10:00:00Z', end_at: '2026-12-31T23:00:00Z' },
      { end_at: '2026-12-31T23:00:00Z' },
    ];
    for (const change of none) {
      assert.deepEqual(offersOf(contract(change, 'analog'), [], []), [], JSON.stringify(change));
    }
    assert.deepEqual(available(offersOf(contract({ status: 'pending' }), [], [])), ['module-1', 'module-2']);
  });

  it("does not depend on others' orders, nor on the order of the lists; what is offered can be had together by the rules", () => {
    const statuses = ['intended', 'ordered', 'rejected', 'activated', 'ended'];
    const some = fc.array(fc.record({ module: fc.integer({ min: 1, max: 3 }), status: fc.constantFrom(...statuses) }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(some, fc.constantFrom('smart', 'analog'), (made, meter) => {
        const reductions = made.map(({ module, status }) => reduction(module, status));
        const offers = offersOf(contract({}, meter), [], reductions);
        const foreign = made.map(({ module }) => reduction(module, 'activated', 'sub_2'));
        assert.deepEqual(offersOf(contract({}, meter), [], [...foreign, ...reductions.toReversed()]), offers);
        const running = new Set(
          made.filter(({ status }) => !['rejected', 'ended'].includes(status)).map(({ module }) => module),
        );
        for (const product of available(offers)) {
          const module = Number(product.slice(-1));
          if (Number.isNaN(module)) continue;
          assert.ok(!running.has(module) && !running.has(2));
          if (module === 2) assert.equal(running.size, 0);
          if (module === 3) assert.ok(running.has(1) && meter === 'smart');
        }
      }),
    );
  });
});
