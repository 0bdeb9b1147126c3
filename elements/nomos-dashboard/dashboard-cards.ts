import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Invoice } from '../../src/contract/nomos/invoice.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { LatestUsage } from '../../src/domain/latest-usage.ts';
import type { MonthForecast } from '../../src/domain/month-forecast.ts';
import { invoiceStatusLabel } from '../../src/i18n/invoice-labels.ts';
import { meterTypeLabel, subscriptionStatusLabel, supplyLabel } from '../../src/i18n/subscription-labels.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { invoicePeriodLabel, renderInvoiceRow } from '../../src/ui/invoice-row.ts';
import { renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';

/** A card that loads by itself: what is wrong with one does not touch its neighbours. */
export type Card<Content> =
  | { type: 'loading' }
  | { type: 'empty' }
  | { type: 'error'; error: ShownError; retry?: () => void }
  | { type: 'loaded'; content: Content };

/** What the usage card shows: the latest interval, how long it is, and the one before. */
export interface UsageContent {
  latest: LatestUsage;
  before: LatestUsage | null;
  interval: 'day' | 'month';
  feedIn: boolean;
}

/** What the forecast card shows. */
export interface ForecastContent {
  forecast: MonthForecast;
  feedIn: boolean;
}

/** Where cards lead to; `undefined` on pages that have no such place. */
export interface CardLinks {
  consumption: string | undefined;
  invoices: string | undefined;
  invoice: ((id: string) => string) | undefined;
  tariff: string | undefined;
}

/** What all cards need to draw themselves. */
export interface CardContext {
  formats: Formats;
  headingLevel: number;
  links: CardLinks;
  onInvoiceOpen: (event: MouseEvent, invoice: string) => void;
}

function renderCard<Content>(
  { headingLevel }: CardContext,
  { name, title, link, linkText }: { name: string; title: string; link?: string | undefined; linkText?: string },
  card: Card<Content>,
  empty: unknown,
  render: (content: Content) => TemplateResult,
): TemplateResult {
  const body = (): unknown => {
    switch (card.type) {
      case 'loading':
        return renderSkeleton(['half tall', '', 'half']);
      case 'empty':
        return html`<p class="muted">${empty}</p>`;
      case 'error':
        return renderErrorNotice(card.error, card.retry);
      case 'loaded':
        return render(card.content);
    }
  };
  return html`<section class="card ${name}" part="card">
    <div class="card-heading">
      ${renderHeading(headingLevel, '', title)} ${link ? html`<a href=${link}>${linkText}</a>` : nothing}
    </div>
    ${body()}
  </section>`;
}

/** The latest bill: what it is about, how much, whether it is paid. */
export function renderBillCard(context: CardContext, card: Card<Invoice[]>): TemplateResult {
  const { formats, links } = context;
  const title = msg('Letzte Rechnung', { id: 'dashboard.bill.title' });
  const empty = msg('Ihre erste Rechnung kommt im Monat nach dem Beginn der Belieferung.', {
    id: 'dashboard.bill.empty',
  });
  return renderCard(context, { name: 'bill', title }, card, empty, ([invoice]) => {
    if (!invoice) return html`<p class="muted">${empty}</p>`;
    const status = invoiceStatusLabel(invoice);
    const open = links.invoice
      ? html`<p><a href=${links.invoice(invoice.id)}>${msg('Rechnung ansehen', { id: 'dashboard.bill.open' })}</a></p>`
      : nothing;
    return html`<p class="figure medium">${formats.eur(invoice.total)}</p>
      <p>${invoicePeriodLabel(invoice, formats)} <span class="chip ${status.tone}">${status.text}</span></p>
      ${open}`;
  });
}

/** What the running month is going to cost, as a range with its parts. */
export function renderForecastCard(context: CardContext, card: Card<ForecastContent>): TemplateResult {
  const { formats } = context;
  const feedIn = card.type === 'loaded' && card.content.feedIn;
  const title = feedIn
    ? msg('Nächste Gutschrift', { id: 'dashboard.forecast.credit-title' })
    : msg('Nächste Rechnung', { id: 'dashboard.forecast.title' });
  const empty = msg('Für eine Vorschau liegen noch nicht genug Werte vor.', { id: 'dashboard.forecast.empty' });
  return renderCard(context, { name: 'forecast', title }, card, empty, ({ forecast }) => {
    const { totalEur, restEur, baseFeeEur, usedEur, usedDays, restDays, month } = forecast;
    if (!totalEur) return html`<p class="muted">${empty}</p>`;
    const parts: [string, string][] = [];
    if (baseFeeEur !== null) {
      parts.push([msg('Grundpreis', { id: 'dashboard.forecast.base-fee' }), formats.eur(baseFeeEur)]);
    }
    parts.push([msg(str`Bisher gemessen (${usedDays} Tage)`, { id: 'dashboard.forecast.used' }), formats.eur(usedEur)]);
    if (restEur && restDays > 0) {
      parts.push([
        msg(str`Voraussichtlich noch (${restDays} Tage)`, { id: 'dashboard.forecast.rest' }),
        formats.eurRange(restEur.low, restEur.high),
      ]);
    }
    return html`<p class="figure medium">${formats.eurRange(totalEur.low, totalEur.high)}</p>
      <p>${msg(str`voraussichtlich für ${formats.month(month.start)}`, { id: 'dashboard.forecast.month' })}</p>
      <dl class="facts">
        ${parts.map(
          ([term, value]) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${
        forecast.basis === 'estimated-usage'
          ? html`<p class="muted small">
              ${msg('Geschätzt aus Ihrem Jahresverbrauch, weil noch wenige Messwerte vorliegen.', {
                id: 'dashboard.forecast.from-estimate',
              })}
            </p>`
          : nothing
      }`;
  });
}

/** What was used last. */
export function renderUsageCard(context: CardContext, card: Card<UsageContent>): TemplateResult {
  const { formats, links } = context;
  const feedIn = card.type === 'loaded' && card.content.feedIn;
  const title = feedIn
    ? msg('Zuletzt eingespeist', { id: 'dashboard.usage.feed-in-title' })
    : msg('Zuletzt verbraucht', { id: 'dashboard.usage.title' });
  const empty = msg('Noch keine Messwerte. Bei einem Smart Meter kommen sie am Folgetag ab 16 Uhr.', {
    id: 'dashboard.usage.empty',
  });
  const linkText = msg('Verlauf', { id: 'dashboard.usage.link' });
  return renderCard(context, { name: 'usage', title, link: links.consumption, linkText }, card, empty, (content) => {
    const { latest, before, interval } = content;
    const date = berlinDateOf(latest.start);
    const change = before && before.kWh > 0 ? (latest.kWh - before.kWh) / before.kWh : null;
    return html`<p class="figure medium">${formats.number(latest.kWh, 1)}<small> kWh</small></p>
      <p>${interval === 'day' ? formats.dateLong(date) : formats.month(date)}</p>
      ${change === null ? nothing : html`<p class="muted">${changeLabel(change, interval, formats)}</p>`}
      ${latest.type === 'final' ? nothing : html`<p><span class="chip">${usageTypeLabel(latest.type)}</span></p>`}`;
  });
}

/** Which contract this is, and whether it is running. */
export function renderContractCard(
  context: CardContext,
  subscription: Subscription,
  planName: string | null,
): TemplateResult {
  const { address, meter, number } = subscription;
  const status = subscriptionStatusLabel(subscription);
  const title = msg('Vertrag', { id: 'dashboard.contract.title' });
  const linkText = msg('Tarif', { id: 'dashboard.contract.link' });
  const card: Card<Subscription> = { type: 'loaded', content: subscription };
  return renderCard(context, { name: 'contract', title, link: context.links.tariff, linkText }, card, '', () => {
    return html`<p class="subtitle">
        ${planName ?? number ?? ''} <span class="chip ${status.tone}">${status.text}</span>
      </p>
      <p>${supplyLabel(subscription, context.formats)}</p>
      <p class="muted">
        ${address.street} ${address.house_number}, ${address.zip} ${address.city}<br />
        ${meterTypeLabel(meter.type)}
        ${meter.number}${
          planName && number
            ? html`<br />${msg(str`Vertragsnummer ${number}`, { id: 'dashboard.contract.number' })}`
            : nothing
        }
      </p>`;
  });
}

/** The latest few invoices. */
export function renderInvoicesCard(context: CardContext, card: Card<Invoice[]>): TemplateResult {
  const { formats, links } = context;
  const title = msg('Rechnungen', { id: 'invoices.title' });
  const linkText = msg('Alle', { id: 'dashboard.invoices.link' });
  const empty = msg('Noch keine Rechnung', { id: 'invoices.empty.none-yet' });
  return renderCard(
    context,
    { name: 'invoices', title, link: links.invoices, linkText },
    card,
    empty,
    (invoices) =>
      html`<ul role="list" class="rows">
        ${invoices
          .slice(0, 3)
          .map((invoice) =>
            renderInvoiceRow(invoice, formats, links.invoice?.(invoice.id) ?? `#${invoice.id}`, (event) =>
              context.onInvoiceOpen(event, invoice.id),
            ),
          )}
      </ul>`,
  );
}

function changeLabel(change: number, interval: 'day' | 'month', formats: Formats): string {
  const percent = formats.percent(Math.abs(change));
  if (percent === formats.percent(0)) {
    return interval === 'day'
      ? msg('so viel wie am Tag davor', { id: 'dashboard.usage.same-as-day' })
      : msg('so viel wie im Monat davor', { id: 'dashboard.usage.same-as-month' });
  }
  if (interval === 'day') {
    return change < 0
      ? msg(str`${percent} weniger als am Tag davor`, { id: 'dashboard.usage.less-than-day' })
      : msg(str`${percent} mehr als am Tag davor`, { id: 'dashboard.usage.more-than-day' });
  }
  return change < 0
    ? msg(str`${percent} weniger als im Monat davor`, { id: 'dashboard.usage.less-than-month' })
    : msg(str`${percent} mehr als im Monat davor`, { id: 'dashboard.usage.more-than-month' });
}

/** How sure a value is, in a word. A status that we do not know is shown as the API names it. */
function usageTypeLabel(type: string): string {
  return type === 'preliminary' ? msg('vorläufig', { id: 'usage.type.preliminary' }) : type;
}
