import type { FastifyServerOptions } from 'fastify';
import { GatewayError } from '../errors.ts';
import type { Tenant } from '../tenants/tenant.ts';

/**
 * Logs without personal data: of a request its method and route (the template, not the path: paths hold ids, queries
 * more), of an error its name, text and stack.
 */
export function loggerOptions(level: string): FastifyServerOptions['logger'] {
  if (level === 'silent') return false;
  return {
    level,
    serializers: {
      req: (request) => ({
        method: request.method,
        route: request.routeOptions.url,
        tenant: (request.tenant as Tenant | undefined)?.slug,
      }),
      res: (reply) => ({ statusCode: reply.statusCode }),
      err: (error: Error) => ({
        type: error.name,
        message: withoutAddresses(error.message),
        stack: withoutAddresses(error.stack ?? ''),
        ...(error.cause instanceof Error ? { cause: withoutAddresses(error.cause.message) } : {}),
      }),
    },
  };
}

/** Mail servers quote addresses in their errors. */
function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>"]+@[^\s<>"]+/g, '[address]');
}

/** Why a try failed, without a text that may quote addresses: mail servers do, and so do URLs of a look-up. */
export function reasonOf(error: unknown): string {
  if (error instanceof GatewayError) return error.message;
  if (!(error instanceof Error)) return 'unknown';
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return [error.name, code, responseCode]
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
}
