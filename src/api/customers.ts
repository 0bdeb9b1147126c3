import { customerSchema, type Customer } from '../contract/nomos/customer.ts';
import type { UpdateCustomer } from '../contract/nomos/update-customer.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';

/** `GET /customers/{id}` */
export function getCustomer(client: NomosClient, id: string, options?: CallOptions): Promise<Customer> {
  return client.get(pathOf(['customers', id]), customerSchema, options);
}

/**
 * `PATCH /customers/{id}`: changes names. Gives the customer as it is now. A rejection of kind `invalid` says in
 * `fieldErrors` which field is wrong.
 */
export function updateCustomer(
  client: NomosClient,
  id: string,
  change: UpdateCustomer,
  options?: CallOptions,
): Promise<Customer> {
  return client.patch(pathOf(['customers', id]), change, customerSchema, options);
}
