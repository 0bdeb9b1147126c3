import type { FastifyRequest } from 'fastify';

/** RFC 6750, section 2.1. */
const bearer = /^Bearer ([\w.~+/-]{1,8000}=*)$/i;

/** The token in the header `Authorization`; `undefined` where there is none, or something else. */
export function bearerTokenOf({ headers }: FastifyRequest): string | undefined {
  return bearer.exec(headers.authorization ?? '')?.[1];
}
