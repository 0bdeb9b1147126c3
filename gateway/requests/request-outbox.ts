import { normalizeEmail } from '../sign-in/email-address.ts';
import type { Database } from '../store/database.ts';
import type { StoredRequest } from './customer-request.ts';

/**
 * Whom a mail is for: the supplier, the person at the address that was typed, or the customer at the address of the account
 * when that is another one (whoever is in somebody's session must not cancel unnoticed). With `-outcome` it is a second mail,
 * because the first one had to go without knowing what would become of the request.
 */
export type MailPurpose = 'supplier' | 'person' | 'account' | `${'supplier' | 'person' | 'account'}-outcome`;

/** A mail that somebody sends, for themselves until an instant. */
export interface LeasedMail {
  /** Id of the request. */
  request: string;
  purpose: MailPurpose;
  /** How often it was tried. */
  attempts: number;
  leasedUntil: Date;
}

/** How long whoever sends a mail has it for themselves; prolonged as long as it is being sent. */
export const mailLeaseMilliseconds = 60_000;

/**
 * How long mails wait for the Nomos API's answer, so that one mail says it all. Whoever asks it lets them go earlier; this is
 * for when that one has died.
 */
export const mailHoldMilliseconds = 30_000;

/** The mails of requests, in the database. They hold nothing: what they say follows from their request. */
export type RequestOutbox = ReturnType<typeof createRequestOutbox>;

/** Adds the mails of a new request, within the transaction that writes it down. */
export async function addMails(
  transaction: Database,
  { id, content, known }: Pick<StoredRequest, 'id' | 'content' | 'known'>,
  { now, held }: { now: Date; held: boolean },
): Promise<void> {
  const typed = 'email' in content ? content.email : null;
  const account = known && normalizeEmail(known.email);
  const purposes: MailPurpose[] = ['supplier'];
  if (typed !== null) purposes.push('person');
  if (account !== null && account !== typed) purposes.push('account');
  const dueAt = held ? new Date(now.getTime() + mailHoldMilliseconds) : now;
  await insert(transaction, id, purposes, dueAt, now);
}

/**
 * Lets the mails of a request go now that its outcome is known, within the transaction that writes it down. Those that are
 * out, or on their way out at this moment, are followed by another one that says it.
 */
export async function settleMails(transaction: Database, request: string, now: Date): Promise<void> {
  const mails = await transaction.query<{ purpose: MailPurpose; gone: boolean; given_up_at: Date | null }>(
    `SELECT purpose, (sent_at IS NOT NULL OR leased_until > $2) AS gone, given_up_at
     FROM customer_request_mails WHERE request = $1 FOR UPDATE`,
    [request, now],
  );
  const second = mails.flatMap(({ purpose, gone, given_up_at: givenUpAt }) =>
    gone && !givenUpAt && !purpose.endsWith('-outcome') ? [`${purpose}-outcome` as MailPurpose] : [],
  );
  await insert(transaction, request, second, now, now);
  await transaction.query(
    `UPDATE customer_request_mails SET next_try_at = $2
     WHERE request = $1 AND attempts = 0 AND sent_at IS NULL AND next_try_at > $2`,
    [request, now],
  );
}

async function insert(
  transaction: Database,
  request: string,
  purposes: readonly MailPurpose[],
  dueAt: Date,
  now: Date,
): Promise<void> {
  for (const purpose of purposes) {
    await transaction.query(
      `INSERT INTO customer_request_mails (request, purpose, next_try_at, leased_until) VALUES ($1, $2, $3, $4)
       ON CONFLICT (request, purpose) DO NOTHING`,
      [request, purpose, dueAt, now],
    );
  }
}

export function createRequestOutbox({ database, clock }: { database: Database; clock: () => Date }) {
  const leaseEnd = (): Date => new Date(clock().getTime() + mailLeaseMilliseconds);

  return {
    /** Leases mails whose time has come and that nobody holds. */
    async lease(most: number): Promise<LeasedMail[]> {
      const rows = await database.query<Omit<LeasedMail, 'leasedUntil'> & { leased_until: Date }>(
        `UPDATE customer_request_mails AS mail SET leased_until = $2
         FROM (
           SELECT request, purpose FROM customer_request_mails
           WHERE sent_at IS NULL AND given_up_at IS NULL AND next_try_at <= $1 AND leased_until <= $1
           ORDER BY next_try_at LIMIT $3 FOR UPDATE SKIP LOCKED
         ) AS due
         WHERE mail.request = due.request AND mail.purpose = due.purpose
         RETURNING mail.request, mail.purpose, mail.attempts, mail.leased_until`,
        [clock(), leaseEnd(), most],
      );
      return rows.map(({ leased_until: leasedUntil, ...mail }) => ({ ...mail, leasedUntil }));
    },

    /** Prolongs a lease. Gives `null` when somebody else has the mail by now. */
    async keep(mail: LeasedMail): Promise<LeasedMail | null> {
      const leasedUntil = leaseEnd();
      const kept = await database.query(
        `UPDATE customer_request_mails SET leased_until = $4
         WHERE request = $1 AND purpose = $2 AND leased_until = $3 AND sent_at IS NULL RETURNING purpose`,
        [mail.request, mail.purpose, mail.leasedUntil, leasedUntil],
      );
      return kept.length > 0 ? { ...mail, leasedUntil } : null;
    },

    /** Remembers that a mail is out. With the supplier's, the request is forwarded, and its file is no longer ours to keep. */
    async sent({ request, purpose }: LeasedMail): Promise<void> {
      const now = clock();
      await database.transaction(async (transaction) => {
        // The request before its mails, as everywhere: who takes their locks the other way round waits for this one for ever.
        if (purpose === 'supplier') {
          await transaction.query(
            'UPDATE customer_requests SET forwarded_at = $2 WHERE id = $1 AND forwarded_at IS NULL',
            [request, now],
          );
        }
        await transaction.query('UPDATE customer_request_mails SET sent_at = $3 WHERE request = $1 AND purpose = $2', [
          request,
          purpose,
          now,
        ]);
        if (purpose !== 'supplier') return;
        await transaction.query('DELETE FROM customer_request_attachments WHERE request = $1', [request]);
      });
    },

    /** Leaves a mail that could not be sent for later. */
    async postpone({ request, purpose, leasedUntil }: LeasedMail, nextTryAt: Date): Promise<void> {
      await database.query(
        `UPDATE customer_request_mails SET attempts = attempts + 1, next_try_at = $4, leased_until = $5
         WHERE request = $1 AND purpose = $2 AND leased_until = $3`,
        [request, purpose, leasedUntil, nextTryAt, clock()],
      );
    },

    /** Gives up a mail that will never be taken. */
    async giveUp({ request, purpose }: LeasedMail): Promise<void> {
      await database.query('UPDATE customer_request_mails SET given_up_at = $3 WHERE request = $1 AND purpose = $2', [
        request,
        purpose,
        clock(),
      ]);
    },
  };
}
