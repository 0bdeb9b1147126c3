import { css } from 'lit';

/**
 * The two tiers of design tokens.
 *
 * Public `--nomos-*` properties belong to the page: a supplier sets them anywhere above an element and we only ever read
 * them. Private `--_*` properties are ours, set once on each host and used by every rule below it. Between the two
 * stands `--_brand-*`, which the brand of the gateway fills when the page itself says nothing (`brandStyleSheet`).
 *
 * `light-dark()` picks a value by the `color-scheme` in force where it is used, so one declaration serves both themes.
 *
 * Lengths are in `em`, so that a page with `html { font-size: 62.5% }` does not shrink us.
 */
export const tokens = css`
  :host {
    --_color-brand: var(--nomos-color-brand, var(--_brand-color-brand, light-dark(#0b5f8a, #6cc3f0)));
    --_color-on-brand: var(--nomos-color-on-brand, var(--_brand-color-on-brand, light-dark(#ffffff, #06202e)));
    --_color-accent: var(--nomos-color-accent, var(--_brand-color-accent, light-dark(#f2b705, #f4c14f)));
    --_color-background: var(--nomos-color-background, var(--_brand-color-background, light-dark(#f5f6f7, #0f1316)));
    --_color-surface: var(--nomos-color-surface, var(--_brand-color-surface, light-dark(#ffffff, #171c20)));
    --_color-sunken: var(--nomos-color-sunken, var(--_brand-color-sunken, light-dark(#ebedef, #222a30)));
    --_color-text: var(--nomos-color-text, var(--_brand-color-text, light-dark(#171b1f, #eef2f5)));
    --_color-muted: var(--nomos-color-muted, var(--_brand-color-muted, light-dark(#565f68, #a6b0b9)));
    --_color-line: var(--nomos-color-line, var(--_brand-color-line, light-dark(#d9dde1, #313a42)));
    --_color-good: var(--nomos-color-good, var(--_brand-color-good, light-dark(#0a6b43, #4fcb93)));
    --_color-warning: var(--nomos-color-warning, var(--_brand-color-warning, light-dark(#805300, #f4c14f)));
    --_color-bad: var(--nomos-color-bad, var(--_brand-color-bad, light-dark(#a5301c, #ff9a86)));
    --_color-control: color-mix(in srgb, var(--_color-text) 52%, var(--_color-surface));
    --_font-family: var(--nomos-font-family, var(--_brand-font-family, system-ui, 'Segoe UI', Roboto, sans-serif));
    --_radius: var(--nomos-radius, var(--_brand-radius, 0.75em));
    --_radius-small: calc(var(--_radius) * 0.7);
    --_density: var(--nomos-density, var(--_brand-density, 1));
    --_space-1: calc(0.25em * var(--_density));
    --_space-2: calc(0.5em * var(--_density));
    --_space-3: calc(0.75em * var(--_density));
    --_space-4: calc(1em * var(--_density));
    --_space-6: calc(1.5em * var(--_density));
    --_space-8: calc(2em * var(--_density));
    --_space-12: calc(3em * var(--_density));
    --_text-small: 0.875em;
    --_text-large: 1.25em;
    --_text-title: 1.75em;
    --_text-figure: 2.5em;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([theme='system']) {
    color-scheme: light dark;
  }
`;
