import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { contentSecurityPolicy } from '../../gateway/security/headers.ts';
import { changedTenants } from './changed-tenants.ts';
import { startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;

const get = (url: string, headers: Record<string, string> = { accept: 'text/html' }, host?: string) =>
  gateway.request({ method: 'GET', url, headers, ...(host ? { host } : {}) });

before(async () => {
  gateway = await startGateway({ nomosApiUrl: 'http://127.0.0.1:9' });
});
after(() => gateway.close());

describe('the hosted page', () => {
  it('is there for every route of the portal', async () => {
    const routes =
      '/login /auth/confirm /overview /invoices /invoices/inv_1 /consumption /tariff /cancel /withdraw /account /orders /help';
    for (const route of routes.split(' ')) {
      const response = await get(route);
      assert.equal(response.statusCode, 200, route);
      assert.match(response.body, /<nomos-portal>/);
      assert.equal(response.headers['cache-control'], 'no-store');
    }
    const start = await get('/');
    assert.equal(start.statusCode, 302);
    assert.equal(start.headers.location, '/overview');
  });

  it('says "not found" as a page to people and as an envelope to programs', async () => {
    const page = await get('/no/such/page');
    assert.equal(page.statusCode, 404);
    assert.match(page.body, /<nomos-portal>/);
    const data = await get('/gateway/nothing', { accept: 'application/json' });
    assert.equal(data.statusCode, 404);
    assert.equal(data.json<{ code: string }>().code, 'NOT_FOUND');
  });

  it('wears the brand before anything is painted', async () => {
    const { body } = await get('/overview');
    const style = /<link rel="stylesheet" href="([^"]+)">/.exec(body)?.[1] ?? '';
    assert.ok(body.indexOf('rel="stylesheet"') < body.indexOf('<script'), 'the style sheet comes first');
    const css = await get(style);
    assert.match(String(css.headers['content-type']), /^text\/css/);
    assert.match(css.body, /--_brand-color-brand: light-dark\(#0b7a4b, #4fcb93\)/);
    assert.match((await get('/gateway/brand.css', {}, 'voltwerk.localhost')).body, /color-scheme: dark/);
  });

  it('carries brand and session, and nothing in them can end the script', async () => {
    const { body } = await get('/overview');
    const data = /<script type="application\/json" id="nomos-brand">(.*?)<\/script>/s.exec(body)?.[1] ?? '';
    assert.equal((JSON.parse(data) as { slug: string }).slug, 'lumio');
    assert.match(body, /id="nomos-session">\{"status":"signed-out"\}</);
  });

  it('allows no inline code, no framing and no foreign source', async () => {
    const { headers, body } = await get('/overview');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self'(;|$)/);
    assert.match(policy, /style-src 'self'(;|$)/);
    assert.match(policy, /img-src 'self' data:(;|$)/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /base-uri 'none'/);
    assert.ok(!policy.includes('unsafe'));
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.ok(!/<script(?![^>]*(src=|application\/json))/.test(body), 'no inline script');
    assert.ok(!/ style=| on\w+=/.test(body), 'no inline style or handler');
  });

  it("shows the supplier's logo from the one origin that has it", async () => {
    const policies = [
      [null, "img-src 'self' data:"],
      ['/assets/logo.svg', "img-src 'self' data:"],
      ['https://cdn.lumio.example/logo.svg?v=1', "img-src 'self' data: https://cdn.lumio.example"],
      ['http://localhost:8084/a;b/logo.svg', "img-src 'self' data: http://localhost:8084"],
    ] as const;
    for (const [logo, images] of policies) {
      assert.ok(contentSecurityPolicy(logo).split('; ').includes(images), String(logo));
    }
    const folder = changedTenants('lumio.json', ({ brand }) => (brand.logo_url = 'https://cdn.lumio.example/logo.svg'));
    const branded = await startGateway({ nomosApiUrl: 'http://127.0.0.1:9', tenantsFolder: folder });
    for (const [host, pattern] of [
      ['lumio.localhost', /img-src 'self' data: https:\/\/cdn\.lumio\.example;/],
      ['voltwerk.localhost', /img-src 'self' data:;/],
      ['nobody.localhost', /img-src 'self' data:;/],
    ] as const) {
      const { headers } = await branded.request({ method: 'GET', url: '/overview', host });
      assert.match(String(headers['content-security-policy']), pattern, host);
    }
    await branded.close();
    rmSync(folder, { recursive: true });
  });

  it('names its files for ever and the stable one for minutes', async () => {
    const hashed = await get('/assets/nomos-portal-0a1b2c3d.js');
    assert.match(String(hashed.headers['cache-control']), /immutable/);
    const stable = await get('/assets/nomos.js');
    assert.match(String(stable.headers['cache-control']), /max-age=300/);
    for (const path of ['/assets/../package.json', '/assets/%2e%2e/package.json', '/assets/none.js']) {
      assert.ok((await get(path)).statusCode >= 400, path);
    }
  });

  it('asks for the stable name anew without loading it again', async () => {
    const first = await get('/assets/nomos.js');
    const again = await get('/assets/nomos.js', { 'if-none-match': String(first.headers.etag) });
    assert.equal(again.statusCode, 304);
    assert.equal(again.headers['access-control-allow-origin'], '*');
    assert.match(String(again.headers['cache-control']), /max-age=300/);
  });

  it('promises the folder of a version for ever only where a version is published once', async () => {
    const path = '/assets/v/1.2.3/nomos.js';
    assert.doesNotMatch(String((await get(path)).headers['cache-control']), /immutable/);
    const production = await startGateway({ nomosApiUrl: 'http://127.0.0.1:9', production: true });
    const host = 'lumio.customerportal.energy';
    const pinned = await production.request({ method: 'GET', url: path, host });
    assert.equal(pinned.headers['cache-control'], 'public, max-age=31536000, immutable');
    const stable = await production.request({ method: 'GET', url: '/assets/nomos.js', host });
    assert.doesNotMatch(String(stable.headers['cache-control']), /immutable/);
    const unknown = await production.request({ method: 'GET', url: '/assets/v/9.9.9/nomos.js', host });
    assert.equal(unknown.statusCode, 404);
    assert.doesNotMatch(String(unknown.headers['cache-control']), /max-age=[1-9]/, 'the version may come yet');
    await production.close();
  });

  it('lets pages of every origin load its scripts, and nothing else with them', async () => {
    for (const path of ['/assets/nomos.js', '/assets/nomos-portal-0a1b2c3d.js', '/assets/v/1.2.3/nomos.js']) {
      const { headers } = await get(path, { origin: 'https://www.lumio.example' });
      assert.match(String(headers['content-type']), /javascript/, path);
      assert.equal(headers['access-control-allow-origin'], '*', path);
      assert.equal(headers['access-control-allow-credentials'], undefined, path);
      assert.equal(headers['cross-origin-resource-policy'], 'cross-origin', path);
    }
    for (const path of ['/overview', '/gateway/session', '/gateway/brand.css']) {
      const { headers } = await get(path, { origin: 'https://www.lumio.example' });
      assert.equal(headers['access-control-allow-origin'], undefined, path);
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin', path);
    }
  });
});

describe('hosts and origins', () => {
  it('an unknown host is nothing, and learns of nobody', async () => {
    for (const host of ['evil.example', 'localhost', 'lumio.localhost.evil.example', 'acme.localhost']) {
      const response = await get('/overview', {}, host);
      assert.equal(response.statusCode, 404, host);
      assert.ok(!/lumio|voltwerk/i.test(response.body));
    }
  });

  it('X-Forwarded-Host is believed only behind a proxy that was declared', async () => {
    const response = await get('/gateway/brand', { 'x-forwarded-host': 'voltwerk.localhost' });
    assert.equal(response.json<{ slug: string }>().slug, 'lumio');
  });

  it('only the origins of the tenant may read the brand from elsewhere, and never with credentials', async () => {
    const allowed = await get('/gateway/brand', { origin: 'http://localhost:8084' });
    assert.equal(allowed.headers['access-control-allow-origin'], 'http://localhost:8084');
    assert.equal(allowed.headers['access-control-allow-credentials'], undefined);
    for (const origin of ['http://evil.example', 'null', 'http://localhost:80840']) {
      const response = await get('/gateway/brand', { origin });
      assert.equal(response.headers['access-control-allow-origin'], undefined, origin);
    }
    // Pages, and what servers ask for, are not for the scripts of others at all.
    for (const path of ['/overview', '/healthz', '/gateway/brand.css']) {
      const response = await get(path, { origin: 'http://localhost:8084' });
      assert.equal(response.headers['access-control-allow-origin'], undefined, path);
    }
  });

  it('a write needs the exact origin and the header', async () => {
    const url = '/gateway/session';
    const good = { origin: 'http://lumio.localhost:8080', 'x-nomos-portal': '1' };
    const write = (headers: Record<string, string>) => gateway.request({ method: 'DELETE', url, headers });
    assert.equal((await write(good)).statusCode, 204);
    assert.equal((await write({ origin: good.origin })).statusCode, 403);
    assert.equal((await write({ 'x-nomos-portal': '1' })).statusCode, 403);
    for (const origin of [
      'http://lumio.localhost',
      'https://lumio.localhost:8080',
      'http://voltwerk.localhost:8080',
      'null',
    ]) {
      assert.equal((await write({ ...good, origin })).statusCode, 403, origin);
    }
  });

  it('bodies are small JSON or nothing', async () => {
    const post = (payload: string, type: string) =>
      gateway.request({
        method: 'POST',
        url: '/gateway/sign-in/challenges',
        headers: { origin: 'http://lumio.localhost:8080', 'x-nomos-portal': '1', 'content-type': type },
        payload,
      });
    assert.equal((await post('email=a', 'application/x-www-form-urlencoded')).statusCode, 415);
    assert.equal((await post('{', 'application/json')).statusCode, 400);
    assert.equal((await post(JSON.stringify({ email: 'x'.repeat(20_000) }), 'application/json')).statusCode, 413);
    assert.equal((await post('[]', 'application/json')).statusCode, 400);
  });
});
