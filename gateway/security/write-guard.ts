import type { FastifyInstance } from 'fastify';
import { webhookPath } from '../../src/contract/gateway/live.ts';
import { writeHeader } from '../../src/contract/gateway/routes.ts';
import { linkPaths } from '../../src/contract/gateway/sign-in-links.ts';
import { widgetSessionPaths } from '../../src/contract/gateway/widget-sessions.ts';
import { forbidden } from '../errors.ts';
import { isEmbeddable } from './embedding.ts';
import { mayEmbed } from './request-origin.ts';

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Asked by servers, which have a token of their own, or sign what they send; cookies count for nothing there. */
const askedByServers = new Set<string | undefined>([linkPaths.make, widgetSessionPaths.make, webhookPath]);

/**
 * Refuses writes that do not come from the portal's own pages: the exact `Origin`, and a header that no form and no
 * simple cross-origin request can carry. SameSite cookies alone would trust every sibling host.
 *
 * Pages of the suppliers' own sites that are listed may write where widgets do. Their cookies count for nothing there.
 */
export function guardWrites(app: FastifyInstance): void {
  app.addHook('preParsing', async (request) => {
    if (reads.has(request.method)) return;
    if (askedByServers.has(request.routeOptions.url)) return;
    const { origin } = request.headers;
    if (origin !== request.portalOrigin && !(isEmbeddable(request) && mayEmbed(request, origin))) {
      throw forbidden('Writes have to come from the portal itself, or from a site that it lists');
    }
    if (request.headers[writeHeader.name] !== writeHeader.value) throw forbidden(`${writeHeader.name} is missing`);
  });
}
