import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Brand } from '../contract/gateway/brand.ts';
import type { Formats } from '../domain/format.ts';
import type { Product } from '../domain/order-offers.ts';
import { productExplanation, productName } from '../i18n/product-labels.ts';
import { renderHeading } from './heading.ts';
import { checkIcon, icon, infoIcon, warningIcon } from './icons.ts';
import { describeError } from './notices.ts';
import type { BaseFeeChange, Ordering, OrderProblem, ProductOrdering } from './product-ordering.ts';

/** What the view of an order needs beyond it. */
export interface OrderingView {
  formats: Formats;
  /** The level of its heading. */
  headingLevel: number;
  /** Whom to ask, once the brand is known. */
  support: Pick<Brand['support'], 'email' | 'phone'> | null;
  handlers: Pick<ProductOrdering, 'close' | 'confirm'>;
}

type Review = Extract<Ordering, { type: 'review' }>;

function costText(baseFee: BaseFeeChange, formats: Formats): unknown {
  if (baseFee.type === 'loading') return html`<span class="skeleton half" aria-hidden="true"></span>`;
  if (baseFee.type === 'unknown') {
    return msg(
      'Was sich an Ihrem Grundpreis ändert, lässt sich gerade nicht laden. Fragen Sie im Zweifel vor der Bestellung den Kundenservice.',
      { id: 'order.cost.unknown' },
    );
  }
  const now = formats.eur(baseFee.nowEurPerMonth);
  const then = formats.eur(baseFee.thenEurPerMonth);
  return now === then
    ? msg(str`Ihr Grundpreis bleibt nach heutigem Stand bei ${now} im Monat.`, { id: 'order.cost.same' })
    : msg(html`Ihr Grundpreis ist nach heutigem Stand <strong>${then}</strong> im Monat statt ${now}.`, {
        id: 'order.cost.change',
      });
}

/** What a reduction brings, without amounts: the grid operator sets them, and the API does not know them. */
function gainText(product: Product): string {
  return product === 'module-3'
    ? msg('Zeiten und Preise legt Ihr Netzbetreiber fest. Ob Sie sparen, hängt davon ab, wann Sie Strom verbrauchen.', {
        id: 'order.gain.module-3',
      })
    : msg(
        'Ein niedrigeres Netzentgelt. Wie viel niedriger, legt Ihr Netzbetreiber fest; Sie sehen es auf Ihrer Rechnung.',
        {
          id: 'order.gain',
        },
      );
}

function nextText({ product, subscription }: Review): string {
  if (product === 'smart-meter') {
    return msg(
      'Wir bestellen beim Messstellenbetreiber. Er prüft Ihren Zählerplatz und nennt Ihnen einen Termin. Jeden Schritt sehen Sie unter „Bestellungen“.',
      { id: 'order.next.smart-meter' },
    );
  }
  return subscription.status === 'pending'
    ? msg(
        'Ihre Belieferung hat noch nicht begonnen. Wir merken die Bestellung vor und geben sie weiter, sobald Ihr Vertrag bestätigt ist.',
        {
          id: 'order.next.module-pending',
        },
      )
    : msg('Wir bestellen bei Ihrem Netzbetreiber. Stimmt er zu, sehen Sie hier, ab wann die Ermäßigung gilt.', {
        id: 'order.next.module',
      });
}

function problemText(problem: OrderProblem): string {
  switch (problem.type) {
    case 'needs-module-1':
      return msg('Modul 3 gibt es nur zusammen mit Modul 1. Bitte bestellen Sie zuerst Modul 1.', {
        id: 'order.problem.needs-module-1',
      });
    case 'needs-smart-meter':
      return msg('Dafür brauchen Sie einen Smart Meter. Bitte bestellen Sie zuerst einen.', {
        id: 'order.problem.needs-smart-meter',
      });
    case 'unsupported':
      return msg('Für diesen Vertrag lässt sich das nicht bestellen. Warum, weiß der Kundenservice.', {
        id: 'order.problem.unsupported',
      });
    case 'ended':
      return msg('Dieser Vertrag ist beendet. Bestellen können Sie dafür nichts mehr.', { id: 'order.problem.ended' });
    case 'not-started':
      return msg('Bestellen können Sie das, sobald Ihre Belieferung begonnen hat.', {
        id: 'order.problem.not-started',
      });
    case 'not-served':
      return msg('An Ihrer Adresse gibt es das leider noch nicht.', { id: 'order.problem.not-served' });
    case 'failed': {
      const { title, explanation } = describeError(problem.error);
      const { kind } = problem.error;
      return kind === 'rate-limited' || kind === 'unauthorized' || kind === 'forbidden'
        ? `${title}. ${explanation}`
        : `${title}. ${msg('Bitte versuchen Sie es gleich noch einmal. Doppelt bestellt wird dabei nichts.', { id: 'order.problem.failed' })}`;
    }
  }
}

function renderReview(shown: Review, { formats, headingLevel, support, handlers }: OrderingView): TemplateResult {
  const { product, subscription, baseFee, saving, problem } = shown;
  const { street, house_number: houseNumber, zip, city } = subscription.address;
  const name = productName(product);
  const row = (label: string, value: unknown): TemplateResult =>
    html`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  const requestId = problem?.type === 'failed' ? problem.error.requestId : undefined;
  return html`<div class="order-review" role="group" aria-labelledby="order-review" part="review">
    ${renderHeading(
      headingLevel,
      'subtitle',
      html`<span id="order-review" tabindex="-1">${msg(str`Ihre Bestellung: ${name}`, { id: 'order.title' })}</span>`,
    )}
    <dl>
      ${row(msg('Was es ist', { id: 'order.what' }), productExplanation(product))}
      ${
        baseFee
          ? row(
              msg('Was es kostet', { id: 'order.cost' }),
              html`<span aria-live="polite">${costText(baseFee, formats)}</span>`,
            )
          : row(msg('Was es bringt', { id: 'order.gain.label' }), gainText(product))
      }
      ${
        product === 'smart-meter'
          ? nothing
          : row(
              msg('Was Sie brauchen', { id: 'order.needs' }),
              msg(
                'Ein steuerbares Gerät mit mehr als 4,2 kW, zum Beispiel eine Wallbox oder eine Wärmepumpe, das beim Netzbetreiber angemeldet ist. Wird das Netz knapp, darf der Netzbetreiber es vorübergehend drosseln, aber nie ganz abschalten.',
                { id: 'order.needs.device' },
              ),
            )
      }
      ${row(msg('Für', { id: 'order.for' }), html`${street} ${houseNumber}, ${zip} ${city}${subscription.number ? html`<br />${msg(str`Vertrag ${subscription.number}`, { id: 'order.contract' })}` : nothing}`)}
      ${row(msg('Wie es weitergeht', { id: 'order.next' }), nextText(shown))}
    </dl>
    <p class="order-actions">
      <button
        class="button primary"
        part="button"
        type="button"
        aria-disabled=${saving}
        @click=${() => void handlers.confirm()}
      >
        ${
          saving
            ? msg('Wird bestellt …', { id: 'order.saving' })
            : product === 'smart-meter'
              ? msg('zahlungspflichtig bestellen', { id: 'order.confirm.binding' })
              : msg('Jetzt bestellen', { id: 'order.confirm' })
        }
      </button>
      <button class="button" part="button" type="button" aria-disabled=${saving} @click=${handlers.close}>
        ${msg('Abbrechen', { id: 'order.cancel' })}
      </button>
    </p>
    <div class="order-problem" role="alert">
      ${
        problem
          ? html`${icon(warningIcon)}<span
                >${problemText(problem)}
                ${problem.type === 'failed' || !support ? nothing : html`<a href="mailto:${support.email}">${support.email}</a>`}
                ${
                  requestId
                    ? html`<span class="request-id"
                        >${msg(str`Vorgangsnummer: ${requestId}`, { id: 'error.request-id' })}</span
                      >`
                    : nothing
                }</span
              >`
          : nothing
      }
    </div>
  </div>`;
}

/** An order that is looked through, or what became of it; nothing while there is none. Needs {@link orderReviewStyles}. */
export function renderOrdering(ordering: Ordering, view: OrderingView): TemplateResult | typeof nothing {
  if (ordering.type === 'none') return nothing;
  if (ordering.type === 'review') return renderReview(ordering, view);
  const name = productName(ordering.product);
  const placed = ordering.type === 'placed';
  return html`<div class="notice order-done" id="order-done" tabindex="-1" role="status">
    <p class="notice-title">
      ${icon(placed ? checkIcon : infoIcon)}<span
        >${
          placed
            ? msg(str`${name} ist bestellt`, { id: 'order.placed' })
            : msg(str`${name} war schon bestellt`, { id: 'order.exists' })
        }</span
      >
    </p>
    <p>
      ${
        placed
          ? msg('Sie müssen nichts weiter tun. Wie weit Ihre Bestellung ist, sehen Sie unter „Bestellungen“.', {
              id: 'order.placed.next',
            })
          : msg(
              'Es gibt dafür schon eine Bestellung, vielleicht aus einem anderen Fenster. Doppelt bestellt wurde nichts.',
              {
                id: 'order.exists.next',
              },
            )
      }
    </p>
    <button class="button" part="button" type="button" @click=${view.handlers.close}>
      ${msg('Schließen', { id: 'order.close' })}
    </button>
  </div>`;
}
