import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { gridFeeReductionsOfCustomerQuery } from '../../src/api/grid-fee-reductions.ts';
import { meterOrdersOfCustomerQuery } from '../../src/api/meter-orders.ts';
import type { MeterOrder } from '../../src/contract/nomos/meter-order.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import { offersOf, type Offer } from '../../src/domain/order-offers.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';
import { renderEmptyNotice, renderErrorNotice, renderSkeleton } from '../../src/ui/notices.ts';
import { orderReviewStyles } from '../../src/ui/order-review-styles.ts';
import { ProductOrdering } from '../../src/ui/product-ordering.ts';
import { renderEarlierOrders, renderMeterOrder, type MeterOrderContext } from './meter-order-view.ts';
import { renderOffers } from './offer-view.ts';
import type { LoadedOrders, OrdersList, OrdersScope, OrdersState } from './orders-state.ts';
import { ordersStyles } from './orders-styles.ts';
import { renderReduction } from './reduction-view.ts';

/**
 * What a customer has ordered beyond electricity: the smart meter with every milestone of its roll-out and the appointment for
 * the calendar, the grid fee reductions by s. 14a EnWG; and what can be ordered, with all there is to know before the last
 * press. Of the contract that the customer looks at, or of all.
 *
 * @fires {CustomEvent<{order: string}>} nomos-meter-order-create - A smart meter was ordered; the id of the order.
 * @fires {CustomEvent<{reduction: string}>} nomos-reduction-create - A grid fee reduction was ordered; its id.
 * @fires {CustomEvent<void>} nomos-session-sign-in - A customer who is not signed in asked for the sign-in; cancelable.
 * @slot header - In place of the heading.
 * @slot empty - In place of what is said to a customer without a contract.
 * @slot help - Beneath everything, for what a supplier wants to add.
 * @csspart heading - The headings.
 * @csspart card - The surfaces around smart meter and reductions.
 * @csspart row - An order, a reduction, or an offer.
 * @csspart steps - The milestones of an order.
 * @csspart appointment - The appointment of an order.
 * @csspart review - What is looked through before an order.
 * @csspart button - Any button.
 * @csspart empty - What it says where there is nothing to show.
 * @csspart error - What it says when something went wrong.
 * @csspart loading - What stands in for content that is on its way.
 * @csspart signed-out - What it says while nobody is signed in.
 */
export class NomosOrders extends NomosElement<OrdersState> {
  static override styles = [...NomosElement.styles, orderReviewStyles, ordersStyles];

  /** `active` for the orders of the contract that the customer looks at, `all` for those of all contracts. */
  @property() scope: OrdersScope = 'active';

  readonly #meterOrders = new QueryController(this, this.session, (store) => {
    const customer = this.#customer;
    return customer ? meterOrdersOfCustomerQuery(store.client, customer) : null;
  });

  readonly #reductions = new QueryController(this, this.session, (store) => {
    const customer = this.#customer;
    return customer ? gridFeeReductionsOfCustomerQuery(store.client, customer) : null;
  });

  readonly #ordering = new ProductOrdering(this, this.session, {
    home: '#orders',
    onPlaced: (product, id) => {
      if (product === 'smart-meter') this.emit('nomos-meter-order-create', { order: id });
      else this.emit('nomos-reduction-create', { reduction: id });
    },
  });

  /** An update is complete when an order that is shown is there as well. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#ordering.loading;
    return super.getUpdateComplete();
  }

  protected override deriveState(): OrdersState {
    const access = this.access;
    if (access.type !== 'granted') return access;
    const { snapshot } = this.session;
    const all = snapshot.status === 'signed-in' ? snapshot.subscriptions : [];
    const shown = this.shownSubscription;
    if (!shown) return { type: 'empty' };
    // A page that names the contract has made the choice.
    const scope = all.length > 1 && this.subscription === undefined ? this.scope : null;
    return {
      type: 'loaded',
      subscriptions: scope === 'all' ? all : [shown],
      scope,
      meterOrders: listOf(this.#meterOrders),
      reductions: listOf(this.#reductions),
      ordering: this.#ordering.ordering,
      today: berlinDateOf(new Date()),
      support: this.session.brand?.support ?? null,
    };
  }

  protected override retry(): void {
    for (const query of [this.#meterOrders, this.#reductions]) if (query.error) void query.refetch();
  }

  get #customer(): string | null {
    const { snapshot } = this.session;
    return snapshot.status === 'signed-in' && this.shownSubscription ? snapshot.customer.id : null;
  }

  readonly #onCalendar = async (order: MeterOrder): Promise<void> => {
    const { state: shown } = this;
    const subscription =
      shown.type === 'loaded' ? shown.subscriptions.find(({ id }) => id === order.subscription) : undefined;
    if (!subscription) return;
    const { saveAppointment } = await import('./appointment-file.ts');
    saveAppointment(order, subscription, this.session.brand?.name ?? null);
  };

  #renderScope(scope: OrdersScope): TemplateResult {
    const button = (value: OrdersScope, label: string): TemplateResult =>
      html`<button
        class="button"
        part="button"
        type="button"
        aria-pressed=${value === scope}
        @click=${() => (this.scope = value)}
      >
        ${label}
      </button>`;
    return html`<div class="scope" role="group" aria-label=${msg('Welche Verträge', { id: 'orders.scope' })}>
      ${button('active', msg('Dieser Vertrag', { id: 'orders.scope.active' }))}
      ${button('all', msg('Alle Verträge', { id: 'orders.scope.all' }))}
    </div>`;
  }

  /** The offers of a card, or in their place the order that one of them led to. */
  #renderOffers(
    shown: LoadedOrders,
    subscription: Subscription,
    { offers, ofMeter, level }: { offers: Offer[]; ofMeter: boolean; level: number },
  ): unknown {
    const { ordering, support } = shown;
    const isHere =
      ordering.type !== 'none' &&
      ordering.subscription.id === subscription.id &&
      (ordering.product === 'smart-meter') === ofMeter;
    if (isHere) {
      return this.#ordering.draw(ordering, { formats: this.formats, headingLevel: level + 1, support });
    }
    return renderOffers(offers, subscription, (product) => {
      if (this.live) this.#ordering.review(subscription, product);
    });
  }

  #renderMeterCard(shown: LoadedOrders, subscription: Subscription, offers: Offer[], level: number): TemplateResult {
    const { meterOrders, today } = shown;
    const context: MeterOrderContext = {
      formats: this.formats,
      today,
      onCalendar: (order) => void this.#onCalendar(order),
    };
    const orders = itemsOf(meterOrders, subscription);
    const [newest, ...earlier] = orders;
    const { meter } = subscription;
    const nothingOrdered =
      meter.type === 'smart'
        ? msg(str`Ihr Zähler ${meter.number} ist schon ein Smart Meter. Sie müssen nichts bestellen.`, {
            id: 'orders.meter.smart',
          })
        : msg('Sie haben noch keinen Smart Meter bestellt.', { id: 'orders.meter.none' });
    return html`<section class="card" part="card">
      ${renderHeading(level, 'subtitle', msg('Smart Meter', { id: 'meter.type.smart' }))}
      ${this.#renderList(
        meterOrders,
        () => html`
          ${newest ? renderMeterOrder(newest, context) : html`<p class="muted">${nothingOrdered}</p>`}
          ${this.#renderOffers(shown, subscription, { offers, ofMeter: true, level })}
          ${earlier.length > 0 ? renderEarlierOrders(earlier, context) : nothing}
        `,
      )}
    </section>`;
  }

  #renderReductionCard(
    shown: LoadedOrders,
    subscription: Subscription,
    offers: Offer[],
    level: number,
  ): TemplateResult {
    const { reductions, today } = shown;
    const own = itemsOf(reductions, subscription);
    const isChoice = offers.filter(({ obstacle }) => obstacle === null).length > 1;
    return html`<section class="card" part="card">
      ${renderHeading(level, 'subtitle', msg('Weniger Netzentgelt', { id: 'orders.reductions' }))}
      <p class="muted small">
        ${msg('Wer ein steuerbares Gerät wie eine Wallbox oder eine Wärmepumpe hat, zahlt nach § 14a EnWG weniger für das Netz.', { id: 'orders.reductions.explanation' })}
      </p>
      ${this.#renderList(
        reductions,
        () => html`
          ${
            own.length > 0
              ? html`<ul class="reductions" role="list">
                  ${own.map((reduction) => renderReduction(reduction, today, this.formats))}
                </ul>`
              : nothing
          }
          ${
            isChoice && shown.ordering.type === 'none'
              ? html`<p>
                  ${msg('Modul 1 und Modul 2 schließen sich aus: Sie können eines davon wählen.', { id: 'orders.reductions.choice' })}
                </p>`
              : nothing
          }
          ${this.#renderOffers(shown, subscription, { offers, ofMeter: false, level })}
        `,
      )}
    </section>`;
  }

  #renderList(list: OrdersList<unknown>, render: () => TemplateResult): TemplateResult {
    switch (list.type) {
      case 'loading':
        return renderSkeleton(['half', '', 'third']);
      case 'error':
        return renderErrorNotice(list.error, this.onRetry);
      case 'loaded':
        return render();
    }
  }

  #renderSubscription(shown: LoadedOrders, subscription: Subscription): TemplateResult {
    const { meterOrders, reductions } = shown;
    const several = shown.scope === 'all';
    const level = this.headingLevel + (several ? 2 : 1);
    const known = meterOrders.type === 'loaded' && reductions.type === 'loaded';
    const offers = known ? offersOf(subscription, meterOrders.items, reductions.items) : [];
    const ofMeter = offers.filter(({ product }) => product === 'smart-meter');
    const ofGrid = offers.filter(({ product }) => product !== 'smart-meter');
    const { street, house_number: houseNumber } = subscription.address;
    const feedIn = subscription.type === 'feed_in';
    const hasOrders = itemsOf(meterOrders, subscription).length > 0;
    const hasReductions = itemsOf(reductions, subscription).length > 0;
    return html`<div class="contract">
      ${
        several
          ? renderHeading(
              this.headingLevel + 1,
              'subtitle',
              html`${street} ${houseNumber}
                <span class="muted small"
                  >${feedIn ? msg('Einspeisung', { id: 'switcher.feed-in' }) : subscription.number}</span
                >`,
            )
          : nothing
      }
      ${
        feedIn && !hasOrders && !hasReductions
          ? html`<section class="card" part="card">
              <p>
                ${msg('Für die Einspeisung gibt es nichts zu bestellen: Ein Smart Meter ist von Anfang an dabei, und Netzentgelte zahlen Sie nicht.', { id: 'orders.feed-in' })}
              </p>
            </section>`
          : html`<div class="cards">
              ${this.#renderMeterCard(shown, subscription, ofMeter, level)}
              ${
                hasReductions || ofGrid.length > 0 || !known
                  ? this.#renderReductionCard(shown, subscription, ofGrid, level)
                  : nothing
              }
            </div>`
      }
    </div>`;
  }

  #renderContent(): TemplateResult {
    const shown = this.state;
    switch (shown.type) {
      case 'signed-out':
        return this.renderSignedOut();
      case 'loading':
        return html`<div class="card" part="card">${renderSkeleton(['third tall', '', '', 'half'])}</div>`;
      case 'error':
        return html`<div class="card" part="card">${renderErrorNotice(shown.error, this.onRetry)}</div>`;
      case 'empty':
        return html`<div class="card" part="card">
          ${renderEmptyNotice(
            msg('Sie haben noch keinen Vertrag.', { id: 'orders.empty' }),
            msg('Hier steht, was Sie zu Ihrem Vertrag bestellt haben, zum Beispiel einen Smart Meter.', {
              id: 'orders.empty.explanation',
            }),
          )}
        </div>`;
      case 'loaded':
        return html`${shown.subscriptions.map((subscription) => this.#renderSubscription(shown, subscription))}`;
    }
  }

  override render(): TemplateResult {
    const shown = this.state;
    return html`<section class="section">
      <div class="head">
        <slot name="header">
          ${renderHeading(this.headingLevel, 'title', html`<span id="orders" tabindex="-1">${msg('Bestellungen', { id: 'portal.section.orders' })}</span>`)}
        </slot>
        ${shown.type === 'loaded' && shown.scope ? this.#renderScope(shown.scope) : nothing}
      </div>
      ${this.#renderContent()}
      <slot name="help"></slot>
    </section>`;
  }
}

/** What a query of a list has got so far. */
function listOf<Item>({ data, error }: QueryController<Item[]>): OrdersList<Item> {
  if (data) return { type: 'loaded', items: data };
  return error ? { type: 'error', error } : { type: 'loading' };
}

/** Those of a list that belong to a subscription, newest first. */
function itemsOf<Item extends { subscription: string; created_at: string }>(
  list: OrdersList<Item>,
  { id }: Subscription,
): Item[] {
  if (list.type !== 'loaded') return [];
  const at = ({ created_at: createdAt }: Item): number => Date.parse(createdAt) || 0;
  return list.items.filter(({ subscription }) => subscription === id).sort((a, b) => at(b) - at(a));
}
