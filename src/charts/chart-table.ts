import { html, nothing, type TemplateResult } from 'lit';
import type { Interval } from '../domain/interval.ts';
import type { ChartModel } from './chart-model.ts';

/** More rows than this help nobody, and slow a phone down; a file of all of them does. */
const mostRows = 800;

function statusText({ texts }: ChartModel, { status }: Interval): string {
  return status === null ? texts.noValue : texts[status];
}

/** Everything about one interval in a line: when, how much, at which price, what it cost, how sure that is. */
export function readOut(model: ChartModel, interval: Interval, index: number): string {
  const { series, texts, formats, nameOf, bands } = model;
  const { kWh, ctPerKWh, eur, status } = interval;
  const parts: string[] = [];
  if (series !== 'price') parts.push(kWh === null ? texts.noValue : formats.kWh(kWh));
  if (series !== 'usage') {
    parts.push(ctPerKWh === null ? (series === 'price' ? texts.noValue : '') : formats.ctPerKWh(ctPerKWh));
  }
  if (series === 'both' && eur !== null) parts.push(formats.eur(eur));
  if (series !== 'price' && status !== null && status !== 'final') parts.push(texts[status]);
  const band = bands?.[index];
  if (band) parts.push(texts[band]);
  return `${nameOf(interval)}: ${parts.filter(Boolean).join(' · ')}`;
}

/** The same values as the chart, as a table that can be read in order and copied. */
export function renderChartTable(model: ChartModel): TemplateResult {
  const { label, intervals, series, texts, formats, nameOf } = model;
  const [usage, price] = [series !== 'price', series !== 'usage'];
  const cost = usage && price;
  const cell = (value: number | null, format: (amount: number) => string): TemplateResult =>
    html`<td class="number">${value === null ? html`<span class="muted">${texts.noValue}</span>` : format(value)}</td>`;
  return html`<div class="table-frame" tabindex="0" role="region" aria-label=${label}>
      <table class="table" part="table">
        <caption class="visually-hidden">
          ${label}
        </caption>
        <thead>
          <tr>
            <th scope="col">${texts.time}</th>
            ${usage ? html`<th scope="col" class="number">${texts.usage} (kWh)</th>` : nothing}
            ${price ? html`<th scope="col" class="number">${texts.price} (ct/kWh)</th>` : nothing}
            ${cost ? html`<th scope="col" class="number">${texts.cost} (€)</th>` : nothing}
            ${usage ? html`<th scope="col">${texts.status}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${intervals.slice(0, mostRows).map(
            (interval) =>
              html`<tr>
                <th scope="row">${nameOf(interval)}</th>
                ${usage ? cell(interval.kWh, (amount) => formats.number(amount, amount < 10 ? 3 : 1)) : nothing}
                ${price ? cell(interval.ctPerKWh, (amount) => formats.number(amount, 2)) : nothing}
                ${cost ? cell(interval.eur, (amount) => formats.number(amount, Math.abs(amount) < 1 ? 4 : 2)) : nothing}
                ${usage ? html`<td>${statusText(model, interval)}</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${intervals.length > mostRows ? html`<p class="muted small">${texts.cut}</p>` : nothing}`;
}
