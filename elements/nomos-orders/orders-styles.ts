import { css } from 'lit';

/** Cards beneath each other, side by side where there is room; the milestones along a line. */
export const ordersStyles = css`
  .section,
  .contract,
  .cards,
  .order,
  .offers,
  .reductions {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .contract + .contract {
    margin-block-start: var(--_space-4);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-3);
  }

  .head [tabindex]:focus {
    outline: none;
  }

  .scope {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  .scope .button[aria-pressed='true'] {
    border-color: var(--_color-brand);
    color: var(--_color-brand);
    box-shadow: inset 0 0 0 1px var(--_color-brand);
  }

  .strong {
    font-weight: 600;
  }

  .what {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--_space-1) var(--_space-4);
  }

  .trouble,
  .appointment {
    padding: var(--_space-4);
    border: 1px solid var(--_color-line);
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
  }

  .trouble {
    display: flex;
    gap: var(--_space-3);
  }

  .trouble > div,
  .appointment {
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
    min-inline-size: 0;
  }

  .trouble .icon {
    color: var(--_color-warning);
  }

  .trouble.quiet .icon {
    color: var(--_color-muted);
  }

  .step {
    position: relative;
    display: grid;
    grid-template-columns: 1.25em minmax(0, 1fr) auto;
    align-items: baseline;
    gap: 0 var(--_space-3);
    padding-block-end: var(--_space-3);
  }

  .step:last-child {
    padding-block-end: 0;
  }

  /* The line from one mark to the next. */
  .step:not(:last-child)::before {
    content: '';
    position: absolute;
    inset-block: 1em -0.5em;
    inset-inline-start: calc(0.625em - 1px);
    border-inline-start: 2px solid var(--_color-line);
  }

  .step.done:not(:last-child)::before {
    border-color: var(--_color-good);
  }

  .mark {
    position: relative;
    align-self: start;
    inline-size: 0.875em;
    block-size: 0.875em;
    margin-block-start: 0.3125em;
    margin-inline-start: 0.1875em;
    border: 2px solid var(--_color-control);
    border-radius: 50%;
    background: var(--_color-surface);
  }

  .done .mark {
    border-color: var(--_color-good);
    background: var(--_color-good);
  }

  .done .mark::after {
    content: '';
    position: absolute;
    inset: 0.0625em 0.1875em 0.1875em;
    border: solid var(--_color-surface);
    border-width: 0 2px 2px 0;
    transform: rotate(45deg);
  }

  .current .mark {
    border-color: var(--_color-brand);
    box-shadow: inset 0 0 0 2px var(--_color-surface);
    background: var(--_color-brand);
  }

  .current .milestone {
    font-weight: 650;
  }

  .open .milestone {
    color: var(--_color-muted);
  }

  .earlier summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-1) var(--_space-4);
    padding-block: var(--_space-3);
    border-block-start: 1px solid var(--_color-line);
    cursor: pointer;
    list-style: none;
  }

  .earlier summary::-webkit-details-marker {
    display: none;
  }

  .earlier summary > :first-child {
    font-weight: 600;
  }

  .earlier summary > :first-child::before {
    content: '';
    display: inline-block;
    inline-size: 0.375em;
    block-size: 0.375em;
    margin-inline: 0.125em 0.625em;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    transform: translateY(-0.1875em) rotate(-45deg);
  }

  .earlier [open] summary > :first-child::before {
    transform: translateY(-0.25em) rotate(45deg);
  }

  .earlier .order {
    padding-block-end: var(--_space-4);
  }

  .reduction,
  .offer > div {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
  }

  .reduction + .reduction,
  .offer,
  .reductions + .offers {
    padding-block-start: var(--_space-4);
    border-block-start: 1px solid var(--_color-line);
  }

  .reductions + .offers > .offer:first-child {
    padding-block-start: 0;
    border: 0;
  }

  .offer {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: var(--_space-3);
  }

  .obstacle {
    font-weight: 600;
    color: var(--_color-muted);
  }

  @container (min-width: 34em) {
    .offer {
      flex-direction: row;
      align-items: center;
      justify-content: space-between;
      gap: var(--_space-6);
    }

    .offer .button {
      flex: none;
    }

    .obstacle {
      flex: 0 0 12em;
      text-align: end;
    }
  }

  @container (min-width: 62em) {
    .cards {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      align-items: start;
    }
  }
`;
