/** The page build on a supplier's page of another origin, under a policy without anything inline. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer';
import { readPageManifest } from '../../scripts/page-weight.ts';
import { startAssets, startSite, type RunningServer } from './fake-gateway.ts';
import { firstInvoice, openBrowser, openPage } from './shown-page.ts';

const built = new URL('../../dist/page', import.meta.url).pathname;
const { version, integrity } = readPageManifest(built);
const otherVersion = '987.6.5';

let browser: Browser;
let assets: RunningServer;
let otherBuild: string;

before(async () => {
  // Another version is the same code that says so of itself.
  otherBuild = await mkdtemp(join(tmpdir(), 'nomos-page-'));
  await cp(built, otherBuild, { recursive: true });
  let changed = 0;
  for (const file of (await readdir(otherBuild)).filter((name) => name.endsWith('.js'))) {
    const code = await readFile(join(otherBuild, file), 'utf8');
    const renamed = code.replaceAll(`"${version}"`, `"${otherVersion}"`);
    if (renamed === code) continue;
    changed += 1;
    await writeFile(join(otherBuild, file), renamed);
  }
  assert.ok(changed > 0, 'the build names its version');
  [assets, browser] = await Promise.all([startAssets({ '/one/': built, '/other/': otherBuild }), openBrowser()]);
});

after(async () => {
  await Promise.all([browser.close(), assets.close(), rm(otherBuild, { recursive: true, force: true })]);
});

/** A page of the supplier with this head, which shows the invoices of somebody who is signed in. */
async function shown(head: string): Promise<{ complaints: string[]; text: string }> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${assets.origin}`,
    `style-src 'self' ${assets.origin}`,
    'img-src data:',
    "connect-src 'self'",
  ].join('; ');
  const page = `<!doctype html><html lang="de"><head><meta charset="utf-8"><link rel="icon" href="data:,">${head}</head>
    <body><nomos-invoices></nomos-invoices><nomos-none></nomos-none></body></html>`;
  const site = await startSite({ folder: '/nonexistent', policy, page });
  try {
    const opened = await openPage(browser, site.origin);
    const link = await firstInvoice(opened.page);
    const text = await link.evaluate((element) => element.textContent);
    await opened.page.close();
    return { complaints: opened.complaints, text };
  } finally {
    await site.close();
  }
}

const script = (path: string, attributes = ''): string =>
  `<script type="module" src="${assets.origin}${path}"${attributes}></script>`;

describe('the page build on a page of another origin', () => {
  test('shows an element, under a strict policy without a complaint', async () => {
    const { text, complaints } = await shown(script('/one/nomos.js'));
    assert.match(text, /63,40/);
    assert.deepEqual(complaints, []);
  });

  test('is loaded by its version and integrity', async () => {
    const path = `v/${version}/nomos.js`;
    const { text, complaints } = await shown(script(`/one/${path}`, ` integrity="${integrity[path]}" crossorigin`));
    assert.match(text, /63,40/);
    assert.deepEqual(complaints, []);
  });

  test('is refused by a browser that was told of another integrity', async () => {
    const wrong = script(`/one/v/${version}/nomos.js`, ` integrity="${integrity['nomos.css']}" crossorigin`);
    const { complaints } = await shown(`${wrong}${script('/one/nomos.js')}`);
    assert.ok(
      complaints.some((complaint) => complaint.includes('integrity')),
      complaints.join(),
    );
  });

  test('is there twice in one version without a word', async () => {
    const { text, complaints } = await shown(`${script('/one/nomos.js')}${script(`/one/v/${version}/nomos.js`)}`);
    assert.match(text, /63,40/);
    assert.deepEqual(complaints, []);
  });

  test('gets along with another version, and says so', async () => {
    const both = `${script('/one/nomos.js')}${script(`/other/v/${version}/nomos.js`)}
      ${script(`/other/${readPageManifest(built).entries['nomos-invoices']?.file}`)}
      ${script(`/one/${readPageManifest(built).entries['nomos-invoices']?.file}`)}`;
    const { text, complaints } = await shown(both);
    assert.match(text, /63,40/);
    assert.ok(complaints.length > 0, 'one version is left out');
    for (const complaint of complaints) assert.match(complaint, /is already defined by version/);
    assert.ok(complaints.some((complaint) => complaint.includes(version) && complaint.includes(otherVersion)));
  });

  test('keeps the space of elements as long as they are not there', async () => {
    const style = `v/${version}/nomos.css`;
    const css = `<link rel="stylesheet" href="${assets.origin}/one/${style}" integrity="${integrity[style]}" crossorigin>`;
    const site = await startSite({
      folder: '/nonexistent',
      policy: `default-src 'none'; style-src ${assets.origin}; img-src data:`,
      page: `<!doctype html><html lang="de"><head><link rel="icon" href="data:,">${css}</head><body><nomos-invoices></nomos-invoices></body></html>`,
    });
    const { page, complaints } = await openPage(browser, site.origin);
    const { height, fontSize } = await page.$eval('nomos-invoices', (element) => ({
      height: element.getBoundingClientRect().height,
      fontSize: parseFloat(getComputedStyle(element).fontSize),
    }));
    assert.ok(height > 10 * fontSize, `${height} pixels`);
    assert.deepEqual(complaints, []);
    await page.close();
    await site.close();
  });
});
