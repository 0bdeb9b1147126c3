import { badRequest } from '../errors.ts';

/** The query parameters that a route takes: plain ones by name, filters as `field: operators`. */
export interface AllowedQuery {
  parameters?: Record<string, RegExp>;
  filters?: Record<string, readonly string[]>;
}

export const pagingParameters = { limit: /^([1-9]\d?|100)$/, cursor: /^[\w.~+/=-]{1,1000}$/ };

const filterName = /^filter\[([a-z_]+)\]\[([a-z]+)\]$/;
const filterValue = /^[\w:.,@+-]{1,200}$/;

/**
 * Reads a query string, letting through only what the route names. The Nomos API ignores what it does not know and gives
 * everything; here an unknown parameter is an error, and so is one that comes twice.
 *
 * @throws {GatewayError} 400
 */
export function readQuery(search: string, { parameters = {}, filters = {} }: AllowedQuery): Map<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    if (query.has(name)) throw badRequest(`${name} may come only once`);
    const [, field = '', operator = ''] = filterName.exec(name) ?? [];
    const pattern =
      Object.hasOwn(filters, field) && filters[field]?.includes(operator)
        ? filterValue
        : Object.hasOwn(parameters, name)
          ? parameters[name]
          : undefined;
    if (!pattern) throw badRequest('There is a query parameter that this path does not take');
    if (!pattern.test(value)) throw badRequest(`${name} is not well-formed`);
    query.set(name, value);
  }
  return query;
}

/** Writes a query string. */
export function writeQuery(query: ReadonlyMap<string, string>): string {
  const text = new URLSearchParams([...query]).toString();
  return text && `?${text}`;
}
