import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Brand } from '../../src/contract/gateway/brand.ts';
import { icon } from '../../src/ui/icons.ts';
import { moreIcon, signOutIcon } from './portal-icons.ts';
import type { PortalState } from './portal-state.ts';
import { isWithin, portalSections, type PortalSection } from './portal-routes.ts';

/** Where somebody is, and how they get elsewhere. */
export interface Navigation {
  /** The path that is shown, below the base path. */
  path: string;
  /** The address of a path. */
  link: (path: string) => string;
  /** Whether the subscription switcher is there: not in a portal that is drawn by hand. */
  switcher: boolean;
  /** Whether the panel with the sections that have no place in the bar is open. */
  moreOpen: boolean;
  onMore: () => void;
  onMoreKey: (event: KeyboardEvent) => void;
}

const sectionsInBar = 4;

function renderLink({ path, link }: Navigation, section: PortalSection, content: unknown, name = ''): TemplateResult {
  const current = isWithin(path, section.path) ? 'page' : nothing;
  return html`<a class=${name || nothing} href=${link(section.path)} aria-current=${current}>${content}</a>`;
}

/**
 * The brand, and for whoever is signed in the tabs of wide pages, the subscription switcher and the sign-out; for everybody else
 * the way to the sign-in.
 */
export function renderHeader({
  access,
  brand,
  onSignOut,
  ...navigation
}: Navigation & { access: PortalState['type']; brand: Brand | null; onSignOut: () => void }): TemplateResult {
  const signedIn = access === 'loaded';
  const name = brand?.name ?? msg('Kundenportal', { id: 'portal.name' });
  return html`<header part="header">
    <div class="bounds bar">
      <a class="brand" href=${navigation.link(signedIn ? '/overview' : '/login')}>
        ${
          brand?.logo_url
            ? html`<img src=${brand.logo_url} alt=${name} />`
            : html`<span class="mark" aria-hidden="true"></span>${name}`
        }
      </a>
      ${
        signedIn
          ? html`<nav class="tabs" part="navigation" aria-label=${msg('Bereiche', { id: 'portal.navigation' })}>
                ${portalSections.map((section) => renderLink(navigation, section, section.label()))}
              </nav>
              ${navigation.switcher ? html`<nomos-subscription-switcher></nomos-subscription-switcher>` : nothing}
              <button class="button sign-out" part="button" type="button" @click=${onSignOut}>
                ${icon(signOutIcon)}<span class="sign-out-label">${msg('Abmelden', { id: 'portal.sign-out' })}</span>
              </button>`
          : access === 'signed-out' && navigation.path !== '/login'
            ? html`<a
                class="button sign-in"
                part="button"
                href=${navigation.link(`/login?next=${encodeURIComponent(navigation.path)}`)}
                >${msg('Anmelden', { id: 'login.title' })}</a
              >`
            : nothing
      }
    </div>
  </header>`;
}

/** The bar of narrow pages: the first sections, and the others behind "more". */
export function renderBottomBar(navigation: Navigation): TemplateResult {
  const { path, moreOpen, onMore, onMoreKey } = navigation;
  const [bar, more] = [portalSections.slice(0, sectionsInBar), portalSections.slice(sectionsInBar)];
  const withinMore = more.some((section) => isWithin(path, section.path));
  return html`<nav
    class="bottom"
    part="navigation"
    aria-label=${msg('Bereiche', { id: 'portal.navigation' })}
    @keydown=${onMoreKey}
  >
    <ul role="list">
      ${bar.map((section) => {
        const content = html`${icon(section.icon)}<span>${section.label()}</span>`;
        return html`<li>${renderLink(navigation, section, content, 'entry')}</li>`;
      })}
      <li>
        <button
          class="entry"
          type="button"
          aria-expanded=${moreOpen}
          aria-controls="more"
          aria-current=${withinMore ? 'true' : nothing}
          @click=${onMore}
        >
          ${icon(moreIcon, 3)}<span>${msg('Mehr', { id: 'portal.more' })}</span>
        </button>
      </li>
    </ul>
    <ul id="more" class="more-panel" role="list" ?hidden=${!moreOpen}>
      ${more.map((section) => {
        return html`<li>${renderLink(navigation, section, html`${icon(section.icon)}${section.label()}`)}</li>`;
      })}
    </ul>
  </nav>`;
}
