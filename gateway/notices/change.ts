import * as z from 'zod/mini';
import { nullish } from '../../src/contract/tolerant.ts';

/** What was changed of a customer's names: those that were, as they are now. */
const namesSchema = z.object({
  first_name: z.optional(z.string()),
  last_name: z.optional(z.string()),
  company_name: z.optional(z.string()),
});

const addressSchema = z.object({ street: z.string(), house_number: z.string(), zip: z.string(), city: z.string() });

/** A new mandate: of the IBAN only what may be shown. */
const mandateSchema = z.object({
  /** Two letters. */
  country: z.string(),
  /** Four characters. */
  ending: z.string(),
  accountHolder: z.string(),
  /** `pm_…` of the mandate before. */
  replaced: nullish(z.string()),
});

/** A change that its customer is to be told of. */
export const changeSchema = z.object({
  names: nullish(namesSchema),
  /** `sub_…` where address or mandate were changed. */
  subscription: nullish(z.string()),
  /** The contract's number, for people. */
  contractNumber: nullish(z.string()),
  billingAddress: nullish(addressSchema),
  mandate: nullish(mandateSchema),
});

/** A notice: what, when, on what, and to whom. Sealed while it is stored. */
export const noticeContentSchema = z.object({
  email: z.string(),
  firstName: z.string(),
  locale: z.enum(['de', 'en']),
  change: changeSchema,
  changedAt: z.iso.datetime(),
  device: z.object({ browser: z.nullable(z.string()), system: z.nullable(z.string()) }),
});

export type Change = z.output<typeof changeSchema>;
export type NoticeContent = z.output<typeof noticeContentSchema>;
