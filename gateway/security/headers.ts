import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Tenant } from '../tenants/tenant.ts';

/**
 * What a page of a tenant may load: its own scripts and style sheets, no inline code of any kind (the elements use
 * constructed style sheets, which no `style-src` concerns), and nobody may frame it. Pictures are its own, the empty icon
 * of the page, which is a `data:` address, and the supplier's logo, from the one origin that has it.
 */
export function contentSecurityPolicy(logoUrl: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    ["img-src 'self' data:", ...originsOf(logoUrl)].join(' '),
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The origin of an absolute address; none of a path, which is on the portal itself. */
function originsOf(url: string | null): string[] {
  return url !== null && URL.canParse(url) ? [new URL(url).origin] : [];
}

/** Headers of every answer. */
export async function setSecurityHeaders(app: FastifyInstance, { production }: { production: boolean }): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: production ? { maxAge: 63_072_000, includeSubDomains: true } : false,
  });
  app.addHook('onSend', async (request, reply) => {
    // A host that nobody has is answered too.
    const tenant = request.tenant as Tenant | undefined;
    void reply
      .header('content-security-policy', contentSecurityPolicy(tenant?.brand.logo_url ?? null))
      .header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()');
  });
}
