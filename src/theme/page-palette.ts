import { brandColorNames, type BrandColorName, type BrandColors } from '../contract/gateway/brand.ts';
import {
  besideSurface,
  contrast,
  mix,
  opposite,
  readable,
  readableColors,
  shapeContrast,
  textContrast,
} from '../domain/contrast.ts';
import type { ColorToken } from './color-tokens.ts';

/** Every colour of an element in one theme, each as `#rrggbb`. */
export type Palette = Record<ColorToken, string>;

/** Whether the page set a colour itself. */
export type IsOwn = (name: ColorToken) => boolean;

/** From here on text is read without effort; what only just reaches the minimum is not what somebody meant. */
const comfortableContrast = 7;

/** Text, where the page says what lies behind it and not what is written on it. */
const darkText = '#171b1f';
const lightText = '#eef2f5';

/** White where it can be read, as most buttons have it, else black. */
function onColor(color: string): string {
  return contrast('#ffffff', color) >= textContrast ? '#ffffff' : opposite(color);
}

/**
 * What follows from the colours that the page set, where it left others unsaid: the base colours from brand, surface and text,
 * then those of the components from the base.
 *
 * @param said - All colours as they are without this: what the page did not set is of the gateway's brand, or ours.
 */
export function completePalette(said: Palette, isOwn: IsOwn): Palette {
  const all = { ...said };
  const follow = (from: readonly ColorToken[], name: ColorToken, color: () => string): void => {
    if (from.some(isOwn) && !isOwn(name)) all[name] = color();
  };
  const between = (share: number): string => mix(all['color-surface'], all['color-text'], share);

  follow(['color-brand'], 'color-on-brand', () => onColor(all['color-brand']));
  follow(['color-brand'], 'color-accent', () => all['color-brand']);
  if (contrast(all['color-text'], all['color-surface']) < comfortableContrast) {
    follow(['color-surface'], 'color-text', () =>
      opposite(all['color-surface']) === '#000000' ? darkText : lightText,
    );
  }
  const ground = ['color-surface', 'color-text'] as const;
  follow(['color-surface'], 'color-background', () => between(0.04));
  follow(ground, 'color-sunken', () => between(0.08));
  follow(ground, 'color-muted', () => between(0.7));
  follow(ground, 'color-line', () => between(0.15));
  return withComponents(all, isOwn);
}

/** The colours that always follow from the base, as `colorTokens` says it, but for those that the page set. */
function withComponents(base: Palette, isOwn: IsOwn): Palette {
  const all = { ...base };
  const follow = (name: ColorToken, color: string): void => {
    if (!isOwn(name)) all[name] = color;
  };
  follow('color-control', mix(all['color-surface'], all['color-text'], 0.52));
  follow('card-background', all['color-surface']);
  follow('button-background', all['color-brand']);
  follow('button-text', isOwn('button-background') ? onColor(all['button-background']) : all['color-on-brand']);
  follow('input-background', all['color-surface']);
  follow('input-border-color', all['color-control']);
  follow('focus-color', all['color-brand']);
  follow('chart-usage', all['color-brand']);
  follow('chart-price', mix(all['color-surface'], all['color-text'], 0.62));
  follow('chart-cheap', all['color-good']);
  follow('chart-dear', all['color-warning']);
  return all;
}

const tokenOf = (name: BrandColorName): ColorToken => `color-${name === 'on_brand' ? 'on-brand' : name}`;

/**
 * A page's palette, completed, in which everything can be read and told apart: text by 4.5:1 from all that it stands on;
 * marks, borders of fields, the focus and what charts draw by 3:1 (WCAG 2.2, success criteria 1.4.3 and 1.4.11). Colours
 * that are so already are left as they are.
 */
export function readablePalette(said: Palette, isOwn: IsOwn): Palette {
  const { 'color-brand': brand, 'color-text': text } = repaired(completePalette(said, isOwn), isOwn);
  // What follows from these two follows from them as they are shown.
  return repaired(completePalette({ ...said, 'color-brand': brand, 'color-text': text }, isOwn), isOwn);
}

function repaired(complete: Palette, isOwn: IsOwn): Palette {
  const surface = complete['color-surface'];
  const card = besideSurface(complete['card-background'], surface);
  const input = besideSurface(complete['input-background'], surface);
  const base = readableColors(
    Object.fromEntries(brandColorNames.map((name) => [name, complete[tokenOf(name)]])) as BrandColors,
    [card, input],
  );
  const shown = { ...complete, 'card-background': card, 'input-background': input };
  for (const name of brandColorNames) shown[tokenOf(name)] = base[name];

  const all = withComponents(shown, isOwn);
  const button = all['button-background'];
  // Under the pointer too, if there is a colour for both.
  const text = readable(all['button-text'], [button, mix(button, base.text, 0.1)], textContrast);
  all['button-text'] = contrast(text, button) < textContrast ? readable(text, [button], textContrast) : text;
  const standOut = (names: readonly ColorToken[], behind: readonly string[]): void => {
    for (const name of names) all[name] = readable(all[name], behind, shapeContrast);
  };
  standOut(['color-control', 'input-border-color'], [surface, card, input]);
  standOut(['focus-color'], [surface, card, input, base.background, base.sunken]);
  standOut(['chart-usage', 'chart-price', 'chart-cheap', 'chart-dear'], [surface, card]);
  return all;
}
