import type { List } from '../contract/nomos/list.ts';
import {
  subscriptionListItemSchema,
  subscriptionSchema,
  type Subscription,
  type SubscriptionListItem,
} from '../contract/nomos/subscription.ts';
import type { UpdateSubscription } from '../contract/nomos/update-subscription.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';
import type { Page } from './page.ts';

/** `GET /subscriptions`, of one customer; parts by id only. */
export function listSubscriptions(
  client: NomosClient,
  { customer, limit = 100, cursor }: Page & { customer: string },
  options?: CallOptions,
): Promise<List<SubscriptionListItem>> {
  const path = pathOf(['subscriptions'], { 'filter[customer][eq]': customer, limit, cursor });
  return client.list(path, subscriptionListItemSchema, (item) => item.customer === customer, options);
}

/** `GET /subscriptions/{id}`, with its parts. */
export function getSubscription(client: NomosClient, id: string, options?: CallOptions): Promise<Subscription> {
  return client.get(pathOf(['subscriptions', id]), subscriptionSchema, options);
}

/**
 * `PATCH /subscriptions/{id}`: changes the billing address, which the customer's other subscriptions share, or gives a new
 * mandate. Gives the subscription as it is now, with the IBAN masked. A rejection of kind `invalid` says in `fieldErrors`
 * which field is wrong (`payment_method.sepa_debit.iban`, `billing_address.zip`, …); one that `isStepUpRequired` says that a
 * mandate needs a fresh code first.
 */
export function updateSubscription(
  client: NomosClient,
  id: string,
  change: UpdateSubscription,
  options?: CallOptions,
): Promise<Subscription> {
  return client.patch(pathOf(['subscriptions', id]), change, subscriptionSchema, options);
}
