import { css } from 'lit';

/** A form of one column, no wider than it reads well; with `formStyles`. */
export const declarationStyles = css`
  .section > .card {
    max-inline-size: 44em;
  }

  .section {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  form,
  .receipt {
    max-inline-size: 38em;
  }

  form {
    gap: var(--_space-6);
  }

  fieldset {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
    min-inline-size: 0;
  }

  legend {
    padding: 0;
    margin-block-end: var(--_space-2);
    font-weight: 600;
  }

  .hint {
    display: block;
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  select.input {
    inline-size: 100%;
  }

  textarea.input {
    min-block-size: 6em;
    resize: vertical;
  }

  .input.date {
    inline-size: auto;
    align-self: flex-start;
    min-inline-size: min(12em, 100%);
    max-inline-size: 100%;
  }

  .check input {
    font: inherit;
  }

  .pair {
    display: grid;
    gap: var(--_space-3) var(--_space-4);
  }

  .terminated {
    display: flex;
    gap: var(--_space-2);
    padding: var(--_space-3);
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
  }

  .consequence {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
    padding: var(--_space-4);
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
  }

  .consequence-day {
    font-size: var(--_text-large);
    font-weight: 650;
    line-height: 1.3;
  }

  .field .failure {
    margin-block-start: var(--_space-2);
    color: var(--_color-text);
    font-weight: 400;
  }

  .failure .icon,
  .failure strong {
    color: var(--_color-bad);
  }

  .request-id {
    display: block;
    font-weight: 400;
  }

  @container (min-width: 34em) {
    .pair.wide-first {
      grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
    }

    .pair.wide-second {
      grid-template-columns: minmax(0, 1fr) minmax(0, 2fr);
    }
  }
`;
