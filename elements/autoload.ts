import { elementModules } from './element-modules.ts';

/**
 * The autoloader: one script on a page, and every `nomos-*` element on it is loaded when it is first used, those there
 * now and those that come later.
 *
 * It sees the document, not the inside of other components' shadow roots: call `observeElements(shadowRoot)` for these.
 * On a server it does nothing.
 */

const underWay = new Map<string, Promise<void>>();

async function register(tag: string, load: () => Promise<unknown>): Promise<void> {
  try {
    await load();
  } catch (error) {
    // A dropped connection must not doom the tag for the life of the page: its next appearance tries again.
    underWay.delete(tag);
    console.warn(`<${tag}> could not be loaded.`, error);
  }
}

function discover(root: ParentNode): void {
  for (const element of root.querySelectorAll(':not(:defined)')) loadFor(element);
}

function loadFor(element: Element): void {
  const tag = element.localName;
  if (underWay.has(tag) || customElements.get(tag)) return;
  const load = Object.hasOwn(elementModules, tag) ? elementModules[tag] : undefined;
  if (load) underWay.set(tag, register(tag, load));
}

/**
 * Loads the elements used below a node, now and whenever some are added.
 *
 * @param root - The document, or a shadow root of the page's own components.
 * @returns Ends the observation. Elements that are already loaded stay.
 */
export function observeElements(root: Document | ShadowRoot): () => void {
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      for (const node of record.addedNodes) {
        if (!(node instanceof Element)) continue;
        loadFor(node);
        discover(node);
      }
    }
  });
  observer.observe(root, { childList: true, subtree: true });
  discover(root);
  return () => {
    observer.disconnect();
  };
}

if (typeof document !== 'undefined') observeElements(document);
