import * as z from 'zod/mini';

/** Who is signed in at the gateway: nobody, or a customer of the Nomos API until a UTC instant. */
export const gatewaySessionSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('signed-out') }),
  z.object({ status: z.literal('signed-in'), customer: z.string(), expires_at: z.string() }),
]);

export type GatewaySession = z.output<typeof gatewaySessionSchema>;
