import { css } from 'lit';

/** Form and history beneath each other; the form no wider than a form reads well. */
export const meterReadingStyles = css`
  .section,
  .cards {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  form {
    max-inline-size: 30em;
  }

  .value {
    position: relative;
  }

  .value .input {
    padding-inline-end: 3.5em;
    font-size: max(1.25em, 16px);
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

  .value-hint {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
  }

  .request-id {
    display: block;
    font-weight: 400;
  }

  .input.date {
    inline-size: auto;
    align-self: flex-start;
    min-inline-size: min(11em, 100%);
    max-inline-size: 100%;
  }

  textarea.input {
    min-block-size: 5em;
    resize: vertical;
  }

  .field .field-error.soft {
    padding: var(--_space-3);
    border: 1px solid var(--_color-line);
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
    color: var(--_color-text);
    font-weight: 400;
  }

  .field-error.soft .icon {
    color: var(--_color-warning);
  }

  .question {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
    padding: var(--_space-4);
    border: 1px solid var(--_color-line);
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
  }

  .question > .notice-title .icon {
    color: var(--_color-warning);
  }

  .question dl > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--_space-4);
  }

  .question dd {
    font-weight: 600;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  .table-frame {
    overflow-x: auto;
  }

  table {
    inline-size: 100%;
    max-inline-size: 30em;
    border-collapse: collapse;
  }

  th,
  td {
    padding-block: var(--_space-2);
    text-align: start;
    vertical-align: baseline;
  }

  th {
    font-size: var(--_text-small);
    font-weight: 600;
    color: var(--_color-muted);
  }

  td {
    border-block-start: 1px solid var(--_color-line);
  }

  .origin {
    display: block;
  }

  th.number,
  td.number {
    padding-inline-start: var(--_space-3);
    text-align: end;
  }

  td.number {
    font-weight: 600;
  }

  @container (min-width: 46em) {
    .cards {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      align-items: start;
    }
  }
`;
