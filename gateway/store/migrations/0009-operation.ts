import type { Migration } from './migration.ts';

/**
 * By which names a challenge's address goes while a secret is being replaced: failures are counted under each of them. A row from
 * before has the one name in `address_key` alone.
 */
export const operation: Migration = {
  name: '0009-operation',
  statements: [`ALTER TABLE sign_in_challenges ADD COLUMN address_keys text[]`],
};
