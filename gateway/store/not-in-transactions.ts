import type { Database } from './database.ts';

/** What a transaction cannot do. */
export const notInTransactions: Pick<Database, 'transaction' | 'listen' | 'close'> = {
  transaction: () => Promise.reject(new Error('Transactions do not nest')),
  listen: () => Promise.reject(new Error('Transactions do not listen')),
  close: () => Promise.resolve(),
};
