import type { GridFeeReduction } from '../contract/nomos/grid-fee-reduction.ts';
import type { MeterOrder } from '../contract/nomos/meter-order.ts';
import type { Subscription } from '../contract/nomos/subscription.ts';

/** What a customer can order for a subscription: a smart meter, and the modules of s. 14a EnWG. */
export type Product = 'smart-meter' | 'module-1' | 'module-2' | 'module-3';

/** Why a product is not to be had for the time being, and would be otherwise. */
export type OfferObstacle =
  'needs-module-1' | 'needs-smart-meter' | 'excluded-by-module-2' | 'excluded-by-other-modules';

/** A product, and whether it is to be had now. */
export interface Offer {
  product: Product;
  /** `null`: it can be ordered. */
  obstacle: OfferObstacle | null;
}

/** The type of a reduction, as the API names it. */
export const reductionTypes = {
  'module-1': 'enwg-14a-module-1',
  'module-2': 'enwg-14a-module-2',
  'module-3': 'enwg-14a-module-3',
} as const satisfies Partial<Record<Product, GridFeeReduction['type']>>;

/** Reductions in these states are over: the same may be ordered again. What we do not know is not over. */
const over = new Set(['rejected', 'ended']);

/**
 * What can be ordered for a subscription, by the rules of the API document: a smart meter where there is none and none is on
 * order; of the reductions each once at a time, module 3 on top of module 1 and with a smart meter only, module 2 without the
 * others. Nothing for feed-in, which has its smart meter from the start and pays no grid fees, nor for a contract that has
 * ended or is about to.
 *
 * @param orders - Those of the subscription; others are left out. Likewise the reductions.
 */
export function offersOf(
  subscription: Pick<Subscription, 'id' | 'type' | 'status' | 'meter' | 'terminated_at' | 'end_at'>,
  orders: readonly Pick<MeterOrder, 'subscription' | 'status'>[],
  reductions: readonly Pick<GridFeeReduction, 'subscription' | 'status' | 'type'>[],
): Offer[] {
  const { id, type, status, meter } = subscription;
  const leaves = subscription.terminated_at !== null || subscription.end_at !== null;
  if (type !== 'consumption' || (status !== 'active' && status !== 'pending') || leaves) return [];
  const isOnOrder = orders.some((order) => order.subscription === id && order.status !== 'cancelled');
  const offers: Offer[] = [];
  if (meter.type === 'analog' && !isOnOrder) offers.push({ product: 'smart-meter', obstacle: null });

  const running = reductions.filter((reduction) => reduction.subscription === id && !over.has(reduction.status));
  const has = (module: keyof typeof reductionTypes): boolean =>
    running.some((reduction) => reduction.type === reductionTypes[module]);
  const obstacles: [keyof typeof reductionTypes, OfferObstacle | null][] = [
    ['module-1', has('module-2') ? 'excluded-by-module-2' : null],
    ['module-2', has('module-1') || has('module-3') ? 'excluded-by-other-modules' : null],
    [
      'module-3',
      has('module-2')
        ? 'excluded-by-module-2'
        : !has('module-1')
          ? 'needs-module-1'
          : meter.type === 'smart'
            ? null
            : 'needs-smart-meter',
    ],
  ];
  for (const [product, obstacle] of obstacles) if (!has(product)) offers.push({ product, obstacle });
  return offers;
}
