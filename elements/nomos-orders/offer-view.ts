import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import type { Offer, OfferObstacle, Product } from '../../src/domain/order-offers.ts';
import { productExplanation, productName } from '../../src/i18n/product-labels.ts';
import { offerId } from '../../src/ui/product-ordering.ts';

function obstacleText(obstacle: OfferObstacle): string {
  switch (obstacle) {
    case 'needs-module-1':
      return msg('Gibt es nur zusätzlich zu Modul 1.', { id: 'orders.obstacle.needs-module-1' });
    case 'needs-smart-meter':
      return msg('Dafür brauchen Sie einen Smart Meter.', { id: 'orders.obstacle.needs-smart-meter' });
    case 'excluded-by-module-2':
      return msg('Geht nicht zusammen mit Modul 2.', { id: 'orders.obstacle.excluded-by-module-2' });
    case 'excluded-by-other-modules':
      return msg('Geht nicht zusammen mit Modul 1 oder 3.', { id: 'orders.obstacle.excluded-by-other-modules' });
  }
}

/** What can be ordered, and what cannot for the time being, with the reason. */
export function renderOffers(
  offers: readonly Offer[],
  subscription: Subscription,
  onOrder: (product: Product) => void,
): TemplateResult | typeof nothing {
  if (offers.length === 0) return nothing;
  return html`<ul class="offers" role="list">
    ${offers.map(({ product, obstacle }) => {
      const name = productName(product);
      return html`<li class="offer" part="row">
        <div>
          <p class="strong">${name}</p>
          <p class="muted small">${productExplanation(product)}</p>
        </div>
        ${
          obstacle
            ? html`<p class="small obstacle">${obstacleText(obstacle)}</p>`
            : html`<button
                id=${offerId(subscription.id, product)}
                class="button"
                part="button"
                type="button"
                aria-label=${msg(str`${name} bestellen`, { id: 'orders.offer.order-name' })}
                @click=${() => onOrder(product)}
              >
                ${msg('Bestellen', { id: 'orders.offer.order' })}
              </button>`
        }
      </li>`;
    })}
  </ul>`;
}
