import * as z from 'zod/mini';
import { nullish, openEnum } from '../tolerant.ts';

/** A customer: a person, or a company with a person to speak to. `id` begins with `cus_`. */
export const customerSchema = z.object({
  id: z.string(),
  type: z._default(openEnum('person', 'company'), 'person'),
  first_name: z.string(),
  last_name: z.string(),
  company_name: nullish(z.string()),
  email: z.string(),
  vat_id: nullish(z.string()),
  created_at: z.string(),
});

export type Customer = z.output<typeof customerSchema>;
