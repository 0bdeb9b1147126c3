/**
 * The theming page: elements in both themes beside controls for every token, with the CSS to copy. No network: the elements
 * show states that were drawn by hand. The theme is in the address after `#`, so that it survives a reload and can be sent.
 */
import { elementModules } from '../../elements/element-modules.ts';
import { contrast } from '../../src/domain/contrast.ts';
import { setPageLocale } from '../../src/i18n/localization.ts';
import { colorTokens, type ColorToken } from '../../src/theme/color-tokens.ts';
import { tokenReference, type Token } from '../../src/theme/token-reference.ts';
import { invoicesStates } from '../gallery/states/invoices.ts';
import { meterReadingStates } from '../gallery/states/meter-reading.ts';
import { pricesStates } from '../gallery/states/prices.ts';
import { tariffStates } from '../gallery/states/tariff.ts';
import { presets } from './presets.ts';
import {
  addressOf,
  colorsIn,
  colorValue,
  cssOf,
  isPossible,
  palettesOf,
  schemes,
  themeIn,
  type Scheme,
} from './theme.ts';

type Shown = HTMLElement & { state: unknown; headingLevel: number };

/** What is shown: a chart, a form with a question, a list with states in words, tables, and something that went wrong. */
const shownStates: readonly (readonly [tag: string, state: unknown])[] = [
  ['nomos-prices', pricesStates.loaded],
  ['nomos-meter-reading', meterReadingStates['asked: much higher']],
  ['nomos-invoices', invoicesStates.loaded],
  ['nomos-tariff', Object.values<{ type: string }>(tariffStates).find(({ type }) => type === 'loaded')],
  ['nomos-invoices', Object.values<{ type: string }>(invoicesStates).find(({ type }) => type === 'error')],
];

const groups: readonly (readonly [title: string, has: (token: Token) => boolean])[] = [
  ['Base colours', ({ name }) => name.startsWith('--nomos-color-')],
  ['Type and shape', ({ name }) => ['--nomos-font-family', '--nomos-radius', '--nomos-density'].includes(name)],
  ['Focus', ({ name }) => name.startsWith('--nomos-focus-')],
  ...(['card', 'button', 'input', 'heading', 'chart'] as const).map(
    (part) => [`${part[0]?.toUpperCase()}${part.slice(1)}s`, (token: Token) => token.part === part] as const,
  ),
];

let theme = themeIn(location.hash);
let palettes = palettesOf(theme);
const sheet = new CSSStyleSheet();
/** What has to be brought up to date when the theme changes. */
const followers: (() => void)[] = [];

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`There is no #${id}.`);
  return found;
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  children: (Node | string)[] = [],
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function show(): void {
  const css = cssOf(theme);
  // The very text that is there to copy, for the previews alone: the page itself wears nothing of it.
  sheet.replaceSync(css.replace(':root', '.preview'));
  (byId('css') as HTMLTextAreaElement).value = css;
  palettes = palettesOf(theme);
  for (const preview of document.querySelectorAll<HTMLElement>('.preview')) {
    const { shown } = palettes[preview.classList.contains('dark') ? 'dark' : 'light'];
    preview.style.background = shown['color-background'];
    preview.style.color = shown['color-text'];
  }
  for (const follow of followers) follow();
}

function choose(name: Token['name'], value: string | null): void {
  theme = new Map(theme);
  if (value === null) theme.delete(name);
  else theme.set(name, value);
  change();
}

function change(): void {
  const address = addressOf(theme);
  history.replaceState(null, '', address ? `#${address}` : location.pathname);
  show();
}

/** Takes a token back, and leaves the keyboard where it was: at the first field of the token. */
function resetButton(token: Token, frame: HTMLElement): HTMLButtonElement {
  const reset = make('button', { type: 'button', className: 'reset', textContent: 'Reset' });
  reset.setAttribute('aria-label', `Reset ${token.name}`);
  reset.addEventListener('click', () => {
    choose(token.name, null);
    frame.querySelector('input')?.focus();
  });
  followers.push(() => {
    reset.hidden = !theme.has(token.name);
  });
  return reset;
}

const isColorToken = (name: string): name is ColorToken => Object.hasOwn(colorTokens, name);

/** What stands on what: a colour's figure is its contrast with this one. */
function behind(name: ColorToken): ColorToken | null {
  if (name === 'color-on-brand') return 'color-brand';
  if (name === 'button-text') return 'button-background';
  return /surface|sunken|background|line/.test(name) ? null : 'color-surface';
}

function colorControl(token: Token): HTMLElement[] {
  const name = token.name.replace('--nomos-', '');
  const figures = make('div', { className: 'figures' });
  const input = (scheme: Scheme): HTMLInputElement => {
    const field = make('input', { type: 'color' });
    field.setAttribute('aria-label', `${token.name}, ${scheme}`);
    field.addEventListener('input', () => {
      const now = theme.get(token.name);
      // The first colour that is set is for both themes.
      const before = now === undefined ? { light: field.value, dark: field.value } : colorsIn(now);
      choose(token.name, colorValue({ ...before, [scheme]: field.value }));
    });
    return field;
  };
  const inputs = { light: input('light'), dark: input('dark') };
  followers.push(() => {
    const value = theme.get(token.name);
    figures.replaceChildren();
    for (const scheme of schemes) {
      const { said, shown } = palettes[scheme];
      if (!isColorToken(name)) {
        inputs[scheme].value = value === undefined ? shown['color-line'] : colorsIn(value)[scheme];
        continue;
      }
      inputs[scheme].value = said[name] ?? shown[name];
      const other = behind(name);
      const figure = other ? `${contrast(shown[name], shown[other]).toFixed(1)}:1` : '';
      const line = make('div', {}, [figure && `${scheme} ${figure}`]);
      if (said[name] !== undefined && said[name] !== shown[name]) {
        const corrected = make('span', { className: 'corrected', textContent: `corrected to ${shown[name]}` });
        corrected.style.setProperty('--shown', shown[name]);
        line.append(' ', corrected);
      }
      if (line.textContent) figures.append(line);
    }
  });
  return [
    make(
      'div',
      { className: 'values' },
      schemes.map((scheme) => make('label', { className: 'value' }, [scheme, inputs[scheme]])),
    ),
    figures,
  ];
}

function textControl(token: Token): HTMLElement[] {
  const field = make('input', { className: 'text', type: 'text' });
  const problem = make('div', { className: 'problem', id: `problem${token.name}` });
  problem.setAttribute('role', 'alert');
  field.setAttribute('aria-label', token.name);
  field.setAttribute('aria-describedby', problem.id);
  field.spellcheck = false;
  field.addEventListener('input', () => {
    const value = field.value.trim();
    const isGood = value === '' || isPossible(token, value);
    field.setAttribute('aria-invalid', String(!isGood));
    problem.textContent = isGood ? '' : `That is no ${token.kind}.`;
    if (isGood) choose(token.name, value || null);
  });
  followers.push(() => {
    if (document.activeElement === field) return;
    field.value = theme.get(token.name) ?? '';
    field.setAttribute('aria-invalid', 'false');
    problem.textContent = '';
  });
  return [make('div', { className: 'values' }, [field]), problem];
}

function control(token: Token): HTMLElement {
  const frame = make('div', { className: 'token' });
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', token.name);
  const [values, ...rest] = token.kind === 'color' ? colorControl(token) : textControl(token);
  values?.append(resetButton(token, frame));
  frame.append(
    make('code', { textContent: token.name }),
    make('div', {
      className: 'about',
      textContent: `${token.description} By default: ${token.follows}.`.replaceAll('`', ''),
    }),
    ...(values ? [values] : []),
    ...rest,
  );
  return frame;
}

function fillControls(): void {
  for (const [title, has] of groups) {
    const tokens = tokenReference.filter((token) => has(token));
    const open = title === 'Base colours';
    byId('groups').append(make('details', { open }, [make('summary', {}, [title]), ...tokens.map(control)]));
  }
  for (const [name, preset] of Object.entries(presets)) {
    const button = make('button', { type: 'button', textContent: name });
    button.addEventListener('click', () => {
      theme = new Map(preset);
      change();
    });
    byId('presets').append(button);
  }
  const asIs = document.querySelector<HTMLInputElement>('[name="contrast"]');
  asIs?.addEventListener('change', () => {
    choose('--nomos-contrast', asIs.checked ? 'as-is' : null);
    // Elements hear of colours that change. Of this they ask where they are put.
    for (const preview of document.querySelectorAll('.preview')) preview.append(...preview.children);
  });
  followers.push(() => {
    if (asIs) asIs.checked = theme.has('--nomos-contrast');
  });
  for (const choice of document.querySelectorAll<HTMLInputElement>('[name="shown"]')) {
    choice.addEventListener('change', () => {
      byId('previews').dataset.shown = choice.value;
    });
  }
}

/** Where the clipboard may not be written to, the text is selected, for the keys that copy. */
async function copy(): Promise<void> {
  const css = byId('css') as HTMLTextAreaElement;
  const answer = byId('copied');
  answer.textContent = '';
  try {
    await navigator.clipboard.writeText(css.value);
    answer.textContent = 'Copied.';
  } catch {
    css.focus();
    css.select();
    answer.textContent = 'The text is selected: copy it with the keyboard.';
  }
}

async function fillPreviews(): Promise<void> {
  for (const [tag] of shownStates) await elementModules[tag]?.();
  for (const scheme of schemes) {
    const preview = make('section', { className: `preview ${scheme}` }, [make('h3', { textContent: scheme })]);
    preview.style.colorScheme = scheme;
    for (const [tag, state] of shownStates) {
      const element = document.createElement(tag) as Shown;
      element.headingLevel = 4;
      element.state = state;
      preview.append(element);
    }
    byId('previews').append(preview);
  }
}

document.adoptedStyleSheets = [sheet];
byId('copy').addEventListener('click', () => void copy());
addEventListener('hashchange', () => {
  theme = themeIn(location.hash);
  show();
});
fillControls();
await setPageLocale('en');
await fillPreviews();
show();
