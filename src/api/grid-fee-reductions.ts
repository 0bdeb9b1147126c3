import {
  gridFeeReductionSchema,
  type GridFeeReduction,
  type InsertGridFeeReduction,
} from '../contract/nomos/grid-fee-reduction.ts';
import type { List } from '../contract/nomos/list.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import { everyItem, ofCustomer, ofSubscription, type Page } from './page.ts';
import type { Query } from './query.ts';

/** `GET /grid-fee-reductions`, of one subscription. */
export function listGridFeeReductions(
  client: NomosClient,
  { subscription, limit, cursor }: Page & { subscription: string },
  options?: CallOptions,
): Promise<List<GridFeeReduction>> {
  const path = pathOf(['grid-fee-reductions'], { 'filter[subscription][eq]': subscription, limit, cursor });
  return client.list(path, gridFeeReductionSchema, ofSubscription(subscription), options);
}

/**
 * `POST /grid-fee-reductions`: orders a reduction for a subscription. A refusal is of kind `invalid` or `conflict`, with its code
 * in `fieldErrors[0]`: `duplicate_grid_reduction`, `missing_module_1`, `missing_smart_meter`, `unsupported_product`,
 * `ended_subscription`, …
 */
export function createGridFeeReduction(
  client: NomosClient,
  reduction: InsertGridFeeReduction,
  options?: CallOptions,
): Promise<GridFeeReduction> {
  return client.post(pathOf(['grid-fee-reductions']), reduction, gridFeeReductionSchema, options);
}

/** The reductions of all of a customer's subscriptions, newest first. */
export function gridFeeReductionsOfCustomerQuery(client: NomosClient, customer: string): Query<GridFeeReduction[]> {
  return {
    queryKey: ['grid-fee-reductions', customer],
    queryFn: ({ signal }) =>
      everyItem((cursor) =>
        client.list(
          pathOf(['grid-fee-reductions'], { limit: 100, cursor }),
          gridFeeReductionSchema,
          ofCustomer(customer),
          { signal },
        ),
      ),
  };
}
