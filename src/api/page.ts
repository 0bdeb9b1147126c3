import type { List } from '../contract/nomos/list.ts';

/** Which page of a list: at most 100 items; the cursor of the page before. */
export interface Page {
  limit?: number;
  cursor?: string | null;
}

/** Whether an item of a list belongs to a subscription; the API ignores filters that it does not know. */
export const ofSubscription =
  (subscription: string) =>
  (item: { subscription: string }): boolean =>
    item.subscription === subscription;

/** Whether an item of a list belongs to a customer. */
export const ofCustomer =
  (customer: string) =>
  (item: { customer: string }): boolean =>
    item.customer === customer;

/** How many pages are read at the most. */
const maximumPages = 10;

/** Every item of a list, page by page, in the order of the list; a thousand are more than any customer has. */
export async function everyItem<Item>(page: (cursor: string | null) => Promise<List<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let read = 0; read < maximumPages; read += 1) {
    const list: List<Item> = await page(cursor);
    items.push(...list.items);
    cursor = list.has_more ? list.next_page : null;
    if (cursor === null) break;
  }
  return items;
}
