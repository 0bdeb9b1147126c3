import { hashOfToken, looksLikeToken, newToken } from '../security/opaque-token.ts';
import type { Database } from '../store/database.ts';

const minute = 60_000;

/** How long a token of a widget is good for. */
export const widgetTokenMilliseconds = 15 * minute;

/**
 * How long a session that a supplier's backend vouches for outlives its last token: a page that has been in the background
 * finds what it was doing, such as a step-up, when it comes back with a new one.
 */
export const vouchedGraceMilliseconds = 5 * minute;

/**
 * A refresh token may be used again for so long: the answer to its first use may have been lost on its way. Later it is
 * somebody else's copy, and the session ends.
 */
export const repeatMilliseconds = 30_000;

/** A token and until when it is good. */
export interface IssuedToken {
  token: string;
  expiresAt: Date;
}

/** The tokens of a session that a customer has begun on a supplier's site: one to ask with, one to get the next two with. */
export interface TokenPair {
  access: IssuedToken;
  refresh: string;
}

/** Where a token is shown: it is good at this tenant, on the pages of this origin. */
interface Place {
  tenant: string;
  origin: string;
}

/**
 * Tokens of widgets: opaque, in the database as hashes only, each bound to a session and through it to tenant, customer and
 * origin. Whose token is replaced or whose session ends, that token is worth nothing from then on.
 */
export type WidgetTokens = ReturnType<typeof createWidgetTokens>;

export function createWidgetTokens({ database, clock }: { database: Database; clock: () => Date }) {
  const add = async (
    on: Database,
    session: string,
    purpose: 'access' | 'refresh',
    expiresAt: Date,
  ): Promise<IssuedToken> => {
    const token = newToken();
    await on.query('INSERT INTO widget_tokens (token_hash, session, purpose, expires_at) VALUES ($1, $2, $3, $4)', [
      hashOfToken(token),
      session,
      purpose,
      expiresAt,
    ]);
    return { token, expiresAt };
  };

  const addPair = async (on: Database, session: string, sessionEnd: Date): Promise<TokenPair> => {
    const end = new Date(Math.min(clock().getTime() + widgetTokenMilliseconds, sessionEnd.getTime()));
    const access = await add(on, session, 'access', end);
    const refresh = await add(on, session, 'refresh', sessionEnd);
    return { access, refresh: refresh.token };
  };

  return {
    /** A token for a session that ends with it, but for the grace. */
    issue: ({ id }: { id: string }): Promise<IssuedToken> =>
      add(database, id, 'access', new Date(clock().getTime() + widgetTokenMilliseconds)),

    /** The first tokens of a session. */
    issuePair: ({ id, expiresAt }: { id: string; expiresAt: Date }): Promise<TokenPair> =>
      database.transaction((transaction) => addPair(transaction, id, expiresAt)),

    /**
     * The next tokens of a session; the ones before are worth nothing afterwards. `null` for a refresh token that is unknown
     * or shown in the wrong place; one that has long been used ends its session as well, for then two have it.
     */
    async renew(refresh: string, { tenant, origin }: Place): Promise<{ session: string; pair: TokenPair } | null> {
      if (!looksLikeToken(refresh)) return null;
      return database.transaction(async (transaction) => {
        const now = clock();
        const [row] = await transaction.query<{ session: string; spent_at: Date | null; expires_at: Date }>(
          `SELECT t.session, t.spent_at, s.expires_at FROM widget_tokens t JOIN sessions s ON s.id = t.session
           WHERE t.token_hash = $1 AND t.purpose = 'refresh' AND s.tenant = $2 AND s.origin = $3 AND s.expires_at > $4
           FOR UPDATE`,
          [hashOfToken(refresh), tenant, origin, now],
        );
        if (!row) return null;
        const { session, spent_at: spentAt, expires_at: sessionEnd } = row;
        if (spentAt !== null && now.getTime() - spentAt.getTime() > repeatMilliseconds) {
          await transaction.query('DELETE FROM sessions WHERE id = $1', [session]);
          return null;
        }
        await transaction.query(`DELETE FROM widget_tokens WHERE session = $1 AND purpose = 'access'`, [session]);
        await transaction.query(
          `UPDATE widget_tokens SET spent_at = $2 WHERE session = $1 AND purpose = 'refresh' AND spent_at IS NULL`,
          [session, now],
        );
        await transaction.query('UPDATE sessions SET renewed_at = $2 WHERE id = $1', [session, now]);
        return { session, pair: await addPair(transaction, session, sessionEnd) };
      });
    },

    /**
     * Makes the session of an older token of the same customer go on under a newer one, as long as it lives; the session that
     * the newer one began with, and the older token, are gone then. Otherwise everything stays as it is.
     *
     * @returns The id of the session that the newer token belongs to now.
     */
    succeed: (
      { token, predecessor }: { token: string; predecessor: string },
      { id, customer, expiresAt, tenant, origin }: Place & { id: string; customer: string; expiresAt: Date },
    ): Promise<string> =>
      database.transaction(async (transaction) => {
        const now = clock();
        const [older] = await transaction.query<{ session: string }>(
          `SELECT t.session FROM widget_tokens t JOIN sessions s ON s.id = t.session
           WHERE t.token_hash = $1 AND t.purpose = 'access' AND s.tenant = $2 AND s.origin = $3 AND s.customer = $4
             AND s.expires_at > $5 AND s.id <> $6 FOR UPDATE`,
          [hashOfToken(predecessor), tenant, origin, customer, now, id],
        );
        if (!older) return id;
        const { session } = older;
        await transaction.query('DELETE FROM widget_tokens WHERE session = $1', [session]);
        await transaction.query('UPDATE widget_tokens SET session = $2 WHERE token_hash = $1', [
          hashOfToken(token),
          session,
        ]);
        await transaction.query(
          'UPDATE sessions SET renewed_at = $2, expires_at = GREATEST(expires_at, $3) WHERE id = $1',
          [session, now, expiresAt],
        );
        await transaction.query('DELETE FROM sessions WHERE id = $1', [id]);
        return session;
      }),

    /** Ends the session of a token, also of one that has run out itself. Gives whose it was; `null` when there was none. */
    async end(token: string, { tenant, origin }: Place): Promise<string | null> {
      const [ended] = await database.query<{ customer: string }>(
        `DELETE FROM sessions WHERE tenant = $2 AND origin = $3
         AND id = (SELECT session FROM widget_tokens WHERE token_hash = $1) RETURNING customer`,
        [hashOfToken(token), tenant, origin],
      );
      return ended?.customer ?? null;
    },
  };
}
