import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notFound } from '../errors.ts';
import type { Tenant } from './tenant.ts';

/** Portals live at `<slug>.` of this. */
export const portalDomain = 'customerportal.energy';

/** Finds a tenant by the host name of a request, without its port. */
export type TenantOfHost = (hostName: string) => Tenant | undefined;

/**
 * Host names of the tenants: `<slug>.customerportal.energy`, the supplier's own, and in development `<slug>.localhost`.
 */
export function tenantsByHost(tenants: readonly Tenant[], { production }: { production: boolean }): TenantOfHost {
  const byHost = new Map<string, Tenant>();
  for (const tenant of tenants) {
    for (const host of tenant.hosts) byHost.set(host, tenant);
    byHost.set(`${tenant.slug}.${portalDomain}`, tenant);
    if (!production) byHost.set(`${tenant.slug}.localhost`, tenant);
  }
  return (hostName) => byHost.get(hostName.toLowerCase().replace(/\.$/, ''));
}

/** The origin of the portal that a request was for, as it may stand in a link that leaves this server. */
export type PublicOrigin = (request: FastifyRequest) => string;

/** In production links are https, also where a proxy in front hides that from us. */
export function createPublicOrigin({ production }: { production: boolean }): PublicOrigin {
  return ({ portalOrigin }) => (production ? portalOrigin.replace(/^http:/, 'https:') : portalOrigin);
}

/**
 * A host name, and a port perhaps. Anything else that would pass for one of a tenant's is somebody's attempt to have links
 * made that lead elsewhere: of `name:80@evil.example`, what comes before the colon is a tenant's name, and the origin evil's.
 */
const hostPattern = /^[a-z0-9.-]+(:\d{1,5})?$/i;

/** Paths that are not about any tenant. */
const operationPaths = new Set(['/healthz', '/readyz', '/metrics']);

/** Gives every request its tenant. An unknown host is answered without saying which ones there are. */
export function chooseTenantByHost(app: FastifyInstance, tenantOfHost: TenantOfHost): void {
  app.addHook('onRequest', async (request) => {
    const [path = ''] = request.url.split('?');
    if (operationPaths.has(path)) return;
    const tenant = hostPattern.test(request.host) ? tenantOfHost(request.hostname) : undefined;
    if (!tenant) throw notFound();
    request.tenant = tenant;
    request.portalOrigin = `${request.protocol}://${request.host}`;
  });
}
