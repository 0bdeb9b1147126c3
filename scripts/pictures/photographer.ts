import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page } from 'puppeteer';

/** How long a page may take until it stands still, in milliseconds. */
const patience = 20_000;
const pollMilliseconds = 100;
const height = 800;

/** How a page is looked at. */
export interface Look {
  theme: string;
  language: string;
  /** Size of the text in percent of the browser's. */
  text: number;
}

/**
 * Opens a page as somebody would who chose a theme and a language there before.
 *
 * @param stored - What the tab remembers of before, by key.
 */
export async function openPage(
  context: BrowserContext,
  { url, look, stored = {} }: { url: string; look: Look; stored?: Record<string, string> },
): Promise<Page> {
  const page = await context.newPage();
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.evaluateOnNewDocument(
    ({ theme, language }, kept) => {
      localStorage.setItem('nomos.theme', theme);
      localStorage.setItem('nomos.locale', language);
      for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
    },
    look,
    stored,
  );
  await page.goto(url);
  if (look.text !== 100) {
    await page.evaluate((percent) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`:root { font-size: ${percent}%; }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }, look.text);
  }
  return page;
}

/** Waits until nothing is being loaded any more: no requests, no skeletons. A state that is shown loading is no wait. */
async function untilStill(page: Page, { skeletonsStay }: { skeletonsStay: boolean }): Promise<void> {
  await page.waitForNetworkIdle({ idleTime: 250, timeout: patience });
  const deadline = Date.now() + patience;
  while (!skeletonsStay && (await page.$('>>> .loading[aria-busy="true"]')) !== null) {
    if (Date.now() > deadline) throw new Error(`${page.url()} does not come to rest.`);
    await pause(pollMilliseconds);
  }
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Takes a picture of the whole page at a width. */
export async function takePicture(
  page: Page,
  { width, file, skeletonsStay = false }: { width: number; file: `${string}.png`; skeletonsStay?: boolean },
): Promise<void> {
  await page.setViewport({ width, height, deviceScaleFactor: 1 });
  await untilStill(page, { skeletonsStay });
  // A window as high as the page: what is fixed to its edge is at the page's edge, and not in the middle of the picture.
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewport({ width, height: Math.max(height, whole), deviceScaleFactor: 1 });
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file, captureBeyondViewport: false });
}
