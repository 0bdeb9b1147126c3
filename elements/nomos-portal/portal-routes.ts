import { msg } from '@lit/localize';
import type { LegalPage } from '../../src/contract/gateway/legal.ts';
import {
  accountIcon,
  consumptionIcon,
  helpIcon,
  invoicesIcon,
  ordersIcon,
  overviewIcon,
  tariffIcon,
} from './portal-icons.ts';

/** A section of the portal that the navigation names. */
export interface PortalSection {
  /** The path below the portal's base path. */
  path: string;
  /** An icon of `src/ui/icons.ts`. */
  icon: string;
  /** The section's name in the language in force. */
  label: () => string;
}

/** The sections in the order of the navigation; on narrow pages the first four stand in the bar, the rest under "more". */
export const portalSections: readonly PortalSection[] = [
  { path: '/overview', icon: overviewIcon, label: () => msg('Übersicht', { id: 'portal.section.overview' }) },
  { path: '/consumption', icon: consumptionIcon, label: () => msg('Verbrauch', { id: 'portal.section.consumption' }) },
  { path: '/invoices', icon: invoicesIcon, label: () => msg('Rechnungen', { id: 'portal.section.invoices' }) },
  { path: '/tariff', icon: tariffIcon, label: () => msg('Tarif', { id: 'portal.section.tariff' }) },
  { path: '/orders', icon: ordersIcon, label: () => msg('Bestellungen', { id: 'portal.section.orders' }) },
  { path: '/account', icon: accountIcon, label: () => msg('Konto', { id: 'portal.section.account' }) },
  { path: '/help', icon: helpIcon, label: () => msg('Hilfe', { id: 'portal.section.help' }) },
];

/**
 * Pages that need no sign-in. Cancellation and withdrawal by law (s. 312k BGB: no login and no identification page in
 * between; s. 356a BGB), help because those who cannot sign in need it most.
 */
const publicPaths = new Set(['/login', '/auth/confirm', '/cancel', '/withdraw']);

/** Whether somebody who has not signed in may see the page at this path. */
export function isPublicPath(path: string): boolean {
  return publicPaths.has(path) || standsAlone(path);
}

/** Whether a page is there whatever the session does: it needs nobody's data, and is needed most when something is wrong. */
export function standsAlone(path: string): boolean {
  return isWithin(path, '/help') || path.startsWith('/legal/');
}

/** The legal texts: what the footer calls them, and their pages. */
export const legalSections: readonly { page: LegalPage; link: () => string; title: () => string }[] = [
  { page: 'imprint', link: imprintLabel, title: imprintLabel },
  { page: 'privacy', link: privacyLabel, title: privacyLabel },
  {
    page: 'accessibility',
    link: () => msg('Barrierefreiheit', { id: 'portal.footer.accessibility' }),
    title: () => msg('Erklärung zur Barrierefreiheit', { id: 'legal.accessibility' }),
  },
];

/** Whether a section of the navigation is the one shown: `/invoices/inv_1` is within `/invoices`. */
export function isWithin(path: string, section: string): boolean {
  return path === section || path.startsWith(`${section}/`);
}

/** What the page at this path is called, in the language in force; empty while no page is shown yet. */
export function pageTitle(path: string): string {
  if (path === '/') return '';
  if (path === '/login') return msg('Anmelden', { id: 'login.title' });
  if (path === '/auth/confirm') return msg('Anmeldung', { id: 'portal.confirm.title' });
  if (path === '/cancel') return msg('Verträge hier kündigen', { id: 'portal.footer.cancel' });
  if (path === '/withdraw') return msg('Vertrag widerrufen', { id: 'portal.footer.withdraw' });
  if (path.startsWith('/invoices/')) return msg('Rechnung', { id: 'invoice.type.other' });
  const legal = legalSections.find(({ page }) => path === `/legal/${page}`);
  if (legal) return legal.title();
  const section = portalSections.find((known) => known.path === (path.startsWith('/help/') ? '/help' : path));
  return section?.label() ?? msg('Seite nicht gefunden', { id: 'portal.not-found.title' });
}

function imprintLabel(): string {
  return msg('Impressum', { id: 'portal.footer.imprint' });
}

function privacyLabel(): string {
  return msg('Datenschutz', { id: 'portal.footer.privacy' });
}
