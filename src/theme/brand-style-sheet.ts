import type { Brand } from '../contract/gateway/brand.ts';
import { brandProperties } from '../domain/brand-properties.ts';

const sheets = new Map<string, CSSStyleSheet>();

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

/**
 * The rule that {@link brandStyleSheet} holds. The brand's font is for the hosted page: on a foreign one elements are set in
 * the font of the text around them.
 */
export function brandStyleText(brand: Brand): string {
  return `:host { ${brandProperties(brand).join(' ')} }`;
}
