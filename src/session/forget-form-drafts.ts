/** How the key begins under which `form-drafts.ts` keeps what was typed; it ends with a dot and whose it is. */
export const formDraftPrefix = 'nomos.draft.';

/** Whose a draft is that was typed while nobody was signed in. */
export const visitor = 'visitor';

/** Forgets what was typed into forms and not sent, but for these owners: customers, subscriptions, {@link visitor}. */
export function forgetFormDraftsBut(owners: readonly string[]): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      const isKept = owners.includes(key.slice(key.lastIndexOf('.') + 1));
      if (key.startsWith(formDraftPrefix) && !isKept) sessionStorage.removeItem(key);
    }
  } catch {
    // Storage is blocked: there is nothing in it.
  }
}
