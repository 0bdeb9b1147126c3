import type { LiveTopic } from '../../src/contract/gateway/live.ts';
import type { Changes } from '../live/changes.ts';
import type { StoredRequest } from './customer-request.ts';

/** Tells the customer's open pages that a request of theirs is there, or further on. Of somebody who was not signed in, nobody is told. */
export function sayRequest(
  changes: Pick<Changes, 'say'>,
  { tenant, customer }: Pick<StoredRequest, 'tenant' | 'customer'>,
  further: readonly LiveTopic[] = [],
): void {
  if (customer !== null) changes.say({ tenant, customer, topics: ['customer-requests', ...further] });
}
