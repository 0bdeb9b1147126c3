import { css } from 'lit';

/** A list on narrow pages, columns in line on wide ones; the whole row is the link. */
export const invoicesStyles = css`
  .section {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-3);
  }

  .filter {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
    font-size: var(--_text-small);
    font-weight: 600;
  }

  .list {
    padding-block: var(--_space-2);
    gap: 0;
  }

  .row + .row {
    border-block-start: 1px solid var(--_color-line);
  }

  .pager {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-3);
  }

  @container (min-width: 46em) {
    .row a {
      grid-template-columns: minmax(0, 1.6fr) minmax(0, 1.6fr) minmax(0, 1fr) minmax(6em, auto);
    }

    .row .details {
      grid-row: 1;
      grid-column: 2;
    }

    .row .state {
      grid-row: 1;
      grid-column: 3;
      justify-self: start;
    }

    .row .amount {
      grid-column: 4;
    }
  }
`;
