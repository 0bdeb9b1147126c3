import type { LitElement, ReactiveController } from 'lit';
import { createGridFeeReduction } from '../api/grid-fee-reductions.ts';
import { createMeterOrder } from '../api/meter-orders.ts';
import { isNomosApiError, type NomosApiError } from '../api/nomos-api-error.ts';
import { getQuote } from '../api/plans.ts';
import type { Quote } from '../contract/nomos/quote.ts';
import type { Subscription } from '../contract/nomos/subscription.ts';
import { reductionTypes, type Product } from '../domain/order-offers.ts';
import type { SessionController } from '../session/session-controller.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { ShownError } from './notices.ts';

/** What the basic price is now and would be with a smart meter, EUR a month gross, by the quotes of today. */
export type BaseFeeChange =
  { type: 'loading' } | { type: 'unknown' } | { type: 'known'; nowEurPerMonth: number; thenEurPerMonth: number };

/** Why an order was refused, or did not get through. */
export type OrderProblem =
  | { type: 'needs-module-1' | 'needs-smart-meter' | 'unsupported' | 'ended' | 'not-started' | 'not-served' }
  | { type: 'failed'; error: ShownError };

/** How far an order has got: looked through, placed, or found to be there already. */
export type Ordering =
  | { type: 'none' }
  | {
      type: 'review';
      subscription: Subscription;
      product: Product;
      /** Of a smart meter; `null` for what does not change the basic price. */
      baseFee: BaseFeeChange | null;
      saving: boolean;
      problem: OrderProblem | null;
    }
  /** `exists`: somebody was quicker, such as the same customer in another tab. */
  | { type: 'placed' | 'exists'; subscription: Subscription; product: Product };

/** What an element lets a customer order, and how it learns what became of it. */
export interface OrderingOptions {
  /** An order was placed; its id. */
  onPlaced: (product: Product, id: string) => void;
  /** What gets the focus when an offer that led to an order has gone: a selector within the host. */
  home: string;
}

/**
 * Orders a product for a subscription: first everything there is to know, then one press. Which lists there are is asked again
 * afterwards. The host draws it with `renderOrdering` where the offer stood; focus follows what is shown.
 */
export class ProductOrdering implements ReactiveController {
  ordering: Ordering = { type: 'none' };

  /** Shows what would be ordered. */
  readonly review = (subscription: Subscription, product: Product): void => {
    if (this.ordering.type === 'review' && this.ordering.saving) return;
    const baseFee = product === 'smart-meter' ? ({ type: 'loading' } as const) : null;
    this.#show({ type: 'review', subscription, product, baseFee, saving: false, problem: null }, '#order-review');
    if (baseFee) void this.#askBaseFee(subscription);
  };

  /** Goes back to the offers. */
  readonly close = (): void => {
    const { ordering } = this;
    if (ordering.type === 'none' || (ordering.type === 'review' && ordering.saving)) return;
    const { subscription, product } = ordering;
    this.#show({ type: 'none' }, `#${offerId(subscription.id, product)}`);
  };

  /** Places the order that is looked at. */
  readonly confirm = async (): Promise<void> => {
    const { store } = this.#session;
    const reviewed = this.ordering;
    if (!store || reviewed.type !== 'review' || reviewed.saving) return;
    const { subscription, product } = reviewed;
    const isShown = (): boolean => {
      const { ordering } = this;
      return ordering.type === 'review' && ordering.product === product && ordering.subscription === subscription;
    };
    this.#change({ saving: true, problem: null });
    try {
      const id = await place(store, subscription.id, product);
      this.#options.onPlaced(product, id);
      if (isShown()) this.#show({ type: 'placed', subscription, product }, '#order-done');
    } catch (error) {
      if (!isNomosApiError(error)) throw error;
      const problem = problemOf(error);
      if (!isShown()) return;
      if (problem === 'exists') this.#show({ type: 'exists', subscription, product }, '#order-done');
      else this.#change({ saving: false, problem });
    } finally {
      // An answer that was lost may stand for an order that was placed.
      for (const queryKey of [['meter-orders'], ['grid-fee-reductions']]) {
        void store.queryClient.invalidateQueries({ queryKey });
      }
    }
  };
  readonly #host: LitElement;
  readonly #session: SessionController;
  readonly #options: OrderingOptions;
  #customer: string | null = null;

  constructor(host: LitElement, session: SessionController, options: OrderingOptions) {
    this.#host = host;
    this.#session = session;
    this.#options = options;
    host.addController(this);
  }

  hostUpdate(): void {
    const { snapshot } = this.#session;
    const customer = snapshot.status === 'signed-in' ? snapshot.customer.id : null;
    if (customer === this.#customer) return;
    this.#customer = customer;
    this.ordering = { type: 'none' };
  }

  #change(change: Partial<Extract<Ordering, { type: 'review' }>>): void {
    if (this.ordering.type !== 'review') return;
    this.ordering = { ...this.ordering, ...change };
    this.#host.requestUpdate();
  }

  #show(ordering: Ordering, focused: string): void {
    this.ordering = ordering;
    this.#host.requestUpdate();
    const find = (selector: string): HTMLElement | null => this.#host.renderRoot.querySelector(selector);
    void this.#host.updateComplete.then(() => (find(focused) ?? find(this.#options.home))?.focus());
  }

  async #askBaseFee(subscription: Subscription): Promise<void> {
    const { store } = this.#session;
    if (!store) return;
    const { plan, address, estimated_usage: usage } = subscription;
    const feeWith = async (meterType: string): Promise<number | null> =>
      baseFeeOf(await getQuote(store.client, plan, { zipCode: address.zip, usage, meterType }));
    const fees = await Promise.all([feeWith('analog'), feeWith('smart')]).catch(() => null);
    const [nowEurPerMonth = null, thenEurPerMonth = null] = fees ?? [];
    const { ordering } = this;
    if (ordering.type !== 'review' || ordering.subscription !== subscription || !ordering.baseFee) return;
    this.#change({
      baseFee:
        nowEurPerMonth === null || thenEurPerMonth === null
          ? { type: 'unknown' }
          : { type: 'known', nowEurPerMonth, thenEurPerMonth },
    });
  }
}

/** The id of the button that leads to an order. */
export function offerId(subscription: string, product: Product): string {
  return `offer-${subscription}-${product}`;
}

async function place({ client }: SessionStore, subscription: string, product: Product): Promise<string> {
  const made =
    product === 'smart-meter'
      ? await createMeterOrder(client, { subscription })
      : await createGridFeeReduction(client, { subscription, type: reductionTypes[product] });
  return made.id;
}

/** What a quote asks for a month whatever is used, EUR gross; `null` where it names nothing of the kind. */
function baseFeeOf({ components }: Quote): number | null {
  const base = components.filter(({ group, quantity_unit: unit }) => group === 'base' && unit === 'month');
  return base.length > 0 ? base.reduce((sum, { unit_amount: amount }) => sum + amount, 0) : null;
}

/** What a refusal means, by its code; the same code comes with other statuses as well. */
function problemOf(error: NomosApiError): OrderProblem | 'exists' {
  switch (error.fieldErrors[0]?.code) {
    case 'duplicate_meter_order':
    case 'duplicate_grid_reduction':
      return 'exists';
    case 'missing_module_1':
      return { type: 'needs-module-1' };
    case 'missing_smart_meter':
      return { type: 'needs-smart-meter' };
    case 'unsupported_meter_order':
    case 'unsupported_product':
    case 'unsupported_meter':
      return { type: 'unsupported' };
    case 'ended_subscription':
      return { type: 'ended' };
    case 'subscription_not_started':
      return { type: 'not-started' };
    case 'unserviceable_zip':
      return { type: 'not-served' };
    default:
      return error.kind === 'conflict' ? 'exists' : { type: 'failed', error };
  }
}
