import type { CodeProblem } from '../../src/contract/gateway/sign-in.ts';
import { tooManyRequests } from '../errors.ts';
import { newToken } from '../security/opaque-token.ts';
import type { Database } from '../store/database.ts';
import { lockEach } from '../store/lock.ts';
import { randomCode, randomId, type Keys } from './keys.ts';
import {
  attemptsPerChallenge,
  codeLifetimeMilliseconds,
  failureLimitsPerAddress,
  largestCount,
  longestSpan,
  secondsToWait,
  sendLimitsPerAddress,
  sendLimitsPerNetwork,
  type Limit,
} from './limits.ts';
import { linkAddress } from './links.ts';
import type { LeasedCode, Outbox } from './outbox.ts';

/** A challenge as the browser hears of it, and its code on the way. The code exists there and in the mail, nowhere else. */
export interface NewChallenge {
  id: string;
  expiresAt: Date;
  /** From when the limits allow another one to the same address. */
  resendAt: Date;
  delivery: LeasedCode;
}

/** What became of a guess; `locale` is the language that the code was asked for in. */
export type Verdict =
  | { accepted: true; customer: string; remember: boolean; locale: 'de' | 'en' | null }
  | { accepted: false; problem: CodeProblem };

/** Whose step-up it is: the session that asks for it is the only one in which the code is worth anything. */
export interface StepUpOf {
  session: string;
  customer: string;
  firstName: string;
}

export type Challenges = ReturnType<typeof createChallenges>;

interface ChallengeRow {
  customer: string | null;
  code_hmac: Uint8Array;
  remember: boolean;
  locale: 'de' | 'en' | null;
}

/** When something happened, since when, newest first; no more of it than any limit looks at. */
const counted = {
  sendsToAddress: `SELECT created_at AS at FROM sign_in_challenges
    WHERE created_at > $1 AND tenant = $3 AND address_key = ANY ($4::text[]) ORDER BY created_at DESC LIMIT $2`,
  sendsForNetwork: `SELECT created_at AS at FROM sign_in_challenges
    WHERE created_at > $1 AND network_key = ANY ($3::text[]) ORDER BY created_at DESC LIMIT $2`,
  failuresOfAddress: `SELECT failed_at AS at FROM sign_in_failures
    WHERE failed_at > $1 AND tenant = $3 AND address_key = ANY ($4::text[]) ORDER BY failed_at DESC LIMIT $2`,
} as const;

/** A challenge by id, tenant, purpose and session, which is NULL for a sign-in: nothing less finds one. */
const isTheOne = 'id = $1 AND tenant = $2 AND purpose = $3 AND session IS NOT DISTINCT FROM $4';

export function createChallenges({
  database,
  keys,
  outbox,
  clock,
}: {
  database: Database;
  keys: Keys;
  outbox: Outbox;
  clock: () => Date;
}) {
  const instantsOf = async (
    transaction: Database,
    what: keyof typeof counted,
    key: readonly (string | string[])[],
    limits: readonly Limit[],
    now: Date,
  ): Promise<Date[]> => {
    const since = new Date(now.getTime() - longestSpan(limits));
    const rows = await transaction.query<{ at: Date }>(counted[what], [since, largestCount(limits), ...key]);
    return rows.map(({ at }) => at);
  };

  return {
    /**
     * Makes a code for an address, whether anybody is known by it or not, and leaves it in the outbox. Codes sent before
     * it for the same purpose no longer hold: whoever looks at the newest mail is right. The limits count codes of either
     * purpose.
     *
     * @param stepUp - For a step-up, of whom it is; for a sign-in, nobody is known yet.
     * @throws {GatewayError} 429 with the seconds to wait, by the limits of the address and of the network.
     */
    async create({
      tenant,
      email,
      locale,
      ip,
      remember = false,
      link,
      stepUp = null,
    }: {
      tenant: string;
      /** Normalised. */
      email: string;
      /** Of the mail. */
      locale: 'de' | 'en';
      ip: string;
      remember?: boolean;
      /** The portal that the link in the mail leads to; without it, the mail has a code alone. */
      link?: { origin: string; next?: string | undefined };
      stepUp?: StepUpOf | null;
    }): Promise<NewChallenge> {
      const now = clock();
      const id = randomId();
      const code = randomCode();
      const token = link ? newToken() : null;
      const linkOfMail = link && token ? linkAddress(link.origin, { token, type: 'email', next: link.next }) : null;
      const expiresAt = new Date(now.getTime() + codeLifetimeMilliseconds);
      const addressKey = keys.address(tenant, email);
      const networkKey = keys.network(ip);
      const addressKeys = keys.all.map((key) => key.address(tenant, email));
      const networkKeys = keys.all.map((key) => key.network(ip));
      const purpose = stepUp ? 'step-up' : 'sign-in';
      const hmac = stepUp
        ? keys.stepUpCode(id, tenant, addressKey, stepUp.session, code)
        : keys.code(id, tenant, addressKey, code);
      const outcome = await database.transaction(async (transaction) => {
        await lockEach(transaction, 'network', networkKeys);
        await lockEach(transaction, 'address', addressKeys);
        const address = [tenant, addressKeys];
        const toAddress = await instantsOf(transaction, 'sendsToAddress', address, sendLimitsPerAddress, now);
        const forNetwork = await instantsOf(transaction, 'sendsForNetwork', [networkKeys], sendLimitsPerNetwork, now);
        const wait = Math.max(
          secondsToWait(sendLimitsPerAddress, toAddress, now),
          secondsToWait(sendLimitsPerNetwork, forNetwork, now),
        );
        if (wait > 0) return { wait };
        await transaction.query(
          `DELETE FROM sign_in_deliveries
           WHERE challenge IN (
             SELECT id FROM sign_in_challenges
             WHERE tenant = $1 AND address_key = ANY ($2::text[]) AND purpose = $3
           )`,
          [...address, purpose],
        );
        await transaction.query(
          `UPDATE sign_in_challenges SET expires_at = $4
           WHERE tenant = $1 AND address_key = ANY ($2::text[]) AND purpose = $3 AND used_at IS NULL AND expires_at > $4`,
          [...address, purpose, now],
        );
        await transaction.query(
          `INSERT INTO sign_in_challenges
             (id, tenant, address_key, network_key, code_hmac, remember, created_at, expires_at,
              purpose, session, customer, locale, link_hash, address_keys)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
          [
            id,
            tenant,
            addressKey,
            networkKey,
            hmac,
            remember,
            now,
            expiresAt,
            purpose,
            stepUp?.session ?? null,
            stepUp?.customer ?? null,
            locale,
            token && keys.link(tenant, token),
            addressKeys,
          ],
        );
        return {
          wait: 0,
          delivery: await outbox.add(transaction, {
            challenge: id,
            tenant,
            email,
            code,
            link: linkOfMail,
            locale,
            expiresAt,
            stepUpOf: stepUp ? { firstName: stepUp.firstName } : null,
          }),
          pause: Math.max(
            secondsToWait(sendLimitsPerAddress, [now, ...toAddress], now),
            secondsToWait(sendLimitsPerNetwork, [now, ...forNetwork], now),
          ),
        };
      });
      if (outcome.delivery === undefined) throw tooManyRequests(outcome.wait);
      const resendAt = new Date(now.getTime() + outcome.pause * 1000);
      return { id, expiresAt, resendAt, delivery: outcome.delivery };
    },

    /**
     * Says whose address it was. Until then, and for ever when it is nobody's, no code is right. Gives `false` when a
     * newer code has taken its place, or it has expired.
     */
    async assign(id: string, customer: string): Promise<boolean> {
      const rows = await database.query(
        'UPDATE sign_in_challenges SET customer = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $3 RETURNING id',
        [id, customer, clock()],
      );
      return rows.length > 0;
    },

    /**
     * Judges a guess. Attempts are counted before the code is looked at, in one conditional UPDATE, so that however many
     * guesses arrive at once, five are judged. The work is the same for a right code, a wrong one and a challenge that
     * nobody has: to a session, the challenges of another one are of that kind, and so are those of the other purpose.
     *
     * @param session - The id of the session whose step-up it is; `null` for a sign-in.
     * @throws {GatewayError} 429 when the address has failed too often in the last hour or day.
     */
    async verify({
      tenant,
      id,
      code,
      session = null,
    }: {
      tenant: string;
      id: string;
      code: string;
      session?: string | null;
    }): Promise<Verdict> {
      const now = clock();
      const which = [id, tenant, session === null ? 'sign-in' : 'step-up', session];
      const [known] = await database.query<{ address_key: string; address_keys: string[] | null }>(
        `SELECT address_key, address_keys FROM sign_in_challenges WHERE ${isTheOne}`,
        which,
      );
      const addressKey = known?.address_key ?? '';
      const addressKeys = known?.address_keys ?? [addressKey];
      const guesses = keys.all.map((key) =>
        session === null
          ? key.code(id, tenant, addressKey, code)
          : key.stepUpCode(id, tenant, addressKey, session, code),
      );
      const outcome = await database.transaction<Verdict | { wait: number }>(async (transaction) => {
        // Guesses at what nobody has wait for nobody.
        await lockEach(transaction, 'failures', known ? addressKeys : [id]);
        const address = [tenant, addressKeys];
        const failures = await instantsOf(transaction, 'failuresOfAddress', address, failureLimitsPerAddress, now);
        const wait = secondsToWait(failureLimitsPerAddress, failures, now);
        if (wait > 0) return { wait };
        const [row] = await transaction.query<ChallengeRow>(
          `UPDATE sign_in_challenges SET attempts = attempts + 1
           WHERE ${isTheOne} AND used_at IS NULL AND expires_at > $5 AND attempts < $6
           RETURNING customer, code_hmac, remember, locale`,
          [...which, now, attemptsPerChallenge],
        );
        if (!row) return { accepted: false, problem: await problemOf(transaction, which, now) };
        const right = guesses.some((guess) => keys.equal(row.code_hmac, guess));
        if (!right || row.customer === null) {
          await transaction.query('INSERT INTO sign_in_failures (tenant, address_key, failed_at) VALUES ($1, $2, $3)', [
            tenant,
            addressKey,
            now,
          ]);
          return { accepted: false, problem: 'invalid_code' };
        }
        await transaction.query('UPDATE sign_in_challenges SET used_at = $2 WHERE id = $1', [id, now]);
        const { customer, remember, locale } = row;
        return { accepted: true, customer, remember, locale };
      });
      if ('wait' in outcome) throw tooManyRequests(outcome.wait);
      return outcome;
    },
  };
}

async function problemOf(database: Database, which: readonly unknown[], now: Date): Promise<CodeProblem> {
  const [row] = await database.query<{ used_at: Date | null; expires_at: Date }>(
    `SELECT used_at, expires_at FROM sign_in_challenges WHERE ${isTheOne}`,
    which,
  );
  if (row?.used_at) return 'used_code';
  if (!row || row.expires_at <= now) return 'expired_code';
  return 'too_many_attempts';
}
