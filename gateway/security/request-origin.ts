import type { FastifyRequest } from 'fastify';

/**
 * The origin of the page that makes a request, as far as its browser says so: it leaves it out when it reads from the page's
 * own origin, or when a person follows a link.
 */
export function originOf({ headers, portalOrigin }: FastifyRequest): string | undefined {
  return headers.origin ?? (headers['sec-fetch-site'] === 'same-origin' ? portalOrigin : undefined);
}

/** Whether a request is made by a page that is not the portal's own. */
export function isForeign({ headers, portalOrigin }: FastifyRequest): boolean {
  return headers.origin !== undefined && headers.origin !== portalOrigin;
}

/** Whether a tenant lets the pages of an origin show its customers' data: those on its list, and the portal's own. */
export function mayEmbed({ tenant, portalOrigin }: FastifyRequest, origin: string | undefined): origin is string {
  return origin !== undefined && (origin === portalOrigin || tenant.embedOrigins.includes(origin));
}
