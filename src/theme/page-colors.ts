import { mix } from '../domain/contrast.ts';
import { completePalette, readablePalette, type Palette } from './page-palette.ts';
import { colorTokens, hasOwnColors, type ColorToken } from './color-tokens.ts';

const names = Object.keys(colorTokens) as ColorToken[];

/**
 * Has the browser resolve every colour, for each theme, on pseudo-elements that nobody sees: as the shadows of one there is a
 * place for all, and a `transitionrun` when one of them changes. `color-mix()` brings every notation into one. The
 * animation tells when an element is shown again that was hidden while something changed.
 *
 * A page may have rules for all pseudo-elements; an important declaration of ours is stronger than one of the page.
 */
const probes = `:host::before,:host::after{content:''!important;position:absolute!important;visibility:hidden!important;
animation:breathe 1ms!important;transition:box-shadow 1ms step-start!important;
box-shadow:${names.map((name) => `0 0 color-mix(in srgb,var(--_${name}),var(--_${name}))`).join()}!important}
:host::before{color-scheme:light!important}:host::after{color-scheme:dark!important}`;

let probeSheet: CSSStyleSheet | undefined;

/** What an element wears beside its own styles, and what stands in it. */
const worn = new WeakMap<HTMLElement, { sheet: CSSStyleSheet; text: string }>();

/** The last that was worked out: elements beside each other wear the same. */
let last: { from: string; palettes: [light: Palette, dark: Palette] } | undefined;

/** Said once, however many elements there are. */
let isReported = false;

/**
 * Completes and corrects the colours that the page set above an element, now and whenever they change: what follows from them
 * is worked out (`completePalette`), and what could not be read is moved until it can be (`readablePalette`), unless the
 * page says `--nomos-contrast: as-is`. It may be called again, after the element was moved for example.
 */
export function followPageColors(element: HTMLElement): void {
  const root = element.shadowRoot;
  if (!root) return;
  if (!worn.has(element)) {
    if (!probeSheet) (probeSheet = new CSSStyleSheet()).replaceSync(probes);
    const sheet = new CSSStyleSheet();
    worn.set(element, { sheet, text: '' });
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, probeSheet, sheet];
    // WebKit does not tell of a change that comes while one before it is under way: what is there at its end counts.
    for (const type of ['transitionrun', 'transitionend', 'transitioncancel', 'animationstart']) {
      element.addEventListener(type, (event) => {
        if ((event as TransitionEvent).pseudoElement) wear(element);
      });
    }
  }
  wear(element);
}

function wear(element: HTMLElement): void {
  const before = worn.get(element);
  if (!before) return;
  const text = hasOwnColors(element) ? correctedRule(element) : '';
  if (text === undefined || text === before.text) return;
  before.sheet.replaceSync(text);
  before.text = text;
  // What is drawn on a canvas is drawn anew.
  (element as HTMLElement & { requestUpdate?: () => void }).requestUpdate?.();
}

/** The rule for what differs from what the page said; `undefined` where the browser does not tell the colours. */
function correctedRule(element: HTMLElement): string | undefined {
  const style = getComputedStyle(element);
  const own = new Set(names.filter((name) => style.getPropertyValue(`--nomos-${name}`).trim()));
  const isOwn = (name: ColorToken): boolean => own.has(name);
  const light = resolvedColors(element, '::before');
  const dark = resolvedColors(element, '::after');
  if (!light || !dark) return undefined;
  const isAsIs = style.getPropertyValue('--nomos-contrast').trim() === 'as-is';
  const from = JSON.stringify([light, dark, [...own], isAsIs]);
  if (last?.from !== from) {
    const work = isAsIs ? completePalette : readablePalette;
    last = { from, palettes: [work(light, isOwn), work(dark, isOwn)] };
  }
  const [forLight, forDark] = last.palettes;
  const changed = names.filter((name) => forLight[name] !== light[name] || forDark[name] !== dark[name]);
  report(
    changed
      .filter(isOwn)
      .map((name) => ({ name, said: [light[name], dark[name]], shown: [forLight[name], forDark[name]] })),
  );
  const declarations = changed.map((name) => `--_${name}: light-dark(${forLight[name]}, ${forDark[name]});`);
  return `:host { ${declarations.join(' ')} }`;
}

/** The colours of one theme as the page and the brand say them. */
function resolvedColors(element: HTMLElement, pseudoElement: '::before' | '::after'): Palette | undefined {
  const shadows = getComputedStyle(element, pseudoElement).boxShadow;
  const found = [...shadows.matchAll(/color\(srgb ([^)]*)\)/g)].map(([, channels = '']) => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = channels.split(/[\s/]+/).map((part) => Number(part) || 0);
    const hex = [red, green, blue].map((channel) =>
      Math.round(Math.min(1, Math.max(0, channel)) * 255)
        .toString(16)
        .padStart(2, '0'),
    );
    return { color: `#${hex.join('')}`, alpha };
  });
  if (found.length !== names.length) return undefined;
  const surface = found[names.indexOf('color-surface')]?.color ?? '';
  // What one can see through is seen on the surface.
  return Object.fromEntries(
    found.map(({ color, alpha }, i) => [names[i], alpha < 1 ? mix(surface, color, alpha) : color]),
  ) as Palette;
}

function report(corrected: { name: ColorToken; said: string[]; shown: string[] }[]): void {
  if (isReported || corrected.length === 0) return;
  isReported = true;
  const lines = corrected.flatMap(({ name, said, shown }) =>
    ['light', 'dark'].flatMap((theme, i) =>
      said[i] === shown[i] ? [] : [`--nomos-${name}: ${said[i] ?? ''} becomes ${shown[i] ?? ''} in the ${theme} theme`],
    ),
  );
  console.warn(`Nomos: colours that could not be read were corrected\n${lines.join('\n')}`);
}
