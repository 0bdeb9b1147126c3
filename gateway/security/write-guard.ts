import type { FastifyInstance } from 'fastify';
import { webhookPath } from '../../src/contract/gateway/live.ts';
import { writeHeader } from '../../src/contract/gateway/routes.ts';
import { linkPaths } from '../../src/contract/gateway/sign-in-links.ts';
import { forbidden } from '../errors.ts';

const askedByServers = new Set<string | undefined>([linkPaths.make, webhookPath]);

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that do not come from the portal's own pages: the exact `Origin`, and a header that no form and no
 * simple cross-origin request can carry. SameSite cookies alone would trust every sibling host.
 */
export function guardWrites(app: FastifyInstance): void {
  app.addHook('preParsing', async (request) => {
    if (reads.has(request.method)) return;
    // Asked by servers, which have a token of their own, or sign what they send; cookies count for nothing there.
    if (askedByServers.has(request.routeOptions.url)) return;
    if (request.headers.origin !== request.portalOrigin) throw forbidden('Writes have to come from the portal itself');
    if (request.headers[writeHeader.name] !== writeHeader.value) throw forbidden(`${writeHeader.name} is missing`);
  });
}
