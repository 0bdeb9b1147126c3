import * as z from 'zod/mini';
import { customerSchema, type Customer } from '../../src/contract/nomos/customer.ts';
import { badGateway } from '../errors.ts';
import { passOnError } from '../mirror/upstream-answer.ts';
import type { Upstream, UpstreamAnswer } from './upstream.ts';

/**
 * Reads out of an answer the customer who was asked for.
 *
 * @throws {GatewayError} The API's own error; 502 for an answer that is something else, or somebody else.
 */
export function readCustomer(answer: UpstreamAnswer, id: string): Customer {
  passOnError(answer);
  const parsed = z.safeParse(customerSchema, answer.body);
  if (!parsed.success) throw badGateway('The Nomos API answered with something else than a customer');
  if (parsed.data.id !== id) throw badGateway('The Nomos API answered with another customer');
  return parsed.data;
}

/** The customer of a session, as the API has them now. */
export async function ownCustomer(upstream: Upstream, { customer }: { customer: string }): Promise<Customer> {
  return readCustomer(await upstream.get(`/customers/${customer}`), customer);
}
