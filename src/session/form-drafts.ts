/*
 * What was typed into a form and not sent, by form and subscription. It survives a reload, lives no longer than the tab, and
 * goes when its owner signs out or somebody else signs in.
 */

const prefix = 'nomos.draft.';

/** What the browser would not store: it lasts as long as the page. */
const unstored = new Map<string, string>();

const keyOf = (form: string, subscription: string): string => `${prefix}${form}.${subscription}`;

/** What was typed and not sent, or `null`. */
export function readFormDraft(form: string, subscription: string): string | null {
  const key = keyOf(form, subscription);
  try {
    return sessionStorage.getItem(key) ?? unstored.get(key) ?? null;
  } catch {
    return unstored.get(key) ?? null;
  }
}

/** Keeps what was typed, or forgets it (`null`). The key holds nothing personal but the id of the subscription. */
export function keepFormDraft(form: string, subscription: string, text: string | null): void {
  const key = keyOf(form, subscription);
  unstored.delete(key);
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Blocked or full.
    if (text !== null) unstored.set(key, text);
  }
}

/** Forgets every draft but those of these subscriptions. */
export function forgetFormDraftsBut(subscriptions: readonly string[]): void {
  const others = (key: string): boolean =>
    key.startsWith(prefix) && !subscriptions.some((subscription) => key.endsWith(`.${subscription}`));
  for (const key of unstored.keys()) if (others(key)) unstored.delete(key);
  try {
    for (const key of Object.keys(sessionStorage)) if (others(key)) sessionStorage.removeItem(key);
  } catch {
    // Storage is blocked: there is nothing in it.
  }
}
