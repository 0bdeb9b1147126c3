import { css } from 'lit';

/** What only `<nomos-consumption>` needs. */
export const consumptionStyles = css`
  .section,
  .controls {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .periods {
    display: flex;
    flex-wrap: wrap;
    padding: 0.25em;
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
  }

  .choice {
    flex: 1 1 auto;
    min-block-size: 2.75em;
    padding: 0.25em;
    border: 0;
    border-radius: calc(var(--_radius-small) - 0.125em);
    background: transparent;
    color: var(--_color-text);
    font: inherit;
    font-weight: 500;
    cursor: pointer;
  }

  .choice[aria-pressed='true'] {
    background: var(--_color-surface);
    box-shadow: inset 0 0 0 1px var(--_color-control);
    font-weight: 650;
  }

  .stepper {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-2);
  }

  .period {
    flex: 1;
    min-inline-size: 0;
    font-weight: 650;
    text-align: center;
  }

  .step {
    padding-inline: 0.75em;
  }

  .pickers,
  .export {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5em), 1fr));
    align-items: end;
    gap: var(--_space-3);
  }

  .picker {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
    min-inline-size: 0;
    font-size: var(--_text-small);
    font-weight: 600;
  }

  .picker .input {
    block-size: 3.25em;
    min-block-size: 0;
    padding-block: 0;
  }

  .picks,
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  .picks {
    grid-column: 1 / -1;
  }

  .picks .button {
    padding-inline: 0.5em;
  }

  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-4) var(--_space-8);
  }

  .main-figure {
    flex: 1 1 14em;
  }

  .facts {
    display: grid;
    flex: 2 1 18em;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5em), 1fr));
    gap: var(--_space-3) var(--_space-4);
  }

  .facts dt {
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  .facts dd {
    display: flex;
    flex-direction: column;
    font-size: 1.125em;
    font-weight: 650;
  }

  .facts dd span {
    font-size: calc(var(--_text-small) / 1.125);
    font-weight: 400;
  }

  .skeleton.chart-height {
    block-size: 16em;
  }

  @container (max-width: 16em) {
    .stepper {
      flex-wrap: wrap;
    }

    .period {
      flex-basis: 100%;
      order: -1;
    }
  }

  @container (min-width: 34em) {
    .period {
      flex: none;
    }

    .periods {
      align-self: start;
      min-inline-size: 24em;
    }

    .stepper {
      justify-content: start;
    }

    .period {
      min-inline-size: 14em;
    }

    .picks {
      grid-column: auto;
    }
  }

  @container (min-width: 48em) {
    .pickers {
      display: flex;
    }
  }
`;
