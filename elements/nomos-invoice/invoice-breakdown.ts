import { msg, str } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Invoice } from '../../src/contract/nomos/invoice.ts';
import type { EnergyCost } from '../../src/domain/energy-cost.ts';
import type { Formats } from '../../src/domain/format.ts';
import { renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';

/** The breakdown of an invoice by day. It loads by itself: the invoice stands without it. */
export type Breakdown =
  { type: 'loading' } | { type: 'none' } | { type: 'error'; error: ShownError } | { type: 'loaded'; cost: EnergyCost };

/** The consumption of an invoice by day, with its cost where there are prices, and how it leads to the total. */
export function renderBreakdown(
  invoice: Invoice,
  breakdown: Breakdown,
  formats: Formats,
  retry: () => void,
): TemplateResult {
  switch (breakdown.type) {
    case 'loading':
      return renderSkeleton(['half', '', '', '', '']);
    case 'error':
      return renderErrorNotice(breakdown.error, retry);
    case 'none':
      return html`<p class="muted">
        ${msg('Für diesen Zeitraum gibt es keine Tageswerte.', { id: 'invoice.breakdown.none' })}
      </p>`;
    case 'loaded':
      return html`${renderSum(invoice, breakdown.cost, formats)} ${renderDays(breakdown.cost, formats)}`;
  }
}

/**
 * From the energy to the total. The API names no line items; what the energy does not explain is the basic price and
 * everything else that does not depend on consumption, and only when every interval had its price.
 */
function renderSum(
  invoice: Invoice,
  { eur, kWh, complete, status }: EnergyCost,
  formats: Formats,
): TemplateResult | typeof nothing {
  if (eur === null) return nothing;
  const average = kWh > 0 ? formats.ctPerKWh((eur / kWh) * 100) : null;
  return html`<dl class="sum">
      <dt>
        ${
          average
            ? msg(str`Energie: ${formats.kWh(kWh)}, im Schnitt ${average}`, { id: 'invoice.sum.energy' })
            : msg('Energie', { id: 'invoice.sum.energy-plain' })
        }
      </dt>
      <dd class="number">${formats.eur(eur)}</dd>
      ${
        complete
          ? html`<dt>${msg('Grundpreis und weitere Posten', { id: 'invoice.sum.rest' })}</dt>
              <dd class="number">${formats.eur(invoice.total - eur)}</dd>
              <dt class="total">${msg('Rechnungsbetrag', { id: 'invoice.total' })}</dt>
              <dd class="number total">${formats.eur(invoice.total)}</dd>`
          : nothing
      }
    </dl>
    ${
      complete
        ? nothing
        : html`<p class="muted small">
            ${msg('Für einzelne Viertelstunden liegt hier kein Preis vor; die Tageskosten sind dort unvollständig.', {
              id: 'invoice.sum.incomplete',
            })}
          </p>`
    }
    ${
      status === 'preliminary'
        ? html`<p class="muted small">
            ${msg('Ein Teil der Messwerte ist vorläufig und kann sich noch ändern.', { id: 'invoice.sum.preliminary' })}
          </p>`
        : nothing
    }`;
}

function renderDays({ days, kWh, eur, complete }: EnergyCost, formats: Formats): TemplateResult {
  const most = Math.max(...days.map((day) => day.kWh), 0);
  const cost = (amount: number | null, whole: boolean): string =>
    amount === null ? '–' : whole ? formats.eur(amount) : `≥ ${formats.eur(amount)}`;
  const caption = msg('Verbrauch und Energiekosten nach Tagen', { id: 'invoice.days.caption' });
  return html`<div class="table-frame" tabindex="0" role="region" aria-label=${caption}>
    <table class="table" part="table">
      <caption class="visually-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${msg('Tag', { id: 'invoice.days.day' })}</th>
          <td class="bar-cell" aria-hidden="true"></td>
          <th scope="col" class="number">${msg('Verbrauch', { id: 'invoice.days.usage' })}</th>
          <th scope="col" class="number">${msg('Energiekosten', { id: 'invoice.days.cost' })}</th>
        </tr>
      </thead>
      <tbody>
        ${days.map(
          (day) =>
            html`<tr>
              <th scope="row">${formats.date(day.berlinDate)}</th>
              <td class="bar-cell" aria-hidden="true">${renderBar(most > 0 ? day.kWh / most : 0)}</td>
              <td class="number">${formats.kWh(day.kWh)}</td>
              <td class="number">${cost(day.eur, day.complete)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${msg('Summe', { id: 'invoice.days.sum' })}</th>
          <td class="bar-cell" aria-hidden="true"></td>
          <td class="number">${formats.kWh(kWh)}</td>
          <td class="number">${cost(eur, complete)}</td>
        </tr>
      </tfoot>
    </table>
  </div>`;
}

/** A bar as long as its share of the highest day. Drawn, because a strict CSP refuses style attributes. */
function renderBar(share: number): TemplateResult {
  return html`<svg class="usage-bar" viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false">
    ${svg`<rect x="0" y="0" width=${Math.max(0, share) * 100} height="10"></rect>`}
  </svg>`;
}
