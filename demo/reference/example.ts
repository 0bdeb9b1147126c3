import { elementModules } from '../../elements/element-modules.ts';
import { pageLocale, setPageLocale, matchLocale } from '../../src/i18n/localization.ts';
import { brandStyleText } from '../../src/theme/brand-style-sheet.ts';
import { brands } from '../gallery/fixtures.ts';
import { statesByTag } from '../gallery/states.ts';
import { htmlOf, type AttributeValues } from './example-html.ts';

type Shown = HTMLElement & { state: unknown };

/** How many events the log keeps. */
const longestLog = 50;

/**
 * Brings the example of a page to life: the element in a state set by hand, with its attributes as the form has them; its
 * events in a log; and its HTML to copy. What is chosen is in the address, so that it can be sent to somebody.
 */
export async function startExample(example: HTMLElement): Promise<void> {
  const tag = example.dataset.tag ?? '';
  const part = (selector: string): HTMLElement => {
    const found = example.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`The example has no ${selector}.`);
    return found;
  };
  const form = part('form');
  const frame = part('.frame');
  // An element that asks all the same is told what it would be told without a network.
  globalThis.fetch = () => Promise.reject(new TypeError('There is no network in the reference.'));
  await elementModules[tag]?.();

  const states: Readonly<Record<string, unknown>> = statesByTag[tag as keyof typeof statesByTag];
  const element = document.createElement(tag) as Shown;
  const controls = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[data-attribute]')];
  const brandSheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, brandSheet];

  const apply = async (): Promise<void> => {
    const values: AttributeValues = {};
    for (const control of controls) {
      const name = control.dataset.attribute ?? '';
      const value = valueOf(control);
      values[name] = value;
      if (value === null) element.removeAttribute(name);
      else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }
    const { theme = null, locale = null } = values;
    frame.style.setProperty('color-scheme', theme === 'light' || theme === 'dark' ? theme : 'light dark');
    frame.style.setProperty('max-inline-size', width.value === '' ? 'none' : `${width.value}em`);
    const worn = Object.values(brands).find(({ slug }) => slug === brand.value);
    brandSheet.replaceSync(worn ? brandStyleText(worn).replace(':host', '.frame') : '');
    part('.html').textContent = htmlOf(tag, values);
    const language = matchLocale(locale) ?? 'de';
    if (pageLocale() !== language) await setPageLocale(language);
  };

  const width = part('#example-width') as HTMLSelectElement;
  const brand = part('#example-brand') as HTMLSelectElement;
  const state = part('#example-state') as HTMLSelectElement;
  const readable = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')];
  readAddress(readable);
  element.state = states[state.value];
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', () => {
    element.state = states[state.value];
    writeAddress(readable);
    void apply();
  });
  await apply();
  listen(example, element);
  const copied = part('.copy + [role="status"]');
  part('.copy').addEventListener('click', () => void copy(part('.html'), copied));
  // Where the page begins is not the element's business.
  frame.append(element);
  example.hidden = false;
  document.querySelector('.needs-script')?.remove();
}

/** What a control says of its attribute; `null` when it is to be absent. */
function valueOf(control: HTMLInputElement | HTMLSelectElement): string | null {
  if (control.type === 'checkbox') return control.checked ? '' : null;
  return control.value === '' ? null : control.value;
}

const keyOf = ({ id }: Element): string => id.replace(/^(set|example)-/, '');

function readAddress(controls: readonly (HTMLInputElement | HTMLSelectElement)[]): void {
  const parameters = new URLSearchParams(location.search);
  for (const control of controls) {
    const value = parameters.get(keyOf(control));
    if (value === null) continue;
    if (control.type === 'checkbox') control.checked = true;
    else if (!(control instanceof HTMLSelectElement) || [...control.options].some((option) => option.value === value))
      control.value = value;
  }
}

function writeAddress(controls: readonly (HTMLInputElement | HTMLSelectElement)[]): void {
  const parameters = new URLSearchParams();
  for (const control of controls) {
    const value = valueOf(control);
    const first = control instanceof HTMLSelectElement ? control.options[0]?.value : null;
    if (value !== null && value !== first) parameters.set(keyOf(control), value);
  }
  const search = parameters.size > 0 ? `?${parameters}` : '';
  history.replaceState(null, '', `${location.pathname}${search}${location.hash}`);
}

/** Logs what the page would hear, and keeps links from leading away. */
function listen(example: HTMLElement, element: HTMLElement): void {
  const log = example.querySelector('.log');
  const none = example.querySelector<HTMLElement>('.none');
  const cancel = example.querySelector<HTMLInputElement>('#example-cancel');
  const say = (what: string, more: string): void => {
    const item = document.createElement('li');
    const name = document.createElement('code');
    name.textContent = what;
    item.append(name, ` ${more}`);
    log?.prepend(item);
    log?.children.item(longestLog)?.remove();
    if (none) none.hidden = true;
  };
  for (const name of (example.dataset.events ?? '').split(' ').filter(Boolean)) {
    element.addEventListener(name, (event) => {
      const isCancelled = event.cancelable && cancel?.checked;
      if (isCancelled) event.preventDefault();
      const { detail } = event as CustomEvent<unknown>;
      say(name, `${detail ? JSON.stringify(detail) : ''}${isCancelled ? ' cancelled' : ''}`.trim());
    });
  }
  element.addEventListener('click', (event) => {
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
    if (!link?.href || event.defaultPrevented || link.hasAttribute('download')) return;
    event.preventDefault();
    say('click', `would lead to ${link.getAttribute('href') ?? ''}`);
  });
}

async function copy(code: HTMLElement, status: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.textContent);
    status.textContent = 'Copied';
  } catch {
    // Without permission it is marked, for whoever copies it by hand.
    getSelection()?.selectAllChildren(code);
    status.textContent = 'Marked: copy it by the keyboard';
  }
}
