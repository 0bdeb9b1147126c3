import {
  customerRequestSchema,
  customerRequestsSchema,
  requestParts,
  requestsPath,
  type CreateRequest,
  type CustomerRequest,
} from '../contract/gateway/requests.ts';
import { writeHeader } from '../contract/gateway/routes.ts';
import type { GatewayClient } from './gateway-client.ts';
import type { CallOptions } from './nomos-client.ts';
import { open, request } from './request.ts';

const headers = { [writeHeader.name]: writeHeader.value };

/** How long a file may take on a slow line, in milliseconds. */
const uploadMilliseconds = 120_000;

/**
 * `POST /gateway/requests`: hands a request in. The gateway has written it down when this resolves. A rejection of kind
 * `invalid` says in `fieldErrors` which field is wrong, by the names of the schema; sending the same request with the same key
 * again is safe and gives the first one's answer; the same key with another content is of kind `conflict`.
 *
 * @param attachment - A file that goes with it, where its kind takes one.
 */
export function createCustomerRequest(
  { transport }: GatewayClient,
  body: CreateRequest,
  { attachment, signal }: CallOptions & { attachment?: File | null } = {},
): Promise<CustomerRequest> {
  if (!attachment) {
    return request(transport, requestsPath, customerRequestSchema, { method: 'POST', body, headers, signal });
  }
  const form = new FormData();
  form.set(requestParts.request, JSON.stringify(body));
  form.set(requestParts.attachment, attachment);
  return request({ ...transport, timeoutMilliseconds: uploadMilliseconds }, requestsPath, customerRequestSchema, {
    method: 'POST',
    body: form,
    headers,
    signal,
  });
}

/** `POST /gateway/requests/{id}/receipt`: the receipt of a request as a PDF. Needs the key that it was made with. */
export async function requestReceipt(
  { transport }: GatewayClient,
  { id, key }: { id: string; key: string },
  { signal }: CallOptions = {},
): Promise<Blob> {
  const path = `${requestsPath}/${encodeURIComponent(id)}/receipt`;
  const response = await open(transport, path, { method: 'POST', body: { key }, headers, signal });
  return response.blob();
}

/** `GET /gateway/requests`: the requests of the signed-in customer, newest first. */
export async function listCustomerRequests(
  { transport }: GatewayClient,
  { signal }: CallOptions = {},
): Promise<CustomerRequest[]> {
  return (await request(transport, requestsPath, customerRequestsSchema, { signal })).items;
}
