import type * as Axe from 'axe-core';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, describe, test } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { startGallery } from '../../demo/gallery/gallery-server.ts';
import { statesByTag } from '../../demo/gallery/states.ts';
import { chromiumArguments } from '../../scripts/browsers/chromium-arguments.ts';
import { findBrowsers } from '../../scripts/browsers/find-browsers.ts';
import { elementTags } from '../../scripts/element-tags.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let gallery: Awaited<ReturnType<typeof startGallery>>;
let browser: Browser;
let page: Page;
let complaints: string[] = [];

before(async () => {
  const { chromium, missing } = findBrowsers();
  if (chromium === null) throw new Error(`The reference is looked at in Chromium: ${missing.chromium ?? ''}.`);
  gallery = await startGallery({ port: 0 });
  browser = await puppeteer.launch({ executablePath: chromium, args: [...chromiumArguments] });
  page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${String(error)}`));
  page.on('requestfailed', (request) => complaints.push(`${page.url()}: ${request.url()} failed`));
});

after(async () => {
  await browser.close();
  await gallery.close();
});

afterEach(() => {
  const said = complaints;
  complaints = [];
  assert.deepEqual(said, []);
});

const open = (file: string): Promise<unknown> => page.goto(`${gallery.url}/reference/${file}`, { timeout: 60_000 });

/** The page of an element, with its example alive. */
async function openExample(file: string): Promise<void> {
  await open(file);
  await page.waitForSelector('.example:not([hidden])', { timeout: 20_000 });
}

const field = (label: string): string => `::-p-aria([name="${label}"])`;

/** What somebody reads in the element of the example. */
const shownText = (): Promise<string> =>
  page.$eval('.frame > *', async (element) => {
    const drawn = element as HTMLElement & { updateComplete: Promise<unknown> };
    await drawn.updateComplete;
    return drawn.shadowRoot?.textContent ?? '';
  });

async function until<Value>(read: () => Promise<Value>, isSo: (value: Value) => boolean): Promise<Value> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    if (Date.now() > deadline) assert.fail(`It stays ${JSON.stringify(value)}.`);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

async function choose(label: string, value: string): Promise<void> {
  const handle = await page.waitForSelector(field(label));
  await handle?.select(value);
}

async function fill(label: string, value: string): Promise<void> {
  const handle = await page.waitForSelector(field(label));
  await handle?.click({ count: 3 });
  await handle?.type(value);
}

const htmlShown = (): Promise<string> => page.$eval('.example code.html', (code) => code.textContent);

describe('the reference in a browser', () => {
  for (const tag of elementTags()) {
    test(`opens the page of <${tag}>, with what it draws, under its policy`, async () => {
      const hasStates = tag in statesByTag;
      if (hasStates) await openExample(`${tag}.html`);
      else await open(`${tag}.html`);
      assert.equal(await page.title(), `<${tag}> · Nomos elements`);
      if (hasStates) assert.notEqual((await shownText()).trim(), '');
    });
  }

  test('opens every other page, and leads to them', async () => {
    await open('');
    const addresses = await page.$$eval('nav a', (links) => links.map(({ href }) => href));
    const others = addresses.filter((address) => !/nomos-[\w-]+\.html$/.test(address));
    assert.ok(others.length >= 6);
    for (const address of others) {
      const response = await page.goto(address);
      assert.equal(response?.status(), 200, address);
      assert.equal((await page.$$('h1')).length, 1, address);
      assert.equal(await page.$eval('nav [aria-current="page"]', (link) => (link as HTMLAnchorElement).href), address);
    }
  });

  test('is accessible, light and dark', async () => {
    for (const [theme, files] of [
      ['light', ['index.html', 'exports.html', 'guide-embedding.html', 'nomos-invoices.html']],
      ['dark', ['events.html', 'nomos-invoices.html']],
    ] as const) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      for (const file of files) {
        if (file === 'nomos-invoices.html') await openExample(file);
        else await open(file);
        // Injected by the debugger, which no policy hinders.
        await page.evaluate(axeSource);
        const violations = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as { axe: typeof Axe };
          const result = await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          });
          return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        });
        assert.deepEqual(violations, [], `${file} ${theme}`);
      }
    }
    await page.emulateMediaFeatures([]);
  });

  test('has no page that is wider than a phone', async () => {
    await page.setViewport({ width: 320, height: 700 });
    for (const file of [
      'index.html',
      'exports.html',
      'guide-embedding.html',
      'guide-theming.html',
      'nomos-prices.html',
    ]) {
      await open(file);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, file);
    }
    await page.setViewport({ width: 1280, height: 900 });
  });
});

describe('an example', () => {
  test('is what its form says: state, language, theme and attributes, and so is its HTML', async () => {
    await openExample('nomos-invoices.html');
    assert.equal(await htmlShown(), '<nomos-invoices></nomos-invoices>');
    assert.match(await shownText(), /Rechnungen/);
    await choose('State', 'none yet');
    await until(shownText, (text) => !text.includes('79,18'));
    await choose('State', 'loaded');
    await fill('locale', 'en');
    await until(shownText, (text) => text.includes('Invoices'));
    await choose('theme', 'dark');
    await fill('heading-level', '4');
    assert.equal(
      await until(htmlShown, (html) => html.includes('4')),
      '<nomos-invoices locale="en" theme="dark" heading-level="4"></nomos-invoices>',
    );
    assert.equal(await page.$eval('.frame > *', (element) => element.shadowRoot?.querySelector('h4') !== null), true);
    const background = await page.$eval('.frame', (frame) => getComputedStyle(frame).backgroundColor);
    await choose('Brand', 'voltwerk');
    await until(
      () => page.$eval('.frame', (frame) => getComputedStyle(frame).backgroundColor),
      (now) => now !== background,
    );
  });

  test('goes back to German when no language is asked for, and can be sent to somebody', async () => {
    await openExample('nomos-invoices.html?locale=en&state=none+yet&theme=dark');
    await until(shownText, (text) => text.includes('Invoices'));
    assert.equal(await htmlShown(), '<nomos-invoices locale="en" theme="dark"></nomos-invoices>');
    await fill('locale', ' ');
    await page.keyboard.press('Backspace');
    await until(shownText, (text) => text.includes('Rechnungen'));
    assert.equal(new URL(page.url()).search, '?state=none+yet&theme=dark');
  });

  test('has no network: an element that asks is told so', async () => {
    await openExample('nomos-login.html?state=email');
    await page.locator('>>> input[type="email"]').fill('somebody@sandbox.example');
    await page.locator(field('Code senden')).click();
    assert.equal(await page.evaluate(() => fetch('/').catch((error: unknown) => (error as Error).name)), 'TypeError');
  });

  test('tells what the page would hear, and cancels what would lead elsewhere', async () => {
    await openExample('nomos-invoices.html');
    const log = (): Promise<string[]> => page.$$eval('.log li', (items) => items.map((item) => item.textContent));
    assert.deepEqual(await log(), []);
    await page.locator('::-p-text(Oktober 2026)').click();
    const [first] = await until(log, ({ length }) => length > 0);
    assert.equal(first, 'nomos-invoice-open {"invoice":"inv_open"} cancelled');
    assert.match(await shownText(), /79,18/, 'the list is still there');
    await choose('Status', 'open');
    const [second] = await until(log, ({ length }) => length > 1);
    assert.match(second ?? '', /^nomos-invoices-filter \{"year":null,"status":"open","page":1\}$/);
  });

  test('copies its HTML, or marks it for those who have to do that by hand', async () => {
    await openExample('nomos-tariff.html?locale=en');
    await page.locator(field('Copy')).click();
    const said = await until(
      () => page.$eval('.copy + [role="status"]', (status) => status.textContent),
      (text) => text !== '',
    );
    assert.match(said, /^(Copied|Marked: copy it by the keyboard)$/);
  });
});

describe('the filter', () => {
  test('finds by the keyboard, and leads there', async () => {
    await open('index.html');
    await page.locator(field('Find')).fill('invoice-href');
    const found = (): Promise<string[]> => page.$$eval('.found a', (links) => links.map((link) => link.textContent));
    const [first = ''] = await until(found, ({ length }) => length > 0);
    assert.match(first, /invoice-href/);
    assert.match(await page.$eval('#filter-status', (status) => status.textContent), /^\d+ found/);
    await page.keyboard.press('ArrowDown');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.equal(new URL(page.url()).hash, '#attribute-invoice-href');
    const top = await page.$eval(':target', (target) => target.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 900, 'it is in sight');
  });

  test('finds a text that somebody has read, says when there is nothing, and goes away', async () => {
    await open('index.html');
    await page.locator(field('Find')).fill('Bitte melden Sie sich erneut an.');
    await until(
      () => page.$$eval('.found a', (links) => links.map(({ href }) => href)),
      (links) => links.some((link) => link.endsWith('messages.html#message-error.unauthorized.explanation')),
    );
    await page.locator(field('Find')).fill('zzz');
    await until(
      () => page.$eval('#filter-status', (status) => status.textContent),
      (text) => text === 'Nothing is called zzz',
    );
    await page.keyboard.press('Escape');
    assert.equal(await page.$('.found:not([hidden])'), null);
  });
});
