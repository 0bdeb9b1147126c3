import * as z from 'zod/mini';
import { openEnum } from '../tolerant.ts';

/** A series of usage: kWh from `start` (UTC instant) for the length of `resolution`. Magnitudes, for feed-in as well. */
export const usageSchema = z.object({
  meter_type: openEnum('smart', 'analog'),
  resolution: openEnum('15min', 'hour', 'day', 'week', 'month'),
  data: z.array(
    z.object({
      start: z.string(),
      usage: z.number(),
      /** How sure the value is; live portals also know substitute values. */
      type: openEnum('final', 'preliminary'),
    }),
  ),
});

export type Usage = z.output<typeof usageSchema>;
