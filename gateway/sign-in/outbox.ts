import * as z from 'zod/mini';
import { nullish } from '../../src/contract/tolerant.ts';
import type { Database } from '../store/database.ts';
import type { Keys } from './keys.ts';
import { sealContexts } from './seal-contexts.ts';

/** A code that is to be sent. */
export interface CodeOnItsWay {
  challenge: string;
  /** Slug of the tenant. */
  tenant: string;
  /** Normalised. */
  email: string;
  code: string;
  /** Address of the link that does the same as the code; `null` for a mail without one. */
  link: string | null;
  locale: 'de' | 'en';
  /** Whose step-up the code is for; `null` for a sign-in, where the customer is looked up by the address. */
  stepUpOf: { firstName: string } | null;
  /** Nothing is sent from this instant on. */
  expiresAt: Date;
}

/** A code that somebody has for themselves until an instant. */
export interface LeasedCode extends CodeOnItsWay {
  leasedUntil: Date;
}

/** How long whoever sends a code has it for themselves; longer than a try with all its time limits, or a pause. */
export const leaseMilliseconds = 60_000;

const sealedSchema = z.object({
  email: z.string(),
  code: z.string(),
  // Absent in what was sealed before there were links.
  link: nullish(z.string()),
  locale: z.enum(['de', 'en']),
  stepUpOf: nullish(z.object({ firstName: z.string() })),
});

/** Codes on their way, in the database: address and code are sealed, and gone when they are sent. */
export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox({ database, keys, clock }: { database: Database; keys: Keys; clock: () => Date }) {
  const leaseEnd = (): Date => new Date(clock().getTime() + leaseMilliseconds);

  return {
    /** Writes a code down, leased to the caller, within the transaction that makes its challenge. */
    async add(transaction: Database, code: CodeOnItsWay): Promise<LeasedCode> {
      const { challenge, tenant, expiresAt, ...secret } = code;
      const leasedUntil = leaseEnd();
      const sealed = keys.seal(JSON.stringify(secret), sealContexts.delivery(challenge, tenant));
      await transaction.query(
        `INSERT INTO sign_in_deliveries (challenge, tenant, sealed, leased_until, expires_at)
         VALUES ($1, $2, $3, $4, $5)`,
        [challenge, tenant, sealed, leasedUntil, expiresAt],
      );
      return { ...code, leasedUntil };
    },

    /**
     * Leases what nobody holds: what a restart or a replica that died has left behind. Drops what has expired.
     *
     * @param except - Challenges whose codes are under way here, however long it takes.
     */
    async takeOver(except: readonly string[]): Promise<LeasedCode[]> {
      const now = clock();
      const leasedUntil = leaseEnd();
      await database.query('DELETE FROM sign_in_deliveries WHERE expires_at <= $1', [now]);
      const rows = await database.query<{ challenge: string; tenant: string; sealed: Uint8Array; expires_at: Date }>(
        `UPDATE sign_in_deliveries SET leased_until = $2
         WHERE challenge IN (
           SELECT challenge FROM sign_in_deliveries
           WHERE leased_until <= $1 AND challenge <> ALL ($3::text[]) FOR UPDATE SKIP LOCKED
         )
         RETURNING challenge, tenant, sealed, expires_at`,
        [now, leasedUntil, [...except]],
      );
      const jobs: LeasedCode[] = [];
      for (const { challenge, tenant, sealed, expires_at: expiresAt } of rows) {
        const secret = open(keys, sealed, sealContexts.delivery(challenge, tenant));
        if (secret) jobs.push({ challenge, tenant, expiresAt, leasedUntil, ...secret });
        else await this.remove(challenge);
      }
      return jobs;
    },

    /**
     * Keeps a code for one more try. Gives `null` when there is nothing left to send: a newer code has taken its place, or
     * somebody else has it since the lease ended.
     */
    async keep(code: LeasedCode): Promise<LeasedCode | null> {
      const leasedUntil = leaseEnd();
      const kept = await database.query(
        'UPDATE sign_in_deliveries SET leased_until = $3 WHERE challenge = $1 AND leased_until = $2 RETURNING challenge',
        [code.challenge, code.leasedUntil, leasedUntil],
      );
      return kept.length > 0 ? { ...code, leasedUntil } : null;
    },

    /** Leaves a code to whoever comes next. */
    async release({ challenge, leasedUntil }: LeasedCode): Promise<void> {
      await database.query(
        'UPDATE sign_in_deliveries SET leased_until = $3 WHERE challenge = $1 AND leased_until = $2',
        [challenge, leasedUntil, clock()],
      );
    },

    /** Forgets a code that has been sent, or never will be. */
    async remove(challenge: string): Promise<void> {
      await database.query('DELETE FROM sign_in_deliveries WHERE challenge = $1', [challenge]);
    },
  };
}

/** What was sealed; `null` when the server's key has changed since. */
function open(keys: Keys, sealed: Uint8Array, context: string): z.output<typeof sealedSchema> | null {
  try {
    return z.parse(sealedSchema, JSON.parse(keys.open(sealed, context)));
  } catch {
    return null;
  }
}
