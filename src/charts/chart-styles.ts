import { css } from 'lit';

/**
 * What a chart needs beside the shared styles. By default the series take their colours from the brand: usage in its own
 * colour, the price in that of the text, cheap and dear times in those for good news and warnings.
 */
export const chartStyles = css`
  .chart {
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
    min-inline-size: 0;
  }

  .read-out {
    min-block-size: 3em;
    font-size: var(--_text-small);
    font-weight: 600;
  }

  .plot {
    position: relative;
    block-size: 16em;
    touch-action: pan-y;
    cursor: crosshair;
  }

  .plot canvas {
    position: absolute;
    inset: 0;
    max-inline-size: 100%;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1) var(--_space-4);
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  .legend li {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
  }

  .swatch {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    border: 1px solid currentColor;
    background: currentColor;
  }

  .swatch.usage,
  .swatch.hatched,
  .swatch.crossed,
  .probe.usage {
    color: var(--_chart-usage);
  }

  .swatch.price,
  .probe.price {
    color: var(--_chart-price);
  }

  .swatch.strip {
    block-size: 0.3em;
  }

  .swatch.price {
    block-size: 0;
    border-block-end-width: 2px;
  }

  .swatch.cheapest,
  .swatch.strip,
  .probe.cheapest {
    color: var(--_chart-cheap);
  }

  .swatch.dearest,
  .probe.dearest {
    color: var(--_chart-dear);
  }

  .swatch.cheapest {
    background: radial-gradient(currentColor 42%, transparent 46%) 0 0 / 0.375em 0.375em;
  }

  .swatch.hatched {
    background: repeating-linear-gradient(135deg, currentColor 0 2px, transparent 2px 5px);
  }

  .swatch.crossed {
    background:
      repeating-linear-gradient(135deg, currentColor 0 2px, transparent 2px 5px),
      repeating-linear-gradient(45deg, currentColor 0 2px, transparent 2px 5px);
  }

  .probe.grid {
    color: var(--_color-line);
  }

  .probe.text {
    color: var(--_color-muted);
  }

  .probe.surface {
    color: var(--_color-surface);
  }

  .toggle {
    align-self: start;
    padding-inline: 0;
  }

  .table-frame {
    max-block-size: 28em;
    overflow: auto;
  }

  .chart .table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  .chart .table :is(th, td) {
    padding: var(--_space-2);
    text-align: start;
    font-weight: 400;
    border-block-end: 1px solid var(--_color-line);
  }

  .chart .table .number {
    text-align: end;
  }

  .chart .table thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_color-surface);
    font-size: var(--_text-small);
    font-weight: 600;
    color: var(--_color-muted);
  }
`;
