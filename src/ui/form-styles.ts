import { css } from 'lit';

/** One column, label above, hint beneath, error in place. */
export const formStyles = css`
  form {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .field {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
  }

  .field label {
    font-weight: 600;
  }

  .field .hint {
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  .field .field-error {
    display: flex;
    gap: var(--_space-2);
    font-size: var(--_text-small);
    font-weight: 600;
    color: var(--_color-bad);
    overflow-wrap: anywhere;
  }

  .input {
    inline-size: 100%;
    min-block-size: 3em;
    padding: 0.625em 0.875em;
    border: 1px solid var(--_input-border-color);
    border-radius: var(--nomos-input-radius, var(--_radius-small));
    background: var(--_input-background);
    color: var(--_color-text);
    font: inherit;
    /* Mobile Safari zooms the page into a field whose text is smaller than 16 px. */
    font-size: max(1em, 16px);
  }

  .input:focus-visible {
    outline-offset: 0;
    border-color: var(--_focus-color);
  }

  .input[aria-invalid='true'] {
    border-color: var(--_color-bad);
    border-width: 2px;
  }

  select.input {
    inline-size: auto;
    max-inline-size: 100%;
    min-block-size: 2.75em;
    padding-block: 0.375em;
    /* In WebKit the longest entry of a list counts as content of the page otherwise. */
    contain: paint;
    cursor: pointer;
  }

  .check {
    display: flex;
    align-items: flex-start;
    gap: var(--_space-2);
    min-block-size: 1.5em;
  }

  .check input {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    margin: 0.125em 0 0;
    accent-color: var(--_color-brand);
  }
`;
