import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer';
import { chromiumArguments } from '../../scripts/browsers/chromium-arguments.ts';
import { findBrowsers } from '../../scripts/browsers/find-browsers.ts';

/** Chromium, as it is installed here. */
export async function openBrowser(): Promise<Browser> {
  const { chromium, missing } = findBrowsers();
  if (!chromium) throw new Error(missing.chromium ?? 'There is no Chromium.');
  return puppeteer.launch({ executablePath: chromium, args: [...chromiumArguments] });
}

/** A page, and what it complained about: errors of scripts, of loading, of the content security policy, and warnings. */
export async function openPage(browser: Browser, url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type()))
      complaints.push(`${message.text()} ${message.location().url ?? ''}`);
  });
  await page.goto(url);
  return { page, complaints };
}

/** The first line of `<nomos-invoices>`, once it is there. Looked for again and again: nothing tells of changes in a shadow root. */
export async function firstInvoice(page: Page): Promise<ElementHandle<HTMLAnchorElement>> {
  const find = (): HTMLAnchorElement | null | undefined =>
    document.querySelector('nomos-invoices')?.shadowRoot?.querySelector<HTMLAnchorElement>('[part~=row] a');
  const found = await page.waitForFunction(find, { polling: 100, timeout: 60_000 });
  return found as ElementHandle<HTMLAnchorElement>;
}
