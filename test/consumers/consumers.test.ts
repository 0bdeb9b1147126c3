/**
 * Applications of suppliers, each installed from the packed package. `npm test` takes the usual ones;
 * `npm run test:consumers -- svelte angular` those that are named.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer';
import { packInto } from '../packaging/packed-package.ts';
import { Consumer, NoRegistryError } from './consumer.ts';
import { startSite } from './fake-gateway.ts';
import { firstInvoice, openBrowser, openPage } from './shown-page.ts';

const here = new URL('.', import.meta.url).pathname;

/** What somebody could get wrong in an application. */
interface Mistake {
  file: string;
  right: string;
  wrong: string;
  /** How its compiler names it. */
  named: RegExp;
  /** How its compiler begins an error, where it is not TypeScript itself. */
  error?: RegExp;
}

const wrongYear = { right: 'year={2026}', wrong: 'year="2026"' };
const wrongDetail = { file: 'src/main.ts', right: 'event.detail.invoice', wrong: 'event.detail.invoices' };

/** Applications by folder. */
const applications: Record<string, Mistake> = {
  plain: { ...wrongDetail, named: /main\.ts.*'invoices' does not exist/ },
  react: { ...wrongYear, file: 'src/main.tsx', named: /main\.tsx.*'string'.*'number/ },
  'react-18': { ...wrongYear, file: 'src/main.tsx', named: /main\.tsx.*'string'.*'number/ },
  vue: { file: 'src/App.vue', right: ':year="2026"', wrong: 'year="2026"', named: /App\.vue.*'string'.*'number/ },
  svelte: { ...wrongYear, file: 'src/App.svelte', named: /App\.svelte[^]*'string'.*'number/, error: /^Error: /gm },
  angular: { ...wrongDetail, named: /'invoices' does not exist[^]*main\.ts/, error: /\[ERROR\]/g },
};
const usual = ['plain', 'react', 'vue'];

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'self'";

/** Installing and building on a busy machine: milliseconds. */
const timeout = 300_000;

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in applications));
if (unknown.length > 0) {
  throw new Error(`There is no application ${unknown.join(', ')}. Known: ${Object.keys(applications).join(', ')}.`);
}

let archives: string;
let archive: string;
let browser: Browser;

before(
  async () => {
    const isBuilt = ['dist/npm/types/react.js', 'dist/page/nomos.js'].every((file) => existsSync(file));
    assert.ok(isBuilt, 'the package is not built: npm run build');
    archives = await mkdtemp(join(tmpdir(), 'nomos-archive-'));
    [archive, browser] = await Promise.all([packInto(archives), openBrowser()]);
  },
  { timeout },
);

after(async () => {
  await browser.close();
  await rm(archives, { recursive: true, force: true });
});

for (const name of named.length > 0 ? named : usual) {
  const mistake = applications[name];
  if (!mistake) continue;

  test(`an application: ${name}`, { timeout: 4 * timeout }, async (context) => {
    let consumer: Consumer;
    try {
      consumer = await Consumer.install(join(here, name), archive);
    } catch (error) {
      // Without a network there is nothing to install from, and the reason is said.
      if (!(error instanceof NoRegistryError)) throw error;
      context.skip(error.message);
      return;
    }
    context.after(() => consumer.remove());

    await context.test('builds', { timeout }, async () => {
      const { succeeded, output } = await consumer.build();
      assert.ok(succeeded, output);
    });

    await context.test('shows the invoices, and hears which one is opened', { timeout }, async () => {
      const site = await startSite({ folder: join(consumer.folder, 'dist'), policy });
      try {
        const { page, complaints } = await openPage(browser, site.origin);
        // The invoice of the year that the page asked for.
        const invoice = await firstInvoice(page);
        const text = await invoice.evaluate((link) => link.textContent);
        assert.match(text, /Oktober 2026[^]*79,18/);
        await invoice.click();
        await page.waitForFunction(() => document.querySelector('output')?.textContent.startsWith('inv_'));
        assert.equal(await page.$('nomos-invoice'), null, 'the page shows it itself');
        assert.deepEqual(complaints, []);
        await page.close();
      } finally {
        await site.close();
      }
    });

    await context.test('has the right types, and is told of the one mistake in it', { timeout }, async () => {
      await consumer.write(mistake.file, mistake.right, mistake.wrong);
      const { succeeded, output } = await consumer.check();
      assert.equal(succeeded, false, output);
      assert.match(output, mistake.named);
      assert.equal(output.match(mistake.error ?? /error TS\d+/g)?.length, 1, output);
    });
  });
}
