import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { exampleYear, type ExampleYear } from '../../src/domain/example-year.ts';
import type { Formats } from '../../src/domain/format.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import type { TariffFigures } from './tariff-figures.ts';
import type { LoadedTariff, TariffContext } from './tariff-state.ts';

/** What a year costs at the customer's own estimate, and at what was measured in twelve whole months, where there are as many. */
export function renderYearCard(shown: LoadedTariff, figures: TariffFigures, context: TariffContext): unknown {
  const { breakdown, feedIn } = figures;
  const { subscription, measured } = shown;
  const estimate = breakdown && exampleYear(breakdown, subscription.estimated_usage, { feedIn });
  const own = breakdown && measured && exampleYear(breakdown, measured.kWh, { feedIn });
  const lead = own ?? estimate;
  if (!breakdown?.working || !lead) return nothing;
  const { formats, headingLevel } = context;
  const years = [
    ...(own ? [{ year: own, label: msg('wie gemessen', { id: 'tariff.year.measured' }) }] : []),
    ...(estimate ? [{ year: estimate, label: msg('wie geschätzt', { id: 'tariff.year.estimated' }) }] : []),
  ];
  const energy = feedIn
    ? msg('Vergütung', { id: 'tariff.part.payout' })
    : msg('Arbeitspreis', { id: 'tariff.parts.working-total' });
  const period = measured && formats.period(measured.period);
  const title = msg('Beispieljahr', { id: 'tariff.year' });
  const row = (label: string, value: (year: ExampleYear) => string) =>
    html`<tr>
      <th scope="row">${label}</th>
      ${years.map(({ year }) => html`<td class="number">${value(year)}</td>`)}
    </tr>`;
  return html`<section class="card year" part="card">
    <div class="card-heading">${renderHeading(headingLevel, '', title)}</div>
    <p class="figure medium">
      ${formats.eurRounded(lead.totalEur)}<small> ${msg('im Jahr', { id: 'tariff.year.per-year' })}</small>
    </p>
    <p>
      ${
        own
          ? feedIn
            ? msg('so viel bringt, was Sie in den letzten zwölf vollen Monaten eingespeist haben', {
                id: 'tariff.year.own-feed-in',
              })
            : msg('so viel kostet, was Sie in den letzten zwölf vollen Monaten verbraucht haben', {
                id: 'tariff.year.own',
              })
          : feedIn
            ? msg('bei der Einspeisung, die beim Abschluss geschätzt wurde', { id: 'tariff.year.estimate-feed-in' })
            : msg('bei dem Verbrauch, den Sie beim Abschluss geschätzt haben', { id: 'tariff.year.estimate' })
      }
    </p>
    <div class="table-frame" tabindex="0" role="region" aria-label=${title}>
      <table part="table">
        <caption class="visually-hidden">
          ${title}
        </caption>
        ${
          years.length > 1
            ? html`<thead>
                <tr>
                  <td></td>
                  ${years.map(({ label }) => html`<th scope="col" class="number">${label}</th>`)}
                </tr>
              </thead>`
            : nothing
        }
        <tbody>
          ${row(
            feedIn ? msg('Einspeisung', { id: 'tariff.year.feed-in' }) : msg('Verbrauch', { id: 'tariff.year.usage' }),
            ({ kWh }) => `${formats.number(kWh)} kWh`,
          )}
          ${row(energy, ({ workingEur }) => formats.eur(workingEur))}
          ${
            lead.baseEur === null || (feedIn && lead.baseEur === 0)
              ? nothing
              : row(msg('Grundpreis für 12 Monate', { id: 'tariff.year.base' }), ({ baseEur }) =>
                  formats.eur((feedIn ? -1 : 1) * (baseEur ?? 0)),
                )
          }
        </tbody>
        <tfoot>
          ${row(msg('Im Jahr', { id: 'tariff.year.total' }), ({ totalEur }) => formats.eur(totalEur))}
          ${row(msg('Im Monat', { id: 'tariff.year.month' }), ({ totalEur }) => formats.eur(totalEur / 12))}
        </tfoot>
      </table>
    </div>
    <p class="muted small">
      ${own ? msg(str`Gemessen ${period}.`, { id: 'tariff.year.period' }) : nothing}
      ${
        own && measured.provisional
          ? msg('Einige dieser Werte sind vorläufig.', { id: 'tariff.year.provisional' })
          : nothing
      }
      ${basis(breakdown.working.amount, figures, formats)}
    </p>
  </section>`;
}

/** At which price was reckoned, and how far that goes. */
function basis(ctPerKWh: number, { changes, current, feedIn }: TariffFigures, formats: Formats): string {
  const average = formats.ctPerKWh(ctPerKWh);
  if (feedIn) return msg(str`Gerechnet mit ${average} im Schnitt.`, { id: 'tariff.year.basis-feed-in' });
  return current && changes !== 'never'
    ? msg(
        str`Gerechnet mit dem Arbeitspreis im Schnitt, ${average}. Was Sie zahlen, hängt davon ab, wann Sie Strom verbrauchen.`,
        { id: 'tariff.year.basis-dynamic' },
      )
    : msg(str`Gerechnet mit dem Arbeitspreis im Schnitt, ${average}.`, { id: 'tariff.year.basis' });
}
