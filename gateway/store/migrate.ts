import type { Database } from './database.ts';
import { signIn } from './migrations/0001-sign-in.ts';
import { signInDeliveries } from './migrations/0002-sign-in-deliveries.ts';
import { customerRequests } from './migrations/0003-customer-requests.ts';
import { stepUp } from './migrations/0004-step-up.ts';
import { helpFeedback } from './migrations/0005-help-feedback.ts';
import { signInLinks } from './migrations/0006-sign-in-links.ts';
import { webhookEvents } from './migrations/0007-webhook-events.ts';
import { widgetSessions } from './migrations/0008-widget-sessions.ts';
import { operation } from './migrations/0009-operation.ts';
import type { Migration } from './migrations/migration.ts';

/** Every step of the schema, in the order of their numbers. */
const migrations: readonly Migration[] = [
  signIn,
  signInDeliveries,
  customerRequests,
  stepUp,
  helpFeedback,
  signInLinks,
  webhookEvents,
  widgetSessions,
  operation,
];

/** A number of our own for the lock under which replicas that start together migrate one after the other. */
const migrationLock = 728_401_553;

/** Brings the schema up to date, all or nothing. Does nothing when it is. */
export async function migrate(database: Database, steps: readonly Migration[] = migrations): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await transaction.query('CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY)');
    const applied = await transaction.query<{ name: string }>('SELECT name FROM schema_migrations');
    const known = new Set(applied.map(({ name }) => name));
    for (const { name, statements } of steps) {
      if (known.has(name)) continue;
      for (const statement of statements) await transaction.query(statement);
      await transaction.query('INSERT INTO schema_migrations (name) VALUES ($1)', [name]);
    }
  });
}
