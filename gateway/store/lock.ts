import type { Database } from './database.ts';

/**
 * Serialises, across replicas and until the end of the transaction, what is decided by counting: two requests at once must not
 * both be the last one allowed.
 */
export async function lock(transaction: Database, key: string): Promise<void> {
  await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
}
