import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contrast, luminance, mix } from '../../src/domain/contrast.ts';
import { colorTokens, type ColorToken } from '../../src/theme/color-tokens.ts';
import { completePalette, readablePalette, type Palette } from '../../src/theme/page-palette.ts';

const names = Object.keys(colorTokens) as ColorToken[];
const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

/** Our own colours in one theme, with what a page says in their place. */
function said(own: Partial<Palette>, theme: 'light' | 'dark' = 'light'): Palette {
  const all: Partial<Palette> = {};
  for (const name of names) {
    const value = own[name] ?? colorTokens[name];
    const [light = '', dark = ''] = value.match(/#[0-9a-f]{6}/g) ?? [];
    all[name] = value.startsWith('light-dark') ? { light, dark }[theme] : light || (all['color-brand'] ?? '');
  }
  return all as Palette;
}
const shown = (own: Partial<Palette>, theme: 'light' | 'dark' = 'light'): Palette =>
  readablePalette(said(own, theme), (name) => name in own);

const texts: ColorToken[] = ['color-text', 'color-muted', 'color-brand', 'color-good', 'color-warning', 'color-bad'];
const surfaces: ColorToken[] = [
  'color-surface',
  'color-sunken',
  'color-background',
  'card-background',
  'input-background',
];

describe('the palette of a page', () => {
  it('is ours where the page says nothing', () => {
    for (const theme of ['light', 'dark'] as const) {
      const complete = completePalette(said({}, theme), () => false);
      for (const name of [...texts, ...surfaces, 'color-line', 'color-on-brand', 'color-accent'] as ColorToken[]) {
        const [light, dark] = colorTokens[name].match(/#[0-9a-f]{6}/g) ?? [];
        if (light && dark) assert.equal(complete[name], { light, dark }[theme], name);
      }
    }
  });

  it('follows from surface and text', () => {
    const dark = shown({ 'color-surface': '#101820', 'color-text': '#fafafa' });
    for (const name of surfaces) assert.ok(luminance(dark[name]) < 0.05, `${name} ${dark[name]}`);
    assert.ok(contrast(dark['color-line'], '#101820') < 2, 'a hairline');
    assert.ok(contrast(dark['color-muted'], '#101820') < contrast('#fafafa', '#101820'), 'secondary');
    assert.equal(dark['color-surface'], '#101820');
    assert.equal(dark['color-text'], '#fafafa');
  });

  it('has a text for a surface that came alone', () => {
    assert.ok(contrast(shown({ 'color-surface': '#101820' })['color-text'], '#101820') > 12);
    assert.equal(shown({ 'color-surface': '#fffbe6' })['color-text'], '#171b1f', 'the one that is there is good');
  });

  it('has a text for a brand that came alone, and for a button', () => {
    const follows = (brand: string, text: string): void => {
      const all = shown({ 'color-brand': brand });
      assert.deepEqual(
        [all['color-brand'], all['color-on-brand'], all['button-background'], all['button-text'], all['focus-color']],
        [brand, text, brand, text, brand],
      );
    };
    follows('#7a1f3d', '#ffffff');
    assert.equal(shown({ 'color-brand': '#ffee00' }, 'dark')['color-on-brand'], '#000000');
    assert.equal(shown({ 'button-background': '#ffcc00' })['button-text'], '#000000');
    assert.equal(shown({ 'color-brand': '#ffee00' })['color-on-brand'], '#ffffff', 'on the brand as it is shown');
  });

  it('keeps a colour that can be read, whatever else is corrected', () => {
    const all = shown({ 'color-brand': '#7a1f3d', 'color-muted': '#dddddd' });
    assert.equal(all['color-brand'], '#7a1f3d');
    assert.notEqual(all['color-muted'], '#dddddd');
  });

  it('leaves hairlines alone', () => {
    assert.equal(shown({ 'color-line': '#fefefe' })['color-line'], '#fefefe');
  });

  it('can be read whatever a page says', () => {
    const own = fc.dictionary(fc.constantFrom(...names), color, { maxKeys: names.length });
    fc.assert(
      fc.property(own, fc.constantFrom('light' as const, 'dark' as const), (page, theme) => {
        const all = shown(page, theme);
        const least = (name: ColorToken, behind: readonly ColorToken[], ratio: number): void => {
          for (const surface of behind) {
            const found = contrast(all[name], all[surface]);
            assert.ok(found >= ratio, `${name} ${all[name]} on ${surface} ${all[surface]}: ${found}`);
          }
        };
        for (const name of texts) least(name, surfaces, 4.5);
        least('color-on-brand', ['color-brand'], 4.5);
        least('button-text', ['button-background'], 4.5);
        least('focus-color', surfaces, 3);
        for (const name of ['color-control', 'input-border-color'] as const) least(name, ['color-surface'], 3);
        for (const name of ['chart-usage', 'chart-price', 'chart-cheap', 'chart-dear'] as const) {
          least(name, ['color-surface', 'card-background'], 3);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has chips that can be read, where the surface leaves room for a tint', () => {
    fc.assert(
      fc.property(color, color, color, (surface, text, good) => {
        fc.pre(luminance(surface) > 0.35 || luminance(surface) < 0.06);
        const all = shown({ 'color-surface': surface, 'color-text': text, 'color-good': good });
        const tint = mix(surface, all['color-good'], 0.12);
        assert.ok(contrast(mix(all['color-text'], all['color-good'], 0.86), tint) >= 4.5);
      }),
    );
  });
});
