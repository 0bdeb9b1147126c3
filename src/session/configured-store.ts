import { existingSessionStore, replaceSessionStore } from './page-stores.ts';
import type { SessionStore, SessionStoreOptions } from './session-store.ts';

/**
 * The session store of a name, set up like this. One that reaches its data the same way already stays, with whoever is signed
 * in; otherwise a new one takes its place, and the elements go over to it.
 */
export function configuredStore(name: string, options: SessionStoreOptions): SessionStore {
  const before = existingSessionStore(name);
  if (!before || !isSameWay(before.options, options)) return replaceSessionStore(name, options);
  const { fetchSession, onError, locale, theme } = options;
  // The same way by another function, as frameworks make them anew with each drawing.
  Object.assign(before.options, { fetchSession, onError });
  if (locale) before.setLocale(locale, { remember: false });
  if (theme && theme !== before.theme) before.setTheme(theme);
  return before;
}

function isSameWay(one: SessionStoreOptions, other: SessionStoreOptions): boolean {
  return (
    one.gateway === other.gateway && one.api === other.api && !one.fetchSession === !other.fetchSession && !one.fetch
  );
}
