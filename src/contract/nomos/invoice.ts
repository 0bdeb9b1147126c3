import * as z from 'zod/mini';
import { nullish, openEnum } from '../tolerant.ts';

/**
 * An invoice. What a kind does not have is `null`; kinds that the API adds show what all invoices have in common. One
 * schema for all kinds: an answer that lacks its kind's own field is still worth showing.
 */
export const invoiceSchema = z.object({
  /** Begins with `inv_`. */
  id: z.string(),
  customer: z.string(),
  subscription: z.string(),
  invoice_number: z.string(),
  month: z.number(),
  year: z.number(),
  /** UTC instant of the Berlin midnight at which the billed period begins. */
  period_start: z.string(),
  /** UTC instant of the Berlin midnight at which it ends; exclusive. */
  period_end: z.string(),
  period_number: z.number(),
  status: openEnum('open', 'paid', 'voided', 'uncollectible'),
  issued_at: nullish(z.string()),
  paid_at: nullish(z.string()),
  /** EUR gross; negative when the customer gets money. */
  total: z.number(),
  /** `usage` bills metered consumption, `prepayment` a fixed advance, `void` reverses an earlier invoice. */
  type: openEnum('usage', 'prepayment', 'void'),
  /** kWh that are billed, of `usage`. */
  usage: nullish(z.number()),
  /** The id of the invoice that a `void` reverses. */
  voids: nullish(z.string()),
});

export type Invoice = z.output<typeof invoiceSchema>;
