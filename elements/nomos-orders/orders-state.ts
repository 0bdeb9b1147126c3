import type { Brand } from '../../src/contract/gateway/brand.ts';
import type { GridFeeReduction } from '../../src/contract/nomos/grid-fee-reduction.ts';
import type { MeterOrder } from '../../src/contract/nomos/meter-order.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import type { BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { ShownError } from '../../src/ui/notices.ts';
import type { Ordering } from '../../src/ui/product-ordering.ts';

/** Whose orders are shown: those of the contract that the customer looks at, or of all contracts. */
export type OrdersScope = 'active' | 'all';

/** A list that loads and fails by itself. Newest first. */
export type OrdersList<Item> =
  { type: 'loading' } | { type: 'error'; error: ShownError } | { type: 'loaded'; items: Item[] };

/** What `<nomos-orders>` shows. */
export type OrdersState =
  | { type: 'signed-out' }
  | { type: 'loading' }
  | { type: 'empty' }
  | { type: 'error'; error: ShownError }
  | {
      type: 'loaded';
      /** Those that are shown, with the lists of all of the customer's. */
      subscriptions: Subscription[];
      /** `null` where there is nothing to choose. */
      scope: OrdersScope | null;
      meterOrders: OrdersList<MeterOrder>;
      reductions: OrdersList<GridFeeReduction>;
      ordering: Ordering;
      /** The Berlin day that it is. */
      today: BerlinDate;
      /** Whom to ask, once the brand is known. */
      support: Pick<Brand['support'], 'email' | 'phone'> | null;
    };

export type LoadedOrders = Extract<OrdersState, { type: 'loaded' }>;
