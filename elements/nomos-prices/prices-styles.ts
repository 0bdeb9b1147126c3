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

  .card:has(.loading) {
    min-block-size: 14em;
  }

  .curve:has(.loading) {
    min-block-size: 31em;
  }

  .chip {
    white-space: normal;
  }

  .chip.below::before,
  .chip.above::before {
    flex: none;
    inline-size: auto;
    block-size: auto;
    border: 0;
    background: none;
    font-size: 0.75em;
  }

  .chip.below::before {
    content: '▼' / '';
  }

  .chip.above::before {
    content: '▲' / '';
  }

  .facts {
    display: flex;
    flex-direction: column;
  }

  .facts > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--_space-4);
    padding-block: var(--_space-2);
    border-block-start: 1px solid var(--_color-line);
  }

  .facts dd {
    margin-inline-start: auto;
    text-align: end;
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

  legend {
    padding: 0;
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
    outline: var(--_focus);
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

    .now .facts {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(9em, 1fr));
      gap: var(--_space-3);
    }

    .now .facts > div {
      display: block;
      padding-block: 0;
      padding-inline-start: var(--_space-3);
      border-block-start: 0;
      border-inline-start: 2px solid var(--_color-line);
    }

    .now .facts dd {
      text-align: start;
    }
  }

  @container (min-width: 62em) {
    .grid {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }

    .facts {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(9em, 1fr));
      gap: var(--_space-3);
    }

    .facts > div {
      display: block;
      padding-block: 0;
      padding-inline-start: var(--_space-3);
      border-block-start: 0;
      border-inline-start: 2px solid var(--_color-line);
    }

    .facts dd {
      text-align: start;
    }

    .day {
      grid-column: span 3;
    }

    .now {
      grid-column: span 4;
    }

    .window {
      grid-column: span 2;
    }

    .curve,
    .negative {
      grid-column: span 6;
    }
  }
`;
