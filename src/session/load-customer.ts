import { getCustomer } from '../api/customers.ts';
import { getSubscription, listSubscriptions } from '../api/subscriptions.ts';
import { isNomosApiError } from '../api/nomos-api-error.ts';
import type { NomosClient } from '../api/nomos-client.ts';
import type { List } from '../contract/nomos/list.ts';
import type { Customer } from '../contract/nomos/customer.ts';
import type { Subscription, SubscriptionListItem } from '../contract/nomos/subscription.ts';

/** How many pages of subscriptions are read at the most: 100 a page. */
const maximumPages = 10;

/** The customer and all subscriptions, newest first. The list knows parts by id only, so each one is asked for. */
export async function loadCustomer(
  client: NomosClient,
  id: string,
  signal: AbortSignal,
): Promise<{ customer: Customer; subscriptions: Subscription[] }> {
  const [customer, items] = await Promise.all([
    getCustomer(client, id, { signal }),
    allSubscriptions(client, id, signal),
  ]);
  const found = await Promise.all(
    items.map((item) =>
      // One that has gone since it was listed must not take the others along.
      getSubscription(client, item.id, { signal }).catch((error: unknown) => {
        if (isNomosApiError(error) && error.kind === 'not-found') return null;
        throw error;
      }),
    ),
  );
  const subscriptions = found.filter((subscription) => subscription !== null);
  subscriptions.sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
  return { customer, subscriptions };
}

async function allSubscriptions(
  client: NomosClient,
  customer: string,
  signal: AbortSignal,
): Promise<SubscriptionListItem[]> {
  const items: SubscriptionListItem[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < maximumPages; page += 1) {
    const list: List<SubscriptionListItem> = await listSubscriptions(client, { customer, cursor }, { signal });
    items.push(...list.items);
    cursor = list.has_more ? list.next_page : null;
    if (!cursor) break;
  }
  return items;
}

/**
 * The subscription to show: the one chosen last, if it is still there; else the newest that is active (a contract for
 * consumption before one for feed-in), then the newest that is pending, then the newest of all.
 */
export function chooseSubscription(
  subscriptions: readonly Subscription[],
  remembered: string | null,
): Subscription | null {
  return (
    subscriptions.find(({ id }) => id === remembered) ??
    subscriptions.find(({ status, type }) => status === 'active' && type !== 'feed_in') ??
    subscriptions.find(({ status }) => status === 'active') ??
    subscriptions.find(({ status }) => status === 'pending') ??
    subscriptions[0] ??
    null
  );
}
