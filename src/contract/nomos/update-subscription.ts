import * as z from 'zod/mini';

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const line = text(100);

/**
 * A billing address: all of it or nothing. Here only its form is checked; what the Nomos API finds wrong with it (the API
 * document asks for a house number of at most ten characters, a zip code of five digits, a city without digits) comes back in
 * the error's fields.
 */
export const insertAddressSchema = z.strictObject({ street: line, house_number: line, zip: line, city: line });

/** A new SEPA direct debit mandate. */
export const insertPaymentMethodSchema = z.strictObject({
  type: z._default(z.literal('sepa_debit'), 'sepa_debit'),
  sepa_debit: z.strictObject({
    /** However it is typed: blanks and small letters are put right on the way. */
    iban: z.string().check(z.minLength(1), z.maxLength(100)),
    account_holder: text(200),
  }),
});

/**
 * What a customer may change of a subscription. Other fields are refused, `metadata` too: it is the supplier's.
 *
 * The billing address is one row, shared by the customer's subscriptions: it changes everywhere. A payment method replaces
 * the current mandate, and needs a step-up.
 */
export const updateSubscriptionSchema = z.strictObject({
  billing_address: z.optional(insertAddressSchema),
  payment_method: z.optional(insertPaymentMethodSchema),
});

export type InsertAddress = z.input<typeof insertAddressSchema>;
export type InsertPaymentMethod = z.input<typeof insertPaymentMethodSchema>;
export type UpdateSubscription = z.input<typeof updateSubscriptionSchema>;
/** What the gateway has checked and tidied. */
export type CheckedUpdateSubscription = z.output<typeof updateSubscriptionSchema>;
