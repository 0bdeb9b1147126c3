import * as z from 'zod/mini';
import { tooManyRequests } from '../errors.ts';
import { pauseAfter } from '../requests/backoff.ts';
import { randomId, type Keys } from '../sign-in/keys.ts';
import { longestSpan, largestCount, secondsToWait, type Limit } from '../sign-in/limits.ts';
import { sealContexts } from '../sign-in/seal-contexts.ts';
import type { Database } from '../store/database.ts';
import { lock } from '../store/lock.ts';
import { noticeContentSchema, type NoticeContent } from './change.ts';

/** A notice that somebody has for themselves until an instant. */
export interface LeasedNotice {
  id: string;
  /** Slug of the tenant. */
  tenant: string;
  customer: string;
  content: NoticeContent;
  /** Whether the Nomos API has said that the change is made; else that has to be found out. */
  confirmed: boolean;
  /** How often it has been tried, this time included. */
  attempts: number;
  leasedUntil: Date;
}

/** How a change ended: made, refused, or nobody knows, because the answer was lost. */
export type Ending = 'made' | 'refused' | 'unknown';

/** How often a customer may change something: each change is a mail. */
export const changeLimits: readonly Limit[] = [
  { count: 20, milliseconds: 3_600_000 },
  { count: 50, milliseconds: 24 * 3_600_000 },
];

/** How long a change, or a try to send its notice, may take: longer than all their time limits together. */
export const leaseMilliseconds = 120_000;

/** How many are sent at the same time. */
const takenAtOnce = 8;

export type Notices = ReturnType<typeof createNotices>;

/**
 * Notices of changes, in the database. Each is written down before its change is made: whatever breaks afterwards, the
 * gateway knows that there may be something to tell, and asks the Nomos API what became of it.
 */
export function createNotices({ database, keys, clock }: { database: Database; keys: Keys; clock: () => Date }) {
  const after = (milliseconds: number): Date => new Date(clock().getTime() + milliseconds);

  return {
    /**
     * Writes down what is about to be changed, leased to the caller.
     *
     * @throws {GatewayError} 429 when the customer has changed too much.
     */
    async prepare(tenant: string, customer: string, content: NoticeContent): Promise<string> {
      const now = clock();
      const id = randomId();
      const sealed = keys.seal(JSON.stringify(content), sealContexts.notice(id, tenant));
      const wait = await database.transaction(async (transaction) => {
        await lock(transaction, `notices ${tenant} ${customer}`);
        const before = await transaction.query<{ created_at: Date }>(
          `SELECT created_at FROM change_notices WHERE tenant = $1 AND customer = $2 AND created_at > $3
           ORDER BY created_at DESC LIMIT $4`,
          [tenant, customer, after(-longestSpan(changeLimits)), largestCount(changeLimits)],
        );
        const instants = before.map(({ created_at: createdAt }) => createdAt);
        const seconds = secondsToWait(changeLimits, instants, now);
        if (seconds > 0) return seconds;
        await transaction.query(
          `INSERT INTO change_notices (id, tenant, customer, sealed, due_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
          [id, tenant, customer, sealed, after(leaseMilliseconds), now],
        );
        return 0;
      });
      if (wait > 0) throw tooManyRequests(wait);
      return id;
    },

    /** Says how a change ended. From then on its notice is due, or gone. */
    async settle(id: string, ending: Ending): Promise<void> {
      if (ending === 'refused') await database.query('DELETE FROM change_notices WHERE id = $1', [id]);
      else {
        await database.query(
          'UPDATE change_notices SET confirmed = $2, due_at = $3 WHERE id = $1 AND sealed IS NOT NULL',
          [id, ending === 'made', clock()],
        );
      }
    },

    /** Leases what is due; on several replicas each of them to one. */
    async take(): Promise<LeasedNotice[]> {
      const leasedUntil = after(leaseMilliseconds);
      const rows = await database.query<{
        id: string;
        tenant: string;
        customer: string;
        sealed: Uint8Array;
        confirmed: boolean;
        attempts: number;
      }>(
        `UPDATE change_notices SET due_at = $2, attempts = attempts + 1
         WHERE id IN (
           SELECT id FROM change_notices WHERE due_at <= $1 AND sealed IS NOT NULL
           ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
         )
         RETURNING id, tenant, customer, sealed, confirmed, attempts`,
        [clock(), leasedUntil, takenAtOnce],
      );
      const notices: LeasedNotice[] = [];
      for (const { sealed, ...row } of rows) {
        const content = open(keys, sealed, sealContexts.notice(row.id, row.tenant));
        if (content) notices.push({ ...row, content, leasedUntil });
        else await this.done(row.id);
      }
      return notices;
    },

    /** Leaves a notice for a later try, unless somebody else has it since the lease ended. */
    async postpone({ id, attempts, leasedUntil }: LeasedNotice): Promise<void> {
      await database.query('UPDATE change_notices SET due_at = $3 WHERE id = $1 AND due_at = $2', [
        id,
        leasedUntil,
        after(pauseAfter(attempts)),
      ]);
    },

    /** Forgets what a notice says. That there was one is counted for a while. */
    async done(id: string): Promise<void> {
      await database.query('UPDATE change_notices SET sealed = NULL, due_at = NULL WHERE id = $1', [id]);
    },
  };
}

/** What was sealed; `null` when the server's key has changed since. */
function open(keys: Keys, sealed: Uint8Array, context: string): NoticeContent | null {
  try {
    return z.parse(noticeContentSchema, JSON.parse(keys.open(sealed, context)));
  } catch {
    return null;
  }
}
