import { css } from 'lit';

/** An invoice as one line (`renderInvoiceRow`): period and amount above, kind and status beneath; the whole row is the link. */
export const invoiceRowStyles = css`
  .row a {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--_space-1) var(--_space-4);
    padding-block: var(--_space-3);
    color: inherit;
    text-decoration: none;
  }

  .row a:hover .what {
    text-decoration: underline;
    text-decoration-color: var(--_color-brand);
  }

  .row .what,
  .row .amount {
    font-weight: 600;
  }

  .row .details,
  .row .state {
    grid-row: 2;
  }

  .row .state {
    justify-self: end;
  }

  .row .amount.reversed {
    color: var(--_color-muted);
    text-decoration: line-through;
  }

  .row .amount {
    grid-row: 1;
    grid-column: 2;
  }

  /* Large letters on a narrow page: nothing beside anything. */
  @container (max-width: 15.99em) {
    .row a {
      display: flex;
      flex-direction: column;
      align-items: stretch;
    }
  }
`;
