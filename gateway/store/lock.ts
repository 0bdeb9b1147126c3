import type { Database } from './database.ts';

/**
 * Serialises, across replicas and until the end of the transaction, what is decided by counting: two requests at once must not
 * both be the last one allowed.
 */
export async function lock(transaction: Database, key: string): Promise<void> {
  await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
}

/**
 * As `lock`, for something that goes by several names. Always in the same order: of two who hold one name each and want the
 * other's, neither would get it.
 */
export async function lockEach(transaction: Database, kind: string, names: readonly string[]): Promise<void> {
  for (const name of [...names].sort()) await lock(transaction, `${kind} ${name}`);
}
