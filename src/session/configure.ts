import { overrideMessages, type Locale } from '../i18n/localization.ts';
import type { MessageOverrides } from '../i18n/messages.ts';
import { replaceSessionStore } from './page-stores.ts';
import type { SessionTheme } from './session-snapshot.ts';
import type { SessionStore } from './session-store.ts';

/** How the elements of a page reach their data and how they speak. */
export interface NomosConfiguration {
  /** Origin of the portal's gateway, e.g. `https://lumio.customerportal.energy`; the page's own when absent. */
  gateway?: string;
  /** Tells sessions on one page apart; elements name theirs by the attribute `instance`. */
  instance?: string;
  locale?: Locale;
  theme?: SessionTheme;
  /** A supplier's own wording, by locale and message id. */
  messages?: MessageOverrides;
}

/** What {@link configureNomos} gives. */
export interface Nomos {
  readonly store: SessionStore;
  /** Changes language or theme later. */
  update(change: Pick<NomosConfiguration, 'locale' | 'theme'>): void;
  /** Signs the customer out, in this browser or everywhere. */
  signOut(options?: { everywhere?: boolean }): Promise<void>;
}

/** Sets up a page. Call it before the elements are drawn: those that are follow the store that they have found. */
export function configureNomos(configuration: NomosConfiguration = {}): Nomos {
  const { gateway, instance = '', locale, theme, messages } = configuration;
  if (messages) void overrideMessages({ page: messages });
  const store = replaceSessionStore(instance, { gateway: gateway?.replace(/\/+$/, ''), locale, theme });
  return {
    store,
    update: (change) => {
      if (change.locale) store.setLocale(change.locale, { remember: false });
      if (change.theme) store.setTheme(change.theme);
    },
    signOut: (options) => store.signOut(options),
  };
}
