import { newRequestKey } from '../../src/api/request-key.ts';
import { visitor } from '../../src/session/forget-form-drafts.ts';
import { keepFormDraft, readFormDraft } from '../../src/session/form-drafts.ts';

/** What a message may be about. */
export const contactTopics = [
  'invoice',
  'meter',
  'price',
  'contract',
  'smart-meter',
  'portal',
  'complaint',
  'other',
] as const;

export type ContactTopic = (typeof contactTopics)[number];

/** Chosen where a message is about none of the customer's contracts. */
export const noContract = 'none';

/** What stands in the form, as it was typed. */
export interface ContactDraft {
  topic: ContactTopic | null;
  /** An id, {@link noContract}, or `null` for the contract that the customer looks at. */
  subscription: string | null;
  name: string;
  email: string;
  message: string;
}

/** A draft with the key of its request: sending the same again is not a second message. */
export interface KeyedDraft {
  draft: ContactDraft;
  key: string;
  /** What was sent with the key, as JSON; another content needs another key. */
  sent: string | null;
}

export const emptyContactDraft: ContactDraft = { topic: null, subscription: null, name: '', email: '', message: '' };

const form = 'contact';

/** For how long a visitor's draft is kept: the machine may be a shared one. Milliseconds. */
const visitorLifetime = 60 * 60_000;

/** What was typed by a customer (`cus_…`), or by a visitor (`null`), before the page was loaded anew. */
export function readContactDraft(owner: string | null): KeyedDraft {
  const fresh: KeyedDraft = { draft: emptyContactDraft, key: newRequestKey(), sent: null };
  try {
    const kept = JSON.parse(readFormDraft(form, owner ?? visitor) ?? 'null') as Partial<Record<string, unknown>> | null;
    const isOld = owner === null && !(Date.now() - Number(kept?.at) < visitorLifetime);
    if (!kept || isOld || typeof kept.key !== 'string') return fresh;
    const draft = Object(kept.draft) as Partial<Record<keyof ContactDraft, unknown>>;
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    return {
      draft: {
        topic: contactTopics.find((topic) => topic === draft.topic) ?? null,
        subscription: text(draft.subscription) || null,
        name: text(draft.name),
        email: text(draft.email),
        message: text(draft.message),
      },
      key: kept.key,
      sent: text(kept.sent) || null,
    };
  } catch {
    return fresh;
  }
}

/** Keeps what was typed, or forgets it (`null`). A file is not kept: it has to be chosen again. */
export function keepContactDraft(owner: string | null, keyed: KeyedDraft | null): void {
  keepFormDraft(form, owner ?? visitor, keyed && JSON.stringify({ at: Date.now(), ...keyed }));
}
