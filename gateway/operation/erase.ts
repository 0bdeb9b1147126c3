import type { Keys } from '../sign-in/keys.ts';
import type { Database } from '../store/database.ts';

/** What was removed of somebody, in rows by table, and what had to stay. */
export interface Erased {
  removed: Record<string, number>;
  kept: {
    /** Requests that the supplier does not have yet, or whose mails or outcome are not there yet. They are removed by a later run. */
    unfinished: number;
    /** Declarations (cancellations, withdrawals) that the supplier has, until 90 days after they came in. */
    declarations: number;
  };
}

/** Whom to forget. */
export interface WhomToErase {
  /** Slug. */
  tenant: string;
  /** Id of the customer. */
  customer: string;
  /** Normalised. Finds what was said without a session, too: there the address is all that says whose it is. */
  email?: string | undefined;
  /** Declarations as well. */
  all: boolean;
}

/** The law prescribes that their receipt is confirmed, and lets their proof be kept as long as claims may follow. */
const declarations = `kind IN ('cancellation', 'withdrawal')`;

/** Somebody is still at it: the supplier does not have it, the API has not answered, or a mail is not out. */
const unfinished = `(forwarded_at IS NULL OR outcome = 'open' OR EXISTS (
  SELECT 1 FROM customer_request_mails
  WHERE request = customer_requests.id AND sent_at IS NULL AND given_up_at IS NULL
))`;

/**
 * Removes what the gateway has of a customer, in one transaction. What belongs to a row goes with it: codes on their way with
 * their challenges, mails and files with their requests, tokens with their sessions. Whoever is erased is signed out everywhere.
 * Done again, it removes what has come about or become free meanwhile.
 */
export async function erase(
  database: Database,
  keys: Keys,
  { tenant, customer, email, all }: WhomToErase,
): Promise<Erased> {
  const addressKeys = email === undefined ? [] : keys.all.map((key) => key.address(tenant, email));
  return database.transaction(async (transaction) => {
    const removed: Record<string, number> = {};
    const remove = async (table: string, where: string, parameters: readonly unknown[]): Promise<void> => {
      const rows = await transaction.query(`DELETE FROM ${table} WHERE tenant = $1 AND ${where} RETURNING 1`, [
        tenant,
        ...parameters,
      ]);
      removed[table] = rows.length;
    };

    // The customer's addresses, as far as their codes tell: failures know nothing else.
    const challenges = await transaction.query<{ address_key: string; address_keys: string[] | null }>(
      'SELECT address_key, address_keys FROM sign_in_challenges WHERE tenant = $1 AND customer = $2',
      [tenant, customer],
    );
    const addresses = challenges.flatMap(({ address_key: key, address_keys: keys }) => [key, ...(keys ?? [])]);
    const known = [...new Set([...addressKeys, ...addresses])];

    await remove('sessions', 'customer = $2', [customer]);
    await remove('sign_in_links', 'customer = $2', [customer]);
    await remove('sign_in_challenges', '(customer = $2 OR address_key = ANY ($3::text[]))', [customer, known]);
    await remove('sign_in_failures', 'address_key = ANY ($2::text[])', [known]);
    await remove('change_notices', 'customer = $2', [customer]);

    const theirs = '(customer = $2 OR (customer IS NULL AND address_key = ANY ($3::text[])))';
    const mayGo = all ? 'true' : `NOT (${declarations})`;
    await remove('customer_requests', `${theirs} AND NOT ${unfinished} AND ${mayGo}`, [customer, addressKeys]);
    const [left] = await transaction.query<Erased['kept']>(
      `SELECT count(*) FILTER (WHERE ${unfinished})::int AS unfinished,
         count(*) FILTER (WHERE NOT ${unfinished})::int AS declarations
       FROM customer_requests WHERE tenant = $1 AND ${theirs}`,
      [tenant, customer, addressKeys],
    );
    return { removed, kept: left ?? { unfinished: 0, declarations: 0 } };
  });
}
