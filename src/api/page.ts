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
