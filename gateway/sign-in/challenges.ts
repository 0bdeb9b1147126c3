import type { CodeProblem } from '../../src/contract/gateway/sign-in.ts';
import { tooManyRequests } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { randomCode, randomId, type Keys } from './keys.ts';
import {
  attemptsPerChallenge,
  codeLifetimeMilliseconds,
  failureLimitsPerAddress,
  longestSpan,
  secondsToWait,
  sendLimitsPerAddress,
  sendLimitsPerNetwork,
  type Limit,
} from './limits.ts';

/** A code on its way. The code itself exists here and in the mail, nowhere else. */
export interface NewChallenge {
  id: string;
  code: string;
  expiresAt: Date;
  resendAt: Date;
}

/** What became of a guess. */
export type Verdict =
  { accepted: true; customer: string; remember: boolean } | { accepted: false; problem: CodeProblem };

export type Challenges = ReturnType<typeof createChallenges>;

interface ChallengeRow {
  address_key: string;
  customer: string | null;
  code_hmac: Uint8Array;
  remember: boolean;
}

/** Serialises, across replicas, what is decided by counting: two requests at once must not both be the last one allowed. */
async function lock(database: Database, key: string): Promise<void> {
  await database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
}

export function createChallenges({ database, keys, clock }: { database: Database; keys: Keys; clock: () => Date }) {
  const waitFor = async (
    transaction: Database,
    limits: readonly Limit[],
    sql: string,
    parameters: readonly unknown[],
  ): Promise<number> => {
    const now = clock();
    const since = new Date(now.getTime() - longestSpan(limits));
    const most = Math.max(...limits.map(({ count }) => count));
    const rows = await transaction.query<{ at: Date }>(`${sql} AND at > $1 ORDER BY at DESC LIMIT ${most}`, [
      since,
      ...parameters,
    ]);
    return secondsToWait(
      limits,
      rows.map(({ at }) => at),
      now,
    );
  };

  return {
    /**
     * Makes a code for an address, whether anybody is known by it or not. Codes sent before it no longer hold: whoever
     * looks at the newest mail is right.
     *
     * @throws {GatewayError} 429 with the seconds to wait, by the limits of the address and of the network.
     */
    async create({
      tenant,
      email,
      ip,
      remember,
    }: {
      tenant: string;
      /** Normalised. */
      email: string;
      ip: string;
      remember: boolean;
    }): Promise<NewChallenge> {
      const now = clock();
      const id = randomId();
      const code = randomCode();
      const expiresAt = new Date(now.getTime() + codeLifetimeMilliseconds);
      const addressKey = keys.address(tenant, email);
      const networkKey = keys.network(ip);
      const wait = await database.transaction(async (transaction) => {
        await lock(transaction, `network ${networkKey}`);
        await lock(transaction, `address ${addressKey}`);
        const seconds = Math.max(
          await waitFor(
            transaction,
            sendLimitsPerAddress,
            `SELECT at FROM (SELECT tenant, address_key, created_at AS at FROM sign_in_challenges) AS sent
             WHERE tenant = $2 AND address_key = $3`,
            [tenant, addressKey],
          ),
          await waitFor(
            transaction,
            sendLimitsPerNetwork,
            `SELECT at FROM (SELECT network_key, created_at AS at FROM sign_in_challenges) AS sent WHERE network_key = $2`,
            [networkKey],
          ),
        );
        if (seconds > 0) return seconds;
        await transaction.query(
          `UPDATE sign_in_challenges SET expires_at = $3
           WHERE tenant = $1 AND address_key = $2 AND used_at IS NULL AND expires_at > $3`,
          [tenant, addressKey, now],
        );
        await transaction.query(
          `INSERT INTO sign_in_challenges
             (id, tenant, address_key, network_key, code_hmac, remember, created_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [id, tenant, addressKey, networkKey, keys.code(id, tenant, addressKey, code), remember, now, expiresAt],
        );
        return 0;
      });
      if (wait > 0) throw tooManyRequests(wait);
      const [first] = sendLimitsPerAddress;
      return { id, code, expiresAt, resendAt: new Date(now.getTime() + (first?.milliseconds ?? 0)) };
    },

    /** Says whose address it was. Until then, and for ever when it is nobody's, no code is right. */
    async assign(id: string, customer: string): Promise<void> {
      await database.query('UPDATE sign_in_challenges SET customer = $2 WHERE id = $1', [id, customer]);
    },

    /**
     * Judges a guess. Attempts are counted before the code is looked at, in one conditional UPDATE, so that however many
     * guesses arrive at once, five are judged.
     *
     * @throws {GatewayError} 429 when the address has failed too often in the last hour or day.
     */
    async verify({ tenant, id, code }: { tenant: string; id: string; code: string }): Promise<Verdict> {
      const now = clock();
      const [known] = await database.query<{ address_key: string }>(
        'SELECT address_key FROM sign_in_challenges WHERE id = $1 AND tenant = $2',
        [id, tenant],
      );
      if (!known) return { accepted: false, problem: 'expired_code' };
      const addressKey = known.address_key;
      const outcome = await database.transaction<Verdict | { wait: number }>(async (transaction) => {
        await lock(transaction, `failures ${addressKey}`);
        const wait = await waitFor(
          transaction,
          failureLimitsPerAddress,
          `SELECT at FROM (SELECT tenant, address_key, failed_at AS at FROM sign_in_failures) AS failed
           WHERE tenant = $2 AND address_key = $3`,
          [tenant, addressKey],
        );
        if (wait > 0) return { wait };
        const [row] = await transaction.query<ChallengeRow>(
          `UPDATE sign_in_challenges SET attempts = attempts + 1
           WHERE id = $1 AND tenant = $2 AND used_at IS NULL AND expires_at > $3 AND attempts < $4
           RETURNING address_key, customer, code_hmac, remember`,
          [id, tenant, now, attemptsPerChallenge],
        );
        if (!row) return { accepted: false, problem: await problemOf(transaction, id, now) };
        const right = keys.equal(Buffer.from(row.code_hmac), keys.code(id, tenant, addressKey, code));
        if (!right || row.customer === null) {
          await transaction.query('INSERT INTO sign_in_failures (tenant, address_key, failed_at) VALUES ($1, $2, $3)', [
            tenant,
            addressKey,
            now,
          ]);
          return { accepted: false, problem: 'invalid_code' };
        }
        await transaction.query('UPDATE sign_in_challenges SET used_at = $2 WHERE id = $1', [id, now]);
        return { accepted: true, customer: row.customer, remember: row.remember };
      });
      if ('wait' in outcome) throw tooManyRequests(outcome.wait);
      return outcome;
    },
  };
}

async function problemOf(database: Database, id: string, now: Date): Promise<CodeProblem> {
  const [row] = await database.query<{ used_at: Date | null; expires_at: Date; attempts: number }>(
    'SELECT used_at, expires_at, attempts FROM sign_in_challenges WHERE id = $1',
    [id],
  );
  if (row?.used_at) return 'used_code';
  if (!row || row.expires_at <= now) return 'expired_code';
  return 'too_many_attempts';
}
