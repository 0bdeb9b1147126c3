import { createHash } from 'node:crypto';
import { ApiError } from './errors.ts';
import type { ApiObject } from './world.ts';

/** Which fields a list can be filtered by, and how an item shows them. */
export type Filterable<Item> = Record<string, (item: Item) => string | undefined>;

const operators: Record<string, (value: string, wanted: string) => boolean> = {
  eq: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  ne: (value, wanted) => value !== wanted,
  in: (value, wanted) => wanted.split(',').includes(value),
  gt: (value, wanted) => compare(value, wanted) > 0,
  gte: (value, wanted) => compare(value, wanted) >= 0,
  lt: (value, wanted) => compare(value, wanted) < 0,
  lte: (value, wanted) => compare(value, wanted) <= 0,
};

function compare(a: string, b: string): number {
  const [x, y] = [Date.parse(a), Date.parse(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
}

/**
 * A page of a list, as the API gives it. Unknown filter fields and operators are silently ignored, as by the real API.
 *
 * @param items - Newest first.
 * @throws {ApiError} 400 for a limit out of range, and for a cursor that belongs to other filters.
 */
export function pageOf<Item extends ApiObject | { id: string }>(
  items: readonly Item[],
  search: URLSearchParams,
  filterable: Filterable<Item>,
  { ignoreFilters = false } = {},
): Record<string, unknown> {
  const limit = Number(search.get('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw new ApiError(400, 'limit has to be a whole number from 1 to 100', [
      { code: limit > 100 ? 'too_big' : 'too_small', field: 'limit', message: 'out of range' },
    ]);
  }
  const filters = [...search]
    .map(([name, value]) => ({ ...parseFilter(name), value }))
    .filter(({ field }) => field !== undefined);
  const matching = ignoreFilters
    ? items
    : items.filter((item) =>
        filters.every(({ field = '', operator = '', value }) => {
          const shown = Object.hasOwn(filterable, field) ? filterable[field] : undefined;
          const judge = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
          if (!shown || !judge) return true;
          const own = shown(item);
          return own !== undefined && judge(own, value);
        }),
      );
  const fingerprint = createHash('sha256').update(JSON.stringify(filters)).digest('base64url').slice(0, 8);
  const start = startOf(matching, search.get('cursor'), fingerprint);
  const shown = matching.slice(start, start + limit);
  const hasMore = start + limit < matching.length;
  return {
    object: 'list',
    items: shown,
    next_page: hasMore ? cursorOf(shown.at(-1)?.id ?? '', fingerprint) : null,
    has_more: hasMore,
  };
}

function parseFilter(name: string): { field?: string; operator?: string } {
  const [, field, operator] = /^filter\[([^\]]+)\]\[([^\]]+)\]$/.exec(name) ?? [];
  return field !== undefined && operator !== undefined ? { field, operator } : {};
}

function cursorOf(lastId: string, fingerprint: string): string {
  return Buffer.from(JSON.stringify({ last_id: lastId, filters: fingerprint })).toString('base64url');
}

function startOf(items: readonly { id: string }[], cursor: string | null, fingerprint: string): number {
  if (!cursor) return 0;
  try {
    const { last_id: lastId, filters } = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<
      string,
      string
    >;
    const at = items.findIndex(({ id }) => id === lastId);
    if (filters === fingerprint && at >= 0) return at + 1;
  } catch {
    // Falls through: no cursor of ours.
  }
  throw new ApiError(400, 'The cursor does not belong to this list');
}
