import { customerSchema, type Customer } from '../contract/nomos/customer.ts';
import { pathOf, type CallOptions, type NomosClient } from './nomos-client.ts';

/** `GET /customers/{id}` */
export function getCustomer(client: NomosClient, id: string, options?: CallOptions): Promise<Customer> {
  return client.get(pathOf(['customers', id]), customerSchema, options);
}
