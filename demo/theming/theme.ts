import { colorTokens, type ColorToken } from '../../src/theme/color-tokens.ts';
import { completePalette, readablePalette, type Palette } from '../../src/theme/page-palette.ts';
import { tokenReference, type Token } from '../../src/theme/token-reference.ts';

/** What somebody chose: by the name of a token, a value of CSS. What is not there follows from the rest. */
export type Theme = ReadonlyMap<Token['name'], string>;

export type Scheme = 'light' | 'dark';
export const schemes: readonly Scheme[] = ['light', 'dark'];

const tokens = new Map(tokenReference.map((token) => [token.name, token]));

/** Properties whose syntax is that of a kind of token. */
const properties: Readonly<Record<Token['kind'], string>> = {
  color: 'color',
  length: 'border-top-left-radius',
  number: 'line-height',
  font: 'font-family',
  shadow: 'box-shadow',
  weight: 'font-weight',
  keyword: '--contrast',
};

/** Whether a token can have a value. Without a browser, which knows CSS, everything can. */
export function isPossible({ kind, name }: Token, value: string): boolean {
  if (value.trim() === '' || /[;{}]|url\(/i.test(value)) return false;
  if (name === '--nomos-contrast') return value === 'as-is';
  return !('CSS' in globalThis) || CSS.supports(properties[kind], value);
}

/** `light-dark(#112233, #445566)`, or one colour for both. */
export function colorsIn(value: string): Record<Scheme, string> {
  const [light = '#000000', dark = light] = value.match(/#[0-9a-f]{6}/gi) ?? [];
  return { light: light.toLowerCase(), dark: dark.toLowerCase() };
}

export function colorValue({ light, dark }: Record<Scheme, string>): string {
  return light === dark ? light : `light-dark(${light}, ${dark})`;
}

/** The style sheet of a theme, as a page has it. */
export function cssOf(theme: Theme): string {
  const declarations = tokenReference.flatMap(({ name }) => {
    const value = theme.get(name);
    return value === undefined ? [] : [`  ${name}: ${value};`];
  });
  return declarations.length > 0 ? `:root {\n${declarations.join('\n')}\n}\n` : '/* Nothing is changed yet. */\n';
}

/** A theme as the part of an address after `#`. */
export function addressOf(theme: Theme): string {
  return new URLSearchParams([...theme].map(([name, value]) => [name.replace('--nomos-', ''), value])).toString();
}

/** The theme in an address; what no token can be is left out. */
export function themeIn(address: string): Map<Token['name'], string> {
  const theme = new Map<Token['name'], string>();
  for (const [name, value] of new URLSearchParams(address.replace(/^#/, ''))) {
    const token = tokens.get(`--nomos-${name}`);
    if (!token) continue;
    // A colour input takes nothing else.
    const isPlain = token.kind !== 'color' || /^(light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\)|#[0-9a-f]{6})$/i.test(value);
    if (isPlain && isPossible(token, value)) theme.set(token.name, value);
  }
  return theme;
}

const names = Object.keys(colorTokens) as ColorToken[];
const ours = (scheme: Scheme): Palette => {
  const all = Object.fromEntries(names.map((name) => [name, colorsIn(colorTokens[name])[scheme]])) as Palette;
  return readablePalette(all, () => false);
};

/** What elements show of a theme: the colours as they were said, and as they are after what follows and what is corrected. */
export function palettesOf(theme: Theme): Record<Scheme, { said: Partial<Palette>; shown: Palette }> {
  const isOwn = (name: ColorToken): boolean => theme.has(`--nomos-${name}`);
  const [light, dark] = schemes.map((scheme) => {
    const own: Partial<Palette> = {};
    for (const name of names) {
      const value = theme.get(`--nomos-${name}`);
      if (value !== undefined) own[name] = colorsIn(value)[scheme];
    }
    const work = theme.has('--nomos-contrast') ? completePalette : readablePalette;
    return { said: own, shown: work({ ...ours(scheme), ...own }, isOwn) };
  }) as [light: { said: Partial<Palette>; shown: Palette }, dark: { said: Partial<Palette>; shown: Palette }];
  return { light, dark };
}
