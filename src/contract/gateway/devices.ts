import * as z from 'zod/mini';
import { nullish } from '../tolerant.ts';

/**
 * Where a customer sees their sessions. `DELETE` of `/gateway/sessions/{id}` ends one of them, of `/gateway/sessions` all
 * but the one that asks.
 */
export const devicesPath = '/gateway/sessions';

/**
 * A session of the customer, by the device that it is on. Those for which a supplier vouches are one for each site, browser
 * and system, however often a page was loaded.
 */
export const deviceSchema = z.object({
  /** `ses_…`; worth nothing as a token. */
  id: z.string(),
  /** Such as `Firefox`; `null` when nobody knows. */
  browser: nullish(z.string()),
  /** The operating system, such as `Android`; `null` when nobody knows. */
  system: nullish(z.string()),
  /** UTC. */
  created_at: z.string(),
  /** UTC, true to the hour. */
  last_used_at: z.string(),
  /** Whether it is the session that asks. */
  current: z.boolean(),
  /** Whether it goes on from visit to visit. */
  remembered: z.boolean(),
  /** The site that it is on, such as `https://www.supplier.example`; `null` for the portal itself. */
  origin: nullish(z.string()),
});

/** The sessions of a customer, the one used last first. */
export const devicesSchema = z.object({ items: z.array(deviceSchema) });

export type Device = z.output<typeof deviceSchema>;
