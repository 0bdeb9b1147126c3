import type { Keys } from '../sign-in/keys.ts';
import { sealContexts } from '../sign-in/seal-contexts.ts';
import type { Database } from '../store/database.ts';

/** A table with sealed rows; `id` names one, `tenant` is empty where a row has none of its own. */
const sealedTables = [
  { table: 'sign_in_deliveries', id: 'challenge', tenant: 'tenant', contextOf: sealContexts.delivery },
  { table: 'change_notices', id: 'id', tenant: 'tenant', contextOf: sealContexts.notice },
  { table: 'customer_requests', id: 'id', tenant: 'tenant', contextOf: sealContexts.request },
  { table: 'customer_request_attachments', id: 'request', tenant: `''`, contextOf: sealContexts.attachment },
] as const;

/** How it went with a table, in rows. */
export interface Resealed {
  table: string;
  /** Sealed anew. */
  resealed: number;
  /** Sealed with a secret that is not there; left as they are. */
  unreadable: number;
}

/**
 * Seals with the first secret whatever is sealed with another one, row by row, while the gateway goes on. Rows that change or go
 * meanwhile are left alone. Done again, it does nothing.
 */
export async function reseal(database: Database, keys: Keys): Promise<Resealed[]> {
  const results: Resealed[] = [];
  for (const { table, id, tenant, contextOf } of sealedTables) {
    const result = { table, resealed: 0, unreadable: 0 };
    results.push(result);
    const rows = await database.query<{ id: string }>(`SELECT ${id} AS id FROM ${table} WHERE sealed IS NOT NULL`);
    for (const row of rows) {
      // As text: PGlite takes twenty times as long to hand over megabytes of bytes.
      const [found] = await database.query<{ sealed: string; tenant: string }>(
        `SELECT encode(sealed, 'base64') AS sealed, ${tenant} AS tenant FROM ${table} WHERE ${id} = $1 AND sealed IS NOT NULL`,
        [row.id],
      );
      if (!found) continue;
      const content = reopen(keys, Buffer.from(found.sealed, 'base64'), contextOf(row.id, found.tenant));
      if (content === 'current') continue;
      if (content === null) {
        result.unreadable += 1;
        continue;
      }
      const sealed = keys.seal(content, contextOf(row.id, found.tenant));
      const changed = await database.query(
        `UPDATE ${table} SET sealed = decode($2, 'base64') WHERE ${id} = $1 AND sealed = decode($3, 'base64') RETURNING ${id}`,
        [row.id, sealed.toString('base64'), found.sealed],
      );
      result.resealed += changed.length;
    }
  }
  return results;
}

/** What is sealed with another secret than the first one; `null` when no secret opens it. */
function reopen({ all: [current, ...others] }: Keys, sealed: Buffer, context: string): Buffer | 'current' | null {
  const open = (key: Keys['all'][number] | undefined): Buffer | null => {
    try {
      return key?.openBytes(sealed, context) ?? null;
    } catch {
      return null;
    }
  };
  if (open(current)) return 'current';
  for (const key of others) {
    const content = open(key);
    if (content) return content;
  }
  return null;
}
