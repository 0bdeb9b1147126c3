import * as z from 'zod/mini';
import { nullish, openEnum } from '../tolerant.ts';

const common = {
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
};

/** Bills metered consumption; `usage` in kWh. */
const usageInvoiceSchema = z.object({ ...common, type: z.literal('usage'), usage: z.number() });

/** Charges a fixed advance. */
const prepaymentInvoiceSchema = z.object({ ...common, type: z.literal('prepayment') });

/** Reverses an earlier invoice, whose id `voids` is; its total is negative. */
const voidInvoiceSchema = z.object({ ...common, type: z.literal('void'), voids: z.string() });

/** A kind that the API has added since: what all invoices have in common is shown. */
const otherInvoiceSchema = z.object({
  ...common,
  type: z.pipe(
    z.string().check(z.refine((type) => !['usage', 'prepayment', 'void'].includes(type))),
    z.transform((): 'other' => 'other'),
  ),
});

/** An invoice of any kind, told apart by `type`; kinds that are unknown here read as `other`. */
export const invoiceSchema = z.union([
  usageInvoiceSchema,
  prepaymentInvoiceSchema,
  voidInvoiceSchema,
  otherInvoiceSchema,
]);

export type Invoice = z.output<typeof invoiceSchema>;
