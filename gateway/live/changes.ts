import type { FastifyBaseLogger } from 'fastify';
import * as z from 'zod/mini';
import { liveTopics, type LiveTopic } from '../../src/contract/gateway/live.ts';
import { reasonOf } from '../operation/logging.ts';
import type { Database } from '../store/database.ts';

/** A word that something of somebody's may have changed. Whose, is said by customer, or by subscription where no more is known. */
export interface Change {
  tenant: string;
  customer?: string | undefined;
  subscription?: string | undefined;
  topics: readonly LiveTopic[];
}

/** The channel of the database on which replicas tell each other. Its payloads hold ids and topics alone. */
const channel = 'nomos_portal_changes';

/** As it is said on the channel. */
const changeSchema = z.object({
  tenant: z.string(),
  customer: z.optional(z.string()),
  subscription: z.optional(z.string()),
  // Another replica may be of a later version.
  topics: z.array(z.string()),
});

const isTopic = (topic: string): topic is LiveTopic => (liveTopics as readonly string[]).includes(topic);

/** Says a change within a transaction: it is heard when, and only if, that is committed. */
export async function sayChange(database: Pick<Database, 'query'>, change: Change): Promise<void> {
  await database.query('SELECT pg_notify($1, $2)', [channel, JSON.stringify(change)]);
}

export type Changes = ReturnType<typeof createChanges>;

/**
 * Changes, told from any replica to all of them through the database. They are hints: one that is lost costs a customer a
 * reload, so nothing waits for them and nothing fails with them.
 */
export function createChanges({ database, logger }: { database: Database; logger: Pick<FastifyBaseLogger, 'warn'> }) {
  const underWay = new Set<Promise<void>>();
  let end: Promise<() => Promise<void>> | undefined;

  return {
    /** Says a change, in the background. */
    say(change: Change): void {
      const saying = sayChange(database, change)
        .catch((error: unknown) =>
          logger.warn({ tenant: change.tenant, reason: reasonOf(error) }, 'a change is not told'),
        )
        .finally(() => underWay.delete(saying));
      underWay.add(saying);
    },

    /** Hears changes of all replicas, this one included, until `close`. `onGap`: some may not have been heard. */
    hear(onChange: (change: Change) => void, onGap: () => void): void {
      end ??= database.listen(channel, {
        gap: onGap,
        message: (payload) => {
          const change = readChange(payload);
          if (change) onChange(change);
        },
      });
      end.catch((error: unknown) => logger.warn({ reason: reasonOf(error) }, 'changes cannot be heard'));
    },

    async close(): Promise<void> {
      await Promise.all(underWay);
      await (
        await end?.catch(() => undefined)
      )?.();
    },
  };
}

/** What came over the channel; `null` for anything else than a change. */
function readChange(payload: string): Change | null {
  try {
    const { topics, ...whose } = z.parse(changeSchema, JSON.parse(payload));
    return { ...whose, topics: topics.filter(isTopic) };
  } catch {
    return null;
  }
}
