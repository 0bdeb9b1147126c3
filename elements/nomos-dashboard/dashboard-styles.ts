import { css } from 'lit';

/** One column, two from 34em, three from 62em; prices lead, across the whole width. */
export const dashboardStyles = css`
  .section {
    display: flex;
    flex-direction: column;
    gap: var(--_space-6);
  }

  .grid {
    display: grid;
    gap: var(--_space-3);
    grid-template-columns: minmax(0, 1fr);
  }

  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8em, 1fr));
    gap: var(--_space-3);
  }

  .facts > div {
    padding-inline-start: var(--_space-3);
    border-inline-start: 2px solid var(--_color-line);
  }

  .facts dt {
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  .facts dd {
    font-weight: 600;
  }

  .rows .row + .row {
    border-block-start: 1px solid var(--_color-line);
  }

  @container (min-width: 34em) {
    .grid {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: var(--_space-4);
    }

    .contract,
    .invoices {
      grid-column: span 2;
    }
  }

  @container (min-width: 62em) {
    .grid {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }

    .contract,
    .invoices {
      grid-column: span 1;
    }
  }
`;
