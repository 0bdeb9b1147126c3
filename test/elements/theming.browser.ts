import 'axe-core';
import type * as Axe from 'axe-core';
import { expect, fixture, html } from '@open-wc/testing';
import { invoicesStates } from '../../demo/gallery/states/invoices.ts';
import { meterReadingStates } from '../../demo/gallery/states/meter-reading.ts';
import { pricesStates } from '../../demo/gallery/states/prices.ts';
import '../../elements/nomos-invoices/nomos-invoices.ts';
import '../../elements/nomos-meter-reading/nomos-meter-reading.ts';
import '../../elements/nomos-prices/nomos-prices.ts';
import { contrast } from '../../src/domain/contrast.ts';
import { hexOf } from './shown-color.ts';
import { waitUntil } from './wait-until.ts';

/** The package is no module: it leaves its functions on the page. */
const { axe } = globalThis as unknown as { axe: typeof Axe };

const states = {
  'nomos-invoices': invoicesStates.loaded,
  'nomos-meter-reading': meterReadingStates['asked: much higher'],
  'nomos-prices': pricesStates.loaded,
};
type Tag = keyof typeof states;
type Drawn = HTMLElement & { state: unknown; theme: string; updateComplete: Promise<unknown> };
type Tokens = Record<`--nomos-${string}`, string>;

function setTokens(page: HTMLElement, tokens: Tokens): void {
  for (const [name, value] of Object.entries(tokens)) page.style.setProperty(name, value);
}

/** A part of a page that sets tokens, with an element in it. */
async function draw(tag: Tag, tokens: Tokens = {}, { theme = 'light', state = states[tag] } = {}): Promise<Drawn> {
  const page = await fixture<HTMLElement>(html`<div></div>`);
  setTokens(page, tokens);
  page.style.background = 'var(--nomos-color-background, var(--nomos-color-surface, #ffffff))';
  const element = document.createElement(tag) as unknown as Drawn;
  element.theme = theme;
  element.state = state;
  page.append(element);
  await element.updateComplete;
  return element;
}

const pageOf = (element: Element): HTMLElement => element.parentElement!;

function styleOf(element: Element, selector: string): CSSStyleDeclaration {
  const found = element.shadowRoot?.querySelector(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return getComputedStyle(found);
}

const colorOf = (element: Element, selector: string, property: 'color' | 'backgroundColor' = 'color'): string =>
  hexOf(styleOf(element, selector)[property]);

/** Waits until an element shows what it is to show: a page's own colours are worked out by a module that comes later. */
async function becomes<Value>(read: () => Value, expected: Value): Promise<void> {
  try {
    await waitUntil(() => read() === expected);
  } catch {
    expect(read()).to.equal(expected);
  }
}

/** The brand as it is shown: what the main button is filled with. */
const brandOf = (element: Element): string => colorOf(element, '.button.primary', 'backgroundColor');

/** Whether the brand can be read on cards. */
const isLegible = (element: Element): boolean =>
  contrast(brandOf(element), colorOf(element, '.card', 'backgroundColor')) >= 4.5;

const ours = { brand: '#0b5f8a', surface: '#ffffff' };

describe("a page's own colours", () => {
  let notes: string[];
  const { warn } = console;

  beforeEach(() => {
    notes = [];
    console.warn = (text: string) => void notes.push(text);
  });

  afterEach(() => {
    console.warn = warn;
  });

  // The first one that corrects something: the note is once per page.
  it('that cannot be read are corrected, and the console says so, once', async () => {
    const element = await draw('nomos-meter-reading', { '--nomos-color-brand': '#ffee00' });
    await waitUntil(() => notes.length > 0);
    expect(isLegible(element)).to.equal(true);
    const other = await draw('nomos-meter-reading', { '--nomos-color-brand': '#ffffff' });
    await waitUntil(() => isLegible(other));
    expect(notes).to.have.lengthOf(1);
    expect(notes[0]).to.match(/--nomos-color-brand: #ffee00 becomes #[0-9a-f]{6} in the light theme$/);
  });

  it('win over the brand, and leave what is good as it is', async () => {
    const element = await draw('nomos-meter-reading', { '--nomos-color-brand': '#7a1f3d' });
    expect(colorOf(element, '.button.primary', 'backgroundColor')).to.equal('#7a1f3d');
    await becomes(() => colorOf(element, '.button.primary'), '#ffffff');
    expect(colorOf(element, '.button.primary', 'backgroundColor')).to.equal('#7a1f3d');
  });

  it('make the others follow', async () => {
    const dark = await draw('nomos-meter-reading', {
      '--nomos-color-surface': '#10231b',
      '--nomos-color-text': '#f4fff9',
    });
    await waitUntil(() => isLegible(dark));
    expect(colorOf(dark, '.card', 'backgroundColor')).to.equal('#10231b');
    expect(colorOf(dark, '.input', 'backgroundColor')).to.equal('#10231b');
    expect(contrast(hexOf(styleOf(dark, '.input').borderTopColor), '#10231b')).to.be.at.least(3);
    expect(contrast(hexOf(styleOf(dark, '.card').borderTopColor), '#10231b')).to.be.within(1.1, 2.5);
  });

  it('are for both themes, in one value or in two rules', async () => {
    const brand = '--nomos-color-brand';
    const element = await draw('nomos-meter-reading', { [brand]: 'light-dark(#7a1f3d, #ffb3c8)' });
    const shown = (): string => brandOf(element);
    expect(shown()).to.equal('#7a1f3d');
    element.theme = 'dark';
    await becomes(shown, '#ffb3c8');
    await becomes(() => colorOf(element, '.button.primary'), '#000000');
    setTokens(pageOf(element), { [brand]: '#222222' });
    await waitUntil(() => isLegible(element));
  });

  it('are followed when they change, also while an element is hidden, and when they go', async () => {
    const element = await draw('nomos-meter-reading');
    const shown = (): string => brandOf(element);
    expect(shown()).to.equal(ours.brand);
    const sets = async (brand: string): Promise<void> => {
      setTokens(pageOf(element), { '--nomos-color-brand': brand });
      await waitUntil(() => shown() !== hexOf(brand) && isLegible(element), brand);
    };
    await sets('#ffee00');
    await sets('#ff99cc');
    element.hidden = true;
    setTokens(pageOf(element), { '--nomos-color-brand': '#99ffcc' });
    expect(getComputedStyle(element).display).to.equal('none');
    element.hidden = false;
    await sets('#99ffcc');
    pageOf(element).style.removeProperty('--nomos-color-brand');
    await becomes(shown, ours.brand);
  });

  it('count where an element is moved to', async () => {
    const element = await draw('nomos-meter-reading');
    const there = await fixture<HTMLElement>(html`<div></div>`);
    setTokens(there, { '--nomos-color-brand': '#ffee00' });
    there.append(element);
    await waitUntil(() => isLegible(element));
    expect(brandOf(element)).not.to.equal(ours.brand);
  });

  it('are taken as they are where the page says so; what follows from them follows all the same', async () => {
    const element = await draw('nomos-meter-reading', {
      '--nomos-contrast': 'as-is',
      '--nomos-color-brand': '#ffee00',
    });
    await becomes(() => colorOf(element, '.button.primary'), '#000000');
    expect(colorOf(element, '.button.primary', 'backgroundColor')).to.equal('#ffee00');
  });

  it('reach into shadow roots of the page', async () => {
    const page = await fixture<HTMLElement>(html`<div></div>`);
    setTokens(page, { '--nomos-color-brand': '#ffee00' });
    const element = document.createElement('nomos-meter-reading') as unknown as Drawn;
    element.theme = 'light';
    element.state = states['nomos-meter-reading'];
    page.attachShadow({ mode: 'open' }).append(element);
    await element.updateComplete;
    await waitUntil(() => isLegible(element));
  });

  it('that are none break nothing', async () => {
    const element = await draw('nomos-meter-reading', { '--nomos-color-brand': 'banana' });
    expect(element.shadowRoot?.textContent).not.to.equal('');
    setTokens(pageOf(element), { '--nomos-color-brand': '#ffee00' });
    await waitUntil(() => isLegible(element));
  });

  it('reach what charts draw on their canvas', async () => {
    const element = await draw('nomos-prices');
    const canvas = element.shadowRoot?.querySelector('canvas');
    element.scrollIntoView();
    // A canvas that nobody has drawn on is 300 wide.
    await waitUntil(() => canvas?.width !== 300, 'is drawn', { timeout: 8000 });
    const picture = (): string | undefined => canvas?.toDataURL();
    const before = picture();
    setTokens(pageOf(element), { '--nomos-chart-cheap': '#0000ff' });
    await waitUntil(() => picture() !== before);
  }).timeout(20_000);

  for (const [name, tokens] of Object.entries({
    'a white brand': { '--nomos-color-brand': '#ffffff' },
    'a yellow brand on yellow': {
      '--nomos-color-brand': '#ffdd00',
      '--nomos-color-surface': '#fff8d6',
      '--nomos-color-muted': '#d9c766',
      '--nomos-color-good': '#9be79b',
    },
    'a dark page that says nothing of text': {
      '--nomos-color-surface': '#1b1b2f',
      '--nomos-color-background': '#111122',
    },
    'white text alone': { '--nomos-color-text': '#ffffff' },
    'cards of another kind than the page': {
      '--nomos-card-background': '#000000',
      '--nomos-input-background': '#333333',
      '--nomos-button-background': '#ff5500',
      '--nomos-button-text': '#ff6600',
    },
  } satisfies Record<string, Tokens>)) {
    it(`leave everything legible: ${name}`, async () => {
      for (const tag of Object.keys(states) as Tag[]) {
        const element = await draw(tag, tokens);
        const violations = async (): Promise<string[]> =>
          (await axe.run(element, { runOnly: ['color-contrast'] })).violations.flatMap(({ nodes }) =>
            nodes.map((node) => node.failureSummary ?? node.html),
          );
        await waitUntil(() =>
          (element.shadowRoot?.adoptedStyleSheets.at(-1)?.cssRules[0]?.cssText ?? '').startsWith(':host { --_'),
        );
        expect(await violations(), tag).to.deep.equal([]);
        pageOf(element).remove();
      }
    }).timeout(30_000);
  }
});

describe('a page without colours of its own', () => {
  it('shows ours', async () => {
    const element = await draw('nomos-meter-reading', { '--nomos-radius': '0', '--nomos-density': '0.875' });
    expect(colorOf(element, '.button.primary', 'backgroundColor')).to.equal(ours.brand);
    expect(colorOf(element, '.card', 'backgroundColor')).to.equal(ours.surface);
    element.theme = 'dark';
    await element.updateComplete;
    expect(colorOf(element, '.card', 'backgroundColor')).to.equal('#171c20');
  });
});

describe('the font', () => {
  const family = (element: Element, selector: string): string => styleOf(element, selector).fontFamily;

  it('is that of the text around an element', async () => {
    const element = await draw('nomos-meter-reading');
    pageOf(element).style.fontFamily = 'Georgia, serif';
    for (const part of ['.title', '.button', '.input']) expect(family(element, part), part).to.match(/^Georgia/);
  });

  it('is another one where the page says so, and a third one for headings', async () => {
    const element = await draw('nomos-meter-reading', { '--nomos-font-family': 'Verdana, sans-serif' });
    pageOf(element).style.fontFamily = 'Georgia, serif';
    for (const part of ['.title', '.button', '.input']) expect(family(element, part), part).to.match(/^Verdana/);
    setTokens(pageOf(element), { '--nomos-heading-font-family': 'Tahoma' });
    expect(family(element, '.title')).to.match(/^Tahoma/);
    expect(family(element, '.button')).to.match(/^Verdana/);
  });
});

describe('a token of a component', () => {
  const element = (tokens: Tokens): Promise<Drawn> => draw('nomos-meter-reading', tokens);

  it('changes cards', async () => {
    const style = styleOf(
      await element({
        '--nomos-card-background': '#fff4f4',
        '--nomos-card-border-color': '#ff0000',
        '--nomos-card-border-width': '3px',
        '--nomos-card-radius': '5px',
        '--nomos-card-padding': '7px',
        '--nomos-card-shadow': '0 2px 4px #000000',
      }),
      '.card',
    );
    expect(hexOf(style.backgroundColor)).to.equal('#fff4f4');
    expect(hexOf(style.borderTopColor)).to.equal('#ff0000');
    expect([style.borderTopWidth, style.borderTopLeftRadius, style.paddingTop]).to.deep.equal(['3px', '5px', '7px']);
    expect(style.boxShadow).to.include('2px 4px');
  });

  it('changes buttons', async () => {
    const drawn = await element({
      '--nomos-button-background': '#442200',
      '--nomos-button-text': '#ffeecc',
      '--nomos-button-radius': '9px',
      '--nomos-button-font-weight': '800',
    });
    const style = styleOf(drawn, '.button.primary');
    expect([hexOf(style.backgroundColor), hexOf(style.color)]).to.deep.equal(['#442200', '#ffeecc']);
    expect([style.borderTopLeftRadius, style.fontWeight]).to.deep.equal(['9px', '800']);
  });

  it('changes fields', async () => {
    const style = styleOf(
      await element({
        '--nomos-input-background': '#f2fff2',
        '--nomos-input-border-color': '#005500',
        '--nomos-input-radius': '2px',
      }),
      '.input',
    );
    expect([hexOf(style.backgroundColor), hexOf(style.borderTopColor)]).to.deep.equal(['#f2fff2', '#005500']);
    expect(style.borderTopLeftRadius).to.equal('2px');
  });

  it('changes headings', async () => {
    const plain = Number.parseFloat(styleOf(await element({}), '.title').fontSize);
    const style = styleOf(
      await element({ '--nomos-heading-font-weight': '300', '--nomos-heading-scale': '0.5' }),
      '.title',
    );
    expect(style.fontWeight).to.equal('300');
    expect(Number.parseFloat(style.fontSize)).to.be.closeTo(14, 1).and.to.be.below(plain);
  });

  it('changes the focus ring, which stays one', async () => {
    const focused = async (tokens: Tokens): Promise<CSSStyleDeclaration> => {
      const drawn = await element(tokens);
      const field = drawn.shadowRoot?.querySelector<HTMLElement>('.input');
      field?.focus();
      return styleOf(drawn, '.input:focus-visible');
    };
    const style = await focused({ '--nomos-focus-color': '#aa00aa', '--nomos-focus-width': '6px' });
    expect([hexOf(style.outlineColor), style.outlineWidth]).to.deep.equal(['#aa00aa', '6px']);
    expect((await focused({ '--nomos-focus-width': '0px' })).outlineWidth).to.equal('2px');
  });

  it('changes what charts draw', async () => {
    const drawn = await draw('nomos-prices', {
      '--nomos-chart-usage': '#550000',
      '--nomos-chart-price': '#005500',
      '--nomos-chart-cheap': '#000055',
      '--nomos-chart-dear': '#550055',
    });
    const shown = ['usage', 'price', 'cheapest', 'dearest'].map((name) => colorOf(drawn, `.probe.${name}`));
    expect(shown).to.deep.equal(['#550000', '#005500', '#000055', '#550055']);
  });
});
