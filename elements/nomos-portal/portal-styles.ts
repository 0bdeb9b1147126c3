import { css } from 'lit';

/** Header, tabs on wide pages and a bar at the bottom on narrow ones, content of at most 72em, footer. */
export const portalStyles = css`
  :host {
    background: var(--_color-background);
  }

  .frame {
    display: flex;
    flex-direction: column;
    min-block-size: 100vh;
    min-block-size: 100dvh;
  }

  .page-title {
    margin-block-end: var(--_space-4);
  }

  .bounds {
    inline-size: 100%;
    max-inline-size: 72em;
    margin-inline: auto;
    padding-inline: var(--_space-4);
  }

  .skip {
    position: absolute;
    inset-block-start: -10em;
    inset-inline-start: var(--_space-4);
    z-index: 3;
  }

  .skip:focus {
    inset-block-start: var(--_space-2);
  }

  header {
    border-block-end: 1px solid var(--_color-line);
    background: var(--_color-background);
  }

  .bar {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--_space-1) var(--_space-4);
    min-block-size: 3.5em;
    padding-block: var(--_space-1);
  }

  .bar nomos-subscription-switcher {
    grid-row: 2;
    grid-column: 1 / -1;
  }

  .brand {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: 2.75em;
    justify-self: start;
    font-size: 1.125em;
    font-weight: 700;
    letter-spacing: -0.02em;
    color: var(--_color-text);
    text-decoration: none;
  }

  .brand .mark {
    inline-size: 1.25em;
    block-size: 1.25em;
    border-radius: calc(var(--_radius) / 2);
    background: var(--_color-brand);
  }

  .brand img {
    block-size: 1.75em;
    max-inline-size: 10em;
  }

  .tabs {
    display: none;
  }

  .tabs a,
  .more-panel a {
    color: var(--_color-muted);
    text-decoration: none;
    border-radius: var(--_radius-small);
  }

  .tabs a[aria-current],
  .more-panel a[aria-current] {
    color: var(--_color-text);
    background: var(--_color-sunken);
  }

  .tabs a:hover,
  .more-panel a:hover {
    color: var(--_color-text);
  }

  .sign-out {
    white-space: nowrap;
    min-block-size: 2.75em;
    padding-inline: 0.625em;
    border-color: transparent;
    background: transparent;
  }

  main {
    flex: 1;
    padding-block: var(--_space-6) var(--_space-12);
  }

  main:focus {
    outline: none;
  }

  .sections {
    display: flex;
    flex-direction: column;
    gap: var(--_space-8);
  }

  .narrow-content {
    max-inline-size: 26em;
    margin-inline: auto;
  }

  footer {
    border-block-start: 1px solid var(--_color-line);
    color: var(--_color-muted);
  }

  /* Not on the bounds themselves, whose width counts in em. */
  footer ul,
  footer .button,
  .settings {
    font-size: var(--_text-small);
  }

  footer .bounds {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-3) var(--_space-6);
    padding-block: var(--_space-6);
  }

  footer a:not(.button) {
    color: inherit;
  }

  footer ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-3) var(--_space-6);
    margin-inline-end: auto;
  }

  footer li a {
    display: inline-block;
    padding-block: 0.25em;
  }

  .settings {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-3);
    inline-size: 100%;
  }

  .settings select {
    max-inline-size: 100%;
  }

  .settings label {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
  }

  .bottom {
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    background: var(--_color-surface);
    border-block-start: 1px solid var(--_color-line);
    padding-block-end: env(safe-area-inset-bottom, 0);
  }

  .bottom > ul {
    display: grid;
    grid-template-columns: repeat(5, minmax(0, 1fr));
  }

  .entry {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 0.125em;
    inline-size: 100%;
    min-block-size: 3.5em;
    padding: var(--_space-2) 0;
    border: 0;
    background: none;
    color: var(--_color-muted);
    font: inherit;
    cursor: pointer;
    text-decoration: none;
  }

  .entry span {
    font-size: 0.59em;
    font-weight: 550;
    letter-spacing: -0.01em;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .entry[aria-current],
  .entry[aria-expanded='true'] {
    color: var(--_color-brand);
  }

  .entry[aria-current] span {
    font-weight: 700;
  }

  .more-panel {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 100%;
    padding: var(--_space-2) var(--_space-4);
    background: var(--_color-surface);
    border-block: 1px solid var(--_color-line);
  }

  .more-panel a {
    display: flex;
    align-items: center;
    gap: var(--_space-3);
    min-block-size: 3em;
    padding-inline: var(--_space-3);
    color: var(--_color-text);
  }

  @container (max-width: 33.99em) {
    .sign-out-label {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @container (min-width: 34em) {
    .bounds {
      padding-inline: var(--_space-6);
    }

    .bar {
      display: flex;
    }

    .brand {
      margin-inline-end: auto;
    }
  }

  @container (min-width: 62em) {
    .tabs {
      display: flex;
      flex: 1;
      gap: var(--_space-1);
    }

    .tabs a {
      padding: var(--_space-2) var(--_space-3);
      font-weight: 500;
      font-size: 0.9375em;
    }

    .brand {
      margin-inline-end: var(--_space-2);
    }

    .bar nomos-subscription-switcher {
      max-inline-size: 15em;
    }

    .bottom {
      display: none;
    }
  }

  @media print {
    header,
    footer,
    .bottom {
      display: none;
    }
  }
`;
