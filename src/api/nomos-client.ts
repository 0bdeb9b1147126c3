import type * as z from 'zod/mini';
import { apiVersion, writeHeader } from '../contract/gateway/routes.ts';
import { listSchema, type List } from '../contract/nomos/list.ts';
import { request, type Transport } from './request.ts';

/** What every call takes. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
}

/** Parameters of a call; absent ones are left out. */
export type QueryParameters = Record<string, string | number | null | undefined>;

/**
 * The Nomos API as a signed-in customer sees it: the gateway's mirror, or a server that speaks the same paths. The resources
 * are functions of their own (`invoices.ts`, `prices.ts`, …), so that a page loads the schemas of those that it shows and no others.
 */
export interface NomosClient {
  /** Reads what a schema describes. Rejects with a `NomosApiError` and nothing else. */
  get<Schema extends z.ZodMiniType>(path: string, schema: Schema, options?: CallOptions): Promise<z.output<Schema>>;
  /**
   * Writes, and reads the answer by a schema. Rejects with a `NomosApiError` and nothing else; what is wrong with the
   * input is in its `fieldErrors`. Whoever makes the call again risks that it takes effect twice.
   */
  post<Schema extends z.ZodMiniType>(
    path: string,
    body: unknown,
    schema: Schema,
    options?: CallOptions,
  ): Promise<z.output<Schema>>;
  /** Changes what is there, and reads the answer by a schema. Otherwise as `post`. */
  patch<Schema extends z.ZodMiniType>(
    path: string,
    body: unknown,
    schema: Schema,
    options?: CallOptions,
  ): Promise<z.output<Schema>>;
  /**
   * Reads a page of a list. The API ignores filters that it does not know and then gives the whole list, so every item is
   * checked for what was asked, and dropped when it is another's.
   */
  list<Item>(
    path: string,
    item: z.ZodMiniType<Item>,
    isAskedFor: (item: Item) => boolean,
    options?: CallOptions,
  ): Promise<List<Item>>;
  /** The address of a path, for what the browser loads by itself. */
  url(path: string): string;
}

/** A path below the API: its segments, each made harmless, and its query. */
export function pathOf(segments: readonly string[], query: QueryParameters = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) parameters.append(name, String(value));
  }
  const path = segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
  const search = parameters.toString();
  return search ? `${path}?${search}` : path;
}

export function createNomosClient(transport: Transport): NomosClient {
  const get: NomosClient['get'] = (path, schema, options = {}) =>
    request(transport, path, schema, { headers: { 'x-api-version': apiVersion }, signal: options.signal });
  const write =
    (method: string): NomosClient['post'] =>
    (path, body, schema, options = {}) =>
      request(transport, path, schema, {
        method,
        body,
        headers: { 'x-api-version': apiVersion, [writeHeader.name]: writeHeader.value },
        signal: options.signal,
      });
  return {
    get,
    post: write('POST'),
    patch: write('PATCH'),
    async list(path, item, isAskedFor, options) {
      const page = await get(path, listSchema(item), options);
      return { ...page, items: page.items.filter(isAskedFor) };
    },
    url: (path) => transport.baseUrl + path,
  };
}
