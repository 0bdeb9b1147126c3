import { signInTarget } from '../../src/contract/gateway/portal-routes.ts';
import type { LinkProblem, LinkType } from '../../src/contract/gateway/sign-in-links.ts';
import { looksLikeToken, newToken } from '../security/opaque-token.ts';
import type { Database } from '../store/database.ts';
import type { Keys } from './keys.ts';
import { attemptsPerChallenge, magicLinkMilliseconds } from './limits.ts';

/** What became of a link. */
export type LinkVerdict =
  | { accepted: true; customer: string; remember: boolean; locale: 'de' | 'en' | null }
  | { accepted: false; problem: LinkProblem };

/** A link from a mail that still holds. */
export interface OpenMailLink {
  challenge: string;
  customer: string;
}

export type Links = ReturnType<typeof createLinks>;

/**
 * The address of a link. The portal takes the token out of the address bar before it does anything else.
 *
 * @param origin - Of the portal.
 * @param next - The route that it leads to; anything else is left out.
 */
export function linkAddress(
  origin: string,
  { token, type, next }: { token: string; type: LinkType; next: string | null | undefined },
): string {
  const target = next == null ? null : signInTarget(next);
  // A slash may stand in a query as it is, and people read addresses.
  const query = target === null ? '' : `&next=${encodeURIComponent(target).replaceAll('%2F', '/')}`;
  return `${origin}/auth/confirm?token_hash=${token}&type=${type}${query}`;
}

/**
 * Links that sign in, each of them once: one conditional UPDATE decides, so that of many uses at the same time, on however
 * many replicas, one is the first.
 *
 * A link in a mail is as good as the code beside it: used, expired or guessed away together with it.
 */
export function createLinks({ database, keys, clock }: { database: Database; keys: Keys; clock: () => Date }) {
  const problemOf = async (table: string, tenant: string, token: string): Promise<LinkProblem> => {
    const row = await underAny(tenant, token, async (hash) => {
      const [found] = await database.query<{ used_at: Date | null }>(
        `SELECT used_at FROM ${table} WHERE link_hash = $1 AND tenant = $2`,
        [hash, tenant],
      );
      return found;
    });
    return row?.used_at ? 'used_link' : 'expired_link';
  };

  /** What a look-up gives under the first secret under which there is anything. */
  const underAny = async <Found>(
    tenant: string,
    token: string,
    find: (hash: Buffer) => Promise<Found | undefined>,
  ): Promise<Found | undefined> => {
    if (!looksLikeToken(token)) return undefined;
    for (const key of keys.all) {
      const found = await find(key.link(tenant, token));
      if (found) return found;
    }
    return undefined;
  };

  return {
    /** Makes a link to a customer's portal, good for a minute. @returns Its token, which exists there and nowhere else. */
    async create({ tenant, customer }: { tenant: string; customer: string }): Promise<string> {
      const now = clock();
      const token = newToken();
      await database.query(
        `INSERT INTO sign_in_links (link_hash, tenant, customer, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
        [keys.link(tenant, token), tenant, customer, now, new Date(now.getTime() + magicLinkMilliseconds)],
      );
      return token;
    },

    /** Uses up a link that a supplier's backend asked for. */
    async use({ tenant, token }: { tenant: string; token: string }): Promise<LinkVerdict> {
      const row = await underAny(tenant, token, async (hash) => {
        const [used] = await database.query<{ customer: string }>(
          `UPDATE sign_in_links SET used_at = $3
           WHERE link_hash = $1 AND tenant = $2 AND used_at IS NULL AND expires_at > $3 RETURNING customer`,
          [hash, tenant, clock()],
        );
        return used;
      });
      if (row) return { accepted: true, customer: row.customer, remember: false, locale: null };
      return { accepted: false, problem: await problemOf('sign_in_links', tenant, token) };
    },

    /** The challenge and customer of a link from a mail, which stays as it is; `null` when it does not hold any more. */
    async look({ tenant, token }: { tenant: string; token: string }): Promise<OpenMailLink | null> {
      const row = await underAny(tenant, token, async (hash) => {
        const [found] = await database.query<{ id: string; customer: string }>(
          `SELECT id, customer FROM sign_in_challenges
           WHERE link_hash = $1 AND tenant = $2 AND purpose = 'sign-in' AND customer IS NOT NULL
             AND used_at IS NULL AND expires_at > $3 AND attempts < $4`,
          [hash, tenant, clock(), attemptsPerChallenge],
        );
        return found;
      });
      return row ? { challenge: row.id, customer: row.customer } : null;
    },

    /** Uses up a link from a mail, and the code beside it. */
    async useFromMail({ tenant, token }: { tenant: string; token: string }): Promise<LinkVerdict> {
      const row = await underAny(tenant, token, async (hash) => {
        const [used] = await database.query<{ customer: string; remember: boolean; locale: 'de' | 'en' | null }>(
          `UPDATE sign_in_challenges SET used_at = $3, attempts = attempts + 1
           WHERE link_hash = $1 AND tenant = $2 AND purpose = 'sign-in' AND customer IS NOT NULL
             AND used_at IS NULL AND expires_at > $3 AND attempts < $4
           RETURNING customer, remember, locale`,
          [hash, tenant, clock(), attemptsPerChallenge],
        );
        return used;
      });
      if (row) return { accepted: true, ...row };
      return { accepted: false, problem: await problemOf('sign_in_challenges', tenant, token) };
    },
  };
}
