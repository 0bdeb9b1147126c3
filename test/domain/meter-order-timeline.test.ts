import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MeterOrder } from '../../src/contract/nomos/meter-order.ts';
import {
  appointmentOf,
  meterOrderMilestones,
  meterOrderStanding,
  meterOrderTimeline,
} from '../../src/domain/meter-order-timeline.ts';

const order = (more: Partial<MeterOrder> = {}): MeterOrder => ({
  id: 'prdo_1',
  subscription: 'sub_1',
  customer: 'cus_1',
  provider: 'inexogy',
  status: 'created',
  created_at: '2026-09-30T22:30:00Z',
  installed_at: null,
  activated_at: null,
  cancelled_at: null,
  cancelled_reason: null,
  blocked_at: null,
  blocked_reason: null,
  appointment_at: null,
  ...more,
});
const states = (more: Partial<MeterOrder>): string =>
  meterOrderTimeline(order(more))
    .map(({ state }) => state[0])
    .join('');

describe('the timeline of a smart meter order', () => {
  it('has every milestone once, done before the current one and open after it', () => {
    for (const [at, status] of meterOrderMilestones.entries()) {
      const expected = status === 'activated' ? 'd'.repeat(7) : `${'d'.repeat(at)}c${'o'.repeat(6 - at)}`;
      assert.equal(states({ status }), expected, status);
    }
  });

  it('names the Berlin day of what has a date, and no day of what is still to come', () => {
    const steps = meterOrderTimeline(
      order({ status: 'installed', installed_at: '2026-11-20T23:10:00Z', activated_at: '2026-12-01T00:00:00Z' }),
    );
    assert.deepEqual(
      steps.map(({ date }) => date),
      ['2026-10-01', null, null, null, null, '2026-11-21', null],
    );
  });

  it('goes as far as the dates prove where the status is not known', () => {
    assert.equal(states({ status: 'on_hold' }), 'coooooo');
    assert.equal(states({ status: 'in_review', installed_at: '2026-11-20T10:00:00Z' }), 'dddddco');
    assert.equal(states({ status: 'odd', created_at: 'yesterday' }), 'coooooo');
  });

  it('of one that was cancelled stops at what was done', () => {
    assert.equal(states({ status: 'cancelled', cancelled_at: '2026-10-05T08:00:00Z' }), 'doooooo');
    assert.equal(meterOrderStanding(order({ status: 'cancelled', blocked_reason: 'check_missing' })), 'cancelled');
  });

  it('is held up as long as the API says so', () => {
    assert.equal(meterOrderStanding(order()), 'running');
    assert.equal(meterOrderStanding(order({ blocked_reason: 'check_missing' })), 'blocked');
    assert.equal(meterOrderStanding(order({ blocked_at: '2026-10-05T08:00:00Z' })), 'blocked');
    assert.equal(meterOrderStanding(order({ status: 'activated' })), 'activated');
  });
});

describe('the appointment', () => {
  const of = (at: string | null, more: Partial<MeterOrder> = {}) =>
    appointmentOf(order({ status: 'scheduled', appointment_at: at, ...more }));

  it('is an instant, or a day where no time is known', () => {
    const known = { date: '2026-12-03', utcInstant: '2026-12-03T09:30:00.000Z' };
    assert.deepEqual(of('2026-12-03T09:30:00Z'), known);
    assert.deepEqual(of('2026-12-03T10:30:00+01:00'), known);
    assert.deepEqual(of('2026-12-03'), { date: '2026-12-03', utcInstant: null });
    assert.deepEqual(of('2026-12-02T23:00:00Z'), { date: '2026-12-03', utcInstant: null });
    assert.deepEqual(of('2026-07-02T22:00:00Z'), { date: '2026-07-03', utcInstant: null });
  });

  it('is none where it is unknown, unreadable, or no longer needed', () => {
    const at = '2026-12-03T09:30:00Z';
    for (const none of [
      of(null),
      of('soon'),
      of(at, { status: 'cancelled' }),
      of(at, { status: 'installed' }),
      of(at, { status: 'activated' }),
      of(at, { status: 'odd', installed_at: at }),
    ]) {
      assert.equal(none, null);
    }
    assert.ok(of(at, { status: 'check_reviewed' }), 'a status that lags behind takes nothing away');
  });
});
