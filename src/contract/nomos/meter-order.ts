import * as z from 'zod/mini';
import { nullish, openEnum } from '../tolerant.ts';

/** The order of a smart meter. `id` begins with `prdo_`; instants are UTC. */
export const meterOrderSchema = z.object({
  id: z.string(),
  subscription: z.string(),
  customer: z.string(),
  provider: z.string(),
  status: openEnum(
    'created',
    'placed',
    'check_submitted',
    'check_reviewed',
    'scheduled',
    'installed',
    'activated',
    'cancelled',
  ),
  created_at: z.string(),
  installed_at: nullish(z.string()),
  activated_at: nullish(z.string()),
  cancelled_at: nullish(z.string()),
  cancelled_reason: nullish(openEnum('pre_existing', 'customer_request')),
  blocked_at: nullish(z.string()),
  blocked_reason: nullish(openEnum('check_missing', 'grid_operator_registration')),
  appointment_at: nullish(z.string()),
});

/** The order of a smart meter, as it is made. */
export const insertMeterOrderSchema = z.object({ subscription: z.string() });

export type MeterOrder = z.output<typeof meterOrderSchema>;
export type InsertMeterOrder = z.output<typeof insertMeterOrderSchema>;
