/**
 * `npm run screenshots`: a picture of every page of the portal and the gallery in each width, theme, brand and language,
 * in `screenshots/<brand>/`. Restricted by `--pages overview,invoices`, `--widths 360`, `--themes dark`, `--brands lumio`,
 * `--languages en`; `--text 200` enlarges the text. A page's name may be the beginning of several: `--pages gallery`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer, { type Browser, type BrowserContext } from 'puppeteer';
import { startGallery } from '../demo/gallery/gallery-server.ts';
import { ensurePageIsBuilt } from '../demo/page-build.ts';
import { startPortal, type RunningPortal } from '../demo/portal.ts';
import { freePorts } from '../demo/ports.ts';
import { addDays, addMonths, berlinDateOf, startOfMonth } from '../src/domain/berlin-calendar.ts';
import { chromiumArguments } from './browsers/chromium-arguments.ts';
import { ensureBrowsers } from './browsers/ensure-browsers.ts';
import { openPage, takePicture, type Look } from './pictures/photographer.ts';
import { picturedPages, type BrandSlug, type GalleryPage, type PortalPage } from './pictures/pictured-pages.ts';
import { signIn } from './pictures/sign-in.ts';

process.chdir(new URL('..', import.meta.url).pathname);

const { values: options } = parseArgs({
  options: {
    pages: { type: 'string' },
    widths: { type: 'string', default: '360,768,1280' },
    themes: { type: 'string', default: 'light,dark' },
    brands: { type: 'string', default: 'lumio,voltwerk' },
    languages: { type: 'string', default: 'de,en' },
    text: { type: 'string', default: '100' },
    folder: { type: 'string', default: 'screenshots' },
  },
});
const list = (text: string): string[] => text.split(',').filter(Boolean);
const widths = list(options.widths).map(Number);
const text = Number(options.text);

/** Invoices are out on the second day of the month after. */
const newestMonth = addMonths(startOfMonth(addDays(berlinDateOf(new Date()), -1)), -1);
const pages = picturedPages(newestMonth).filter(
  ({ name }) => options.pages === undefined || list(options.pages).some((part) => name.startsWith(part)),
);
if (pages.length === 0) throw new Error(`There is no page named ${options.pages ?? ''}.`);

/** Browsers in which somebody is signed in, by brand and customer. */
const contexts = new Map<string, BrowserContext>();

async function contextFor(
  browser: Browser,
  portal: RunningPortal,
  brand: string,
  customer = '',
): Promise<BrowserContext> {
  const key = `${brand} ${customer}`;
  let context = contexts.get(key);
  if (!context) {
    contexts.set(key, (context = await browser.createBrowserContext()));
    if (customer) await signIn(context, { portal, brand, customer });
  }
  return context;
}

/** A code that is on its way, as the sign-in keeps it in the tab. */
function pendingSignIn(): Record<string, string> {
  const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
  const pending = {
    email: 'smart@sandbox.example',
    challenge: 'pictured',
    remember: true,
    expiresAt: inMinutes(10),
    resendAt: inMinutes(1),
  };
  return { 'nomos.pending-sign-in': JSON.stringify(pending) };
}

interface Shot {
  browser: Browser;
  portal: RunningPortal;
  gallery: string;
  brand: BrandSlug;
  look: Look;
}

async function take(
  picture: PortalPage | GalleryPage,
  { browser, portal, gallery, brand, look }: Shot,
): Promise<number> {
  const { theme, language } = look;
  if (picture.kind === 'portal' && picture.customers && !picture.customers[brand]) return 0;
  const isGallery = picture.kind === 'gallery';
  const context = await contextFor(browser, portal, brand, isGallery ? '' : picture.customers?.[brand]);
  const query = new URLSearchParams({ element: isGallery ? picture.tag : '', brand, theme, locale: language });
  const page = await openPage(context, {
    url: isGallery ? `${gallery}/?${query}` : portal.origin(brand) + picture.path,
    look,
    ...(!isGallery && picture.codeOnItsWay ? { stored: pendingSignIn() } : {}),
  });
  const enlarged = text === 100 ? '' : `-${text}percent`;
  for (const width of widths) {
    const file = `${picture.name}-${width}-${theme}-${language}${enlarged}.png` as const;
    await takePicture(page, { width, file: `${options.folder}/${brand}/${file}`, skeletonsStay: isGallery });
  }
  await page.close();
  return widths.length;
}

const { chromium } = await ensureBrowsers();
if (chromium === null) throw new Error('Pictures are taken with Chromium, which is not there.');
await ensurePageIsBuilt((message) => console.log(message));
const folder = mkdtempSync(join(tmpdir(), 'nomos-screenshots-'));
const endings: (() => unknown)[] = [
  () => {
    rmSync(folder, { recursive: true, force: true });
  },
];
try {
  const portal = await startPortal({
    ports: await freePorts(),
    environment: { DATA_DIR: folder },
    report: (message) => console.log(message),
  });
  endings.unshift(() => portal.stop());
  const gallery = await startGallery({ port: 0 });
  endings.unshift(() => gallery.close());
  const browser = await puppeteer.launch({ executablePath: chromium, args: [...chromiumArguments] });
  endings.unshift(() => browser.close());
  let taken = 0;
  for (const brand of list(options.brands) as BrandSlug[]) {
    for (const theme of list(options.themes)) {
      for (const language of list(options.languages)) {
        const shot = { browser, portal, gallery: gallery.url, brand, look: { theme, language, text } };
        for (const page of pages) taken += await take(page, shot);
        console.log(`${brand}, ${theme}, ${language}: ${taken} pictures so far`);
      }
    }
  }
  console.log(`${taken} pictures in ${options.folder}/`);
} finally {
  for (const end of endings) await end();
}
