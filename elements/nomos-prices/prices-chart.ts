import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { aggregate } from '../../src/domain/aggregate.ts';
import { priceBands } from '../../src/domain/cheap-hours.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import type { PriceCardContext } from './price-cards.ts';
import type { PriceDay } from './price-view.ts';

/** The course of the prices over today and tomorrow, hour by hour. */
export function renderCurveCard(context: PriceCardContext): TemplateResult {
  const { view, headingLevel } = context;
  const days = [view.today, view.tomorrow].filter((day) => day.extremes !== null);
  return html`<section class="card curve" part="card">
    <div class="card-heading">
      ${renderHeading(headingLevel, '', msg('Verlauf heute und morgen', { id: 'prices.curve' }))}
    </div>
    <details>
      <summary>${msg('Alle Stunden als Tabelle', { id: 'prices.table.show' })}</summary>
      <div class="tables">${days.map((day) => renderHours(context, day))}</div>
    </details>
  </section>`;
}

function renderHours({ view, now, formats, feedIn }: PriceCardContext, day: PriceDay): TemplateResult {
  const hours = aggregate(day.intervals, 'hour');
  const bands = priceBands(hours);
  const caption = day === view.today ? msg('Heute', { id: 'prices.today' }) : msg('Morgen', { id: 'prices.tomorrow' });
  return html`<table part="table">
    <caption>
      ${caption}, ${formats.date(day.berlinDate)}
    </caption>
    <thead>
      <tr>
        <th scope="col">${msg('Stunde', { id: 'prices.table.hour' })}</th>
        <th scope="col" class="number">ct/kWh</th>
      </tr>
    </thead>
    <tbody>
      ${hours.map(({ startUtcMilliseconds: from, endUtcMilliseconds: to, ctPerKWh }, i) => {
        const start = new Date(from);
        const end = new Date(to);
        const isNow = start <= now && now < end;
        return html`<tr part="row" class=${end <= now ? 'past' : ''} aria-current=${isNow ? 'time' : nothing}>
          <th scope="row">
            ${formats.timeRange(start, end)}
            <span class="muted">${bandLabel(bands[i] ?? null, feedIn)}</span>
          </th>
          <td class="number">
            ${ctPerKWh === null ? msg('unbekannt', { id: 'prices.unknown' }) : formats.number(ctPerKWh, 2)}
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** The third of its day to which a price belongs, in a word. */
function bandLabel(band: 'cheapest' | 'dearest' | null, feedIn: boolean): unknown {
  if (band === null) return nothing;
  if (band === 'cheapest') {
    return feedIn ? msg('niedrig', { id: 'prices.band.low' }) : msg('günstig', { id: 'prices.band.cheap' });
  }
  return feedIn ? msg('hoch', { id: 'prices.band.high' }) : msg('teuer', { id: 'prices.band.dear' });
}
