import 'axe-core';
import type * as Axe from 'axe-core';
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { invoicesStates } from '../../demo/gallery/states/invoices.ts';
import { meterReadingStates } from '../../demo/gallery/states/meter-reading.ts';
import { pricesStates } from '../../demo/gallery/states/prices.ts';
import '../../elements/nomos-invoices/nomos-invoices.ts';
import '../../elements/nomos-meter-reading/nomos-meter-reading.ts';
import '../../elements/nomos-prices/nomos-prices.ts';
import { contrast } from '../../src/domain/contrast.ts';
import { hexOf } from './shown-color.ts';

/** The package is no module: it leaves its functions on the page. */
const { axe } = globalThis as unknown as { axe: typeof Axe };

const states = {
  'nomos-invoices': invoicesStates.loaded,
  'nomos-meter-reading': meterReadingStates.due ?? Object.values(meterReadingStates).at(-1),
  'nomos-prices': pricesStates.loaded,
};
type Tag = keyof typeof states;
type Drawn = HTMLElement & { state: unknown; theme: string; updateComplete: Promise<unknown> };
type Tokens = Record<`--nomos-${string}`, string>;

/** A part of a page that sets tokens, with an element in it. */
async function draw(
  tag: Tag,
  tokens: Tokens = {},
  { theme = '', state = states[tag] as unknown } = {},
): Promise<Drawn> {
  const page = await fixture<HTMLElement>(html`<div></div>`);
  for (const [name, value] of Object.entries(tokens)) page.style.setProperty(name, value);
  page.style.colorScheme = 'light';
  const element = document.createElement(tag) as unknown as Drawn;
  if (theme) element.theme = theme;
  element.state = state;
  page.append(element);
  await element.updateComplete;
  return element;
}

const find = (element: Element, selector: string): HTMLElement => {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
};
const styleOf = (element: Element, selector: string): CSSStyleDeclaration => getComputedStyle(find(element, selector));

describe('debug', () => {
  it('reads probes', async () => {
    const element = await draw('nomos-invoices', { '--nomos-color-brand': '#ffff00' });
    await new Promise((r) => setTimeout(r, 1500));
    console.log('computed', getComputedStyle(element, '::before').boxShadow.slice(0, 300));
    console.log('after', getComputedStyle(element, '::after').boxShadow.slice(0, 300));
    console.log(
      'worn',
      element.shadowRoot?.adoptedStyleSheets.length,
      element.shadowRoot?.adoptedStyleSheets.at(-1)?.cssRules[0]?.cssText,
    );
    const hits: string[] = [];
    for (const type of ['transitionrun', 'animationstart'])
      element.addEventListener(type, (e) => hits.push(`${type} ${(e as TransitionEvent).pseudoElement}`));
    element.parentElement!.style.setProperty('--nomos-color-brand', '#ff88ff');
    await new Promise((r) => setTimeout(r, 1500));
    console.log('hits', hits.join(', '), element.shadowRoot?.adoptedStyleSheets.at(-1)?.cssRules[0]?.cssText);
    element.hidden = true;
    element.parentElement!.style.setProperty('--nomos-color-brand', '#88ff00');
    await new Promise((r) => setTimeout(r, 500));
    console.log('while hidden', getComputedStyle(element, '::after').boxShadow.slice(0, 100));
    hits.length = 0;
    element.hidden = false;
    await new Promise((r) => setTimeout(r, 1500));
    console.log('shown', hits.join(', '), element.shadowRoot?.adoptedStyleSheets.at(-1)?.cssRules[0]?.cssText);
    const late = await draw('nomos-invoices');
    await new Promise((r) => setTimeout(r, 500));
    console.log(
      'late before',
      late.shadowRoot?.adoptedStyleSheets.length,
      getComputedStyle(late, '::before').boxShadow.slice(0, 60),
    );
    late.parentElement!.style.setProperty('--nomos-color-brand', '#ff88ff');
    await new Promise((r) => setTimeout(r, 1500));
    console.log('late', late.shadowRoot?.adoptedStyleSheets.at(-1)?.cssRules[0]?.cssText);
  }).timeout(60000);
});
