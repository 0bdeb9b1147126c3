import { unsafeCSS } from 'lit';

/**
 * Every colour by the name of its token, and what it is where neither the page nor the brand says anything: the base colours,
 * then those of single components, which follow from them.
 *
 * `light-dark()` picks a value by the `color-scheme` in force where it is used, so one declaration serves both themes.
 */
export const colorTokens = {
  'color-brand': 'light-dark(#0b5f8a, #6cc3f0)',
  'color-on-brand': 'light-dark(#ffffff, #06202e)',
  'color-accent': 'light-dark(#f2b705, #f4c14f)',
  'color-background': 'light-dark(#f5f6f7, #0f1316)',
  'color-surface': 'light-dark(#ffffff, #171c20)',
  'color-sunken': 'light-dark(#ebedef, #222a30)',
  'color-text': 'light-dark(#171b1f, #eef2f5)',
  'color-muted': 'light-dark(#565f68, #a6b0b9)',
  'color-line': 'light-dark(#d9dde1, #313a42)',
  'color-good': 'light-dark(#0a6b43, #4fcb93)',
  'color-warning': 'light-dark(#805300, #f4c14f)',
  'color-bad': 'light-dark(#a5301c, #ff9a86)',
  'color-control': 'color-mix(in srgb, var(--_color-text) 52%, var(--_color-surface))',
  'card-background': 'var(--_color-surface)',
  'button-background': 'var(--_color-brand)',
  'button-text': 'var(--_color-on-brand)',
  'input-background': 'var(--_color-surface)',
  'input-border-color': 'var(--_color-control)',
  'focus-color': 'var(--_color-brand)',
  'chart-usage': 'var(--_color-brand)',
  'chart-price': 'color-mix(in srgb, var(--_color-text) 62%, var(--_color-surface))',
  'chart-cheap': 'var(--_color-good)',
  'chart-dear': 'var(--_color-warning)',
};

export type ColorToken = keyof typeof colorTokens;

const names = Object.keys(colorTokens) as ColorToken[];

/** Whether the page set a colour of its own above an element. */
export function hasOwnColors(element: Element): boolean {
  const style = getComputedStyle(element);
  return names.some((name) => style.getPropertyValue(`--nomos-${name}`));
}

/**
 * The colours as private properties. They stand on the pseudo-elements too: whatever is worked out from the page's colours and
 * put in their place on the host (`page-colors.ts`), there they can be read as the page said them.
 */
const colors = `:host,:host::before,:host::after{${names
  .map((name) => `--_${name}:var(--nomos-${name},var(--_brand-${name},${colorTokens[name]}));`)
  .join('')}}`;

/**
 * Something that nobody sees, whose shadows are the page's own colours and the surface: when one of them changes, there is a
 * `transitionrun` to hear.
 */
const probe = `:host::before{content:'';position:absolute;visibility:hidden;transition:box-shadow 1ms step-start;box-shadow:${[
  '0 0 var(--_color-surface)',
  ...names.map((name) => `0 0 var(--nomos-${name},#000)`),
].join()}}`;

/** What {@link tokens} says of colours. */
export const colorStyles = unsafeCSS(colors + probe);
