import { randomBytes } from 'node:crypto';
import { requestsPath, type CustomerRequest } from '../../src/contract/gateway/requests.ts';
import type { GatewayUnderTest } from './gateway-under-test.ts';

export const newKey = (): string => randomBytes(24).toString('base64url');

const person = { name: 'Erika Mustermann', email: 'erika@sandbox.example', locale: 'de' as 'de' | 'en' };

/** Valid requests, each with a key of its own. */
export const cancellation = (changes: object = {}) => ({
  key: newKey(),
  kind: 'cancellation',
  termination: 'ordinary',
  contract: 'Vertrag 4711, Torstraße 1',
  ...person,
  ...changes,
});
export const withdrawal = (changes: object = {}) => ({
  key: newKey(),
  kind: 'withdrawal',
  contract: 'Vertrag 4711',
  ...person,
  ...changes,
});
export const contact = (changes: object = {}) => ({
  key: newKey(),
  kind: 'contact',
  topic: 'Rechnung',
  message: 'Ich verstehe meine Rechnung nicht.',
  ...person,
  ...changes,
});
export const meterSwap = (subscription: string, changes: object = {}) => ({
  key: newKey(),
  kind: 'meter-swap',
  locale: 'de',
  subscription,
  exchanged_on: '2026-11-20',
  old_meter_number: '1EMH0012345678',
  old_reading_kwh: 18_342.6,
  new_meter_number: '1ISK0098765432',
  new_reading_kwh: 0,
  ...changes,
});

interface More {
  cookie?: string;
  host?: string;
  ip?: string;
}

/** Makes a request and waits until everything that it sets off is done, or has failed. */
export async function ask(gateway: GatewayUnderTest, body: unknown, more: More = {}) {
  const response = await gateway.write('POST', requestsPath, body, more);
  await gateway.requestDelivery.idle();
  return response;
}

/** A request that is taken. @throws {Error} When it is not. */
export async function made(gateway: GatewayUnderTest, body: unknown, more: More = {}): Promise<CustomerRequest> {
  const response = await ask(gateway, body, more);
  if (response.statusCode !== 201) throw new Error(`Not taken: ${response.statusCode} ${response.body}`);
  return response.json<CustomerRequest>();
}

/** The requests that a customer sees. */
export async function seen(gateway: GatewayUnderTest, cookie: string, host?: string): Promise<CustomerRequest[]> {
  const response = await gateway.request({ method: 'GET', url: requestsPath, cookie, ...(host ? { host } : {}) });
  return response.json<{ items: CustomerRequest[] }>().items;
}

/** What is wrong with a refused request, as `code field`. */
export function problemsOf(response: { body: string }): string[] {
  const { errors = [] } = JSON.parse(response.body) as { errors?: { code: string; field: string }[] };
  return errors.map(({ code, field }) => `${code} ${field}`);
}
