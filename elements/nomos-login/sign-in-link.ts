import type { LinkType } from '../../src/contract/gateway/sign-in-links.ts';
import type { ShownError } from '../../src/ui/notices.ts';

/** A link that signs in, as it stands in an address. */
export interface SignInLink {
  token: string;
  type: LinkType;
}

/** How far a link has come: there is none; it waits for the session; it is asked about; its owner is; it did not work. */
export type LinkStep =
  | { type: 'none' | 'waiting' | 'following' | 'refused' }
  | { type: 'confirm'; email: string }
  | { type: 'failed'; error: ShownError };

/** The link in the query of an address, if there is one. */
export function readSignInLink(query: URLSearchParams): SignInLink | null {
  const token = query.get('token_hash');
  return token ? { token, type: query.get('type') === 'email' ? 'email' : 'magiclink' } : null;
}
