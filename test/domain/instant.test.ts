import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { instantReader } from '../../src/domain/instant.ts';

describe('instants of a series', () => {
  const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2050-01-01'), noInvalidDate: true });

  it('are what the platform reads, in every way that they are written', () => {
    const ways: ((date: Date) => string)[] = [
      (date) => date.toISOString(),
      (date) => date.toISOString().replace(/\.\d+Z$/, 'Z'),
      (date) => date.toISOString().replace(/\.\d+Z$/, '.000Z'),
      (date) => date.toISOString().replace('Z', '+02:00'),
      (date) => date.toISOString().replace(/:\d\d\.\d+Z$/, 'Z'),
    ];
    const series = fc.array(fc.tuple(instants, fc.constantFrom(...ways)), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(series, (items) => {
        const read = instantReader();
        for (const [date, write] of items) assert.equal(read(write(date)), Date.parse(write(date)), write(date));
      }),
    );
  });

  it('are none where there is none', () => {
    const read = instantReader();
    for (const text of [
      '',
      '2026-03-29',
      '2026-03-29T01:00:00',
      '2026-03-29T25:00:00Z',
      '2026-03-29T01:61:00Z',
      '2026-03-29T01:00:61Z',
      '2026-03-29T0a:00:00Z',
      '2026-03-29T01-00-00Z',
      '2026-13-29T01:00:00Z',
      '2026-03-29T01:00:00.000z',
    ]) {
      assert.ok(Number.isNaN(read(text)), text);
    }
    assert.equal(read('2026-03-29T01:00:00Z'), Date.UTC(2026, 2, 29, 1));
  });
});
