import { version } from './version.ts';

const versions = Symbol.for('nomos.element-versions');

/**
 * Registers a tag, tolerating that it is there already: two bundles on one page are common on suppliers' sites, and a
 * second `customElements.define` would throw and take the rest of its bundle along. The first registration stays; another
 * version of the library is named in a warning, the same one is silent.
 *
 * Does nothing where there is no custom element registry (on a server).
 */
export function define(tag: string, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined') return;
  const page = globalThis as unknown as Record<symbol, Map<string, string> | undefined>;
  const known = (page[versions] ??= new Map<string, string>());
  if (!customElements.get(tag)) {
    customElements.define(tag, element);
    known.set(tag, version);
    return;
  }
  const present = known.get(tag);
  if (present !== version) {
    console.warn(`<${tag}> is already defined by version ${present ?? 'unknown'}; version ${version} leaves it alone.`);
  }
}
