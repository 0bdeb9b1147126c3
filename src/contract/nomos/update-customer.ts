import * as z from 'zod/mini';

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(100));

/** What may be changed of a customer: names only. `company_name` is for companies alone. Other fields are refused. */
export const updateCustomerSchema = z.strictObject({
  first_name: z.optional(name),
  last_name: z.optional(name),
  company_name: z.optional(name),
});

export type UpdateCustomer = z.input<typeof updateCustomerSchema>;
