import { SessionStore, type SessionStoreOptions } from './session-store.ts';

/** Changes when a store of one version could not serve elements of another. */
const key = Symbol.for('nomos.session-stores.1');

function stores(): Map<string, SessionStore> {
  const page = globalThis as unknown as Record<symbol, Map<string, SessionStore> | undefined>;
  return (page[key] ??= new Map<string, SessionStore>());
}

/**
 * The page's session store of this name, made when it is first asked for. Widgets from separate bundles find the same one.
 */
export function getSessionStore(instance = ''): SessionStore {
  return stores().get(instance) ?? replaceSessionStore(instance, {});
}

/** The store of this name, if anybody has asked for it. */
export function existingSessionStore(instance: string): SessionStore | undefined {
  return stores().get(instance);
}

/** Puts a store with these options in place of the one of this name. Elements that follow the old one go over to it. */
export function replaceSessionStore(instance: string, options: SessionStoreOptions): SessionStore {
  const before = stores().get(instance);
  const store = new SessionStore({ ...options, instance });
  stores().set(instance, store);
  before?.close();
  return store;
}
