import { css } from 'lit';
import { tokens } from '../theme/tokens.ts';

/** What every element starts from: tokens, type, focus, and what `hidden` and reduced motion mean. */
const base = css`
  :host {
    display: block;
    box-sizing: border-box;
    container-type: inline-size;
    color: var(--_color-text);
    /* Without the token, the font of the page around us. */
    font-family: var(--nomos-font-family, inherit);
    font-weight: 400;
    line-height: 1.5;
    text-align: start;
    font-variant-numeric: tabular-nums;
    overflow-wrap: break-word;
    -webkit-text-size-adjust: 100%;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  p,
  dl,
  dd,
  ul,
  ol,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    font: inherit;
  }

  ul,
  ol {
    list-style: none;
  }

  a {
    color: var(--_color-brand);
    text-underline-offset: 0.2em;
  }

  :focus-visible {
    outline: var(--_focus);
    outline-offset: 0.125em;
  }

  :where(:focus-visible) {
    border-radius: 0.125em;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    border: 0;
  }

  .icon {
    flex: none;
    vertical-align: -0.25em;
  }

  :host([dir='rtl']) .pointing {
    scale: -1 1;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0.01ms !important;
    }
  }
`;

/** Titles, figures and the words beneath them. */
export const typography = css`
  .title,
  .subtitle {
    font-family: var(--nomos-heading-font-family, inherit);
    font-weight: var(--nomos-heading-font-weight, 650);
  }

  .title,
  .figure.medium {
    /* Large letters on a narrow page: a word still has to fit into a line. */
    font-size: min(var(--_text-title), 0.75em + 6cqi);
    line-height: 1.2;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }

  .subtitle {
    font-size: var(--_text-large);
    line-height: 1.3;
    letter-spacing: -0.01em;
  }

  .figure {
    font-size: min(var(--_text-figure), 1em + 7cqi);
    font-weight: 650;
    line-height: 1.1;
    letter-spacing: -0.03em;
  }

  .figure small {
    margin-inline-start: 0.15em;
    font-size: 0.45em;
    font-weight: 500;
    letter-spacing: 0;
    color: var(--_color-muted);
  }

  .figure.medium small {
    font-size: 0.6em;
  }

  .muted {
    color: var(--_color-muted);
  }

  .small {
    font-size: var(--_text-small);
  }

  .number {
    text-align: end;
    white-space: nowrap;
  }
`;

/** Cards: the one kind of surface. */
export const cards = css`
  .card {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
    min-inline-size: 0;
    padding: var(--nomos-card-padding, var(--_space-4));
    background: var(--_card-background);
    border: var(--nomos-card-border-width, 1px) solid var(--nomos-card-border-color, var(--_color-line));
    border-radius: var(--nomos-card-radius, var(--_radius));
    box-shadow: var(--nomos-card-shadow, none);
  }

  @container (min-width: 34em) {
    .card {
      padding: var(--nomos-card-padding, var(--_space-6));
    }
  }

  .card-heading {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: var(--_space-1) var(--_space-4);
    font-weight: 600;
    color: var(--_color-muted);
  }

  .card-heading a {
    font-weight: 500;
  }
`;

/** Buttons and links that look like them. At least 44 px tall at the usual text size, for fingers. */
export const buttons = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space-2);
    min-block-size: 2.75em;
    padding: 0.5em 1.125em;
    border: 1px solid var(--_color-control);
    border-radius: var(--nomos-button-radius, var(--_radius-small));
    background: var(--_color-surface);
    color: var(--_color-text);
    font: inherit;
    font-weight: var(--nomos-button-font-weight, 600);
    line-height: 1.25;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
  }

  .button:hover {
    background: var(--_color-sunken);
  }

  .button.primary {
    border-color: var(--_button-background);
    background: var(--_button-background);
    color: var(--_button-text);
  }

  .button.primary:hover {
    background: color-mix(in srgb, var(--_button-background) 90%, var(--_color-text));
  }

  .button.plain {
    border-color: transparent;
    background: transparent;
    color: var(--_color-brand);
  }

  .button[disabled],
  .button[aria-disabled='true'] {
    border-color: var(--_color-line);
    background: var(--_color-sunken);
    color: var(--_color-muted);
    cursor: default;
  }

  .button.wide {
    inline-size: 100%;
  }
`;

/** Chips: a state in a word, with a shape of its own so that colour is never the only sign. */
export const chips = css`
  .chip {
    --_chip: var(--_color-muted);
    display: inline-flex;
    align-items: center;
    gap: 0.375em;
    padding: 0.125em 0.625em;
    border-radius: 99em;
    background: color-mix(in srgb, var(--_chip) 12%, var(--_color-surface));
    color: color-mix(in srgb, var(--_chip) 86%, var(--_color-text));
    font-size: var(--_text-small);
    font-weight: 600;
    white-space: nowrap;
  }

  /* Large letters on a narrow page: any word may be broken, but for those of tables, which scroll. */
  @container (max-width: 15.99em) {
    :not(table *) {
      overflow-wrap: anywhere;
    }

    .chip {
      white-space: normal;
    }
  }

  .chip::before {
    content: '';
    inline-size: 0.5em;
    block-size: 0.5em;
    border: 0.125em solid currentColor;
    border-radius: 50%;
  }

  .chip.good {
    --_chip: var(--_color-good);
  }

  .chip.good::before {
    background: currentColor;
  }

  .chip.warning {
    --_chip: var(--_color-warning);
  }

  .chip.warning::before {
    border-radius: 0;
    transform: rotate(45deg);
  }

  .chip.bad {
    --_chip: var(--_color-bad);
  }

  .chip.bad::before {
    border-radius: 0;
    background: currentColor;
  }
`;

/** What stands in for content: loading skeletons, notices, empty states. */
export const statuses = css`
  .notice {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: var(--_space-3);
  }

  .notice-title {
    display: flex;
    align-items: flex-start;
    gap: var(--_space-2);
    font-weight: 600;
  }

  .notice.error .notice-title .icon {
    color: var(--_color-bad);
  }

  .request-id {
    font-size: 0.75em;
    color: var(--_color-muted);
  }

  .skeleton {
    display: block;
    inline-size: var(--_skeleton-width, 100%);
    max-inline-size: 100%;
    block-size: 1em;
    margin-block: 0.25em;
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .skeleton.half {
    --_skeleton-width: 50%;
  }

  .skeleton.third {
    --_skeleton-width: 33%;
  }

  .skeleton.tall {
    block-size: 2.25em;
  }

  @keyframes breathe {
    to {
      opacity: 0.55;
    }
  }
`;

/** Style sheets that every element has; further ones are named by those that need them. */
export const sharedStyles = [...tokens, base, typography, cards, buttons, chips, statuses];
