import type { Brand, BrandColors } from '../contract/gateway/brand.ts';

const sheets = new Map<string, CSSStyleSheet>();

/** The tokens of a brand's colours, in the order in which they are written. */
const colorNames = [
  'brand',
  'on_brand',
  'accent',
  'background',
  'surface',
  'sunken',
  'text',
  'muted',
  'line',
  'good',
  'warning',
  'bad',
] as const satisfies readonly (keyof BrandColors)[];

/**
 * The style sheet by which elements on a foreign page wear the brand that the gateway named: it fills the private
 * `--_brand-*` tier, so that a token set by the page (`--nomos-*`) still wins.
 *
 * One constructed sheet per brand is shared by all elements; constructed sheets need no `style-src 'unsafe-inline'`.
 */
export function brandStyleSheet(brand: Brand): CSSStyleSheet {
  const text = brandStyleText(brand);
  let sheet = sheets.get(text);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  return sheet;
}

/** The rule that {@link brandStyleSheet} holds. */
export function brandStyleText(brand: Brand): string {
  const colors = colorNames.map((name) => {
    const light = brand.colors.light[name];
    const dark = brand.colors.dark[name];
    return `--_brand-color-${name.replace('_', '-')}: light-dark(${light}, ${dark});`;
  });
  const rest = [
    `--_brand-radius: ${brand.radius};`,
    `--_brand-density: ${brand.density === 'compact' ? '0.875' : '1'};`,
    ...(brand.font_family ? [`--_brand-font-family: ${brand.font_family};`] : []),
  ];
  return `:host { ${[...colors, ...rest].join(' ')} }`;
}
