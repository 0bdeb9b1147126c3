import { msg } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { CurrentPrice } from '../../src/domain/current-price.ts';
import type { TariffPrice } from '../../src/domain/tariff-breakdown.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import type { TariffFigures } from './tariff-figures.ts';
import type { TariffContext } from './tariff-state.ts';
import { partLabel } from './tariff-texts.ts';

/** A line of a table of parts: an amount for each column, `null` where it is not known, `undefined` where there is none. */
interface Row {
  label: string;
  amounts: (number | null | undefined)[];
  /** What the part is made of, in the last column. */
  items: { name: string; amount: number }[];
}

/** What the working price is made of: now, and on average. Nothing where it is of one piece. */
export function renderWorkingParts({ breakdown, current, feedIn }: TariffFigures, context: TariffContext): unknown {
  const working = breakdown?.working ?? null;
  const rows = workingRows(feedIn ? null : current, working, feedIn);
  if (rows.length < 2) return nothing;
  const { formats, headingLevel } = context;
  const title = feedIn
    ? msg('Woraus die Vergütung besteht', { id: 'tariff.parts.payout' })
    : msg('Woraus der Arbeitspreis besteht', { id: 'tariff.parts.working' });
  const columns = [
    ...(current && !feedIn ? [msg('jetzt', { id: 'tariff.parts.now' })] : []),
    ...(working ? [msg('im Schnitt', { id: 'tariff.parts.average' })] : []),
  ];
  const totals = [...(current && !feedIn ? [current.ctPerKWh] : []), ...(working ? [working.amount] : [])];
  return html`<section class="card parts" part="card">
    <div class="card-heading">${renderHeading(headingLevel, '', title)}</div>
    ${renderTable({
      caption: title,
      unit: 'ct/kWh',
      columns,
      rows,
      total: { label: msg('Arbeitspreis', { id: 'tariff.parts.working-total' }), amounts: totals },
      format: (amount) => formats.number(amount, 2),
    })}
    ${renderNotes(working, breakdown?.hasOthers ?? false)}
  </section>`;
}

/** What the base price is made of. Nothing where it is of one piece. */
export function renderBaseParts({ breakdown, feedIn }: TariffFigures, context: TariffContext): unknown {
  const base = breakdown?.base;
  if (!base || base.parts.flatMap(({ items }) => items).length < 2) return nothing;
  const { formats, headingLevel } = context;
  const title = msg('Woraus der Grundpreis besteht', { id: 'tariff.parts.base' });
  return html`<section class="card parts" part="card">
    <div class="card-heading">${renderHeading(headingLevel, '', title)}</div>
    ${renderTable({
      caption: title,
      unit: null,
      columns: [''],
      rows: base.parts.map(({ kind, amount, items }) => ({
        label: partLabel(kind, feedIn),
        amounts: [amount],
        items: items.length > 1 ? items : [],
      })),
      total: { label: msg('Grundpreis', { id: 'dashboard.forecast.base-fee' }), amounts: [base.amount] },
      format: (amount) => formats.eur(amount),
    })}
    ${renderNotes(base, false)}
  </section>`;
}

/** The kinds of both sources in one order: what the price series calls electricity, the quote calls energy. */
function workingRows(current: CurrentPrice | null, working: TariffPrice | null, feedIn: boolean): Row[] {
  const now = new Map<string, number | null>();
  for (const { type, ctPerKWh } of current?.components ?? []) {
    const kind = type === 'electricity' ? 'energy' : type;
    const before = now.get(kind);
    now.set(kind, before === undefined ? ctPerKWh : before === null || ctPerKWh === null ? null : before + ctPerKWh);
  }
  const parts = new Map(working?.parts.map((part) => [part.kind, part]));
  return [...new Set([...now.keys(), ...parts.keys()])].map((kind) => {
    const part = parts.get(kind);
    return {
      label: partLabel(kind, feedIn),
      amounts: [...(current ? [now.get(kind)] : []), ...(working ? [part?.amount] : [])],
      items: part && part.items.length > 1 ? part.items : [],
    };
  });
}

function renderNotes(price: TariffPrice | null, hasOthers: boolean): unknown {
  return html`${
    price && price.unexplained !== 0
      ? html`<p class="muted small">
          ${msg(
            'Die Teile stehen hier, wie sie uns vorliegen. Zusammen ergeben sie nicht genau den Preis; es gilt der Preis.',
            {
              id: 'tariff.parts.unexplained',
            },
          )}
        </p>`
      : nothing
  }
  ${
    hasOthers
      ? html`<p class="muted small">
          ${msg('Zu diesem Tarif gehören weitere Bestandteile, die wir hier nicht aufschlüsseln können.', {
            id: 'tariff.parts.others',
          })}
        </p>`
      : nothing
  }`;
}

function renderTable({
  caption,
  unit,
  columns,
  rows,
  total,
  format,
}: {
  caption: string;
  /** Said once, above the labels; `null` where each amount says it. */
  unit: string | null;
  columns: string[];
  rows: Row[];
  total: { label: string; amounts: number[] };
  format: (amount: number) => string;
}): TemplateResult {
  const longest = Math.max(...rows.map(({ amounts: [lead] }) => Math.abs(lead ?? 0)));
  const cell = (amount: number | null | undefined): TemplateResult =>
    html`<td class="number">
      ${amount === undefined ? '–' : amount === null ? msg('unbekannt', { id: 'prices.unknown' }) : format(amount)}
    </td>`;
  return html`<div class="table-frame" tabindex="0" role="region" aria-label=${caption}>
    <table part="table">
      <caption class="visually-hidden">
        ${caption}
      </caption>
      ${
        unit
          ? html`<thead>
              <tr>
                <th scope="col">${unit}</th>
                ${columns.map((column) => html`<th scope="col" class="number">${column}</th>`)}
              </tr>
            </thead>`
          : nothing
      }
      <tbody>
        ${rows.map(
          ({ label, amounts, items }) =>
            html`<tr part="row">
                <th scope="row">${label} ${renderBar(amounts[0] ?? 0, longest)}</th>
                ${amounts.map(cell)}
              </tr>
              ${items.map(
                ({ name, amount }) =>
                  html`<tr class="item" part="row">
                    <th scope="row">${name}</th>
                    ${columns.map((_, i) => (i < columns.length - 1 ? html`<td></td>` : cell(amount)))}
                  </tr>`,
              )}`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${total.label}</th>
          ${total.amounts.map(cell)}
        </tr>
      </tfoot>
    </table>
  </div>`;
}

/** How much of the first column a part is. The figure beside it says the same; below zero the bar is an outline. */
function renderBar(amount: number, longest: number): TemplateResult {
  const width = longest > 0 ? (Math.abs(amount) / longest) * 100 : 0;
  return html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class=${amount < 0 ? 'below' : ''} width=${width} height="4"></rect>`}
  </svg>`;
}
