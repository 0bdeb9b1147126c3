/** How the key begins under which `form-drafts.ts` keeps what was typed; it ends with a dot and the subscription. */
export const formDraftPrefix = 'nomos.draft.';

/** Forgets what was typed into forms and not sent, but for these subscriptions. */
export function forgetFormDraftsBut(subscriptions: readonly string[]): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      const isKept = subscriptions.includes(key.slice(key.lastIndexOf('.') + 1));
      if (key.startsWith(formDraftPrefix) && !isKept) sessionStorage.removeItem(key);
    }
  } catch {
    // Storage is blocked: there is nothing in it.
  }
}
