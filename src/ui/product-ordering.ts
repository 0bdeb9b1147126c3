import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { isNomosApiError } from '../api/nomos-api-error.ts';
import type { Subscription } from '../contract/nomos/subscription.ts';
import type { Product } from '../domain/order-offers.ts';
import type { SessionController } from '../session/session-controller.ts';
import { renderErrorNotice, renderSkeleton, type ShownError } from './notices.ts';
import type * as OrderPlacing from './order-placing.ts';
import type * as OrderReview from './order-review.ts';

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

/** What draws an order and places it: loaded when it is needed. */
interface Code {
  review: typeof OrderReview;
  placing: typeof OrderPlacing;
}

/**
 * Orders a product for a subscription: first everything there is to know, then one press. Which lists there are is asked again
 * afterwards. The host draws it where the offer stood, and waits for {@link loading} before its update is complete; focus
 * follows what is shown.
 */
export class ProductOrdering implements ReactiveController {
  ordering: Ordering = { type: 'none' };

  /** The code on its way, while it is needed. */
  loading: Promise<void> | undefined;

  /** Shows what would be ordered. */
  readonly review = (subscription: Subscription, product: Product): void => {
    if (this.ordering.type === 'review' && this.ordering.saving) return;
    const baseFee = product === 'smart-meter' ? ({ type: 'loading' } as const) : null;
    this.#load();
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
    if (!store || !this.#code || reviewed.type !== 'review' || reviewed.saving) return;
    const { placeOrder, problemOfRefusal } = this.#code.placing;
    const { subscription, product } = reviewed;
    const isShown = (): boolean => {
      const { ordering } = this;
      return ordering.type === 'review' && ordering.product === product && ordering.subscription === subscription;
    };
    this.#change({ saving: true, problem: null });
    try {
      const id = await placeOrder(store.client, subscription.id, product);
      this.#options.onPlaced(product, id);
      if (isShown()) this.#show({ type: 'placed', subscription, product }, '#order-done');
    } catch (error) {
      if (!isNomosApiError(error)) throw error;
      const problem = problemOfRefusal(error);
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
  #code: Code | undefined;
  #failed = false;
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

  /** The order, or what stands in its place while its code is loaded; nothing while there is none. */
  draw(ordering: Ordering, view: Omit<OrderReview.OrderingView, 'handlers'>): TemplateResult | typeof nothing {
    if (ordering.type === 'none') return nothing;
    if (this.#code) return this.#code.review.renderOrdering(ordering, { ...view, handlers: this });
    if (this.#failed) return renderErrorNotice({ kind: 'network' }, () => this.#load());
    this.#load();
    return html`${renderSkeleton(['half', '', ''])}`;
  }

  #load(): void {
    if (this.#code || (this.loading && !this.#failed)) return;
    this.#failed = false;
    this.loading = Promise.all([import('./order-review.ts'), import('./order-placing.ts')])
      .then(
        ([review, placing]) => {
          this.#code = { review, placing };
        },
        () => {
          this.#failed = true;
        },
      )
      .then(() => this.#host.requestUpdate());
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
    await this.loading;
    const { store } = this.#session;
    if (!store || !this.#code) return;
    const baseFee = await this.#code.placing.askBaseFeeChange(store.client, subscription);
    const { ordering } = this;
    if (ordering.type === 'review' && ordering.subscription === subscription && ordering.baseFee) {
      this.#change({ baseFee });
    }
  }
}

/** The id of the button that leads to an order. */
export function offerId(subscription: string, product: Product): string {
  return `offer-${subscription}-${product}`;
}
