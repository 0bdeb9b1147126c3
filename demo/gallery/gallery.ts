/**
 * The gallery: every element in every state, in each brand, theme and language, without a network. What is shown is in the
 * address: `?element=nomos-login&brand=voltwerk&theme=dark&locale=en`.
 */
import { elementModules } from '../../elements/element-modules.ts';
import { locales } from '../../src/contract/gateway/languages.ts';
import { isLocale, setPageLocale } from '../../src/i18n/localization.ts';
import { brandStyleText } from '../../src/theme/brand-style-sheet.ts';
import { brands } from './fixtures.ts';
import { pseudoLocale, speakPseudoLocale } from './pseudo-locale.ts';
import { statesByTag } from './states.ts';

type Tag = keyof typeof statesByTag;
type Shown = HTMLElement & { state: unknown; theme: string; headingLevel: number };

const tags = Object.keys(statesByTag) as Tag[];
const parameters = new URLSearchParams(location.search);

/** One of several values: what the address says, where it says something known, else the first. */
function chosen<Value extends string>(name: string, values: readonly Value[]): Value {
  const asked = values.find((value) => value === parameters.get(name)) ?? values[0];
  if (asked === undefined) throw new Error(`There is nothing to choose for ${name}.`);
  return asked;
}

const tag = chosen('element', tags);
const brand = brands[chosen('brand', Object.keys(brands) as (keyof typeof brands)[])];
const theme = chosen('theme', ['light', 'dark', 'system']);
const locale = chosen('locale', [...locales, pseudoLocale]);

function wearBrand(): void {
  const sheet = new CSSStyleSheet();
  const scheme = theme === 'system' ? 'light dark' : theme;
  const tokens = brandStyleText(brand).replace(':host', ':root');
  sheet.replaceSync(`${tokens} :root { color-scheme: ${scheme}; }`);
  document.adoptedStyleSheets = [sheet];
}

function option(value: string, text = value): HTMLOptionElement {
  const element = document.createElement('option');
  element.value = value;
  element.textContent = text;
  return element;
}

function fillChoice(): void {
  const form = document.querySelector<HTMLFormElement>('#choice');
  if (!form) return;
  const list = (name: string): HTMLSelectElement => form.elements.namedItem(name) as HTMLSelectElement;
  list('element').append(...tags.map((name) => option(name, `<${name}>`)));
  list('brand').append(...Object.values(brands).map(({ slug, name }) => option(slug, name)));
  list('element').value = tag;
  list('brand').value = brand.slug;
  list('theme').value = theme;
  list('locale').value = locale;
  form.addEventListener('change', () => form.requestSubmit());
}

function section(name: string, state: unknown): HTMLElement {
  const heading = document.createElement('h2');
  heading.textContent = name;
  const element = document.createElement(tag) as unknown as Shown;
  element.headingLevel = 3;
  element.theme = theme;
  element.state = state;
  const frame = document.createElement('section');
  frame.className = 'state';
  frame.append(heading, element);
  return frame;
}

document.documentElement.lang = locale === pseudoLocale ? 'ar' : locale.slice(0, 2);
document.documentElement.dir = locale === pseudoLocale ? 'rtl' : 'ltr';
document.title = `Gallery: ${tag}`;
wearBrand();
fillChoice();
await elementModules[tag]?.();
await (isLocale(locale) ? setPageLocale(locale) : speakPseudoLocale());
const states = Object.entries(statesByTag[tag]).map(([name, state]) => section(name, state));
document.querySelector('#states')?.replaceChildren(...states);
