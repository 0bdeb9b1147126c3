import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { validityOf } from '../../src/domain/validity.ts';

describe('the days on which something holds', () => {
  it('end before the midnight that ends them, in summer and in winter', () => {
    const validity = validityOf('2026-03-31T22:00:00Z', '2026-12-31T23:00:00Z');
    assert.deepEqual(validity, { from: '2026-04-01', lastDay: '2026-12-31' });
    assert.equal(validityOf(null, '2026-06-30T22:00:00.000Z').lastDay, '2026-06-30');
  });

  it('end within the day that holds any other instant', () => {
    assert.equal(validityOf(null, '2026-12-31T22:59:59Z').lastDay, '2026-12-31');
    assert.equal(validityOf(null, '2026-12-31T12:00:00Z').lastDay, '2026-12-31');
    assert.equal(validityOf(null, '2026-12-31T00:00:00Z').lastDay, '2026-12-31', "a midnight, but not Berlin's");
  });

  it('are open where nothing is said, or nothing that can be read', () => {
    assert.deepEqual(validityOf(null, null), { from: null, lastDay: null });
    assert.deepEqual(validityOf('soon', ''), { from: null, lastDay: null });
  });
});
