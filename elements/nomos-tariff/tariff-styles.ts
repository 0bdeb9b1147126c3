import { css } from 'lit';

/** One column, two where there is room for two tables beside each other: what it costs, and what was agreed. */
export const tariffStyles = css`
  .section,
  .columns,
  .column {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
    min-inline-size: 0;
  }

  .standing {
    padding-block: var(--_space-4);
    gap: var(--_space-1);
  }

  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(9em, 100%), 1fr));
    gap: var(--_space-3);
  }

  .facts > div {
    padding-inline-start: var(--_space-3);
    border-inline-start: 2px solid var(--_color-line);
  }

  dt {
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  .facts dd {
    font-weight: 600;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding-block: var(--_space-2);
    font-weight: 400;
    text-align: start;
    vertical-align: baseline;
  }

  .table-frame {
    overflow-x: auto;
  }

  .number {
    inline-size: 1%;
    padding-inline-start: var(--_space-3);
    text-align: end;
  }

  thead .number {
    white-space: normal;
  }

  tbody:not(thead + tbody) tr:first-child {
    border-block-start: 0;
  }

  thead th {
    padding-block-start: 0;
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  tbody tr {
    border-block-start: 1px solid var(--_color-line);
  }

  tbody td {
    font-weight: 600;
  }

  tbody .item {
    border-block-start: 0;
  }

  .item th,
  .item td {
    padding-block: 0 var(--_space-1);
    font-size: var(--_text-small);
    font-weight: 400;
    color: var(--_color-muted);
  }

  .item th {
    padding-inline-start: var(--_space-3);
  }

  tfoot tr:first-child {
    border-block-start: 2px solid var(--_color-control);
  }

  tfoot tr:first-child > * {
    font-weight: 650;
  }

  tfoot tr + tr > * {
    padding-block-start: 0;
  }

  .bar {
    display: block;
    inline-size: 100%;
    block-size: 0.375em;
    margin-block-start: var(--_space-1);
    fill: var(--_color-muted);
  }

  .bar .below {
    fill: none;
    stroke: var(--_color-muted);
    stroke-width: 2px;
    vector-effect: non-scaling-stroke;
  }

  .contract-facts > div {
    display: grid;
    gap: 0 var(--_space-4);
    padding-block: var(--_space-2);
    border-block-start: 1px solid var(--_color-line);
  }

  .contract-facts > div:first-child {
    border-block-start: 0;
  }

  .identifier {
    user-select: all;
  }

  .identifier span {
    display: inline-block;
    max-inline-size: 100%;
    overflow-wrap: anywhere;
  }

  .identifier span:not(:last-of-type) {
    margin-inline-end: 0.35em;
  }

  .copy {
    min-block-size: 2em;
    margin-block: -0.25em;
    padding: 0.25em 0.5em;
    vertical-align: middle;
    font-size: var(--_text-small);
  }

  .copied {
    color: var(--_color-muted);
  }

  .copy-failed {
    display: block;
    color: var(--_color-warning);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  .bodies,
  .body {
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
  }

  .bodies {
    gap: var(--_space-4);
  }

  .body-heading,
  strong {
    font-weight: 600;
  }

  .body + .body {
    padding-block-start: var(--_space-4);
    border-block-start: 1px solid var(--_color-line);
  }

  .body li {
    padding-block: 0.125em;
  }

  @container (max-width: 23.99em) {
    table {
      font-size: var(--_text-small);
    }
  }

  @container (min-width: 30em) {
    thead .number {
      white-space: nowrap;
    }

    .contract-facts > div {
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
      align-items: baseline;
    }
  }

  @container (min-width: 52em) {
    .columns {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      align-items: start;
    }
  }
`;
