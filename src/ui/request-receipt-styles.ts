import { css } from 'lit';

/** Goes with `renderRequestReceipt`; apart from it, because styles are there from the start and a receipt is not. */
export const receiptStyles = css`
  .receipt {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .receipt:focus {
    outline: none;
  }

  .receipt-title {
    display: flex;
    gap: var(--_space-2);
  }

  .receipt-title .icon {
    margin-block-start: 0.125em;
    font-size: 1.125em;
    color: var(--_color-good);
  }

  .receipt-next {
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
  }

  .receipt dl {
    display: flex;
    flex-direction: column;
    border-block-end: 1px solid var(--_color-line);
  }

  .receipt dl > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0 var(--_space-4);
    padding-block: var(--_space-2);
    border-block-start: 1px solid var(--_color-line);
  }

  .receipt dt {
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  .receipt dd {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }

  .receipt .reference {
    font-weight: 650;
    letter-spacing: 0.04em;
  }

  .receipt-actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-3);
  }

  .receipt-file {
    display: flex;
    gap: var(--_space-2);
  }

  .receipt-file .icon {
    color: var(--_color-bad);
  }

  @container (min-width: 34em) {
    .receipt dl > div {
      grid-template-columns: 12em minmax(0, 1fr);
    }
  }

  @media print {
    .receipt-actions,
    .receipt-file {
      display: none;
    }
  }
`;
