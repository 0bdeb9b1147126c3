import { css } from 'lit';

export const invoiceStyles = css`
  .section {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .summary {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    justify-content: space-between;
    gap: var(--_space-4);
  }

  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(11em, 100%), 1fr));
    gap: var(--_space-3) var(--_space-4);
  }

  .facts dt {
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  .facts dd {
    font-weight: 600;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-3);
  }

  .sum {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--_space-2) var(--_space-4);
  }

  .sum .total {
    font-weight: 650;
  }

  .table-frame {
    overflow-x: auto;
  }

  .table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  .table th {
    padding-block: var(--_space-2);
    font-size: var(--_text-small);
    font-weight: 500;
    color: var(--_color-muted);
    text-align: start;
  }

  .table td,
  .table tbody th {
    padding-block: var(--_space-2);
    border-block-start: 1px solid var(--_color-line);
  }

  .table thead td {
    border: 0;
  }

  .table tbody th {
    font-size: 1em;
    font-weight: 400;
    color: inherit;
    white-space: nowrap;
  }

  .table th.number {
    text-align: end;
  }

  .table td + td,
  .table th + th {
    padding-inline-start: var(--_space-3);
  }

  .table tfoot td,
  .table tfoot th {
    font-size: 1em;
    font-weight: 650;
    color: inherit;
    border-block-start: 2px solid var(--_color-line);
  }

  .bar-cell {
    inline-size: 40%;
  }

  .usage-bar {
    display: block;
    inline-size: 100%;
    block-size: 0.625em;
  }

  .usage-bar rect {
    fill: var(--_color-brand);
  }

  @container (max-width: 33.99em) {
    .bar-cell {
      display: none;
    }

    .table {
      font-size: var(--_text-small);
    }

    .table td + td,
    .table th + th {
      padding-inline-start: var(--_space-2);
    }
  }
`;
