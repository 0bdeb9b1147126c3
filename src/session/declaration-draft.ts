import type { Subscription } from '../contract/nomos/subscription.ts';
import { keepFormDraft, readFormDraft } from './form-drafts.ts';

/** What every declaration asks for, as it was typed. */
export interface DeclaredFields {
  /** `null`, until it is typed, stands for what is known of a customer. */
  name: string | null;
  email: string | null;
  /** The id of one of a customer's contracts, or {@link otherContract}; `null` is the one that they look at. */
  choice: string | null;
  /** A contract in a person's words. */
  contract: string;
}

/** Fields of a form, all of them texts as they were typed. */
export type DraftOf<Fields> = DeclaredFields & { [Name in keyof Fields]: string | null };

/** Chosen where none of a customer's own contracts is meant. */
export const otherContract = 'other';

/** The attempts to hand a declaration in: the same content again is the same request, whatever became of its answer. */
export interface Attempt {
  key: string;
  locale: 'de' | 'en';
  /** What was declared, as JSON, without key and locale. */
  content: string;
}

/** What is kept of a declaration that is not made yet. */
export interface DeclarationDraft<Fields> {
  fields: Fields;
  attempt: Attempt | null;
}

/** For how long a draft of somebody who has not signed in is kept: the machine may be a shared one. Milliseconds. */
export const visitorDraftLifetime = 60 * 60_000;

/**
 * The draft of an owner (`cus_…`, or `visitor`), or `null`. What is stored is taken for nothing: unknown fields go, and
 * what is no text becomes empty.
 */
export function readDeclarationDraft<Fields extends DraftOf<Fields>>(
  form: string,
  owner: string,
  empty: Fields,
  isVisitor: boolean,
): DeclarationDraft<Fields> | null {
  const text = readFormDraft(form, owner);
  if (text === null) return null;
  try {
    const { at, fields, attempt } = JSON.parse(text) as Record<'at' | 'fields' | 'attempt', unknown>;
    if (isVisitor && !(typeof at === 'number' && Date.now() - at < visitorDraftLifetime)) return null;
    const stored = Object(fields) as Record<string, unknown>;
    const texts = Object.entries(empty).map(([name, value]) => {
      const kept = stored[name];
      return [name, typeof kept === 'string' ? kept : value];
    });
    return { fields: Object.fromEntries(texts) as Fields, attempt: isAttempt(attempt) ? attempt : null };
  } catch {
    return null;
  }
}

/** Keeps a draft, or forgets it (`null`). */
export function keepDeclarationDraft<Fields>(
  form: string,
  owner: string,
  draft: DeclarationDraft<Fields> | null,
): void {
  keepFormDraft(form, owner, draft && JSON.stringify({ at: Date.now(), ...draft }));
}

function isAttempt(value: unknown): value is Attempt {
  const { key, locale, content } = Object(value) as Record<keyof Attempt, unknown>;
  return typeof key === 'string' && typeof content === 'string' && (locale === 'de' || locale === 'en');
}

/**
 * Which of a customer's contracts a person's words name: its number, its meter's, or its address. What fits none exactly names
 * none: a contract of somebody else must not be taken for one of the customer's own.
 */
export function contractNamed(words: string, subscriptions: readonly Subscription[]): Subscription | null {
  const spaced = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const bare = (text: string): string => spaced(text).replaceAll(' ', '');
  const named = spaced(words);
  if (named === '') return null;
  const found = subscriptions.filter(({ number, meter, address }) => {
    const street = spaced(`${address.street} ${address.house_number}`);
    return (
      [number ?? '', meter.number].some((known) => bare(known) === bare(words)) ||
      named === street ||
      named.startsWith(`${street} ${address.zip}`)
    );
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}
