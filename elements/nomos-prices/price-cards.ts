import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { startOfBerlinDay } from '../../src/domain/berlin-calendar.ts';
import type { ExtremePrice } from '../../src/domain/cheapest-window.ts';
import type { Formats } from '../../src/domain/format.ts';
import { instantLabel, negativeLabel, spanLabel, standingLabel } from '../../src/i18n/price-labels.ts';
import { priceComponentLabel } from '../../src/i18n/subscription-labels.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import type { PriceDay, PriceView } from './price-view.ts';

/** What the cards need to draw themselves. */
export interface PriceCardContext {
  view: PriceView;
  now: Date;
  feedIn: boolean;
  /** Whether supply ends with this day, so that there is no price of tomorrow to wait for. */
  endsToday: boolean;
  /** The length of the window, 1 to 6 hours. */
  hours: number;
  formats: Formats;
  /** The level of the cards' headings. */
  headingLevel: number;
  onHours: (hours: number) => void;
}

/** The lengths of a window that can be chosen. */
export const windowHours = [1, 2, 3, 4, 5, 6] as const;

/** From this hour of the day on, prices that are not there are late. */
const lateHour = 15;

/** The price now, what it is made of, and how it stands to the day. */
export function renderNowCard({ view, now, feedIn, formats, headingLevel }: PriceCardContext): TemplateResult {
  const { current, nextKnown, today, negativeNow } = view;
  const title = feedIn ? msg('Vergütung jetzt', { id: 'prices.now.payout' }) : msg('Preis jetzt', { id: 'prices.now' });
  const heading = html`<div class="card-heading">
    ${renderHeading(headingLevel, '', title)}
    ${current ? html`<p>${formats.timeRange(current.start, current.end)}</p>` : nothing}
  </div>`;
  if (!current) {
    return html`<section class="card now" part="card">
      ${heading}
      <p>${msg('Für diesen Moment liegt kein Preis vor.', { id: 'prices.now.unknown' })}</p>
      ${
        nextKnown
          ? html`<p class="muted">
              ${msg(str`Der nächste bekannte Preis gilt ab ${instantLabel(nextKnown, now, formats)}.`, {
                id: 'prices.now.next',
              })}
            </p>`
          : nothing
      }
    </section>`;
  }
  const difference = current.ctPerKWh - (today.averageCtPerKWh ?? current.ctPerKWh);
  const { text, direction } = standingLabel(difference, today.complete, formats);
  const good = direction === (feedIn ? 'above' : 'below');
  // What is paid out is paid for the energy: grid fees and levies are no part of it.
  const components = feedIn ? [] : current.components;
  return html`<section class="card now" part="card">
    ${heading}
    <p class="figure">${formats.number(current.ctPerKWh, 2)}<small> ct/kWh</small></p>
    <p>
      <span class="chip ${direction} ${good ? 'good' : ''}">${text}</span>
    </p>
    ${negativeNow && !(feedIn && negativeNow === 'energy') ? html`<p>${negativeLabel(negativeNow, feedIn)}</p>` : nothing}
    ${
      components.length === 0
        ? nothing
        : html`<dl class="facts">
            ${components.map(
              ({ type, ctPerKWh }) =>
                html`<div>
                  <dt>${priceComponentLabel(type)}</dt>
                  <dd>
                    ${ctPerKWh === null ? msg('unbekannt', { id: 'prices.unknown' }) : formats.ctPerKWh(ctPerKWh)}
                  </dd>
                </div>`,
            )}
          </dl>`
    }
  </section>`;
}

/** When it is best to use electricity, or to feed it in, for so many hours. */
export function renderWindowCard(context: PriceCardContext): TemplateResult {
  const { view, feedIn, endsToday, hours, headingLevel, onHours } = context;
  const title = feedIn
    ? msg('Beste Zeit zum Einspeisen', { id: 'prices.window.payout' })
    : msg('Günstigste Zeit', { id: 'prices.window' });
  return html`<section class="card window" part="card">
    <div class="card-heading">${renderHeading(headingLevel, '', title)}</div>
    <fieldset>
      <legend class="small">${msg('Dauer in Stunden', { id: 'prices.window.hours' })}</legend>
      <div class="segments">
        ${windowHours.map(
          (each) =>
            html`<label class="segment" part="input"
              ><input
                type="radio"
                name="hours"
                .checked=${each === hours}
                @change=${() => onHours(each)}
              />${each}</label
            >`,
        )}
      </div>
    </fieldset>
    <div class="result" aria-live="polite">${renderWindow(context)}</div>
    ${
      view.window.tomorrowKnown || endsToday
        ? nothing
        : html`<p class="muted small">
            ${
              view.tomorrow.extremes
                ? msg('Einige Preise für morgen fehlen noch.', { id: 'prices.window.tomorrow-in-part' })
                : msg('Die Preise für morgen sind noch nicht dabei.', { id: 'prices.window.without-tomorrow' })
            }
          </p>`
    }
  </section>`;
}

function renderWindow({ view, now, feedIn, formats }: PriceCardContext): TemplateResult {
  const { window, current } = view;
  if (window.type === 'none') {
    return html`<p>
      ${
        window.reason === 'no-prices'
          ? msg('Für die kommenden Stunden ist noch kein Preis bekannt.', { id: 'prices.window.no-prices' })
          : msg('So viele Stunden am Stück sind noch nicht bekannt.', { id: 'prices.window.too-short' })
      }
    </p>`;
  }
  const average = formats.ctPerKWh(window.averageCtPerKWh);
  const difference = current ? window.averageCtPerKWh - current.ctPerKWh : 0;
  const amount = formats.ctPerKWh(Math.abs(difference));
  const better = amount !== formats.ctPerKWh(0) && (feedIn ? difference > 0 : difference < 0);
  return html`<p class="subtitle">${spanLabel(window, now, formats)}</p>
    <p>${msg(str`im Schnitt ${average}`, { id: 'prices.window.average' })}</p>
    ${
      better
        ? html`<p class="muted">
            ${
              feedIn
                ? msg(str`${amount} mehr als jetzt`, { id: 'prices.window.more-than-now' })
                : msg(str`${amount} günstiger als jetzt`, { id: 'prices.window.cheaper-than-now' })
            }
          </p>`
        : nothing
    }`;
}

/** The mean, the lowest and the highest price of a day. */
export function renderDayCard(context: PriceCardContext, day: PriceDay): TemplateResult {
  const { view, formats, headingLevel } = context;
  const title = day === view.today ? msg('Heute', { id: 'prices.today' }) : msg('Morgen', { id: 'prices.tomorrow' });
  return html`<section class="card day" part="card">
    <div class="card-heading">
      ${renderHeading(headingLevel, '', title)}
      <p class="date">${formats.dateLong(day.berlinDate)}</p>
    </div>
    ${renderDay(context, day)}
  </section>`;
}

function renderDay(context: PriceCardContext, day: PriceDay): TemplateResult {
  const { formats } = context;
  const { averageCtPerKWh: average, extremes, complete, intervals } = day;
  if (!extremes || average === null) return html`<p>${absenceLabel(context, day)}</p>`;
  const isFlat = extremes.lowest.ctPerKWh === extremes.highest.ctPerKWh;
  const first = intervals[0]?.startUtcMilliseconds ?? 0;
  const length = ((intervals.at(-1)?.endUtcMilliseconds ?? 0) - first) / 3_600_000;
  return html`<dl class="facts">
      <div>
        <dt>${msg('Durchschnitt', { id: 'prices.day.average' })}</dt>
        <dd>${formats.ctPerKWh(average)}</dd>
      </div>
      ${
        isFlat
          ? nothing
          : html`${renderExtreme(msg('Niedrigster', { id: 'prices.day.lowest' }), extremes.lowest, formats)}
            ${renderExtreme(msg('Höchster', { id: 'prices.day.highest' }), extremes.highest, formats)}`
      }
    </dl>
    ${isFlat ? html`<p>${msg('Zu jeder Stunde derselbe Preis.', { id: 'prices.day.flat' })}</p>` : nothing}
    ${
      complete
        ? nothing
        : html`<p class="muted small">
            ${msg('Noch nicht alle Preise dieses Tages sind bekannt.', { id: 'prices.day.incomplete' })}
          </p>`
    }
    ${
      length === 24
        ? nothing
        : html`<p class="muted small">
            ${msg(str`Die Uhren werden umgestellt: Der Tag hat ${length} Stunden.`, { id: 'prices.day.clock-change' })}
          </p>`
    }`;
}

function renderExtreme(name: string, { ctPerKWh, start, end, count }: ExtremePrice, formats: Formats): TemplateResult {
  const range = formats.timeRange(start, end);
  return html`<div>
    <dt>${name}</dt>
    <dd>
      ${formats.ctPerKWh(ctPerKWh)}
      <span class="when">${count === 1 ? range : msg(str`zuerst ${range}`, { id: 'prices.day.first-at' })}</span>
    </dd>
  </div>`;
}

/** Why a day has no prices, and when they come. A price that is not there is never one of zero. */
function absenceLabel({ view, now, endsToday }: PriceCardContext, day: PriceDay): string {
  if (day === view.today) return msg('Für heute sind keine Preise da.', { id: 'prices.today.none' });
  if (endsToday) return msg('Ihr Vertrag endet heute.', { id: 'prices.tomorrow.none' });
  // Clocks change at night: from midnight back, the afternoon is always as far away.
  const late = startOfBerlinDay(day.berlinDate).getTime() - (24 - lateHour) * 3_600_000;
  return now.getTime() < late
    ? msg('Die Preise für morgen kommen ab etwa 14 Uhr.', { id: 'prices.tomorrow.soon' })
    : msg('Die Preise für morgen verspäten sich. Sie erscheinen hier, sobald sie da sind.', {
        id: 'prices.tomorrow.late',
      });
}

/** When prices are below zero from now on, told apart into the total and the energy in it. */
export function renderNegativeCard({ view, now, feedIn, formats, headingLevel }: PriceCardContext): unknown {
  if (view.negative.length === 0) return nothing;
  const title = feedIn
    ? msg('Negative Vergütung', { id: 'prices.negative.payout-title' })
    : msg('Negative Preise', { id: 'prices.negative.title' });
  return html`<section class="card negative" part="card">
    <div class="card-heading">${renderHeading(headingLevel, '', title)}</div>
    ${(['total', 'energy'] as const).map((negative) => {
      const spans = view.negative.filter((span) => span.negative === negative);
      if (spans.length === 0) return nothing;
      return html`<div>
        <p>${negativeLabel(negative, feedIn)}</p>
        <ul role="list">
          ${spans.map((span) => {
            const lowest = formats.ctPerKWh(span.lowestCtPerKWh);
            return html`<li>
              <strong>${spanLabel(span, now, formats)}</strong>
              <span class="muted">${msg(str`niedrigster Wert ${lowest}`, { id: 'prices.negative.lowest' })}</span>
            </li>`;
          })}
        </ul>
      </div>`;
    })}
  </section>`;
}
