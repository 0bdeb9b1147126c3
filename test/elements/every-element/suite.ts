import 'axe-core';
import type * as Axe from 'axe-core';
import { expect, fixture, html } from '@open-wc/testing';
import { brands } from '../../../demo/gallery/fixtures.ts';
import { speakPseudoLocale } from '../../../demo/gallery/pseudo-locale.ts';
import { statesByTag } from '../../../demo/gallery/states.ts';
import { elementModules } from '../../../elements/element-modules.ts';
import { contrast } from '../../../src/domain/contrast.ts';
import { setPageLocale } from '../../../src/i18n/localization.ts';
import { brandStyleText } from '../../../src/theme/brand-style-sheet.ts';
import { hexOf } from '../shown-color.ts';

/** The package is no module: it leaves its functions on the page. */
const { axe } = globalThis as unknown as { axe: typeof Axe };

type Tag = keyof typeof statesByTag;
type Drawn = HTMLElement & { state: unknown; theme: string; updateComplete: Promise<unknown> };

/** An element in a state, on a page that wears a brand, without any network. */
async function draw(tag: Tag, state: unknown, { theme = 'light', brand = brands.lumio } = {}): Promise<Drawn> {
  const page = await fixture<HTMLElement>(html`<div></div>`);
  const style = document.createElement('style');
  style.textContent = brandStyleText(brand).replace(':host', '.page');
  page.className = 'page';
  const element = document.createElement(tag) as unknown as Drawn;
  element.theme = theme;
  element.state = state;
  page.style.colorScheme = theme;
  page.style.background = 'var(--_brand-color-background)';
  page.style.fontFamily = 'system-ui, sans-serif';
  page.append(style, element);
  await element.updateComplete;
  return element;
}

const rules: Axe.RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: {
    // What a page as a whole must have; here is one element on it.
    region: { enabled: false },
    'page-has-heading-one': { enabled: false },
    'landmark-one-main': { enabled: false },
    'heading-order': { enabled: false },
  },
};

async function violationsOf(element: HTMLElement): Promise<string[]> {
  const { violations } = await axe.run(element, rules);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

const looks = [
  { brand: brands.lumio, theme: 'light' },
  { brand: brands.lumio, theme: 'dark' },
  { brand: brands.voltwerk, theme: 'light' },
  { brand: brands.voltwerk, theme: 'dark' },
] as const;

/**
 * What every element promises, for one of them: all its states drawn without a request, accessible, with enough contrast in
 * both brands and themes, in both languages, on narrow pages and with large letters, moved and twice on a page.
 *
 * A file for each element calls it: a page of its own each, which ends in good time however many elements there are.
 */
export function describeElement(tag: Tag): void {
  describe(`<${tag}> as every element`, () => {
    let requests: string[];
    const browserFetch = globalThis.fetch;

    beforeEach(() => {
      requests = [];
      globalThis.fetch = (input) => {
        requests.push(input instanceof Request ? input.url : input.toString());
        return Promise.reject(new TypeError('no network in this test'));
      };
    });

    afterEach(async () => {
      globalThis.fetch = browserFetch;
      await setPageLocale('de');
    });

    before(async function () {
      // The element's modules are compiled when they are first asked for.
      this.timeout(60_000);
      await elementModules[tag]?.();
      await customElements.whenDefined(tag);
    });

    for (const [name, state] of Object.entries(statesByTag[tag])) {
      it(`draws "${name}" without a request and without an accessibility violation`, async () => {
        const element = await draw(tag, state);
        expect(element.shadowRoot?.textContent.trim()).not.to.equal('');
        expect(await violationsOf(element)).to.deep.equal([]);
        expect(requests).to.deep.equal([]);
      });
    }

    it(`has enough contrast in both brands and themes`, async () => {
      for (const { brand, theme } of looks) {
        for (const state of Object.values(statesByTag[tag])) {
          const element = await draw(tag, state, { brand, theme });
          const { violations } = await axe.run(element, { runOnly: ['color-contrast'] });
          const found = violations.flatMap(({ nodes }) => nodes.map((node) => node.failureSummary ?? node.html));
          expect(found, `${brand.slug} ${theme}`).to.deep.equal([]);
          element.parentElement?.remove();
        }
      }
    }).timeout(60_000);

    it(`draws series that stand out in both brands and themes`, async () => {
      const state = Object.values<{ type: string }>(statesByTag[tag]).find(({ type }) => type === 'loaded');
      if (!state) return;
      for (const { brand, theme } of looks) {
        const element = await draw(tag, state, { brand, theme });
        const colorOf = (name: string): string | null => {
          const probe = element.shadowRoot?.querySelector(`.probe.${name}`);
          return probe ? hexOf(getComputedStyle(probe).color) : null;
        };
        const surface = colorOf('surface');
        for (const series of surface ? ['usage', 'price', 'cheapest', 'dearest'] : []) {
          expect(contrast(colorOf(series) ?? '', surface ?? ''), `${series}, ${brand.slug} ${theme}`).to.be.at.least(3);
        }
        element.parentElement?.remove();
      }
    });

    it(`speaks English when the page does`, async () => {
      const state = Object.values<unknown>(statesByTag[tag]).at(-1);
      const element = await draw(tag, state);
      const german = element.shadowRoot?.textContent;
      await setPageLocale('en');
      await element.updateComplete;
      expect(element.shadowRoot?.textContent).not.to.equal(german);
    });

    it(`turns round where people read from right to left`, async () => {
      await speakPseudoLocale();
      for (const [name, state] of Object.entries(statesByTag[tag])) {
        const element = await draw(tag, state);
        const page = element.parentElement!;
        page.style.width = '320px';
        await element.updateComplete;
        expect(getComputedStyle(element).direction, name).to.equal('rtl');
        expect(element.scrollWidth, name).to.be.at.most(320);
        for (const icon of element.shadowRoot?.querySelectorAll('.pointing') ?? []) {
          expect(getComputedStyle(icon).scale, name).to.equal('-1 1');
        }
        page.remove();
      }
    }).timeout(30_000);

    it(`survives being moved and stands twice on a page`, async () => {
      const [state] = Object.values<unknown>(statesByTag[tag]);
      const first = await draw(tag, state);
      const second = await draw(tag, state);
      second.parentElement?.append(first);
      await first.updateComplete;
      expect(first.shadowRoot?.innerHTML).to.equal(second.shadowRoot?.innerHTML);
    });

    for (const [width, text] of [
      [320, '100%'],
      [360, '200%'],
      [640, '200%'],
    ] as const) {
      it(`keeps within ${width} px at ${text} text`, async () => {
        for (const [name, state] of Object.entries(statesByTag[tag])) {
          const element = await draw(tag, state);
          const page = element.parentElement!;
          page.style.width = `${width}px`;
          page.style.fontSize = text;
          await element.updateComplete;
          expect(element.scrollWidth, name).to.be.at.most(width);
          page.remove();
        }
      });
    }
  });
}
