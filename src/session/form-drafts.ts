import { formDraftPrefix } from './forget-form-drafts.ts';

/*
 * What was typed into a form and not sent, by form and subscription. It survives a reload, lives no longer than the tab, and
 * goes when its owner signs out or somebody else signs in. Where storage is blocked, nothing is kept and nothing breaks.
 */

const keyOf = (form: string, subscription: string): string => `${formDraftPrefix}${form}.${subscription}`;

/** What was typed and not sent, or `null`. */
export function readFormDraft(form: string, subscription: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(form, subscription));
  } catch {
    return null;
  }
}

/** Keeps what was typed, or forgets it (`null`). The key holds nothing personal but the id of the subscription. */
export function keepFormDraft(form: string, subscription: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(keyOf(form, subscription));
    else sessionStorage.setItem(keyOf(form, subscription), text);
  } catch {
    // Blocked or full: what was typed lasts as long as the form.
  }
}
