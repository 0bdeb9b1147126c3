import type { CustomerRequest } from '../contract/gateway/requests.ts';
import type { GatewayClient } from './gateway-client.ts';
import { onDemand } from './on-demand.ts';
import type { Query } from './query.ts';

/** The requests of the signed-in customer, newest first. What reads them comes with the first question: few pages begin with them. */
export function customerRequestsQuery(gateway: GatewayClient): Query<CustomerRequest[]> {
  return {
    queryKey: ['customer-requests'],
    queryFn: async ({ signal }) => {
      const { listCustomerRequests } = await onDemand(import('./customer-requests.ts'));
      return listCustomerRequests(gateway, { signal });
    },
  };
}
