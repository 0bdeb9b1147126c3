import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startSupplierSite } from '../../demo/supplier-site/supplier-site.ts';
import { presets } from '../../demo/theming/presets.ts';
import { addressOf, cssOf, palettesOf, themeIn } from '../../demo/theming/theme.ts';

describe('a theme in an address', () => {
  it('comes back as it was', () => {
    for (const [name, preset] of Object.entries(presets)) {
      assert.deepEqual(themeIn(`#${addressOf(preset)}`), new Map(preset), name);
    }
    assert.ok((presets.Harbour?.size ?? 0) > 4);
  });

  it('can say nothing but tokens, and nothing that leads out of a declaration or asks another server', () => {
    for (const address of [
      'color-brand=red;} * {display:none',
      'color-brand=url(https://evil.example)',
      'font-family=x} body{color:red',
      'card-shadow=url(https://evil.example)',
      'contrast=whatever',
      '_color-brand=%23ffffff',
      'nonsense=1',
    ]) {
      assert.equal(themeIn(`#${address}`).size, 0, address);
    }
  });

  it('is CSS to copy', () => {
    assert.equal(
      cssOf(themeIn('#radius=0em&color-brand=light-dark(%23112233,+%23aabbcc)')),
      ':root {\n  --nomos-color-brand: light-dark(#112233, #aabbcc);\n  --nomos-radius: 0em;\n}\n',
    );
  });

  it('says what is shown: corrected, or as it is where that is asked for', () => {
    const brand = (address: string): string => palettesOf(themeIn(address)).light.shown['color-brand'];
    assert.notEqual(brand('#color-brand=%23ffee00'), '#ffee00');
    assert.equal(brand('#color-brand=%23ffee00&contrast=as-is'), '#ffee00');
  });
});

describe('the theming page', () => {
  let site: Awaited<ReturnType<typeof startSupplierSite>>;
  const get = (path: string): Promise<Response> => fetch(`http://localhost:${site.port}${path}`);

  before(async () => {
    const client = { apiUrl: 'http://localhost:1', clientId: '', clientSecret: '' };
    site = await startSupplierSite({ port: 0, gateway: 'http://localhost:1', client });
  });

  after(() => site.close());

  it('stands beside the supplier’s site, which leads to it, and allows nothing inline', async () => {
    assert.match(await (await get('/')).text(), /href="\/theming\/"/);
    const page = await get('/theming/');
    assert.equal(page.status, 200);
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|https?:/);
    const text = await page.text();
    assert.doesNotMatch(text, /\sstyle=|<style|<script>/);
    for (const [, file = ''] of text.matchAll(/(?:href|src)="([^":]+)"/g)) {
      assert.equal((await get(`/theming/${file}`)).status, 200, file);
    }
    assert.equal((await get('/theming/nothing.js')).status, 404);
  });
});
