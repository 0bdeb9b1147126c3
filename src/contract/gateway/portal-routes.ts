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

/** Where a sign-in leads when nobody meant to be elsewhere. */
export const firstRoute = '/overview';

/** Routes that are about the sign-in itself: nothing to be led to by it. */
const signInRoutes = ['/login', '/auth/confirm'];

/**
 * Where a sign-in may lead: the path and query of a known route other than the sign-in's own, or `null`. Anything that a
 * browser would take for another site, or for no page at all, is `null`, however it is written.
 *
 * @param next - From an address, so written by anybody.
 */
export function signInTarget(next: string): string | null {
  const site = 'https://portal.invalid';
  // Browsers skip blanks, drop line breaks and read backslashes as slashes; no honest path has them.
  if (!/^\/(?![/\\])[!-[\]-~]*$/.test(next) || !URL.canParse(next, site)) return null;
  const { origin, pathname, search } = new URL(next, site);
  return origin === site && isPortalPath(pathname) && !signInRoutes.includes(pathname) ? pathname + search : null;
}

/** Whether a path (without query) is a route of the portal. Nothing else is ever followed after a sign-in. */
export function isPortalPath(path: string): boolean {
  return portalRoutes.some((route) => {
    const pattern = route.replace('{id}', '[A-Za-z0-9_]{1,64}').replace('{slug}', '[a-z0-9-]{1,64}');
    return new RegExp(`^${pattern}$`).test(path);
  });
}
