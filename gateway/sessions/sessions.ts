import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../store/database.ts';

const hour = 3_600_000;

/** How long a session lasts when the customer did not want to be remembered. */
export const sessionMilliseconds = 24 * hour;

/** How long it lasts after its last use when they did. */
export const rememberedSessionMilliseconds = 30 * 24 * hour;

/** A remembered session in use is prolonged at most this often: reads stay reads. */
const renewalMilliseconds = hour;

/** 256 bits. */
const tokenBytes = 32;

/** A token as it is written: nothing else is worth a question to the database. */
const tokenPattern = /^[\w-]{43}$/;

/**
 * The cookie. `__Host-` binds it to this very host over https. Not every browser keeps such a cookie on plain http, even
 * for names of this machine, so development has a name of its own there.
 */
export const sessionCookie = { secure: '__Host-nomos_sid', development: 'nomos_sid_dev' } as const;

/** A signed-in customer. */
export interface Session {
  tenant: string;
  customer: string;
  remembered: boolean;
  expiresAt: Date;
}

/**
 * Sessions in the database: the browser has the token, the database its hash. Short-lived tokens for widgets on a
 * supplier's own pages will be children of these sessions and end with them.
 */
export type Sessions = ReturnType<typeof createSessions>;

interface Row {
  customer: string;
  remembered: boolean;
  renewed_at: Date;
  expires_at: Date;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Whether a request came to this machine itself over plain http. Anything else gets the secure cookie, also when a proxy
 * in front hides its https from us: a cookie that does not arrive is seen at once, one that leaks is not.
 */
export function isLocalAndPlain({ portalOrigin }: FastifyRequest): boolean {
  const { protocol, hostname } = new URL(portalOrigin);
  return protocol === 'http:' && (hostname === 'localhost' || hostname.endsWith('.localhost'));
}

export function createSessions({ database, clock }: { database: Database; clock: () => Date }) {
  const cookieOf = (request: FastifyRequest) => {
    const plain = isLocalAndPlain(request);
    return {
      name: plain ? sessionCookie.development : sessionCookie.secure,
      // Also to remove it: browsers refuse any `__Host-` cookie without them.
      attributes: { path: '/', httpOnly: true, sameSite: 'strict', secure: !plain } as const,
    };
  };

  const tokenOf = (request: FastifyRequest): string | undefined => {
    const token = request.cookies[cookieOf(request).name];
    return token !== undefined && tokenPattern.test(token) ? token : undefined;
  };

  const setCookie = (request: FastifyRequest, reply: FastifyReply, token: string, remembered: boolean): void => {
    const { name, attributes } = cookieOf(request);
    const maxAge = remembered ? { maxAge: rememberedSessionMilliseconds / 1000 } : {};
    void reply.setCookie(name, token, { ...attributes, ...maxAge });
  };

  const revoke = async (request: FastifyRequest): Promise<void> => {
    const token = tokenOf(request);
    if (!token) return;
    await database.query('DELETE FROM sessions WHERE token_hash = $1 AND tenant = $2', [
      hashOf(token),
      request.tenant.slug,
    ]);
  };

  return {
    /**
     * Begins a session, with a token that is new: one that the browser had before is worth nothing afterwards, so that
     * nobody can plant a token and wait for its victim to sign in.
     */
    async issue(
      request: FastifyRequest,
      reply: FastifyReply,
      { customer, remembered }: { customer: string; remembered: boolean },
    ): Promise<Session> {
      await revoke(request);
      const token = randomBytes(tokenBytes).toString('base64url');
      const now = clock();
      const lifetime = remembered ? rememberedSessionMilliseconds : sessionMilliseconds;
      const expiresAt = new Date(now.getTime() + lifetime);
      await database.query(
        `INSERT INTO sessions (token_hash, tenant, customer, remembered, created_at, renewed_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)`,
        [hashOf(token), request.tenant.slug, customer, remembered, now, expiresAt],
      );
      setCookie(request, reply, token, remembered);
      return { tenant: request.tenant.slug, customer, remembered, expiresAt };
    },

    /** The session of a request, or `null`. A session of one tenant is nothing at another. */
    async authenticate(request: FastifyRequest, reply: FastifyReply): Promise<Session | null> {
      const token = tokenOf(request);
      if (!token) return null;
      const now = clock();
      const tenant = request.tenant.slug;
      const [row] = await database.query<Row>(
        `SELECT customer, remembered, renewed_at, expires_at FROM sessions
         WHERE token_hash = $1 AND tenant = $2 AND expires_at > $3`,
        [hashOf(token), tenant, now],
      );
      if (!row) return null;
      let expiresAt = row.expires_at;
      const renewable = new Date(now.getTime() - renewalMilliseconds);
      if (row.remembered && row.renewed_at < renewable) {
        const later = new Date(now.getTime() + rememberedSessionMilliseconds);
        // Of many requests at once, one renews; a session that was ended in between stays ended.
        const renewed = await database.query(
          `UPDATE sessions SET renewed_at = $2, expires_at = $3
           WHERE token_hash = $1 AND renewed_at < $4 RETURNING tenant`,
          [hashOf(token), now, later, renewable],
        );
        if (renewed.length > 0) {
          expiresAt = later;
          setCookie(request, reply, token, true);
        }
      }
      return { tenant, customer: row.customer, remembered: row.remembered, expiresAt };
    },

    /** Ends the session of a request. */
    async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      await revoke(request);
      const { name, attributes } = cookieOf(request);
      void reply.clearCookie(name, attributes);
    },

    /** Ends every session that a customer has at a tenant. */
    async endAll(tenant: string, customer: string): Promise<void> {
      await database.query('DELETE FROM sessions WHERE tenant = $1 AND customer = $2', [tenant, customer]);
    },
  };
}
