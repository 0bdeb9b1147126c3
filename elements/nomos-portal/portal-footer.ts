import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { isLocale, type Locale } from '../../src/i18n/localization.ts';
import type { SessionController } from '../../src/session/session-controller.ts';
import type { Theme } from '../../src/ui/nomos-element.ts';
import { legalSections } from './portal-routes.ts';

/** What a language calls itself. Where a brand has both ways to say „you“ in German, the choice tells them apart. */
function languageName(locale: Locale, among: readonly Locale[]): string {
  switch (locale) {
    case 'de':
      return among.includes('de-informal') ? 'Deutsch (Sie)' : 'Deutsch';
    case 'de-informal':
      return among.includes('de') ? 'Deutsch (du)' : 'Deutsch';
    case 'en':
      return 'English';
    case 'tr':
      return 'Türkçe';
  }
}

const themes: readonly Theme[] = ['light', 'dark', 'system'];

function themeLabel(theme: Theme): string {
  switch (theme) {
    case 'light':
      return msg('Hell', { id: 'portal.theme.light' });
    case 'dark':
      return msg('Dunkel', { id: 'portal.theme.dark' });
    case 'system':
      return msg('Wie das Gerät', { id: 'portal.theme.system' });
  }
}

/**
 * The footer: the supplier's legal links, the two buttons that the law names word for word (s. 312k and s. 356a BGB; they
 * must be there whether somebody has signed in or not), language and theme.
 */
export function renderFooter(session: SessionController, link: (path: string) => string): TemplateResult {
  const { brand, store } = session;
  return html`<footer part="footer">
    <div class="bounds">
      <ul role="list">
        ${
          brand
            ? legalSections.map(({ page, link: label }) => {
                // The supplier's own text in the portal, else the address that it gives.
                const isHere = brand.legal.pages.includes(page);
                const address = isHere ? link(`/legal/${page}`) : brand.legal[`${page}_url`];
                return address ? html`<li><a href=${address}>${label()}</a></li>` : nothing;
              })
            : nothing
        }
        <li><a href=${link('/help')}>${msg('Hilfe', { id: 'portal.section.help' })}</a></li>
        <li><a href=${link('/withdraw')}>${msg('Vertrag widerrufen', { id: 'portal.footer.withdraw' })}</a></li>
      </ul>
      <a class="button" href=${link('/cancel')}>${msg('Verträge hier kündigen', { id: 'portal.footer.cancel' })}</a>
      ${store ? renderSettings(store) : nothing}
    </div>
  </footer>`;
}

function renderSettings(store: NonNullable<SessionController['store']>): TemplateResult {
  const locales = (store.brand?.locales ?? ['de', 'en']).filter(isLocale);
  const onLocale = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    if (isLocale(value)) store.setLocale(value);
  };
  const onTheme = (event: Event): void => {
    const theme = themes.find((known) => known === (event.target as HTMLSelectElement).value);
    if (theme) store.setTheme(theme);
  };
  return html`<div class="settings">
    ${
      locales.length > 1
        ? html`<label
            >${msg('Sprache', { id: 'portal.language' })}
            <select class="input" @change=${onLocale}>
              ${locales.map(
                (locale) =>
                  html`<option value=${locale} lang=${locale.slice(0, 2)} ?selected=${store.locale === locale}>
                    ${languageName(locale, locales)}
                  </option>`,
              )}
            </select>
          </label>`
        : nothing
    }
    <label
      >${msg('Darstellung', { id: 'portal.theme' })}
      <select class="input" @change=${onTheme}>
        ${themes.map(
          (theme) => html`<option value=${theme} ?selected=${store.theme === theme}>${themeLabel(theme)}</option>`,
        )}
      </select>
    </label>
  </div>`;
}
