import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contrast, readable, shapeContrast, textContrast } from '../../src/domain/contrast.ts';

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it('is that of WCAG', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.equal(contrast('#777777', '#777777'), 1);
    assert.ok(Math.abs(contrast('#767676', '#ffffff') - 4.54) < 0.01);
  });

  it('leaves a colour alone that is readable, and makes every other one readable', () => {
    assert.equal(readable('#0b7a4b', ['#ffffff'], textContrast), '#0b7a4b');
    fc.assert(
      fc.property(color, color, (text, behind) => {
        assert.ok(contrast(readable(text, [behind], textContrast), behind) >= textContrast);
        assert.ok(contrast(readable(text, [behind], shapeContrast), behind) >= shapeContrast);
      }),
    );
  });
});
