import { createGridFeeReduction } from '../api/grid-fee-reductions.ts';
import { createMeterOrder } from '../api/meter-orders.ts';
import type { NomosApiError } from '../api/nomos-api-error.ts';
import type { NomosClient } from '../api/nomos-client.ts';
import { getQuote } from '../api/quotes.ts';
import type { Quote } from '../contract/nomos/quote.ts';
import type { Subscription } from '../contract/nomos/subscription.ts';
import { reductionTypes, type Product } from '../domain/order-offers.ts';
import type { BaseFeeChange, OrderProblem } from './product-ordering.ts';

/** Orders a product. @returns The id of what was made. @throws {NomosApiError} See {@link problemOfRefusal}. */
export async function placeOrder(client: NomosClient, subscription: string, product: Product): Promise<string> {
  const made =
    product === 'smart-meter'
      ? await createMeterOrder(client, { subscription })
      : await createGridFeeReduction(client, { subscription, type: reductionTypes[product] });
  return made.id;
}

/** What a refusal means, by its code; the same code comes with other statuses as well. `exists`: it is ordered already. */
export function problemOfRefusal(error: NomosApiError): OrderProblem | 'exists' {
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

/** What a smart meter does to the basic price, by today's quotes for the place and the estimated use. Never rejects. */
export async function askBaseFeeChange(client: NomosClient, subscription: Subscription): Promise<BaseFeeChange> {
  const { plan, address, estimated_usage: usage } = subscription;
  const feeWith = async (meterType: string): Promise<number | null> =>
    baseFeeOf(await getQuote(client, plan, { zipCode: address.zip, usage, meterType }));
  try {
    const [now, then] = await Promise.all([feeWith('analog'), feeWith('smart')]);
    if (now !== null && then !== null) return { type: 'known', nowEurPerMonth: now, thenEurPerMonth: then };
  } catch {
    // What it costs is said to be unknown.
  }
  return { type: 'unknown' };
}

/** What a quote asks for a month whatever is used, EUR gross; `null` where it names nothing of the kind. */
function baseFeeOf({ components }: Quote): number | null {
  const base = components.filter(({ group, quantity_unit: unit }) => group === 'base' && unit === 'month');
  return base.length > 0 ? base.reduce((sum, { unit_amount: amount }) => sum + amount, 0) : null;
}
