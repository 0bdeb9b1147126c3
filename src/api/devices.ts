import * as z from 'zod/mini';
import { devicesPath, devicesSchema, type Device } from '../contract/gateway/devices.ts';
import { writeHeader } from '../contract/gateway/routes.ts';
import type { GatewayClient } from './gateway-client.ts';
import type { CallOptions } from './nomos-client.ts';
import type { Query } from './query.ts';
import { request } from './request.ts';

const ending = { method: 'DELETE', headers: { [writeHeader.name]: writeHeader.value } };

/** The sessions of the signed-in customer, the one used last first. */
export function devicesQuery({ transport }: GatewayClient): Query<Device[]> {
  return {
    queryKey: ['devices'],
    queryFn: async ({ signal }) => (await request(transport, devicesPath, devicesSchema, { signal })).items,
  };
}

/** `DELETE /gateway/sessions/{id}`: signs a device out. One that is not the customer's, or not any more, is `not-found`. */
export async function signOutDevice(
  { transport }: GatewayClient,
  id: string,
  { signal }: CallOptions = {},
): Promise<void> {
  await request(transport, `${devicesPath}/${encodeURIComponent(id)}`, z.unknown(), { ...ending, signal });
}

/** `DELETE /gateway/sessions`: signs out all devices but this one. */
export async function signOutOtherDevices({ transport }: GatewayClient, { signal }: CallOptions = {}): Promise<void> {
  await request(transport, devicesPath, z.unknown(), { ...ending, signal });
}
