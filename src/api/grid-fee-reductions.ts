import { gridFeeReductionSchema, type GridFeeReduction } from '../contract/nomos/grid-fee-reduction.ts';
import type { List } from '../contract/nomos/list.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import { ofSubscription, type Page } from './page.ts';

/** `GET /grid-fee-reductions`, of one subscription. */
export function listGridFeeReductions(
  client: NomosClient,
  { subscription, limit, cursor }: Page & { subscription: string },
  options?: CallOptions,
): Promise<List<GridFeeReduction>> {
  const path = pathOf(['grid-fee-reductions'], { 'filter[subscription][eq]': subscription, limit, cursor });
  return client.list(path, gridFeeReductionSchema, ofSubscription(subscription), options);
}
