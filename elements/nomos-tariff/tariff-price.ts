import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { dateOf } from '../../src/domain/contract-standing.ts';
import type { Formats } from '../../src/domain/format.ts';
import { negativePrice } from '../../src/domain/price-statement.ts';
import { netOf, vatRate } from '../../src/domain/tariff-breakdown.ts';
import { negativeLabel } from '../../src/i18n/price-labels.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { renderErrorNotice, renderSkeleton } from '../../src/ui/notices.ts';
import type { TariffFigures } from './tariff-figures.ts';
import type { LoadedTariff, TariffContext } from './tariff-state.ts';

/**
 * What a kilowatt-hour costs, now where there is a price of the moment, else on average; and the base price a month. Quote and
 * price load by themselves: one that fails does not take the other's figure away.
 */
export function renderPriceCard(shown: LoadedTariff, figures: TariffFigures, context: TariffContext): TemplateResult {
  const { quote, price } = shown;
  const { breakdown, current, feedIn } = figures;
  const ctPerKWh = current?.ctPerKWh ?? breakdown?.working?.amount ?? null;
  const failed = quote.type === 'error' || price.type === 'error';
  const title =
    current || price.type === 'loading'
      ? titleOfNow(feedIn)
      : ctPerKWh === null
        ? plainTitle(feedIn)
        : titleOfAverage(feedIn);
  const waits = price.type === 'loading' || (!current && quote.type === 'loading');
  return html`<section class="card price" part="card">
    <div class="card-heading">
      ${renderHeading(context.headingLevel, '', title)}
      ${current ? html`<p>${context.formats.timeRange(current.start, current.end)}</p>` : nothing}
    </div>
    ${
      waits
        ? renderSkeleton(['half tall', '', ''])
        : ctPerKWh === null
          ? renderUnknown(shown, failed)
          : html`<p class="figure">${context.formats.number(ctPerKWh, 2)}<small> ct/kWh</small></p>
              <p>${meaning(shown, figures)}</p>`
    }
    ${renderFacts(shown, figures, context)} ${renderFailure(shown, context)}
    ${renderTax(shown, figures, ctPerKWh, context)}
  </section>`;
}

function titleOfNow(feedIn: boolean): string {
  return feedIn
    ? msg('Vergütung jetzt', { id: 'prices.now.payout' })
    : msg('Arbeitspreis jetzt', { id: 'tariff.price.now' });
}

function titleOfAverage(feedIn: boolean): string {
  return feedIn
    ? msg('Vergütung im Schnitt', { id: 'tariff.price.average-payout' })
    : msg('Arbeitspreis im Schnitt', { id: 'tariff.price.average' });
}

function plainTitle(feedIn: boolean): string {
  return feedIn
    ? msg('Vergütung', { id: 'tariff.part.payout' })
    : msg('Arbeitspreis', { id: 'tariff.parts.working-total' });
}

/** What is missing beside a figure that is there. */
function renderFailure({ quote, price }: LoadedTariff, { onRetry }: TariffContext): unknown {
  const failure = quote.type === 'error' ? quote : price.type === 'error' ? price : null;
  if (!failure) return nothing;
  const missing =
    quote.type !== 'error'
      ? msg('Der Preis von jetzt ist gerade nicht zu bekommen.', { id: 'tariff.price.now-failed' })
      : price.type === 'loaded'
        ? msg('Grundpreis und Preis im Schnitt sind gerade nicht zu bekommen.', { id: 'tariff.price.quote-failed' })
        : null;
  return html`${missing ? html`<p>${missing}</p>` : nothing} ${renderErrorNotice(failure.error, onRetry)}`;
}

function renderUnknown({ price }: LoadedTariff, failed: boolean): unknown {
  if (failed) return nothing;
  return html`<p>
    ${
      price.type === 'loaded'
        ? msg('Für diesen Moment liegt kein Preis vor.', { id: 'prices.now.unknown' })
        : msg(
            'Für diesen Tarif und Ihre Adresse liegt keine Preisauskunft vor. Der Kundenservice hilft Ihnen weiter.',
            {
              id: 'tariff.price.none',
            },
          )
    }
  </p>`;
}

/** What the figure says, in a sentence. */
function meaning({ subscription, price }: LoadedTariff, { current, changes, feedIn }: TariffFigures): string {
  if (!current) {
    if (price.type === 'loaded') {
      return msg('Für diesen Moment liegt kein Preis vor; so viel ist es im Schnitt.', {
        id: 'tariff.price.no-moment',
      });
    }
    if (feedIn) {
      return msg('So viel bekommen Sie im Schnitt für jede eingespeiste Kilowattstunde.', {
        id: 'tariff.price.average-payout-text',
      });
    }
    return subscription.meter.type === 'analog'
      ? msg(
          'So viel kostet eine Kilowattstunde im Schnitt. Ihr analoger Zähler misst nicht, wann Sie Strom verbrauchen.',
          {
            id: 'tariff.price.average-analog',
          },
        )
      : msg('So viel kostet eine Kilowattstunde im Schnitt.', { id: 'tariff.price.average-text' });
  }
  const negative = negativePrice(current);
  if (negative && !(feedIn && negative === 'energy')) return negativeLabel(negative, feedIn);
  if (changes === 'never') return msg('Heute zu jeder Stunde derselbe Preis.', { id: 'tariff.price.flat' });
  if (feedIn) {
    return changes === 'hour'
      ? msg(
          'So viel bekommen Sie für jede Kilowattstunde. Die Vergütung folgt der Strombörse und ändert sich jede Stunde.',
          {
            id: 'tariff.price.hourly-payout',
          },
        )
      : msg(
          'So viel bekommen Sie für jede Kilowattstunde. Die Vergütung folgt der Strombörse und ändert sich jede Viertelstunde.',
          { id: 'tariff.price.quarterly-payout' },
        );
  }
  return changes === 'hour'
    ? msg('Der Preis folgt der Strombörse und ändert sich jede Stunde.', { id: 'tariff.price.hourly' })
    : msg('Der Preis folgt der Strombörse und ändert sich jede Viertelstunde.', { id: 'tariff.price.quarterly' });
}

/** The average beside the price of the moment, and the base price. */
function renderFacts(
  { quote }: LoadedTariff,
  { breakdown, current, feedIn }: TariffFigures,
  { formats }: TariffContext,
): unknown {
  if (quote.type === 'loading') return renderSkeleton(['half', 'half']);
  if (!breakdown) return nothing;
  const { working, base } = breakdown;
  return html`<dl class="facts">
      ${
        current && working
          ? html`<div>
              <dt>${msg('Im Schnitt', { id: 'tariff.price.on-average' })}</dt>
              <dd>${formats.ctPerKWh(working.amount)}</dd>
            </div>`
          : nothing
      }
      ${
        base && !(feedIn && base.amount === 0)
          ? html`<div>
              <dt>${msg('Grundpreis', { id: 'dashboard.forecast.base-fee' })}</dt>
              <dd>${perMonth(base.amount, formats)}</dd>
            </div>`
          : nothing
      }
    </dl>
    ${
      feedIn && base?.amount === 0
        ? html`<p>${msg('Ein Grundpreis fällt nicht an.', { id: 'tariff.price.no-base' })}</p>`
        : nothing
    }`;
}

/** Which taxes are in the figures, and of when they are. */
function renderTax(
  { quote }: LoadedTariff,
  { breakdown, feedIn }: TariffFigures,
  ctPerKWh: number | null,
  { formats }: TariffContext,
): unknown {
  if (ctPerKWh === null && !breakdown?.base) return nothing;
  const net = [
    ...(ctPerKWh === null ? [] : [formats.ctPerKWh(netOf(ctPerKWh))]),
    ...(breakdown?.base ? [perMonth(netOf(breakdown.base.amount), formats)] : []),
  ].join(', ');
  const vat = formats.percent(vatRate);
  const quoted = quote.type === 'loaded' ? dateOf(quote.content.quoted_at) : null;
  const quotedOn = quoted && formats.date(quoted);
  return html`<p class="muted small">
    ${
      feedIn
        ? msg('Ob Umsatzsteuer dazukommt, hängt davon ab, wie Sie besteuert werden. Maßgeblich ist Ihre Gutschrift.', {
            id: 'tariff.tax.feed-in',
          })
        : msg(str`Alle Preise enthalten ${vat} Umsatzsteuer. Ohne sie: ${net}.`, {
            id: 'tariff.tax',
          })
    }
    ${
      quotedOn
        ? msg(str`Preise Ihres Tarifs an Ihrer Adresse, Stand ${quotedOn}.`, { id: 'tariff.price.quoted' })
        : nothing
    }
  </p>`;
}

function perMonth(eur: number, formats: Formats): string {
  const amount = formats.eur(eur);
  return msg(str`${amount} im Monat`, { id: 'tariff.price.per-month' });
}
