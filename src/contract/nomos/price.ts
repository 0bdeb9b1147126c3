import * as z from 'zod/mini';
import { nullish, openEnum } from '../tolerant.ts';

/**
 * A series of prices: gross ct/kWh from `timestamp` (UTC instant) for the length of `resolution`. For feed-in it is what
 * is paid out. `items` is `null` while the subscription is not active; an amount that is not known is `null`, never zero.
 */
export const priceSchema = z.object({
  subscription: z.string(),
  unit: z._default(z.string(), 'ct/kWh'),
  resolution: openEnum('hourly', '15min'),
  items: nullish(
    z.array(
      z.object({
        timestamp: z.string(),
        amount: nullish(z.number()),
        components: z._default(
          z.array(z.object({ type: openEnum('electricity', 'grid', 'levies'), amount: nullish(z.number()) })),
          [],
        ),
      }),
    ),
  ),
});

export type Price = z.output<typeof priceSchema>;
