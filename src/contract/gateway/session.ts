import * as z from 'zod/mini';
import { nullish } from '../tolerant.ts';

/** Who is signed in at the gateway: nobody, or a customer of the Nomos API until a UTC instant. */
export const gatewaySessionSchema = z.object({
  status: z.literal(['signed-out', 'signed-in']),
  /** `cus_…`; `null` when signed out. */
  customer: nullish(z.string()),
  expires_at: nullish(z.string()),
});

/** As it is read, and as the gateway writes it: without what a signed-out visitor does not have. */
export type GatewaySession = z.output<typeof gatewaySessionSchema> | { status: 'signed-out' };
