import type { Database } from '../store/database.ts';
import type { Session } from './sessions.ts';

/** A device on which a customer is signed in, as they see it. */
export interface DeviceListItem extends Pick<Session, 'id' | 'device' | 'remembered' | 'origin'> {
  createdAt: Date;
  /** True to the hour. */
  lastUsedAt: Date;
  /** Whether it is the one that asks. */
  current: boolean;
}

/** One with all its sessions, by id. */
interface Listed extends DeviceListItem {
  sessions: string[];
}

interface Row {
  id: string;
  remembered: boolean;
  browser: string | null;
  system: string | null;
  origin: string | null;
  created_at: Date;
  renewed_at: Date;
  vouched: boolean;
}

export type DeviceList = ReturnType<typeof createDeviceList>;

/**
 * Where customers are signed in, and the end of it. Another customer's sessions look like none.
 *
 * A session is a device, but for those that a supplier vouches for: a page of theirs that is loaded anew begins another one,
 * and the one before lives on for up to twenty minutes. Of these, all on one site with one browser and system are one device, which
 * is signed out as a whole. They share nothing else: each has its own step-up.
 *
 * @param parts - `onChange` is told of a customer who has fewer sessions.
 */
export function createDeviceList({
  database,
  clock,
  onChange = () => undefined,
}: {
  database: Database;
  clock: () => Date;
  onChange?: (tenant: string, customer: string) => void;
}) {
  const listed = async ({ id: asking, tenant, customer }: Session): Promise<Listed[]> => {
    // Who signed in by a code has a refresh token as well.
    const rows = await database.query<Row>(
      `SELECT id, remembered, browser, system, origin, created_at, renewed_at,
              origin IS NOT NULL AND NOT EXISTS
                (SELECT 1 FROM widget_tokens WHERE session = sessions.id AND purpose = 'refresh') AS vouched
       FROM sessions WHERE tenant = $1 AND customer = $2 AND expires_at > $3
       ORDER BY renewed_at DESC, created_at DESC, id`,
      [tenant, customer, clock()],
    );
    const items = new Map<string, Listed>();
    for (const {
      id,
      remembered,
      browser,
      system,
      origin,
      created_at: createdAt,
      renewed_at: lastUsedAt,
      vouched,
    } of rows) {
      const key = vouched ? JSON.stringify([origin, browser, system]) : id;
      const own = { id, device: { browser, system }, remembered, origin, createdAt };
      const item = items.get(key) ?? { ...own, lastUsedAt, current: false, sessions: [] };
      item.sessions.push(id);
      // It goes by the name of the session that asks, else by that of the one used last.
      items.set(key, id === asking ? { ...item, ...own, current: true } : item);
    }
    return [...items.values()];
  };

  const end = async ({ tenant, customer }: Session, ids: readonly string[]): Promise<void> => {
    const ended = await database.query(
      'DELETE FROM sessions WHERE tenant = $1 AND customer = $2 AND id = ANY($3) RETURNING id',
      [tenant, customer, ids],
    );
    if (ended.length > 0) onChange(tenant, customer);
  };

  return {
    /** The devices of a session's customer at this tenant, the one used last first. */
    list: (session: Session): Promise<DeviceListItem[]> => listed(session),

    /**
     * Signs a device out, but for the session that asks, which is its own to end.
     *
     * @param id - Of any of its sessions.
     * @returns The device; `null` when the customer has no such one.
     */
    async signOut(session: Session, id: string): Promise<DeviceListItem | null> {
      const item = (await listed(session)).find(({ sessions }) => sessions.includes(id));
      if (!item) return null;
      await end(
        session,
        item.sessions.filter((each) => each !== session.id),
      );
      return item;
    },

    /** Ends every session of the customer but the one that asks. */
    async signOutOthers({ id, tenant, customer }: Session): Promise<void> {
      const ended = await database.query(
        'DELETE FROM sessions WHERE tenant = $1 AND customer = $2 AND id <> $3 RETURNING id',
        [tenant, customer, id],
      );
      if (ended.length > 0) onChange(tenant, customer);
    },
  };
}
