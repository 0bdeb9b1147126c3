import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import type { Formats } from '../../src/domain/format.ts';
import { offersOf, type Product } from '../../src/domain/order-offers.ts';
import { productExplanation } from '../../src/i18n/product-labels.ts';
import { renderCustomerRequests } from '../../src/ui/customer-request-list.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { renderErrorNotice, renderSkeleton } from '../../src/ui/notices.ts';
import { offerId, type ProductOrdering } from '../../src/ui/product-ordering.ts';
import { renderRequestReceipt } from '../../src/ui/request-receipt.ts';
import { describeFieldProblem } from './swap-field-problem.ts';
import type { FieldProblem } from './swap-problem.ts';
import type { LoadedSwap, SentSwap } from './swap-state.ts';

/*
 * What stands beside the form and in its place after sending: loaded after it, so that the form is there first.
 */

/** What is wrong with a field, in a sentence. */
export function fieldProblemText(problem: FieldProblem, { subscription }: LoadedSwap, formats: Formats): string {
  return describeFieldProblem(problem, subscription, formats);
}

/** The report that was taken, with its receipt and what happens next. */
export function renderSwapSent(
  sent: SentSwap,
  formats: Formats,
  { headingLevel, onSave, onAgain }: { headingLevel: number; onSave: () => void; onAgain: () => void },
): TemplateResult {
  const { request, email, file } = sent;
  return renderRequestReceipt({
    ...{ request, email, file, formats, headingLevel, onSave },
    title: msg('Ihr Zählerwechsel ist gemeldet', { id: 'meter-swap.sent' }),
    next: html`<p>
      ${msg('Wir gleichen die Angaben mit dem Netzbetreiber ab. Danach steht der neue Zähler bei Ihrem Vertrag. Sie müssen nichts weiter tun.', { id: 'meter-swap.sent.next' })}
    </p>`,
    actions: html`<button class="button plain" part="button" type="button" @click=${onAgain}>
      ${msg('Weiteren Wechsel melden', { id: 'meter-swap.sent.again' })}
    </button>`,
  });
}

/** What the customer reported before; nothing where that is nothing. */
export function renderEarlierSwaps(
  { earlier }: LoadedSwap,
  formats: Formats,
  { headingLevel, onRetry }: { headingLevel: number; onRetry: () => void },
): TemplateResult | typeof nothing {
  if (earlier.type === 'loaded' && earlier.requests.length === 0) return nothing;
  return html`<section class="card" part="card">
    ${renderHeading(headingLevel, 'subtitle', msg('Frühere Meldungen', { id: 'meter-swap.earlier' }))}
    ${
      earlier.type === 'loading'
        ? renderSkeleton(['half', 'third'])
        : earlier.type === 'error'
          ? renderErrorNotice(earlier.error, onRetry)
          : renderCustomerRequests(earlier.requests, formats)
    }
  </section>`;
}

/** The offer of a smart meter, the order that it led to, or nothing. */
export function renderSmartMeterOffer(
  { meterOrders, ordering, subscription }: LoadedSwap,
  view: Parameters<ProductOrdering['draw']>[1],
  controller: ProductOrdering,
  onOrder: (subscription: Subscription, product: Product) => void,
): TemplateResult | typeof nothing {
  const isOrdering = ordering.type !== 'none';
  const offers = meterOrders ? offersOf(subscription, meterOrders, []) : [];
  if (!isOrdering && !offers.some(({ product }) => product === 'smart-meter')) return nothing;
  return html`<section class="card" part="card">
    ${renderHeading(view.headingLevel, 'subtitle', msg('Noch kein Smart Meter?', { id: 'meter-swap.offer' }))}
    ${
      isOrdering
        ? controller.draw(ordering, { ...view, headingLevel: view.headingLevel + 1 })
        : html`<p>${productExplanation('smart-meter')}</p>
            <p>
              <button
                id=${offerId(subscription.id, 'smart-meter')}
                class="button"
                part="button"
                type="button"
                @click=${() => onOrder(subscription, 'smart-meter')}
              >
                ${msg('Smart Meter bestellen', { id: 'meter-swap.offer.order' })}
              </button>
            </p>`
    }
  </section>`;
}
