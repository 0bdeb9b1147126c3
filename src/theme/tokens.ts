import { css } from 'lit';
import { colorStyles } from './color-tokens.ts';

/**
 * The two tiers of design tokens.
 *
 * Public `--nomos-*` properties belong to the page: a supplier sets them anywhere above an element and we only ever read
 * them (`token-reference.ts` has all of them). Private `--_*` properties are ours, set once on each host and used by every
 * rule below it. Between the two stands `--_brand-*`, which the brand of the gateway fills when the page itself says nothing
 * (`brandStyleSheet`).
 *
 * Lengths are in `em`, so that a page with `html { font-size: 62.5% }` does not shrink us.
 */
export const tokens = [
  colorStyles,
  css`
    :host {
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
      --_text-large: calc(1.25em * var(--nomos-heading-scale, 1));
      --_text-title: calc(1.75em * var(--nomos-heading-scale, 1));
      --_text-figure: 2.5em;
      /* Never so thin that it cannot be seen. */
      --_focus: max(2px, var(--nomos-focus-width, 0.1875em)) solid var(--_focus-color);
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
  `,
];
