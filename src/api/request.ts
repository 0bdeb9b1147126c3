import * as z from 'zod/mini';
import { errorEnvelopeSchema } from '../contract/nomos/error.ts';
import { isNomosApiError, kindOfStatus, NomosApiError } from './nomos-api-error.ts';

/** How calls are made. */
export interface Transport {
  /** Where paths begin, without a slash at the end; empty for the page's own origin. */
  baseUrl: string;
  /** In place of the browser's: one that proves who calls where a cookie does not. May throw a `NomosApiError` of its own. */
  fetch?: typeof fetch | undefined;
  /** How long an answer may take. Default 20 seconds. */
  timeoutMilliseconds?: number;
}

/** What a call is, beyond its address. */
export interface Call {
  method?: string;
  /** Sent as JSON, but for `FormData`, which goes as it is. */
  body?: unknown;
  headers?: HeadersInit;
  signal?: AbortSignal | undefined;
}

/**
 * Makes a call and reads its answer by a schema.
 *
 * @throws {NomosApiError} Always and only: no answer, an error answer, or a body that is not what the schema says (kind
 *   `malformed`, with the path of the first mistake in the message).
 */
export async function request<Schema extends z.ZodMiniType>(
  transport: Transport,
  path: string,
  schema: Schema,
  call: Call = {},
): Promise<z.output<Schema>> {
  const response = await open(transport, path, call);
  const text = await readText(response, call.signal);
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    throw new NomosApiError('malformed', 'The answer is not JSON', { status: response.status, cause });
  }
  const parsed = z.safeParse(schema, body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    throw new NomosApiError('malformed', `The answer is wrong at "${where}": ${issue?.message ?? ''}`, {
      status: response.status,
    });
  }
  return parsed.data;
}

/**
 * Makes a call and gives its answer unread: for files.
 *
 * @throws {NomosApiError} Always and only: no answer, or an error answer.
 */
export async function open(transport: Transport, path: string, call: Call = {}): Promise<Response> {
  const response = await send(transport, path, call);
  if (!response.ok) throw errorOf(response, await readText(response, call.signal));
  return response;
}

async function send(transport: Transport, path: string, call: Call): Promise<Response> {
  const { baseUrl, timeoutMilliseconds = 20_000 } = transport;
  const timeout = AbortSignal.timeout(timeoutMilliseconds);
  const headers = new Headers(call.headers);
  headers.set('accept', 'application/json');
  // Of a form the browser says the type itself, with the boundary between its parts.
  const asItIs = call.body instanceof FormData;
  if (call.body !== undefined && !asItIs) headers.set('content-type', 'application/json');
  try {
    return await (transport.fetch ?? fetch)(baseUrl + path, {
      method: call.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
      ...(call.body === undefined ? {} : { body: asItIs ? (call.body as FormData) : JSON.stringify(call.body) }),
    });
  } catch (cause) {
    throw failureOf(cause, call.signal);
  }
}

async function readText(response: Response, signal: AbortSignal | undefined): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw failureOf(cause, signal);
  }
}

function failureOf(cause: unknown, signal: AbortSignal | undefined): NomosApiError {
  if (isNomosApiError(cause)) return cause;
  if (signal?.aborted) return new NomosApiError('aborted', 'The call was aborted', { cause });
  if (cause instanceof DOMException && cause.name === 'TimeoutError') {
    return new NomosApiError('timeout', 'No answer in time', { cause });
  }
  return new NomosApiError('network', 'No connection', { cause });
}

function errorOf(response: Response, text: string): NomosApiError {
  const { status } = response;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterSeconds = Number.isFinite(retryAfter) && retryAfter >= 0 ? retryAfter : undefined;
  const envelope = z.safeParse(errorEnvelopeSchema, parseLoosely(text));
  if (!envelope.success)
    return new NomosApiError(kindOfStatus(status), `HTTP ${status}`, { status, retryAfterSeconds });
  const { code, message, requestId, errors } = envelope.data;
  return new NomosApiError(kindOfStatus(status), message, {
    status,
    code,
    requestId: requestId ?? undefined,
    retryAfterSeconds,
    fieldErrors: errors ?? undefined,
  });
}

/** Proxies answer errors with pages: what is not JSON is no envelope, and that is all. */
function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
