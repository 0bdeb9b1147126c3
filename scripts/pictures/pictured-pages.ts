import { invoiceIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { statesByTag } from '../../demo/gallery/states.ts';

/** The brands of the demo. */
export type BrandSlug = 'lumio' | 'voltwerk';

/** A page of the portal that a picture is taken of. */
export interface PortalPage {
  kind: 'portal';
  name: string;
  path: string;
  /** Who is signed in, by brand; nobody when absent. A brand that is missing here has no such page. */
  customers?: Partial<Record<BrandSlug, string>>;
  /** Shows the sign-in as it is while a code is on its way. */
  codeOnItsWay?: boolean;
}

/** A page of the gallery: an element in all its states. */
export interface GalleryPage {
  kind: 'gallery';
  name: string;
  tag: string;
}

const everybody = { lumio: 'smart', voltwerk: 'voltwerk' } as const;

const signedIn = (name: string, path: string): PortalPage => ({ kind: 'portal', name, path, customers: everybody });

const signedOut = (name: string, path: string): PortalPage => ({ kind: 'portal', name, path });

/** A page as one of Lumio's other customers finds it. */
const as = (customer: string, name: string, path: string): PortalPage => ({
  kind: 'portal',
  name: `${name}-${customer}`,
  path,
  customers: { lumio: customer },
});

/**
 * Every page that is worth a look.
 *
 * @param newestMonth - The Berlin day on which the newest billed month began.
 */
export function picturedPages(newestMonth: string): (PortalPage | GalleryPage)[] {
  const invoiceOf = (customer: string): string => `/invoices/${invoiceIdOf(subscriptionIdOf(customer), newestMonth)}`;
  return [
    signedOut('login', '/login'),
    { ...signedOut('login-code', '/login'), codeOnItsWay: true },
    signedIn('overview', '/overview'),
    as('analog', 'overview', '/overview'),
    as('multi', 'overview', '/overview'),
    as('pending', 'overview', '/overview'),
    as('ended', 'overview', '/overview'),
    as('empty', 'overview', '/overview'),
    signedIn('invoices', '/invoices'),
    as('analog', 'invoices', '/invoices'),
    as('company', 'invoices', '/invoices?page=2'),
    as('pending', 'invoices', '/invoices'),
    as('smart', 'invoice', invoiceOf('smart')),
    { ...as('voltwerk', 'invoice', invoiceOf('voltwerk')), customers: { voltwerk: 'voltwerk' } },
    as('smart', 'invoice-missing', '/invoices/inv_doesnotexist'),
    signedIn('consumption', '/consumption'),
    ...['day', 'week', 'year'].map((period) => signedIn(`consumption-${period}`, `/consumption?period=${period}`)),
    ...['analog', 'multi', 'company', 'pending', 'ended', 'empty'].map((customer) =>
      as(customer, 'consumption', '/consumption'),
    ),
    signedIn('tariff', '/tariff'),
    ...['analog', 'multi', 'company', 'pending', 'ended', 'empty'].map((customer) => as(customer, 'tariff', '/tariff')),
    ...['orders', 'account', 'help'].map((name) => signedIn(name, `/${name}`)),
    signedOut('help-signed-out', '/help'),
    signedOut('help-article', '/help/meter-reading'),
    signedOut('help-missing', '/help/nowhere'),
    ...['imprint', 'privacy', 'accessibility'].map((name) => signedOut(`legal-${name}`, `/legal/${name}`)),
    signedOut('cancel', '/cancel'),
    signedOut('withdraw', '/withdraw'),
    signedOut('not-found', '/nowhere'),
    ...Object.keys(statesByTag).map((tag): GalleryPage => ({ kind: 'gallery', name: `gallery-${tag}`, tag })),
  ];
}
