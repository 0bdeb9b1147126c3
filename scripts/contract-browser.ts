import puppeteer, { type Page } from 'puppeteer';
import { portalRoutes } from '../src/contract/gateway/portal-routes.ts';
import { chromiumArguments } from './browsers/chromium-arguments.ts';

/** How long the portal may take to show something, in milliseconds. */
const patience = 20_000;

/** Waits for an element inside the shadow roots of the portal's elements; `>>>` goes into one more. */
const find = (page: Page, selector: string) => page.waitForSelector(`>>> ${selector}`, { timeout: patience });

async function signIn(page: Page, email: string, codeFor: (email: string) => Promise<string>): Promise<void> {
  const address = await find(page, 'input[type="email"]');
  await address?.type(email);
  await address?.press('Enter');
  const code = await find(page, 'input[autocomplete="one-time-code"]');
  await code?.type(await codeFor(email));
}

/**
 * Signs in to the portal in Chromium at the address of a section and goes through every route and an invoice, so that
 * the elements themselves make their requests.
 *
 * @throws When a page does not come up or the browser reports an error.
 */
export async function drivePortal({
  chromium,
  origin,
  email,
  codeFor,
}: {
  /** Chromium's executable. */
  chromium: string;
  origin: string;
  email: string;
  codeFor: (email: string) => Promise<string>;
}): Promise<void> {
  const browser = await puppeteer.launch({ executablePath: chromium, args: [...chromiumArguments] });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('response', (answer) => {
      if (answer.status() >= 500) errors.push(`HTTP ${answer.status()} for ${answer.url()}`);
    });
    await page.goto(`${origin}/invoices`);
    await signIn(page, email, codeFor);
    await page.waitForFunction(() => location.pathname === '/invoices', { timeout: patience });
    const invoice = await find(page, 'nomos-invoices >>> a[href*="/invoices/inv_"]');
    const link = await invoice?.evaluate((anchor) => (anchor as HTMLAnchorElement).href);
    const sections = portalRoutes.filter((route) => !route.includes('{') && !route.startsWith('/login'));
    for (const address of [...(link ? [link] : []), ...sections.map((route) => origin + route)]) {
      await page.goto(address);
      await find(page, ':is(h1, h2)').catch(() => {
        throw new Error(`${address} shows no heading.`);
      });
      await page.waitForNetworkIdle({ idleTime: 500, timeout: patience });
    }
    if (errors.length > 0) throw new Error(errors.join('\n'));
  } finally {
    await browser.close();
  }
}
