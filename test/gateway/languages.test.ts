import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { readTenants, TenantFileError } from '../../gateway/tenants/tenant-file.ts';
import type { Tenant } from '../../gateway/tenants/tenant.ts';
import { languageOf } from '../../gateway/texts/asked-locale.ts';
import { renderPage } from '../../gateway/page/portal-page.ts';
import { changedTenants } from './changed-tenants.ts';

const environment = { NOMOS_CLIENT_ID: 'id', NOMOS_CLIENT_SECRET: 'secret' };
const folders: string[] = [];

/** The tenant lumio with these languages and texts. */
async function lumio(brand: Record<string, unknown>): Promise<Tenant> {
  const folder = changedTenants('lumio.json', (tenant) => Object.assign(tenant.brand, brand));
  folders.push(folder);
  const tenant = (await readTenants(folder, environment)).find(({ slug }) => slug === 'lumio');
  assert.ok(tenant);
  return tenant;
}

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('the language of what the gateway writes', () => {
  it('is that of the page where the gateway has it, else the one that goes with it, else the brand’s', async () => {
    const { brand } = await lumio({ locales: ['de', 'en', 'tr'], default_locale: 'en' });
    const asked = ['de', 'de-informal', 'de-AT', 'en', 'EN-us', 'tr', 'fr', ''];
    assert.deepEqual(
      asked.map((tag) => languageOf(tag, brand)),
      ['de', 'de', 'de', 'en', 'en', 'de', 'en', 'en'],
    );
  });

  it('is one that the brand speaks', async () => {
    const informal = await lumio({ locales: ['de-informal'], default_locale: 'de-informal' });
    assert.deepEqual(
      ['en', 'tr', 'de'].map((tag) => languageOf(tag, informal.brand)),
      ['de', 'de', 'de'],
    );
    const english = await lumio({ locales: ['en'], default_locale: 'en' });
    assert.deepEqual(
      ['de', 'tr', 'en'].map((tag) => languageOf(tag, english.brand)),
      ['en', 'en', 'en'],
    );
  });

  it('gives the page before its scripts run, which says what it is in', async () => {
    const { brand } = await lumio({ locales: ['de-informal', 'en'], default_locale: 'de-informal' });
    const entry = { file: 'nomos.js', imports: [] };
    const page = renderPage({ brand, session: null, entry, styleVersion: '1', withoutScript: null });
    assert.match(page, /<html lang="de-informal">/);
    assert.match(page, /Dieses Portal braucht JavaScript/);
  });
});

describe('a tenant file', () => {
  it("carries the supplier's own texts to the elements, which cannot end the page's data", async () => {
    const messages = { de: { 'invoices.title': '</script><script>alert(1)</script>' } };
    const { brand } = await lumio({ messages });
    assert.deepEqual(brand.messages, messages);
    const entry = { file: 'nomos.js', imports: [] };
    const page = renderPage({ brand, session: null, entry, styleVersion: '1', withoutScript: null });
    assert.ok(!page.includes('<script>alert'));
  });

  it('is refused with languages that nobody has, and with texts that are empty', async () => {
    for (const [change, place] of [
      [{ locales: ['de', 'fr'] }, 'brand.locales.1'],
      [{ default_locale: 'tlh' }, 'brand.default_locale'],
      [{ messages: { fr: { 'invoices.title': 'Factures' } } }, 'brand.messages'],
      [{ messages: { de: { 'invoices.title': ' ' } } }, 'brand.messages.de.invoices.title'],
    ] as const) {
      await assert.rejects(lumio(change), (error) => error instanceof TenantFileError && error.message.includes(place));
    }
  });
});
