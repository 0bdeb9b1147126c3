import { locales } from '../contract/gateway/languages.ts';
import { matchLocale } from '../i18n/localization.ts';
import type { MessageOverrides } from '../i18n/messages.ts';
import type { FetchSession } from './fetch-session.ts';
import type { SessionTheme } from './session-snapshot.ts';

/** How the elements of a page reach their data and how they speak. */
export interface NomosConfiguration {
  /** Origin of the portal's gateway, e.g. `https://lumio.customerportal.energy`; the page's own when absent. */
  gateway?: string | undefined;
  /** Where a server speaks the paths of the Nomos API, e.g. `https://www.supplier.example/nomos`: in place of a gateway. */
  api?: string | undefined;
  /** How the page's own site vouches for its customer, in place of the sign-in by `<nomos-login>`. Needed with `api`. */
  fetchSession?: FetchSession | undefined;
  /** Tells sessions on one page apart; elements name theirs by the attribute `instance`. */
  instance?: string | undefined;
  /** `de`, `de-informal`, `en` or `tr`; of a tag such as `en-GB` its language. */
  locale?: string | undefined;
  theme?: SessionTheme | undefined;
  /** A supplier's own wording, by locale and message id. */
  messages?: MessageOverrides | undefined;
}

/** A configuration that makes no sense. Says which part, and what would. */
export class NomosConfigurationError extends Error {
  override readonly name = 'NomosConfigurationError';
  readonly option: keyof NomosConfiguration;

  constructor(option: keyof NomosConfiguration, message: string) {
    super(`${option}: ${message}`);
    this.option = option;
  }
}

/**
 * Checks a configuration and brings its addresses into one form, without a slash at the end.
 *
 * @throws {NomosConfigurationError} For what makes no sense.
 */
export function checkConfiguration(configuration: NomosConfiguration): NomosConfiguration {
  // Pages without types call it as well.
  const { fetchSession, instance, locale, theme, messages } = configuration as Record<string, unknown>;
  const { gateway, api } = configuration;
  const fail = (option: keyof NomosConfiguration, message: string): never => {
    throw new NomosConfigurationError(option, message);
  };
  if (gateway !== undefined && api !== undefined) fail('api', 'it takes the place of a gateway; name one of the two');
  if (api !== undefined && fetchSession === undefined) fail('fetchSession', 'without a gateway, nothing else signs in');
  if (fetchSession !== undefined && typeof fetchSession !== 'function') fail('fetchSession', 'it has to be a function');
  if (instance !== undefined && typeof instance !== 'string') fail('instance', 'it has to be a string');
  if (locale !== undefined && (typeof locale !== 'string' || !matchLocale(locale))) {
    fail('locale', `it has to be one of ${locales.join(', ')}`);
  }
  if (theme !== undefined && !['light', 'dark', 'system'].includes(theme as string))
    fail('theme', 'light, dark or system');
  if (messages !== undefined && (typeof messages !== 'object' || messages === null)) {
    fail('messages', 'it has to be an object of locales');
  }
  return {
    ...configuration,
    gateway: gateway === undefined ? undefined : originOf(gateway),
    api: api === undefined ? undefined : addressOf(api),
  };
}

/** The origin of a gateway. One with a path would be another server's. */
function originOf(gateway: string): string {
  const url = parse(gateway);
  if (url?.pathname !== '/' || url.search || url.hash || url.username) {
    throw new NomosConfigurationError('gateway', 'it has to be an origin such as https://lumio.customerportal.energy');
  }
  return url.origin;
}

function addressOf(api: string): string {
  const base = typeof location === 'undefined' ? undefined : location.href;
  const url = parse(api, base);
  if (!url || url.search || url.hash || url.username) {
    throw new NomosConfigurationError('api', 'it has to be an address such as https://www.supplier.example/nomos');
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function parse(address: unknown, base?: string): URL | null {
  if (typeof address !== 'string' || !URL.canParse(address, base)) return null;
  const url = new URL(address, base);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
}
