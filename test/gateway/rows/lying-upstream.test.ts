/** What becomes of an answer of the Nomos API that is not what its document says. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, invoiceIdOf, planIds, subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../../demo/sandbox/server.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from '../gateway-under-test.ts';
import { insteadOf, saying, startLyingApi, type LyingApi } from './lying-api.ts';

const own = { customer: customerIdOf('analog'), subscription: subscriptionIdOf('analog') };
const foreign = { customer: customerIdOf('smart'), subscription: subscriptionIdOf('smart') };
const invoiceOf = ({ subscription }: typeof own): string => invoiceIdOf(subscription, '2026-08-01');

let sandbox: Sandbox;
let api: LyingApi;
let gateway: GatewayUnderTest;
let cookie: string;

before(async () => {
  sandbox = await startSandbox({
    port: 0,
    now: () => new Date('2026-11-24T10:00:00Z'),
    rateLimit: { perSecond: 1000, burst: 1000 },
  });
  api = await startLyingApi(sandbox.url);
  gateway = await startGateway({ nomosApiUrl: api.url });
  cookie = await gateway.signIn('analog@sandbox.example');
});
after(async () => {
  await gateway.close();
  await api.close();
  await sandbox.close();
});
beforeEach(() => {
  api.tellTheTruth();
  api.heard.length = 0;
});

const get = (path: string): Promise<LightMyRequestResponse> =>
  gateway.request({ method: 'GET', url: `/api${path}`, cookie });

/** Every read of the mirror, as its own customer makes it. */
const reads = [
  `/customers/${own.customer}`,
  '/subscriptions',
  `/subscriptions/${own.subscription}`,
  `/subscriptions/${own.subscription}/usage?start=2026-10-01&end=2026-10-02`,
  `/subscriptions/${own.subscription}/prices?start=2026-10-01&end=2026-10-01`,
  `/invoices?filter[subscription][eq]=${own.subscription}`,
  `/invoices/${invoiceOf(own)}`,
  `/invoices/${invoiceOf(own)}/file`,
  `/meter-readings?filter[subscription][eq]=${own.subscription}`,
  '/meter-orders',
  '/grid-fee-reductions',
  `/plans/${planIds.lumio}`,
  `/plans/${planIds.lumio}/quote?zip_code=10119&usage=2500`,
];

describe('an API that answers with what is another customer’s', () => {
  it('gives nobody anything of it', async () => {
    // Whatever is asked about one customer is answered about another.
    const swapped = (path: string): string =>
      path
        .replaceAll(own.customer, foreign.customer)
        .replaceAll(own.subscription, foreign.subscription)
        .replaceAll(invoiceOf(own), invoiceOf(foreign));
    api.lie(/^\/(customers|subscriptions|invoices|meter|grid)/, insteadOf(sandbox.url, swapped));
    for (const path of reads.filter((read) => !read.startsWith('/plans'))) {
      const { statusCode, body } = await get(path);
      if (statusCode === 200) assert.deepEqual((JSON.parse(body) as { items: unknown[] }).items, [], path);
      else assert.ok(statusCode === 404 || statusCode === 502, `${path}: ${statusCode}`);
      assert.ok(!body.includes(foreign.customer) && !body.includes(foreign.subscription), path);
      assert.ok(!body.includes('%PDF'), path);
    }
  });

  it('signs nobody else in: a code goes to whose address it is, or to nobody', async () => {
    await forgetAll(gateway);
    api.lie(
      /^\/customers\?/,
      insteadOf(sandbox.url, () => `/customers?limit=100&filter[email][eq]=smart@sandbox.example`),
    );
    await gateway.write('POST', '/gateway/sign-in/challenges', { email: 'analog@sandbox.example', locale: 'de' });
    await gateway.delivery.idle();
    assert.deepEqual(gateway.mails, []);
    api.tellTheTruth();
    cookie = await (gateway.pass(120_000), gateway.signIn('analog@sandbox.example'));
  });
});

describe('an API that answers with anything at all', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const bodies = [
    'null',
    'true',
    '5',
    '"text"',
    '[]',
    '{}',
    '{"items":null}',
    '{"items":5}',
    '{"items":{"0":{}}}',
    '{"items":[null,5,"x",[],{}]}',
    `{"items":[{"customer":{"id":"${own.customer}"},"subscription":["${own.subscription}"]}]}`,
    `{"id":"${own.subscription}","customer":"${own.customer}"}`,
    `{"id":["${own.customer}"],"customer":["${own.customer}"]}`,
    `{"__proto__":{"customer":"${own.customer}","id":"${own.customer}"}}`,
    `{"constructor":{"prototype":{"customer":"${own.customer}"}}}`,
    `{"customer":"${own.customer}","nested":${deep}}`,
    `{"id":"${own.customer}","customer":"${own.customer}","nested":${deep}}`,
    deep,
    '',
    '<!doctype html><title>Bad Gateway</title>',
    '{"items":[',
    '\u0000',
  ];

  it('is understood or a clear error, and the customer stays signed in', async () => {
    for (const [at, body] of bodies.entries()) {
      api.lie(/^\/(?!oauth)/, saying(body));
      // A third of the reads for each, in turn: the gateway asks the API nine times a second.
      for (const path of reads.filter((_, n) => (n + at) % 3 === 0)) {
        const answer = await get(path);
        const name = `${path} with ${body.slice(0, 60)}: ${answer.statusCode} ${answer.body.slice(0, 200)}`;
        const known = body.includes(deep) ? [502] : [200, 404, 502];
        assert.ok(known.includes(answer.statusCode), name);
        if (answer.statusCode === 502) assert.equal(answer.json<{ code: string }>().code, 'BAD_GATEWAY', name);
      }
    }
    assert.equal(({} as { customer?: unknown }).customer, undefined);
    api.tellTheTruth();
    assert.equal((await get('/subscriptions')).statusCode, 200);
  });

  it('by whatever status is passed on as an error of its kind, or is ours', async () => {
    const envelope = JSON.stringify({ code: 'X', message: 'A message', requestId: 'theirs', docs: '' });
    for (const status of [
      201, 202, 204, 206, 300, 301, 302, 304, 307, 308, 401, 402, 418, 451, 500, 599, 600, 799, 999,
    ]) {
      api.lie(
        /^\/(?!oauth)/,
        saying(status === 204 || status === 304 ? '' : envelope, {
          status,
          headers: { location: 'http://169.254.169.254/', 'retry-after': '1e99' },
        }),
      );
      for (const path of ['/subscriptions', `/invoices/${invoiceOf(own)}`, `/invoices/${invoiceOf(own)}/file`]) {
        const answer = await get(path);
        const expected = status >= 400 && status <= 599 && status !== 401 ? status : 502;
        // An answer without what makes it this customer's is another's.
        const allowed = status === 201 && path !== '/subscriptions' ? 404 : expected;
        assert.equal(answer.statusCode, allowed, `${status} for ${path}`);
        assert.equal(answer.headers.location, undefined);
        assert.notEqual(answer.json<{ requestId: string }>().requestId, 'theirs');
      }
    }
  });

  it('sends no headers along: no cookie, no permission for other sites, no credentials', async () => {
    const body = JSON.stringify({ items: [{ customer: own.customer, subscription: own.subscription }] });
    const theirs = {
      'set-cookie': '__Host-nomos_sid=attacker; Path=/; Secure',
      'access-control-allow-origin': '*',
      'access-control-allow-credentials': 'true',
      'content-security-policy': "default-src *; script-src 'unsafe-inline'",
      authorization: 'Bearer organisation',
      'www-authenticate': 'Basic realm="x"',
      'x-accel-redirect': '/etc/passwd',
      'clear-site-data': '"*"',
      'content-type': 'text/html',
      connection: 'close, x-secret',
      'x-secret': '1',
      refresh: '0; url=https://evil.example',
      'cache-control': 'public, max-age=31536000',
      link: '<https://evil.example>; rel=preload',
    };
    for (const lie of [
      saying(body, { headers: theirs }),
      saying('{"code":"X","message":""}', { status: 403, headers: theirs }),
    ]) {
      api.lie(/^\/subscriptions/, lie);
      const { headers } = await get('/subscriptions');
      assert.match(String(headers['content-type']), /^application\/json/);
      assert.equal(headers['cache-control'], 'no-store');
      assert.match(String(headers['content-security-policy']), /^default-src 'none'/);
      for (const name of Object.keys(theirs)) {
        if (['content-type', 'cache-control', 'content-security-policy', 'connection'].includes(name)) continue;
        assert.equal(headers[name], undefined, name);
      }
      assert.ok(!String(headers.connection).includes('x-secret'));
    }
  });

  it('hears nothing of the browser but what was asked: no cookie, no address, no origin', async () => {
    const answer = await gateway.request({
      method: 'GET',
      url: '/api/subscriptions',
      cookie,
      headers: {
        'x-forwarded-for': '198.51.100.7',
        forwarded: 'for=198.51.100.7',
        'user-agent': 'Browser of a customer',
        referer: 'http://lumio.localhost:8080/overview',
        'x-api-version': '1999-01-01.other',
        'accept-language': 'de',
        te: 'trailers',
        'x-anything': '1',
      },
    });
    assert.equal(answer.statusCode, 200);
    const [{ headers } = assert.fail('The API was not asked')] = api.heard;
    const { authorization = '', 'x-api-version': version, ...others } = headers;
    assert.match(authorization, /^Bearer ./);
    assert.ok(!cookie.includes(authorization.slice('Bearer '.length)));
    assert.equal(version, '2026-05-27.curie');
    const text = JSON.stringify(others);
    for (const word of ['nomos_sid', '198.51.100.7', 'Browser of', 'lumio.localhost', 'trailers', 'x-anything']) {
      assert.ok(!text.includes(word), word);
    }
  });
});

describe('an API whose answer is nested', () => {
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  const answered = async (more: string): Promise<number> => {
    api.lie(
      /^\/subscriptions/,
      saying(`{"items":[{"id":"${own.subscription}","customer":"${own.customer}","more":${more}}]}`),
    );
    return (await get('/subscriptions')).statusCode;
  };

  it('more deeply than any of its answers is one that is wrong, before it becomes anything', async () => {
    // The list, its items and each of them are three levels.
    assert.equal(await answered(nested(61)), 200);
    for (const more of [nested(62), '{"a":'.repeat(62) + '0' + '}'.repeat(62), '[{"a":'.repeat(5_000_000)]) {
      assert.equal(await answered(more), 502);
    }
  });

  it('in its texts alone is not nested', async () => {
    for (const text of ['['.repeat(1000), '{"'.repeat(1000), '\\"['.repeat(1000), '\\', 'ä[{'.repeat(1000)]) {
      assert.equal(await answered(JSON.stringify(text)), 200, text.slice(0, 10));
    }
  });
});

describe('an API that answers without end', () => {
  const megabyte = Buffer.alloc(1024 * 1024, 'a');
  const largest = 100;

  it('is not read to the end: of a hundred megabytes a third is taken', async () => {
    let sent = 0;
    const ended = Promise.withResolvers<undefined>();
    api.lie(/^\/subscriptions/, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.on('close', () => ended.resolve(undefined));
      const more = (): void => {
        while (sent < largest && !response.destroyed) {
          sent += 1;
          if (!response.write(megabyte)) return void response.once('drain', more);
        }
        response.end();
      };
      response.write('{"items":["');
      more();
    });
    assert.equal((await get('/subscriptions')).statusCode, 502);
    await ended.promise;
    assert.ok(sent < 50, `${sent} MB were sent`);
  });

  it('is not unpacked to the end either', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('{"items":["'), ...Array<Buffer>(largest).fill(megabyte)]));
    assert.ok(bomb.length < megabyte.length);
    api.lie(/^\/subscriptions/, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
    });
    const before = process.memoryUsage().rss;
    assert.equal((await get('/subscriptions')).statusCode, 502);
    assert.ok(process.memoryUsage().rss - before < 150 * megabyte.length);
  });

  it('page after page is left after fifty', async () => {
    await forgetAll(gateway);
    const page = JSON.stringify({ object: 'list', items: [], has_more: true, next_page: 'again' });
    api.lie(/^\/customers/, saying(page));
    const pages = (): number => api.heard.filter(({ path }) => path.startsWith('/customers')).length;
    await gateway.write('POST', '/gateway/sign-in/challenges', { email: 'analog@sandbox.example', locale: 'de' });
    await gateway.delivery.idle();
    assert.equal(pages(), 50);
    gateway.pass(120_000);
    api.tellTheTruth();
    cookie = await gateway.signIn('analog@sandbox.example');
  });
});

describe('the file of an invoice', () => {
  /** A storage on this machine that counts who comes. */
  let storage: Server;
  let storageUrl: string;
  let visits: { path: string; headers: NodeJS.Dict<string | string[]> }[];
  /** The same portal as it would run in production: files come from the public internet. */
  let production: GatewayUnderTest;
  let productionCookie: string;

  const file = `/api/invoices/${invoiceOf(own)}/file`;
  const leadTo = (location: string, status = 302): void =>
    api.lie(/\/file$/, saying('', { status, headers: { location } }));
  const ask = () => gateway.request({ method: 'GET', url: file, cookie });

  before(async () => {
    storage = createServer((request, response) => {
      const { url: path = '', headers } = request;
      visits.push({ path, headers });
      const pdf = { 'content-type': 'application/pdf' };
      if (path === '/good.pdf') response.writeHead(200, pdf).end('%PDF-1.7');
      else if (path === '/loop.pdf') response.writeHead(302, { location: '/loop.pdf' }).end();
      else if (path === '/page.html') response.writeHead(200, { 'content-type': 'text/html' }).end('<script>');
      else if (path === '/gone.pdf') response.writeHead(404, pdf).end('%PDF');
      else if (path === '/packed.pdf') response.writeHead(200, { ...pdf, 'content-encoding': 'gzip' }).end('x');
      else if (path === '/large.pdf') response.writeHead(200, { ...pdf, 'content-length': 10 ** 12 }).write('%PDF');
      else if (path === '/endless.pdf') {
        response.writeHead(200, pdf);
        const part = Buffer.alloc(1024 * 1024);
        const more = (): void => {
          while (!response.destroyed && response.write(part));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      } else response.destroy();
    });
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
    storageUrl = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
    production = await startGateway({ nomosApiUrl: api.url, production: true, trustProxy: 1 });
    const https = {
      'x-forwarded-proto': 'https',
      origin: 'https://lumio.customerportal.energy',
      'x-nomos-portal': '1',
    };
    const post = (url: string, payload: object) =>
      production.request({ method: 'POST', url, host: 'lumio.customerportal.energy', headers: https, payload });
    const challenge = await post('/gateway/sign-in/challenges', { email: 'analog@sandbox.example', locale: 'de' });
    await production.delivery.idle();
    const [code] = /^\d{6}/.exec(production.mails[0]?.subject ?? '') ?? [];
    const session = await post('/gateway/sign-in/sessions', { ...challenge.json<object>(), code });
    const [given] = session.cookies;
    productionCookie = `${given?.name}=${given?.value}`;
  });
  after(async () => {
    await production.close();
    storage.closeAllConnections();
    await new Promise((resolve) => storage.close(resolve));
  });
  beforeEach(() => {
    visits = [];
  });

  it('is fetched where the API says, and proves to the storage nothing but its address', async () => {
    leadTo(`${storageUrl}/good.pdf`);
    const answer = await ask();
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.body, '%PDF-1.7');
    const [{ headers } = assert.fail('Nobody came')] = visits;
    assert.equal(headers.authorization, undefined);
    assert.equal(headers.cookie, undefined);
  });

  it('is nothing that leads on, is something else, is not there or has no end', async () => {
    for (const name of ['loop.pdf', 'page.html', 'gone.pdf', 'packed.pdf', 'large.pdf', 'dropped.pdf']) {
      visits = [];
      leadTo(`${storageUrl}/${name}`);
      const answer = await ask();
      assert.equal(answer.statusCode, 502, name);
      assert.equal(visits.length, 1, `${name} was asked for ${visits.length} times`);
      assert.equal(answer.headers.location, undefined);
    }
    leadTo(`${storageUrl}/endless.pdf`);
    await assert.rejects(ask(), 'the answer ends without its end');
  });

  it('keeps its name to itself: what the API calls it is no header', async () => {
    const invoice = await get(`/invoices/${invoiceOf(own)}`);
    const number = 'R-1"; filename="evil.exe\r\nSet-Cookie: a=b\r\n\r\n<script>/../..\\ä';
    api.lie(/\/invoices\/inv_\w+$/, saying(JSON.stringify({ ...invoice.json<object>(), invoice_number: number })));
    leadTo(`${storageUrl}/good.pdf`);
    const { headers } = await ask();
    assert.match(String(headers['content-disposition']), /^inline; filename="Rechnung-[\w.-]+\.pdf"$/);
    assert.equal(headers['set-cookie'], undefined);
  });

  it('never comes from this machine or its networks, by whatever name', async () => {
    const { port } = new URL(storageUrl);
    const addresses = [
      `${storageUrl}/good.pdf`,
      `https://127.0.0.1:${port}/good.pdf`,
      `https://localhost:${port}/good.pdf`,
      `https://localhost.:${port}/good.pdf`,
      `https://lumio.localhost:${port}/good.pdf`,
      `https://127.1:${port}/good.pdf`,
      `https://2130706433:${port}/good.pdf`,
      `https://0x7f000001:${port}/good.pdf`,
      `https://017700000001:${port}/good.pdf`,
      `https://0.0.0.0:${port}/good.pdf`,
      `https://[::1]:${port}/good.pdf`,
      `https://[::]:${port}/good.pdf`,
      `https://[::ffff:127.0.0.1]:${port}/good.pdf`,
      `https://[::ffff:7f00:1]:${port}/good.pdf`,
      `https://[64:ff9b::7f00:1]:${port}/good.pdf`,
      'https://169.254.169.254/latest/meta-data/',
      'https://[fe80::1]/',
      'https://[fd00::1]/',
      'https://10.0.0.1/',
      'https://192.168.0.1/',
      'https://172.16.0.1/',
      'https://100.64.0.1/',
      `https://user:password@127.0.0.1:${port}/good.pdf`,
      'file:///etc/passwd',
      'data:application/pdf,%25PDF',
      'ftp://127.0.0.1/',
      'javascript:alert(1)',
      '/good.pdf',
      `//127.0.0.1:${port}/good.pdf`,
      'https://',
      '',
    ];
    for (const address of addresses) {
      leadTo(address);
      const answer = await production.request({
        method: 'GET',
        url: file,
        host: 'lumio.customerportal.energy',
        cookie: productionCookie,
        headers: { 'x-forwarded-proto': 'https' },
      });
      assert.equal(answer.statusCode, 502, `${address}: ${answer.body}`);
      assert.deepEqual(visits, [], address);
      assert.ok(!answer.body.includes('127.0.0.1'), 'nobody learns what there is');
    }
  });
});
