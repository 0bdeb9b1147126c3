import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stepUpMilliseconds } from '../../src/contract/gateway/step-up.ts';
import { tokenRefused } from '../errors.ts';
import { bearerTokenOf } from '../security/bearer-token.ts';
import { hashOfToken, looksLikeToken, newToken } from '../security/opaque-token.ts';
import { isForeign, mayEmbed, originOf } from '../security/request-origin.ts';
import { createBatches } from '../store/batches.ts';
import type { Database } from '../store/database.ts';
import { deviceOf, type Device } from './device.ts';
import { vouchedGraceMilliseconds, widgetTokenMilliseconds, type WidgetTokens } from './widget-tokens.ts';

const hour = 3_600_000;

/** How long a session lasts when the customer did not want to be remembered. */
export const sessionMilliseconds = 24 * hour;

/** How long it lasts after its last use when they did. */
export const rememberedSessionMilliseconds = 30 * 24 * hour;

/** The use of a session is written down, and a remembered one prolonged, at most this often: reads stay reads. */
const renewalMilliseconds = hour;

/**
 * The cookie. `__Host-` binds it to this very host over https. Not every browser keeps such a cookie on plain http, even
 * for names of this machine, so development has a name of its own there.
 */
export const sessionCookie = { secure: '__Host-nomos_sid', development: 'nomos_sid_dev' } as const;

/** A signed-in customer. */
export interface Session {
  /** `ses_…`: names the session to its owner, and is worth nothing as a token. */
  id: string;
  tenant: string;
  customer: string;
  remembered: boolean;
  expiresAt: Date;
  /** What it was begun on. */
  device: Device;
  /** The language that the customer last had a mail in; `null` when there was none. */
  locale: 'de' | 'en' | null;
  /** The supplier's site on whose pages it is used, by tokens; `null` for the portal itself, where the cookie stands for it. */
  origin: string | null;
}

/**
 * Sessions in the database: the browser has the token, the database its hash. Short-lived tokens for widgets on a
 * supplier's own pages (`widget-tokens.ts`) are children of these sessions and end with them.
 */
export type Sessions = ReturnType<typeof createSessions>;

interface Row {
  id: string;
  customer: string;
  remembered: boolean;
  renewed_at: Date;
  expires_at: Date;
  browser: string | null;
  system: string | null;
  locale: 'de' | 'en' | null;
  origin: string | null;
}

const columns = 'id, customer, remembered, renewed_at, sessions.expires_at, browser, system, locale, origin';

interface StoredRow extends Row {
  token_hash: Uint8Array;
  tenant: string;
}

/** How many sessions are looked up in one query. */
const lookedUpAtOnce = 64;

/** 128 bits. */
const newId = (): string => `ses_${randomBytes(16).toString('hex')}`;

/**
 * Whether a request came to this machine itself over plain http. Anything else gets the secure cookie, also when a proxy
 * in front hides its https from us: a cookie that does not arrive is seen at once, one that leaks is not.
 */
export function isLocalAndPlain({ portalOrigin }: FastifyRequest): boolean {
  const { protocol, hostname } = new URL(portalOrigin);
  return protocol === 'http:' && (hostname === 'localhost' || hostname.endsWith('.localhost'));
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by a request that begins a session. */
    signedIn?: boolean;
  }
}

/**
 * @param parts - `onChange` is told of a customer whose sessions have become more or fewer.
 */
export function createSessions({
  database,
  widgetTokens,
  clock,
  onChange = () => undefined,
}: {
  database: Database;
  widgetTokens: WidgetTokens;
  clock: () => Date;
  onChange?: (tenant: string, customer: string) => void;
}) {
  const cookieOf = (request: FastifyRequest) => {
    const plain = isLocalAndPlain(request);
    return {
      name: plain ? sessionCookie.development : sessionCookie.secure,
      // Also to remove it: browsers refuse any `__Host-` cookie without them.
      attributes: { path: '/', httpOnly: true, sameSite: 'strict', secure: !plain } as const,
    };
  };

  /** The token in the cookie. Pages of others have none, whatever their browser sends along. */
  const tokenOf = (request: FastifyRequest): string | undefined => {
    if (isForeign(request)) return undefined;
    const token = request.cookies[cookieOf(request).name];
    return looksLikeToken(token) ? token : undefined;
  };

  const setCookie = (request: FastifyRequest, reply: FastifyReply, token: string, remembered: boolean): void => {
    const { name, attributes } = cookieOf(request);
    const maxAge = remembered ? { maxAge: rememberedSessionMilliseconds / 1000 } : {};
    void reply.setCookie(name, token, { ...attributes, ...maxAge });
  };

  const revoke = async (request: FastifyRequest): Promise<void> => {
    const token = tokenOf(request);
    if (!token) return;
    const { slug } = request.tenant;
    const [ended] = await database.query<{ customer: string }>(
      'DELETE FROM sessions WHERE token_hash = $1 AND tenant = $2 AND origin IS NULL RETURNING customer',
      [hashOfToken(token), slug],
    );
    if (ended) onChange(slug, ended.customer);
  };

  /** Writes a session down. */
  const begin = async (
    session: Omit<Session, 'id'>,
    { token, verified }: { token: string; verified: boolean },
  ): Promise<Session> => {
    const { tenant, customer, remembered, expiresAt, device, locale, origin } = session;
    const id = newId();
    const now = clock();
    await database.query(
      `INSERT INTO sessions
         (token_hash, id, tenant, customer, remembered, created_at, renewed_at, expires_at, browser, system, locale, verified_at,
          origin)
       VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12)`,
      [
        hashOfToken(token),
        id,
        tenant,
        customer,
        remembered,
        now,
        expiresAt,
        device.browser,
        device.system,
        locale,
        verified ? now : null,
        origin,
      ],
    );
    onChange(tenant, customer);
    return { id, ...session };
  };

  /**
   * The session of a request with a token in its header.
   *
   * @throws {GatewayError} 401 for a token that is not, or no longer, good here.
   */
  const authenticateByToken = async (request: FastifyRequest): Promise<Session> => {
    const token = bearerTokenOf(request);
    const asked = originOf(request);
    if (!looksLikeToken(token) || !mayEmbed(request, asked)) throw tokenRefused();
    const now = clock();
    const tenant = request.tenant.slug;
    const [row] = await database.query<Row>(
      `SELECT ${columns} FROM sessions JOIN widget_tokens ON widget_tokens.session = sessions.id
       WHERE widget_tokens.token_hash = $1 AND purpose = 'access' AND widget_tokens.expires_at > $4
         AND tenant = $2 AND origin = $3 AND sessions.expires_at > $4`,
      [hashOfToken(token), tenant, asked, now],
    );
    if (!row) throw tokenRefused();
    const { id, customer, remembered, expires_at: expiresAt, locale, origin } = row;
    let device: Device = { browser: row.browser, system: row.system };
    if (device.browser === null && device.system === null) {
      // A supplier's backend began it, which is not what its customer would know it by.
      device = deviceOf(request.headers['user-agent']);
      if (device.browser !== null || device.system !== null) {
        await database.query('UPDATE sessions SET browser = $2, system = $3 WHERE id = $1', [
          id,
          device.browser,
          device.system,
        ]);
      }
    }
    return { id, tenant, customer, remembered, expiresAt, device, locale, origin };
  };

  /** A session of the portal itself that holds, by the hash of its token; many requests at once are one query. */
  const rowOf = createBatches<Buffer, StoredRow | undefined>(lookedUpAtOnce, async (hashes) => {
    const places = hashes.map((_hash, at) => `$${at + 2}`).join(', ');
    const rows = await database.query<StoredRow>(
      `SELECT token_hash, tenant, ${columns} FROM sessions
       WHERE token_hash IN (${places}) AND origin IS NULL AND expires_at > $1`,
      [clock(), ...hashes],
    );
    const byHash = new Map(rows.map((row) => [Buffer.from(row.token_hash).toString('latin1'), row]));
    return hashes.map((hash) => byHash.get(hash.toString('latin1')));
  });

  return {
    /**
     * Begins a session, with a token that is new: one that the browser had before is worth nothing afterwards, so that
     * nobody can plant a token and wait for its victim to sign in.
     *
     * On a page of a supplier's own site no cookie is set; the session is reached by the tokens that its `origin` is to be
     * given (`widget-tokens.ts`), and is never remembered.
     *
     * @param verified - Whether the customer has just entered a code, which counts as a step-up.
     * @param locale - The language of their mails.
     */
    async issue(
      request: FastifyRequest,
      reply: FastifyReply,
      {
        customer,
        remembered: wanted,
        verified = false,
        locale = null,
      }: { customer: string; remembered: boolean; verified?: boolean; locale?: Session['locale'] },
    ): Promise<Session> {
      await revoke(request);
      const token = newToken();
      const origin = isForeign(request) ? (originOf(request) ?? null) : null;
      const remembered = wanted && origin === null;
      const lifetime = remembered ? rememberedSessionMilliseconds : sessionMilliseconds;
      const session = await begin(
        {
          tenant: request.tenant.slug,
          customer,
          remembered,
          expiresAt: new Date(clock().getTime() + lifetime),
          device: deviceOf(request.headers['user-agent']),
          locale,
          origin,
        },
        { token, verified },
      );
      if (origin === null) setCookie(request, reply, token, remembered);
      request.signedIn = true;
      return session;
    },

    /** Begins a session for which a supplier's backend vouches, on the pages of an origin. It ends soon after its token. */
    vouch: ({ tenant, customer, origin }: { tenant: string; customer: string; origin: string }): Promise<Session> =>
      begin(
        {
          tenant,
          customer,
          remembered: false,
          expiresAt: new Date(clock().getTime() + widgetTokenMilliseconds + vouchedGraceMilliseconds),
          device: { browser: null, system: null },
          locale: null,
          origin,
        },
        // Nobody has it: the session is reached by its widget tokens alone.
        { token: newToken(), verified: false },
      ),

    /**
     * The session of a request, or `null`. A session of one tenant is nothing at another.
     *
     * By the token in the header where there is such a header, else by the cookie, which counts for nothing on a page of
     * another origin.
     *
     * @throws {GatewayError} 401 for a token that is not, or no longer, good here.
     */
    async authenticate(request: FastifyRequest, reply: FastifyReply): Promise<Session | null> {
      if (request.headers.authorization !== undefined) return authenticateByToken(request);
      const token = tokenOf(request);
      if (!token) return null;
      const now = clock();
      const tenant = request.tenant.slug;
      const row = await rowOf(hashOfToken(token));
      if (row?.tenant !== tenant) return null;
      const { id, customer, remembered, browser, system, locale } = row;
      let expiresAt = row.expires_at;
      const renewable = new Date(now.getTime() - renewalMilliseconds);
      if (row.renewed_at < renewable) {
        const later = remembered ? new Date(now.getTime() + rememberedSessionMilliseconds) : expiresAt;
        // Of many requests at once, one renews; a session that was ended in between stays ended.
        const renewed = await database.query(
          `UPDATE sessions SET renewed_at = $2, expires_at = $3
           WHERE token_hash = $1 AND renewed_at < $4 RETURNING tenant`,
          [hashOfToken(token), now, later, renewable],
        );
        if (renewed.length > 0 && remembered) {
          expiresAt = later;
          setCookie(request, reply, token, true);
        }
      }
      return { id, tenant, customer, remembered, expiresAt, device: { browser, system }, locale, origin: null };
    },

    /** A session by its id, or `null` when it has ended. */
    async byId(id: string): Promise<Session | null> {
      const [row] = await database.query<Row & { tenant: string }>(
        `SELECT tenant, ${columns} FROM sessions WHERE id = $1 AND expires_at > $2`,
        [id, clock()],
      );
      if (!row) return null;
      const { tenant, customer, remembered, expires_at: expiresAt, browser, system, locale, origin } = row;
      return { id, tenant, customer, remembered, expiresAt, device: { browser, system }, locale, origin };
    },

    /**
     * Writes down that the customer of a session has just entered a code. Gives the instant, or `null` when the session
     * has ended meanwhile.
     */
    async stepUp({ id }: Session): Promise<Date | null> {
      const now = clock();
      const rows = await database.query(
        'UPDATE sessions SET verified_at = $2 WHERE id = $1 AND expires_at > $2 RETURNING id',
        [id, now],
      );
      return rows.length > 0 ? now : null;
    },

    /** Whether a session, if it still is one, had its step-up in the last five minutes. By the database, not by what a browser says. */
    async isSteppedUp({ id }: Session): Promise<boolean> {
      const now = clock();
      const rows = await database.query(
        'SELECT id FROM sessions WHERE id = $1 AND expires_at > $2 AND verified_at > $3',
        [id, now, new Date(now.getTime() - stepUpMilliseconds)],
      );
      return rows.length > 0;
    },

    /** Those of these sessions, by id, that have not ended. */
    async alive(ids: readonly string[]): Promise<Set<string>> {
      const rows = await database.query<{ id: string }>(
        'SELECT id FROM sessions WHERE id = ANY($1) AND expires_at > $2',
        [ids, clock()],
      );
      return new Set(rows.map(({ id }) => id));
    },

    /** Remembers the language of a session's mails. */
    async speak({ id }: Session, locale: 'de' | 'en'): Promise<void> {
      await database.query('UPDATE sessions SET locale = $2 WHERE id = $1', [id, locale]);
    },

    /** Ends the session of a request. */
    async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      if (request.headers.authorization !== undefined) {
        const [token, origin] = [bearerTokenOf(request), originOf(request)];
        if (looksLikeToken(token) && mayEmbed(request, origin)) {
          const { slug } = request.tenant;
          const customer = await widgetTokens.end(token, { tenant: slug, origin });
          if (customer !== null) onChange(slug, customer);
        }
        return;
      }
      if (isForeign(request)) return;
      await revoke(request);
      const { name, attributes } = cookieOf(request);
      void reply.clearCookie(name, attributes);
    },

    /** Ends every session that a customer has at a tenant. */
    async endAll(tenant: string, customer: string): Promise<void> {
      await database.query('DELETE FROM sessions WHERE tenant = $1 AND customer = $2', [tenant, customer]);
      onChange(tenant, customer);
    },
  };
}
