import { css } from 'lit';

/** The form no wider than a form reads well; earlier reports and offers beneath it, or beside it where there is room. */
export const meterSwapStyles = css`
  .section,
  .cards {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .section [tabindex]:focus {
    outline: none;
  }

  form {
    max-inline-size: 34em;
    gap: var(--_space-6);
  }

  fieldset {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
    min-inline-size: 0;
  }

  legend {
    margin-block-end: var(--_space-3);
    padding: 0;
    font-size: var(--_text-large);
    font-weight: 650;
    line-height: 1.3;
  }

  .input.date {
    inline-size: auto;
    align-self: flex-start;
    min-inline-size: min(11em, 100%);
    max-inline-size: 100%;
  }

  .value {
    position: relative;
  }

  .value .input {
    padding-inline-end: 3.5em;
    font-weight: 600;
  }

  .value .unit {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0.875em;
    display: flex;
    align-items: center;
    color: var(--_color-muted);
    pointer-events: none;
  }

  textarea.input {
    min-block-size: 5em;
    resize: vertical;
  }

  .doubt {
    display: flex;
    gap: var(--_space-2);
    font-size: var(--_text-small);
  }

  .doubt > .icon {
    color: var(--_color-warning);
  }

  .doubt:has(> span) {
    padding: var(--_space-3);
    border: 1px solid var(--_color-line);
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
  }

  .request-id {
    display: block;
    font-weight: 400;
  }

  @container (min-width: 34em) {
    fieldset {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      align-items: start;
      gap: var(--_space-4);
    }

    .doubt {
      grid-column: 1 / -1;
    }
  }

  @container (min-width: 62em) {
    .section > .cards:has(> .beside > *) {
      display: grid;
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
      align-items: start;
    }
  }
`;
