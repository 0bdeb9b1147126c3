import { createHash, randomInt } from 'node:crypto';
import type { CheckedRequest } from '../../src/contract/gateway/requests.ts';
import { GatewayError, tooManyRequests } from '../errors.ts';
import type { Keys } from '../sign-in/keys.ts';
import { largestCount, longestSpan, secondsToWait, type Limit } from '../sign-in/limits.ts';
import { sealContexts } from '../sign-in/seal-contexts.ts';
import type { Database } from '../store/database.ts';
import { lock, lockEach } from '../store/lock.ts';
import type { Attachment, KnownCustomer, Outcome, StoredRequest } from './customer-request.ts';
import { fieldProblem } from './request-input.ts';
import { requestLimitsPerAddress, requestLimitsPerCustomer, requestLimitsPerNetwork } from './request-limits.ts';
import { addMails, settleMails } from './request-outbox.ts';

/** How long whoever asks the Nomos API has a request for themselves; longer than a call with all its time limits. */
export const outcomeLeaseMilliseconds = 60_000;

/** A request whose outcome somebody finds out, for themselves until an instant. */
export interface LeasedRequest extends StoredRequest {
  leasedUntil: Date;
  /** How often the Nomos API was asked without an answer. */
  attempts: number;
  /** Whether it may have been told to terminate already, and since when the subscription was terminated before that. */
  called: { terminatedBefore: Date | null } | null;
}

/** A request that is to be written down. */
export interface NewRequest {
  /** Slug. */
  tenant: string;
  /** Of whoever is signed in. */
  customer: string | null;
  ip: string;
  request: CheckedRequest;
  known: KnownCustomer | null;
  attachment: Attachment | null;
  /** Whether the Nomos API is to carry it out. */
  forApi: boolean;
}

export type RequestStore = ReturnType<typeof createRequestStore>;

interface Row {
  id: string;
  tenant: string;
  reference: string;
  customer: string | null;
  content_hash: Uint8Array;
  sealed: Uint8Array;
  received_at: Date;
  forwarded_at: Date | null;
  outcome: Outcome['type'];
  end_at: Date | null;
  refusal: string | null;
  called_at: Date | null;
  terminated_before: Date | null;
  attempts: number;
  leased_until: Date;
}

const columns = `id, tenant, reference, customer, content_hash, sealed, received_at, forwarded_at, outcome, end_at, refusal,
  called_at, terminated_before, attempts, leased_until`;

/** Letters and digits that nobody takes for another one on the telephone or on paper: no 0 O, 1 I L, 2 Z, 5 S, 8 B. */
const referenceAlphabet = '34679ACDEFGHJKMNPQRTUVWXY';

const idAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** How many of their requests a customer sees again. */
const shownAtMost = 100;

const random = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)] ?? '').join('');

/** Of random bits: a plain hash is enough, and outlives the server's key. */
const hashOfKey = (tenant: string, key: string): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([tenant, key]))
    .digest();

/** The requests in the database. */
export function createRequestStore({ database, keys, clock }: { database: Database; keys: Keys; clock: () => Date }) {
  const leaseEnd = (): Date => new Date(clock().getTime() + outcomeLeaseMilliseconds);

  /** @throws {Error} When it was sealed with another key. */
  const read = (row: Row): LeasedRequest => {
    const { id, tenant, reference, customer } = row;
    const sealed = JSON.parse(keys.open(row.sealed, sealContexts.request(id, tenant))) as Pick<
      StoredRequest,
      'content' | 'known' | 'attachmentName'
    >;
    return {
      id,
      reference,
      tenant,
      customer,
      receivedAt: row.received_at,
      ...sealed,
      outcome: outcomeOf(row),
      forwardedAt: row.forwarded_at,
      leasedUntil: row.leased_until,
      attempts: row.attempts,
      called: row.called_at && { terminatedBefore: row.terminated_before },
    };
  };

  /** The same whatever the language of the page was: only what is asked counts. */
  const contentHashes = (tenant: string, request: CheckedRequest, attachment: Attachment | null): Buffer[] => {
    const { key, locale: _locale, ...content } = request;
    const file = attachment && createHash('sha256').update(attachment.content).digest('base64url');
    return keys.all.map((secret) => secret.request(tenant, key, JSON.stringify([content, file])));
  };

  const byKey = async (on: Database, tenant: string, key: string): Promise<Row | undefined> => {
    const sql = `SELECT ${columns} FROM customer_requests WHERE tenant = $1 AND key_hash = $2`;
    const [row] = await on.query<Row>(sql, [tenant, hashOfKey(tenant, key)]);
    return row;
  };

  const sameOrConflict = (row: Row, hashes: readonly Buffer[]): LeasedRequest => {
    if (hashes.some((hash) => keys.equal(row.content_hash, hash))) return read(row);
    throw new GatewayError(409, 'CONFLICT', 'The key belongs to another request', {
      errors: [fieldProblem('key_reused', 'key')],
    });
  };

  const secondsUntilAllowed = async (
    transaction: Database,
    where: string,
    parameters: readonly unknown[],
    limits: readonly Limit[],
    now: Date,
  ): Promise<number> => {
    const rows = await transaction.query<{ at: Date }>(
      `SELECT received_at AS at FROM customer_requests WHERE ${where} AND received_at > $1 ORDER BY received_at DESC LIMIT $2`,
      [new Date(now.getTime() - longestSpan(limits)), largestCount(limits), ...parameters],
    );
    return secondsToWait(
      limits,
      rows.map(({ at }) => at),
      now,
    );
  };

  return {
    /**
     * The request that was made with a key, if there is one.
     *
     * @throws {GatewayError} 409 when it asks for something else.
     */
    async made(tenant: string, request: CheckedRequest, attachment: Attachment | null): Promise<LeasedRequest | null> {
      const row = await byKey(database, tenant, request.key);
      return row ? sameOrConflict(row, contentHashes(tenant, request, attachment)) : null;
    },

    /**
     * Writes a request down, with its mails, and leases its outcome to the caller; all of it is committed when this
     * resolves. A key that has been used gives the request that it was used for, also when both arrive at once.
     *
     * @throws {GatewayError} 409 when the key was used for something else, 429 by the limits of network, address and customer.
     */
    async add(made: NewRequest): Promise<{ request: LeasedRequest; isNew: boolean }> {
      const { tenant, customer, request, known, attachment } = made;
      const now = clock();
      const { key, ...content } = request;
      const hashes = contentHashes(tenant, request, attachment);
      const networkKeys = keys.all.map((secret) => secret.network(made.ip));
      const addressKeys = 'email' in content ? keys.all.map((secret) => secret.address(tenant, content.email)) : null;
      const id = `req_${random(idAlphabet, 24)}`;
      const reference = `${random(referenceAlphabet, 4)}-${random(referenceAlphabet, 4)}`;
      const attachmentName = attachment && `${reference}.${attachment.ending}`;
      const sealed = { content: content, known, attachmentName };
      const outcome = await database.transaction<{ wait: number } | { row: Row; isNew: boolean }>(
        async (transaction) => {
          if (customer === null) await lockEach(transaction, 'requests network', networkKeys);
          else await lock(transaction, `requests customer ${customer}`);
          if (addressKeys) await lockEach(transaction, 'requests address', addressKeys);
          const earlier = await byKey(transaction, tenant, key);
          if (earlier) return { row: earlier, isNew: false };
          const wait = Math.max(
            customer === null
              ? await secondsUntilAllowed(
                  transaction,
                  'network_key = ANY ($3::text[]) AND customer IS NULL',
                  [networkKeys],
                  requestLimitsPerNetwork,
                  now,
                )
              : await secondsUntilAllowed(
                  transaction,
                  'tenant = $3 AND customer = $4',
                  [tenant, customer],
                  requestLimitsPerCustomer,
                  now,
                ),
            addressKeys === null
              ? 0
              : await secondsUntilAllowed(
                  transaction,
                  'tenant = $3 AND address_key = ANY ($4::text[])',
                  [tenant, addressKeys],
                  requestLimitsPerAddress,
                  now,
                ),
          );
          if (wait > 0) return { wait };
          const [row] = await transaction.query<Row>(
            `INSERT INTO customer_requests (id, tenant, reference, kind, customer, key_hash, content_hash, address_key,
             network_key, sealed, received_at, outcome, next_try_at, leased_until)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $13)
           ON CONFLICT (tenant, key_hash) DO NOTHING RETURNING ${columns}`,
            [
              id,
              tenant,
              reference,
              content.kind,
              customer,
              hashOfKey(tenant, key),
              hashes[0],
              addressKeys?.[0] ?? null,
              networkKeys[0],
              keys.seal(JSON.stringify(sealed), sealContexts.request(id, tenant)),
              now,
              made.forApi ? 'open' : 'none',
              leaseEnd(),
            ],
          );
          // From another network or under another name, the same key has just come in by another replica.
          if (!row) {
            const twin = await byKey(transaction, tenant, key);
            if (!twin) throw new Error('A request vanished while it was made again');
            return { row: twin, isNew: false };
          }
          if (attachment) {
            // As text: PGlite takes twenty times as long to hand over ten megabytes of bytes.
            await transaction.query(
              `INSERT INTO customer_request_attachments (request, sealed) VALUES ($1, decode($2, 'base64'))`,
              [id, keys.seal(attachment.content, sealContexts.attachment(id)).toString('base64')],
            );
          }
          await addMails(transaction, { ...sealed, id }, { now, held: made.forApi });
          return { row, isNew: true };
        },
      );
      if ('wait' in outcome) throw tooManyRequests(outcome.wait);
      return { request: sameOrConflict(outcome.row, hashes), isNew: outcome.isNew };
    },

    /** A request by its id; `null` when there is none, or none that can be opened. */
    async get(id: string): Promise<LeasedRequest | null> {
      const [row] = await database.query<Row>(`SELECT ${columns} FROM customer_requests WHERE id = $1`, [id]);
      return row ? read(row) : null;
    },

    /** A request by its id and the key that it was made with. */
    async byKey(tenant: string, id: string, key: string): Promise<StoredRequest | null> {
      const row = await byKey(database, tenant, key);
      return row?.id === id ? read(row) : null;
    },

    /** What a customer has asked for at a tenant, newest first. */
    async ofCustomer(tenant: string, customer: string): Promise<StoredRequest[]> {
      const rows = await database.query<Row>(
        `SELECT ${columns} FROM customer_requests WHERE tenant = $1 AND customer = $2
         ORDER BY received_at DESC, id LIMIT ${shownAtMost}`,
        [tenant, customer],
      );
      return rows.flatMap((row) => {
        try {
          return [read(row)];
        } catch {
          // Sealed with a key that the server no longer has.
          return [];
        }
      });
    },

    /** The file of a request, as long as the supplier does not have it. */
    async attachmentOf({ id }: StoredRequest): Promise<Buffer | null> {
      const [row] = await database.query<{ sealed: string }>(
        `SELECT encode(sealed, 'base64') AS sealed FROM customer_request_attachments WHERE request = $1`,
        [id],
      );
      return row ? keys.openBytes(Buffer.from(row.sealed, 'base64'), sealContexts.attachment(id)) : null;
    },

    /** Leases requests whose outcome is open, that nobody holds and whose time has come. */
    async leaseOpen(most: number): Promise<LeasedRequest[]> {
      const now = clock();
      const rows = await database.query<Row>(
        `UPDATE customer_requests SET leased_until = $2
         WHERE id IN (
           SELECT id FROM customer_requests
           WHERE outcome = 'open' AND next_try_at <= $1 AND leased_until <= $1
           ORDER BY next_try_at LIMIT $3 FOR UPDATE SKIP LOCKED
         )
         RETURNING ${columns}`,
        [now, leaseEnd(), most],
      );
      return rows.flatMap((row) => {
        try {
          return [read(row)];
        } catch {
          return [];
        }
      });
    },

    /**
     * Says, before the Nomos API is told to terminate, that it will be, and how the subscription was until then. Gives `null`
     * when somebody else has the request by now.
     */
    async beginCall(request: LeasedRequest, terminatedBefore: Date | null): Promise<LeasedRequest | null> {
      const leasedUntil = leaseEnd();
      const [row] = await database.query<Row>(
        `UPDATE customer_requests SET leased_until = $3, called_at = $4,
           terminated_before = CASE WHEN called_at IS NULL THEN $5::timestamptz ELSE terminated_before END
         WHERE id = $1 AND leased_until = $2 AND outcome = 'open' RETURNING ${columns}`,
        [request.id, request.leasedUntil, leasedUntil, clock(), terminatedBefore],
      );
      return row ? read(row) : null;
    },

    /** Writes down what became of a request, and lets its mails say so. */
    async settle({ id }: StoredRequest, outcome: Extract<Outcome, { type: 'applied' | 'refused' }>): Promise<void> {
      const now = clock();
      const endAt = outcome.type === 'applied' ? outcome.endAt : null;
      const refusal = outcome.type === 'refused' ? outcome.code : null;
      await database.transaction(async (transaction) => {
        const settled = await transaction.query(
          `UPDATE customer_requests SET outcome = $2, end_at = $3, refusal = $4 WHERE id = $1 AND outcome = 'open' RETURNING id`,
          [id, outcome.type, endAt, refusal],
        );
        if (settled.length > 0) await settleMails(transaction, id, now);
      });
    },

    /** Leaves a request without an outcome for later; its mails do not wait for it. */
    async postpone({ id, leasedUntil }: LeasedRequest, nextTryAt: Date): Promise<void> {
      const now = clock();
      await database.transaction(async (transaction) => {
        await transaction.query(
          `UPDATE customer_requests SET attempts = attempts + 1, next_try_at = $3, leased_until = $4
           WHERE id = $1 AND leased_until = $2`,
          [id, leasedUntil, nextTryAt, now],
        );
        await transaction.query(
          `UPDATE customer_request_mails SET next_try_at = $2
           WHERE request = $1 AND attempts = 0 AND sent_at IS NULL AND next_try_at > $2`,
          [id, now],
        );
      });
    },
  };
}

function outcomeOf({ outcome, end_at: endAt, refusal }: Row): Outcome {
  if (outcome === 'applied' && endAt) return { type: 'applied', endAt };
  if (outcome === 'refused') return { type: 'refused', code: refusal ?? 'unknown' };
  return { type: outcome === 'open' ? 'open' : 'none' };
}
