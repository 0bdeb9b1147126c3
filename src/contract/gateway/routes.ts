/** Paths of the gateway's own endpoints. */
export const gatewayPaths = {
  session: '/gateway/session',
  brand: '/gateway/brand',
  brandStyle: '/gateway/brand.css',
  challenges: '/gateway/sign-in/challenges',
  sessions: '/gateway/sign-in/sessions',
} as const;

/** Where the customer-scoped mirror of the Nomos API begins. */
export const mirrorPrefix = '/api';

/** The header that every write carries, with this value: a form on a foreign page cannot send it. */
export const writeHeader = { name: 'x-nomos-portal', value: '1' } as const;

/** The version of the Nomos API that this library speaks; sent with every call. */
export const apiVersion = '2026-05-27.curie';

/** The portal's routes; `{id}` is an id of the API, `{slug}` the name of a help article. */
export const portalRoutes = [
  '/login',
  '/auth/confirm',
  '/overview',
  '/invoices',
  '/invoices/{id}',
  '/consumption',
  '/tariff',
  '/cancel',
  '/withdraw',
  '/account',
  '/orders',
  '/help',
  '/help/{slug}',
  '/legal/imprint',
  '/legal/privacy',
  '/legal/accessibility',
] as const;

/** Whether a path (without query) is a route of the portal. Nothing else is ever followed after a sign-in. */
export function isPortalPath(path: string): boolean {
  return portalRoutes.some((route) => {
    const pattern = route.replace('{id}', '[A-Za-z0-9_]{1,64}').replace('{slug}', '[a-z0-9-]{1,64}');
    return new RegExp(`^${pattern}$`).test(path);
  });
}
