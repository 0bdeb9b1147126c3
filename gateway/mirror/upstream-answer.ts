import * as z from 'zod/mini';
import { errorEnvelopeSchema } from '../../src/contract/nomos/error.ts';
import { badGateway, GatewayError, notFound } from '../errors.ts';
import type { UpstreamAnswer } from '../nomos-api/upstream.ts';

/**
 * Turns an error answer of the Nomos API into ours: same status, code and field errors, the API's own request id in the
 * log. Does nothing for a good answer.
 *
 * @throws {GatewayError}
 */
export function passOnError({ status, headers, body }: UpstreamAnswer): void {
  if (status === 200 || status === 201) return;
  // What is not there and what is another's must not be told apart, not even by the words.
  if (status === 404) throw notFound();
  const envelope = z.safeParse(errorEnvelopeSchema, body);
  if (!envelope.success || status < 400 || status > 599) throw badGateway(`The Nomos API answered ${status}`);
  const { code, message, errors } = envelope.data;
  const retryAfter = Number(headers.get('retry-after') ?? Number.NaN);
  throw new GatewayError(status, code, message, {
    ...(errors ? { errors } : {}),
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
    logged: `The Nomos API answered ${status}`,
  });
}
