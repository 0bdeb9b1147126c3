import * as z from 'zod/mini';
import { nullish } from '../tolerant.ts';

/** One thing that is wrong with a request. `code` is what to switch on, `field` a path into the body. */
const fieldErrorSchema = z.object({
  code: z.string(),
  field: z._default(z.string(), ''),
  message: z._default(z.string(), ''),
});

/** The envelope of every error of the Nomos API, and of the gateway, which speaks the same language. */
export const errorEnvelopeSchema = z.object({
  code: z.string(),
  message: z._default(z.string(), ''),
  requestId: nullish(z.string()),
  docs: nullish(z.string()),
  errors: nullish(z.array(fieldErrorSchema)),
});

export type FieldError = z.output<typeof fieldErrorSchema>;
export type ErrorEnvelope = z.input<typeof errorEnvelopeSchema>;
