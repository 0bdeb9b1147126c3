import { requestLifetimeMilliseconds } from '../requests/request-limits.ts';
import type { Database } from './database.ts';

const day = 24 * 3_600_000;

/** Challenges and failures are counted for a day; a second one leaves room for replicas whose clocks differ. */
export const countedMilliseconds = 2 * day;

/** A notice that could not be sent for so long is given up: its news is old, and the customer has seen the portal since. */
const noticeMilliseconds = 30 * day;

/** The Nomos API delivers an event for three days when it has to, and its signature holds for minutes. */
const webhookMilliseconds = 7 * day;

/** Deletes what no limit, delivery or session needs any longer. */
export async function purge(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - countedMilliseconds);
  // Deliveries go with their challenges.
  await database.query('DELETE FROM sign_in_challenges WHERE created_at < $1', [before]);
  await database.query('DELETE FROM sign_in_failures WHERE failed_at < $1', [before]);
  await database.query('DELETE FROM sign_in_links WHERE created_at < $1', [before]);
  await database.query('DELETE FROM change_notices WHERE created_at < $1 AND (sealed IS NULL OR created_at < $2)', [
    before,
    new Date(now.getTime() - noticeMilliseconds),
  ]);
  await database.query('DELETE FROM webhook_events WHERE received_at < $1', [
    new Date(now.getTime() - webhookMilliseconds),
  ]);
  // Tokens of widgets go with their sessions.
  await database.query('DELETE FROM sessions WHERE expires_at <= $1', [now]);
  // Mails and files go with their requests. One that the supplier does not have stays until they do.
  await database.query('DELETE FROM customer_requests WHERE received_at < $1 AND forwarded_at IS NOT NULL', [
    new Date(now.getTime() - requestLifetimeMilliseconds),
  ]);
}
