import { formDraftPrefix } from './forget-form-drafts.ts';

/*
 * What was typed into a form and not sent, by form and by whose it is: a subscription, a customer, or a visitor. It survives
 * a reload, lives no longer than the tab, and goes when its owner signs out or somebody else signs in. Where storage is
 * blocked, nothing is kept and nothing breaks.
 */

const keyOf = (form: string, owner: string): string => `${formDraftPrefix}${form}.${owner}`;

/** What was typed and not sent, or `null`. */
export function readFormDraft(form: string, owner: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(form, owner));
  } catch {
    return null;
  }
}

/** Keeps what was typed, or forgets it (`null`). The key holds nothing personal but the id of its owner. */
export function keepFormDraft(form: string, owner: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(keyOf(form, owner));
    else sessionStorage.setItem(keyOf(form, owner), text);
  } catch {
    // Blocked or full: what was typed lasts as long as the form.
  }
}
