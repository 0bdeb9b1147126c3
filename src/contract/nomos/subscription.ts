import * as z from 'zod/mini';
import { nullish, openEnum } from '../tolerant.ts';
import { customerSchema } from './customer.ts';

/** A postal address. `id` begins with `adr_`. */
export const addressSchema = z.object({
  id: z.string(),
  street: z.string(),
  house_number: z.string(),
  zip: z.string(),
  city: z.string(),
});

/** A meter. `melo` and `malo` are the metering and market location; the API's own examples fail their check digits. */
export const meterSchema = z.object({
  id: z.string(),
  number: z.string(),
  type: openEnum('smart', 'analog'),
  melo: nullish(z.string()),
  malo: nullish(z.string()),
});

/** A SEPA direct debit mandate; the API masks the IBAN. */
export const paymentMethodSchema = z.object({
  id: z.string(),
  type: openEnum('sepa_debit'),
  sepa_debit: nullish(z.object({ iban: z.string(), account_holder: z.string() })),
});

/** The fields that the list and the single subscription have in common. Instants are UTC, ISO 8601. */
const common = {
  id: z.string(),
  plan: z.string(),
  number: nullish(z.string()),
  status: openEnum('pending', 'active', 'ended'),
  /** `feed_in`: usage is what was fed in, prices are what is paid out. */
  type: z._default(openEnum('consumption', 'feed_in'), 'consumption'),
  /** kWh a year, as the customer estimated it. */
  estimated_usage: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  start_at: nullish(z.string()),
  terminated_at: nullish(z.string()),
  /** Exclusive: the last day of supply is the Berlin day before. */
  end_at: nullish(z.string()),
};

/** A subscription as `GET /subscriptions/{id}` gives it, with its parts embedded. `id` begins with `sub_`. */
export const subscriptionSchema = z.object({
  ...common,
  customer: customerSchema,
  address: addressSchema,
  billing_address: nullish(addressSchema),
  meter: meterSchema,
  payment_method: nullish(paymentMethodSchema),
  supplier: nullish(z.object({ id: z.string(), name: z.string() })),
});

/** A subscription as the list gives it: its parts by id only. */
export const subscriptionListItemSchema = z.object({
  ...common,
  customer: z.string(),
  address: z.string(),
  meter: z.string(),
  payment_method: nullish(z.string()),
});

export type Address = z.output<typeof addressSchema>;
export type Meter = z.output<typeof meterSchema>;
export type PaymentMethod = z.output<typeof paymentMethodSchema>;
export type Subscription = z.output<typeof subscriptionSchema>;
export type SubscriptionListItem = z.output<typeof subscriptionListItemSchema>;
