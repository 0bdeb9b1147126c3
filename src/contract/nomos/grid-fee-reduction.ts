import * as z from 'zod/mini';
import { nullish, openEnum } from '../tolerant.ts';

/** A reduction of grid fees by s. 14a EnWG. `id` begins with `gfr_`; instants are UTC. */
export const gridFeeReductionSchema = z.object({
  id: z.string(),
  subscription: z.string(),
  customer: z.string(),
  type: openEnum('enwg-14a-module-1', 'enwg-14a-module-2', 'enwg-14a-module-3'),
  status: openEnum('intended', 'ordered', 'rejected', 'activated', 'ended'),
  valid_from: nullish(z.string()),
  valid_until: nullish(z.string()),
  created_at: z.string(),
  updated_at: z.string(),
});

/** A reduction as it is ordered. */
export const insertGridFeeReductionSchema = z.object({
  subscription: z.string(),
  type: z.literal(['enwg-14a-module-1', 'enwg-14a-module-2', 'enwg-14a-module-3']),
});

export type GridFeeReduction = z.output<typeof gridFeeReductionSchema>;
export type InsertGridFeeReduction = z.output<typeof insertGridFeeReductionSchema>;
