import { ApiError } from './errors.ts';
import type { Happening } from './webhooks.ts';
import type { ApiObject, OrganisationData } from './world.ts';

/** A call that has passed OAuth, version and limits. */
export interface Call {
  method: string;
  /** Without the leading slash. */
  segments: string[];
  search: URLSearchParams;
  body: Record<string, unknown>;
  data: OrganisationData;
  ignoreFilters: boolean;
}

/** What a call is answered with; `event` is the webhook that it sets off. */
export interface Answer {
  status?: number;
  body?: unknown;
  location?: string;
  event?: Happening;
}

/** @throws {ApiError} 404 when there is none. */
export function find(items: readonly ApiObject[], id: string | undefined): ApiObject {
  const found = items.find((item) => item.id === id);
  if (!found) throw new ApiError(404, 'There is no such object');
  return found;
}
