import type { List } from '../contract/nomos/list.ts';
import {
  subscriptionListItemSchema,
  subscriptionSchema,
  type Subscription,
  type SubscriptionListItem,
} from '../contract/nomos/subscription.ts';
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
