import { css } from 'lit';

/** Cards beneath each other, in two columns where there is room; a form is no wider than it reads well. */
export const accountStyles = css`
  .section {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .cards {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
    gap: var(--_space-4);
  }

  .facts {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
  }

  .facts dt {
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  .facts dd {
    font-weight: 600;
  }

  .facts dd .small {
    display: block;
    font-weight: 400;
  }

  .card-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-1) var(--_space-4);
  }

  .card-head > :first-child {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .card-head .button {
    margin-inline: -0.75em;
    padding-inline: 0.75em;
  }

  form {
    max-inline-size: 30em;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  .answers .button,
  .aside .button {
    max-inline-size: 100%;
    overflow-wrap: anywhere;
  }

  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
    gap: var(--_space-4) var(--_space-3);
  }

  .field-error .request-id {
    display: block;
    font-weight: 400;
  }

  .hint .icon {
    margin-inline-end: 0.25em;
  }

  .hint.good {
    color: var(--_color-good);
  }

  .input.iban {
    font-size: max(1.0625em, 16px);
    font-weight: 600;
  }

  .input.code {
    min-block-size: 2em;
    padding-block: 0.25em;
    font-size: max(1.75em, 16px);
    font-weight: 600;
    letter-spacing: 0.3em;
    text-align: center;
  }

  .again {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
  }

  .again .button {
    padding-inline: 0.25em;
  }

  .aside {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: var(--_space-2);
    padding: var(--_space-3);
    border: 1px solid var(--_color-line);
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
  }

  .mandate {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
    padding: var(--_space-4);
    border: 1px solid var(--_color-line);
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
  }

  .mandate .mandate-title {
    font-weight: 650;
  }

  .mandate .facts {
    gap: var(--_space-2);
    font-size: var(--_text-small);
  }

  .mandate .facts dt {
    font-size: 1em;
  }

  .saved > .notice-title .icon {
    color: var(--_color-good);
  }

  .devices li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-1) var(--_space-4);
    padding-block: var(--_space-3);
    border-block-end: 1px solid var(--_color-line);
  }

  .devices li:first-child {
    padding-block-start: 0;
  }

  .devices .name {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
    font-weight: 600;
  }

  @container (min-width: 18em) {
    .pair {
      grid-template-columns: minmax(0, 1fr) minmax(0, 7em);
    }

    .pair.zip-first {
      grid-template-columns: minmax(0, 8em) minmax(0, 1fr);
    }
  }

  @container (min-width: 46em) {
    .cards {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .cards > .open,
    .cards > .whole {
      grid-column: 1 / -1;
    }
  }
`;
