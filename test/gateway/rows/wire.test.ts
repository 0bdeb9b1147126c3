/** What somebody writes on the wire who uses no browser: paths, queries and headers that nothing has tidied. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, invoiceIdOf, subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../../demo/sandbox/server.ts';
import { isPublicAddress } from '../../../gateway/mirror/stored-file.ts';
import { startGateway, type GatewayUnderTest } from '../gateway-under-test.ts';
import { startLyingApi, type LyingApi } from './lying-api.ts';
import { listen, type ListeningGateway } from './over-sockets.ts';

const own = subscriptionIdOf('smart');
const invoice = invoiceIdOf(own, '2026-10-01');
const foreign = subscriptionIdOf('analog');
const foreignInvoice = invoiceIdOf(foreign, '2026-08-01');

let sandbox: Sandbox;
/** Tells the truth here, and what it was asked. */
let api: LyingApi;
let gateway: GatewayUnderTest;
let wire: ListeningGateway;
let cookie: string;

before(async () => {
  sandbox = await startSandbox({
    port: 0,
    now: () => new Date('2026-11-24T10:00:00Z'),
    rateLimit: { perSecond: 1000, burst: 1000 },
  });
  api = await startLyingApi(sandbox.url);
  gateway = await startGateway({ nomosApiUrl: api.url });
  cookie = await gateway.signIn('smart@sandbox.example');
  wire = await listen(gateway);
});
after(async () => {
  await gateway.close();
  await api.close();
  await sandbox.close();
});
beforeEach(() => {
  api.heard.length = 0;
});

const get = (path: string) => wire.send({ path, headers: { cookie } });

describe('a path of the mirror', () => {
  it('that climbs, is doubled, encoded or cut off is none: the API hears nothing of it', async () => {
    const dots = ['..', '%2e%2e', '.%2e', '%2e.', '%252e%252e', '..%00', '..;', '%c0%ae%c0%ae', '%uff0e%uff0e'];
    const slashes = ['/', '%2f', '%2F', '%252f', '\\', '%5c', '%c0%af', '/./', '//'];
    const paths = dots.flatMap((dot) =>
      slashes.flatMap((slash) => [
        `/api/invoices/${invoice}${slash}${dot}${slash}${foreignInvoice}`,
        `/api/subscriptions/${dot}${slash}customers`,
        `/api/${dot}${slash}oauth${slash}token`,
        `/api/invoices/${dot}${slash}${dot}${slash}customers${slash}${customerIdOf('analog')}`,
      ]),
    );
    paths.push(
      '/api',
      '/api/',
      '/api//subscriptions',
      '//api/subscriptions',
      '/API/subscriptions',
      '/api/subscriptions/',
      '/api/subscriptions.json',
      '/api/subscriptions%20',
      '/api/subscriptions%00',
      '/api/subscriptions%3ffilter[customer][eq]=x',
      `/api/subscriptions/${own}%3fexpand=all`,
      `/api/subscriptions/${own}%23`,
      `/api/subscriptions/${own}%0d%0aX-Header:%20a`,
      `/api/subscriptions/${own};a=b`,
      `/api/subscriptions/${own},${foreign}`,
      `/api/subscriptions/*`,
      `/api/subscriptions/%`,
      `/api/subscriptions/%zz`,
      `/api/subscriptions/%ff`,
      `/api/subscriptions/sub_${'a'.repeat(65)}`,
      `/api/subscriptions/sub_${'a'.repeat(20_000)}`,
      '/api/subscriptions/__proto__',
      '/api/__proto__/constructor',
      '/api/healthz',
      '/api/gateway/session',
      '/gateway/../api/subscriptions',
      '/assets/../api/subscriptions',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/etc/passwd',
      '/assets/....//....//etc/passwd',
      '/assets//etc/passwd',
      '/assets/.env',
      '/assets/nomos.js%00.map',
    );
    for (const path of paths) {
      const { status, body } = await get(path);
      assert.ok(
        status === 400 || status === 404 || status === 403 || status === 431 || status === 414,
        `${path}: ${status}`,
      );
      assert.ok(!body.includes(foreign) && !body.includes('root:') && !body.includes('"name"'), path);
    }
    assert.deepEqual(
      api.heard.map(({ path }) => path),
      [],
    );
  });

  it('as an absolute address means the same as its path, at the host of the header', async () => {
    const { status } = await get(`http://evil.example/api/subscriptions/${own}`);
    assert.equal(status, 200);
    assert.deepEqual(new Set(api.heard.map(({ path }) => path)), new Set([`/subscriptions/${own}`]));
  });
});

describe('a query', () => {
  it('that names something twice, in another dress or beside what there is, is refused whole', async () => {
    const filter = `filter[subscription][eq]=${own}`;
    const queries = [
      `${filter}&filter[subscription][eq]=${foreign}`,
      `${filter}&filter%5Bsubscription%5D%5Beq%5D=${foreign}`,
      `${filter}&filter%5bsubscription%5d[eq]=${foreign}`,
      `${filter}&filter[subscription][EQ]=${foreign}`,
      `${filter}&Filter[subscription][eq]=${foreign}`,
      `${filter}&filter[subscription][eq][]=${foreign}`,
      `${filter}&filter[subscription][]=${foreign}`,
      `${filter}&filter[subscription]=${foreign}`,
      `${filter}&filter.subscription.eq=${foreign}`,
      `${filter}&filter[subscription][in]=${foreign}`,
      `${filter}&filter[customer][eq]=${customerIdOf('analog')}`,
      `${filter}&filter[%20subscription][eq]=${foreign}`,
      `${filter}&+filter[subscription][eq]=${foreign}`,
      `${filter}%26filter[subscription][eq]=${foreign}`,
      `${filter}%00`,
      `${filter},${foreign}`,
      `filter[subscription][eq]=${own}%2C${foreign}`,
      `filter[subscription][eq]=*`,
      `filter[subscription][eq]=`,
      `filter[subscription][eq]`,
      `${filter}&limit=1&limit=100`,
      `${filter}&limit=1e2`,
      `${filter}&limit=0x10`,
      `${filter}&limit=-1`,
      `${filter}&limit=%31%30%31`,
      `${filter}&cursor=a&cursor=b`,
      `${filter}&cursor=a%0d%0ab`,
      `${filter}&cursor=${'a'.repeat(1001)}`,
      `${filter}&__proto__[x]=1`,
      `${filter}&constructor[prototype][x]=1`,
      `${filter}&&&=`,
      `${filter};limit=1`,
      `${filter}%23&limit=1`,
    ];
    for (const query of queries) {
      const { status } = await get(`/api/invoices?${query}`);
      assert.ok(status === 400 || status === 404, `${query}: ${status}`);
    }
    const asked = api.heard.map(({ path }) => decodeURIComponent(path));
    assert.deepEqual(
      asked.filter((path) => path.startsWith('/invoices') || path.includes(foreign)),
      [],
    );
  });

  it('is written anew for the API, so that both read the same in it', async () => {
    const { status } = await get(`/api/invoices?limit=5&filter%5Bsubscription%5D%5Beq%5D=${own}`);
    assert.equal(status, 200);
    const [asked] = api.heard.filter(({ path }) => path.startsWith('/invoices'));
    assert.deepEqual(
      [...new URLSearchParams(asked?.path.split('?')[1])],
      [
        ['limit', '5'],
        ['filter[subscription][eq]', own],
      ],
    );
  });
});

describe('the head of a request', () => {
  const start = 'POST /gateway/sign-in/challenges HTTP/1.1\r\nHost: lumio.localhost:8080\r\nConnection: close\r\n';
  const statusesIn = (heard: string): string[] =>
    [...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, code = '']) => code);

  it('that is read in two ways is read in none: no second request hides in the first', async () => {
    const hidden = 'GET /healthz HTTP/1.1\r\nHost: lumio.localhost:8080\r\n\r\n';
    const heads = [
      `${start}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
      `${start}Content-Length: 0\r\nContent-Length: 60\r\n\r\n${hidden}`,
      `${start}Content-Length: 0, 60\r\n\r\n${hidden}`,
      `${start}Content-Length: +0\r\n\r\n${hidden}`,
      `${start}Content-Length : 0\r\n\r\n${hidden}`,
      `${start}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`,
      `${start}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${hidden}`,
      `${start}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${hidden}`,
      `${start}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${hidden}`,
      `${start}X: a\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
      `${start} Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
      `${start}X-\u0000: a\r\n\r\n${hidden}`,
    ];
    for (const head of heads) {
      const heard = await wire.talk([head]);
      const statuses = statusesIn(heard);
      assert.ok(statuses.length <= 1, `${JSON.stringify(head)}: ${statuses.join()}`);
      assert.ok(
        statuses.every((status) => status.startsWith('4')),
        `${JSON.stringify(head)}: ${statuses.join()}`,
      );
      assert.ok(!heard.includes('"ok"'), head);
    }
  });

  it('names one host, a tenant’s: no mail or link is made for another', async () => {
    const body = JSON.stringify({ email: 'smart@sandbox.example', locale: 'de' });
    const hosts = [
      'Host: evil.example',
      'Host: lumio.localhost:80@evil.example',
      'Host: lumio.localhost:8080/evil',
      'Host: lumio.localhost:8080 evil.example',
      'Host: lumio.localhost:8080,evil.example',
      'Host: lumio.localhost%00.evil.example',
      'Host: lumio.localhost.evil.example',
      'Host:',
      'X: y',
    ];
    for (const line of hosts) {
      const heard = await wire.talk([
        `POST /gateway/sign-in/challenges HTTP/1.1\r\n${line}\r\nConnection: close\r\nX-Forwarded-Host: lumio.localhost:8080\r\n` +
          'X-Nomos-Portal: 1\r\nOrigin: http://lumio.localhost:8080\r\nContent-Type: application/json\r\n' +
          `Content-Length: ${body.length}\r\n\r\n${body}`,
      ]);
      assert.ok(/^HTTP\/1\.1 4\d\d/.test(heard), `${line}: ${heard.slice(0, 80)}`);
    }
    gateway.mails.length = 0;
    await gateway.delivery.idle();
    assert.deepEqual(gateway.mails, []);
  });

  it('that is too large is refused, and so is one without end', async () => {
    const lines = Array.from({ length: 3000 }, (_, n) => `X-${n}: aaaaaaaaaaaa\r\n`).join('');
    const heard = await wire.talk([`GET /overview HTTP/1.1\r\nHost: lumio.localhost:8080\r\n${lines}\r\n`]);
    assert.match(heard, /^HTTP\/1\.1 431/);
  });

  it('ends no answer’s head: what comes back in one is encoded or gone', async () => {
    const { headers, status } = await get('/?token_hash=a%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0a<script>');
    assert.equal(status, 302);
    assert.equal(headers['set-cookie'], undefined);
    assert.ok(!/[\r\n]/.test(headers.location ?? ''), headers.location);
    const { headers: mirrored } = await wire.send({
      path: '/gateway/session',
      headers: { 'x-request-id': 'a b', 'accept-language': '"><script>', origin: 'http://localhost:8084' },
    });
    assert.ok(!JSON.stringify(mirrored).includes('<script'));
    assert.ok(!JSON.stringify(mirrored).includes('a b'));
  });
});

describe('an address', () => {
  it('is one of the public internet or it is not, by IANA’s registries', () => {
    for (const open of [
      '1.1.1.1',
      '8.8.8.8',
      '172.15.0.1',
      '172.32.0.1',
      '100.63.0.1',
      '192.169.0.1',
      '2606:4700::1111',
      '2a00::1',
    ]) {
      assert.equal(isPublicAddress(open), true, open);
    }
    const closed =
      '0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.255.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 ' +
      '192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:8.8.8.8 ' +
      '::ffff:127.0.0.1 64:ff9b::7f00:1 100::1 fc00::1 fdff::1 fe80::1 ff02::1 2001:db8::1 2001::1 2002:7f00:1:: 3fff::1';
    for (const address of closed.split(' ')) assert.equal(isPublicAddress(address), false, address);
    for (const none of ['', 'localhost', '127.1', '1.1.1.1 ', '01.1.1.1', 'evil.example']) {
      assert.equal(isPublicAddress(none), false, none);
    }
  });
});
