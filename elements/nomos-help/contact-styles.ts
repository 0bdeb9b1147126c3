import { css } from 'lit';

/** The contact form, and the messages that a customer sent. */
export const contactStyles = css`
  form {
    max-inline-size: 34em;
  }

  select.input {
    inline-size: 100%;
  }

  textarea.input {
    min-block-size: 9em;
    resize: vertical;
  }

  .address {
    overflow-wrap: anywhere;
  }

  .request-id {
    display: block;
    font-weight: 400;
  }

  .messages > li + li {
    border-block-start: 1px solid var(--_color-line);
  }

  .messages summary {
    min-block-size: 2.75em;
    padding-block: var(--_space-2);
    cursor: pointer;
  }

  .message-head {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-3);
    max-inline-size: calc(100% - 1.5em);
  }

  .messages .chip {
    white-space: normal;
  }

  .receipt-title > * {
    min-inline-size: 0;
  }

  .messages dl {
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
    padding-block-end: var(--_space-3);
  }

  .messages dt {
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  .messages dd {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
`;
