import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Formats } from '../../src/domain/format.ts';
import type { ConsumptionFigures, ConsumptionState } from './consumption-state.ts';
import { comparedDaysText, comparisonText } from './consumption-texts.ts';

type Shown = Pick<Extract<ConsumptionState, { type: 'loaded' }>, 'feedIn' | 'meter'>;

/** The figures of a period: energy first, then what it cost, at which price, how cheaply, and how it compares. */
export function renderFigures(figures: ConsumptionFigures, shown: Shown, formats: Formats): TemplateResult {
  const { total, before, yearAgo } = figures;
  const comparisons = [comparisonText(before, 'before', formats), comparisonText(yearAgo, 'year-ago', formats)];
  const compared = [before, yearAgo].find((comparison) => comparison && !comparison.whole);
  const note = compared && comparedDaysText(compared, shown.meter, formats);
  return html`<div class="figures">
      <div class="main-figure">
        <p class="figure">${formats.number(total.kWh ?? 0, 1)}<small> kWh</small></p>
        ${comparisons.map((text) => (text ? html`<p>${text}</p>` : nothing))}
        ${note ? html`<p class="muted small">${note}</p>` : nothing}
      </div>
      ${shown.meter === 'smart' ? renderMoney(figures, shown, formats) : nothing}
    </div>
    ${renderStatus(figures, shown, formats)}`;
}

function renderMoney({ total, cheap, pricesFailed }: ConsumptionFigures, { feedIn }: Shown, formats: Formats) {
  const facts: [term: string, value: string, note: string | null][] = [];
  if (total.eur !== null) {
    facts.push([
      feedIn ? msg('Vergütung', { id: 'consumption.payout' }) : msg('Energiekosten', { id: 'invoice.days.cost' }),
      formats.eur(total.eur),
      total.pricedShare < total.knownShare
        ? msg('ohne Zeiten, für die kein Preis vorliegt', { id: 'consumption.cost.partly' })
        : feedIn
          ? null
          : msg('ohne Grundpreis', { id: 'consumption.cost.without-base-fee' }),
    ]);
  }
  if (total.averageCtPerKWh !== null) {
    const mean = total.meanCtPerKWh;
    facts.push([
      feedIn
        ? msg('Durchschnittliche Vergütung', { id: 'consumption.average-payout' })
        : msg('Durchschnittspreis', { id: 'consumption.average-price' }),
      formats.ctPerKWh(total.averageCtPerKWh),
      mean === null
        ? null
        : msg(str`Mittel aller Stunden: ${formats.ctPerKWh(mean)}`, { id: 'consumption.mean-price' }),
    ]);
  }
  if (cheap) {
    facts.push([
      feedIn
        ? msg('Im bestbezahlten Drittel des Tages', { id: 'consumption.best-paid-share' })
        : msg('Im günstigsten Drittel des Tages', { id: 'consumption.cheap-share' }),
      formats.percent(cheap.share),
      msg('Ein Drittel wäre gleichmäßig.', { id: 'consumption.cheap-share.note' }),
    ]);
  }
  if (facts.length === 0) {
    return html`<p class="muted">
      ${
        pricesFailed
          ? msg('Die Preise sind gerade nicht zu bekommen; darum stehen hier keine Kosten.', {
              id: 'consumption.prices-failed',
            })
          : msg('Für diesen Zeitraum liegen keine Preise vor.', { id: 'consumption.no-prices' })
      }
    </p>`;
  }
  return html`<dl class="facts">
    ${facts.map(
      ([term, value, note]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}${note ? html`<span class="muted small">${note}</span>` : nothing}</dd>
        </div>`,
    )}
  </dl>`;
}

/** How sure the figures are. Cost on preliminary values is provisional, and has to be called so. */
function renderStatus({ total, intervals }: ConsumptionFigures, { meter }: Shown, formats: Formats) {
  const notes: string[] = [];
  if (total.usageStatus === 'incomplete') {
    const missing = 1 - total.knownShare;
    notes.push(
      missing < 0.01
        ? msg('Unvollständig: Für einzelne Zeiten fehlen Messwerte.', { id: 'consumption.status.incomplete-few' })
        : msg(str`Unvollständig: Für ${formats.percent(missing)} der Zeit fehlen Messwerte.`, {
            id: 'consumption.status.incomplete',
          }),
    );
  }
  if (intervals.some(({ status }) => status === 'preliminary')) {
    notes.push(
      meter === 'analog'
        ? msg('Geschätzte Monate werden genauer, sobald ein Zählerstand vorliegt.', {
            id: 'consumption.status.estimated',
          })
        : msg('Vorläufig: Ein Teil der Werte kann sich bis zum 8. Werktag des Folgemonats noch ändern.', {
            id: 'consumption.status.provisional',
          }),
    );
  }
  return notes.map((note) => html`<p class="muted small">${note}</p>`);
}
