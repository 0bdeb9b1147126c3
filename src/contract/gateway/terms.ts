import * as z from 'zod/mini';
import { nullish } from '../tolerant.ts';

/** Somebody to turn to. */
const body = z.object({
  name: z.string(),
  address: z._default(z.array(z.string()), []),
  phone: nullish(z.string()),
  email: nullish(z.string()),
  url: nullish(z.string()),
});

/** What a supplier's contracts say and the Nomos API does not know. Public. */
export const termsSchema = z.object({
  /** How long before the end an ordinary cancellation has to be declared. */
  notice_period: nullish(z.object({ count: z.number(), unit: z.literal(['day', 'week', 'month']) })),
  /** The dispute resolution body that s. 111a EnWG wants named. */
  dispute_body: nullish(body),
});

export type Terms = z.output<typeof termsSchema>;
