import { keepFormDraft, readFormDraft } from '../../src/session/form-drafts.ts';
import type { AccountForm, ChangeType, Drafts } from './account-state.ts';

/*
 * What was typed when the session ran out, so that it is there again after the next sign-in. Never an account number: whoever
 * comes to the same screen afterwards must not find it in the browser's storage.
 */

const keptTypes = ['names', 'billing-address'] as const satisfies ChangeType[];

/** Keeps what was typed into a form; `owner` is the contract or the customer that it belongs to. */
export function keepUnsaved(owner: string, { type, draft }: AccountForm): void {
  if (type !== 'payment-method') keepFormDraft(`account-${type}`, owner, JSON.stringify(draft));
}

/** What was kept for one of these owners, if anything; it is not kept any longer. */
export function takeUnsaved(
  owners: readonly (string | undefined)[],
): { type: ChangeType; draft: Partial<Drafts[ChangeType]> } | null {
  for (const owner of owners) {
    for (const type of keptTypes) {
      const text = owner && readFormDraft(`account-${type}`, owner);
      if (!owner || !text) continue;
      keepFormDraft(`account-${type}`, owner, null);
      const draft = textsOf(text);
      if (draft) return { type, draft };
    }
  }
  return null;
}

function textsOf(json: string): Record<string, string> | null {
  try {
    const kept = JSON.parse(json) as unknown;
    if (typeof kept !== 'object' || kept === null) return null;
    const texts = Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return Object.fromEntries(texts);
  } catch {
    return null;
  }
}
