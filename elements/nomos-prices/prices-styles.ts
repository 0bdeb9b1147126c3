import { css } from 'lit';

/** One column, two from 34em, three from 62em; the price now leads. */
export const pricesStyles = css`
  .section {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .grid {
    display: grid;
    gap: var(--_space-3);
    grid-template-columns: minmax(0, 1fr);
  }

  .chip {
    white-space: normal;
  }

  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 8em), 1fr));
    gap: var(--_space-3);
  }

  .facts > div {
    padding-inline-start: var(--_space-3);
    border-inline-start: 2px solid var(--_color-line);
  }

  .facts dt {
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  .facts dd {
    font-weight: 600;
  }

  .when {
    display: block;
    font-size: var(--_text-small);
    font-weight: 400;
    color: var(--_color-muted);
  }

  .date {
    font-size: var(--_text-small);
    font-weight: 400;
  }

  .segments {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    max-inline-size: 24em;
    margin-block-start: var(--_space-1);
    padding: var(--_space-1);
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
  }

  .segment {
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: 2.5em;
    border: 2px solid transparent;
    border-radius: var(--_radius-small);
    font-weight: 600;
    cursor: pointer;
  }

  .segment:has(:checked) {
    border-color: var(--_color-brand);
    background: var(--_color-surface);
  }

  .segment:has(:focus-visible) {
    outline: 0.1875em solid var(--_color-brand);
    outline-offset: 0.125em;
  }

  .segment input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .negative > div {
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
  }

  .negative strong {
    font-weight: 600;
  }

  summary {
    inline-size: fit-content;
    min-block-size: 2.75em;
    padding-block: 0.625em;
    color: var(--_color-brand);
    font-weight: 600;
    cursor: pointer;
  }

  .tables {
    display: grid;
    gap: var(--_space-6);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  caption {
    padding-block: var(--_space-2);
    font-weight: 600;
    text-align: start;
  }

  th,
  td {
    padding-block: var(--_space-2);
    border-block-end: 1px solid var(--_color-line);
    font-weight: 400;
    text-align: start;
    vertical-align: baseline;
  }

  thead th {
    font-size: var(--_text-small);
    color: var(--_color-muted);
    white-space: normal;
  }

  th.number,
  td.number {
    text-align: end;
  }

  .past {
    color: var(--_color-muted);
  }

  [aria-current] th,
  [aria-current] td {
    border-block-end: 2px solid var(--_color-brand);
    font-weight: 600;
  }

  @container (min-width: 34em) {
    .grid {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: var(--_space-4);
    }

    .now,
    .window,
    .curve,
    .negative {
      grid-column: span 2;
    }

    .tables {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }

  @container (min-width: 62em) {
    .grid {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }

    .now {
      grid-column: span 4;
    }

    .curve,
    .negative {
      grid-column: span 6;
    }

    .card {
      grid-column-end: span 3;
    }

    .now.card {
      grid-column-end: span 4;
    }

    .window.card {
      grid-column-end: span 2;
    }

    .curve.card,
    .negative.card {
      grid-column-end: span 6;
    }
  }
`;
