import * as z from 'zod/mini';
import { openEnum } from '../tolerant.ts';

/** A plan: what a brand sells. `id` begins with `pln_`; `price` is the basic fee in EUR a month. */
export const planSchema = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  description: z._default(z.string(), ''),
  price: z.number(),
  currency: z.string(),
  type: z._default(openEnum('consumption', 'feed_in'), 'consumption'),
});

export type Plan = z.output<typeof planSchema>;
