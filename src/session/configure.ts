import { matchLocale, overrideMessages } from '../i18n/localization.ts';
import { checkConfiguration, type NomosConfiguration } from './configuration.ts';
import { configuredStore } from './configured-store.ts';
import { getSessionStore, replaceSessionStore } from './page-stores.ts';
import type { NomosSessionError } from './session-error.ts';
import type { SessionStore } from './session-store.ts';

/** What {@link configureNomos} gives. */
export interface Nomos {
  /** The session; another one after a change of `gateway`, `api` or `fetchSession`. */
  readonly store: SessionStore;
  /** Changes any part of the configuration; the elements that are there go along. */
  update(change: Omit<NomosConfiguration, 'instance'>): void;
  /** Asks anew who is signed in: for a page whose own site has signed its customer in or out. */
  refresh(): Promise<void>;
  /** Signs the customer out, in this browser or everywhere. */
  signOut(options?: { everywhere?: boolean }): Promise<void>;
}

/**
 * Sets up a page, before or after its elements are drawn, once or again. Attributes of elements are stronger than the call,
 * the call is stronger than the brand.
 *
 * What is wrong later, such as a `fetchSession` that throws, is told by the event `nomos-session-error` on the document.
 *
 * @throws {NomosConfigurationError} For a configuration that makes no sense.
 */
export function configureNomos(configuration: NomosConfiguration = {}): Nomos {
  let current = checkConfiguration(configuration);
  const { instance = '' } = current;
  const apply = ({ messages, ...change }: NomosConfiguration): void => {
    if (messages) void overrideMessages({ page: messages });
    const { gateway, api, fetchSession } = current;
    const { locale, theme } = change;
    configuredStore(instance, { gateway, api, fetchSession, locale: matchLocale(locale), theme, onError });
  };
  const onError = (error: NomosSessionError): void => {
    tell(document, error, instance);
  };
  apply(current);
  return {
    get store() {
      return getSessionStore(instance);
    },
    update(change) {
      current = checkConfiguration({ ...current, ...change });
      apply(change);
    },
    async refresh() {
      await replaceSessionStore(instance, getSessionStore(instance).options).start();
    },
    signOut: (options) => getSessionStore(instance).signOut(options),
  };
}

/** Tells a page what is wrong: by an event, and in the console for whoever builds the page. */
export function tell(target: EventTarget, error: NomosSessionError, instance: string): void {
  console.warn(`nomos: ${error.message} (${error.code})`, error.cause ?? '');
  const detail = { code: error.code, instance };
  target.dispatchEvent(new CustomEvent('nomos-session-error', { detail, bubbles: true, composed: true }));
}
