import * as z from 'zod/mini';
import { nullish, openEnum } from '../tolerant.ts';

/**
 * What a plan costs at a place: gross; base components in EUR a month, variable ones in EUR/kWh. That the parts add up to
 * the total must not be relied on: they do not in the API document's own example.
 */
export const quoteSchema = z.object({
  amount: z.number(),
  currency: z.string(),
  discount: nullish(
    z.object({
      name: z.string(),
      amount_off: z.number(),
      duration: z.string(),
      duration_in_months: nullish(z.number()),
      regular_amount: z.number(),
    }),
  ),
  components: z.array(
    z.object({
      group: openEnum('base', 'variable'),
      amount: z.number(),
      quantity: z.number(),
      quantity_unit: openEnum('month', 'kWh'),
      unit_amount: z.number(),
      subcomponents: z._default(
        z.array(
          z.object({
            subgroup: openEnum('fee', 'grid', 'metering', 'energy', 'levies'),
            name: z.string(),
            amount: z.number(),
          }),
        ),
        [],
      ),
    }),
  ),
  quoted_at: z.string(),
});

export type Quote = z.output<typeof quoteSchema>;
