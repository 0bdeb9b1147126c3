/** Bodies that are too large, too slow or too deep, and callers that come too often. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { after, before, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../../demo/sandbox/server.ts';
import { timeLimits } from '../../../gateway/security/time-limits.ts';
import { startGateway, type GatewayUnderTest } from '../gateway-under-test.ts';
import { listen, type ListeningGateway } from './over-sockets.ts';
import { withRoutes, type Route } from './routes-of.ts';

const host = 'lumio.localhost:8080';
/** As in production, a hundred times as fast. */
const quick = { headers: 300, request: 1500, idle: 1000, check: 50 };

let sandbox: Sandbox;
let gateway: GatewayUnderTest;
let wire: ListeningGateway;
let writes: Route[];
let cookie: string;

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  const started = await withRoutes(() => startGateway({ nomosApiUrl: sandbox.url, trustProxy: 1, timeLimits: quick }));
  gateway = started.built;
  writes = started.routes.filter(({ method }) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method));
  cookie = await gateway.signIn('smart@sandbox.example');
  wire = await listen(gateway);
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});

const head = (method: string, path: string, ...lines: string[]): string =>
  [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: http://${host}`,
    'X-Nomos-Portal: 1',
    `Cookie: ${cookie}`,
    'Content-Type: application/json',
    ...lines,
    '',
    '',
  ].join('\r\n');
const pathOf = ({ url }: Route): string =>
  url
    .replace('customers/:id', `customers/${customerIdOf('smart')}`)
    .replace('subscriptions/:id', `subscriptions/${subscriptionIdOf('smart')}`)
    .replace(/:\w+/, 'x');
const nameOf = ({ method, url }: Route): string => `${method} ${url}`;
/** A write with this body as it is, from a network of its own. */
let sent = 0;
const write = (route: Route, body: string, headers: Record<string, string> = {}) =>
  wire.send({
    method: route.method,
    path: pathOf(route),
    headers: {
      origin: `http://${host}`,
      'x-nomos-portal': '1',
      cookie,
      'content-type': 'application/json',
      'x-forwarded-for': `2001:db8:${(sent += 1).toString(16)}::1`,
      ...headers,
    },
    body,
  });

/** Sends a byte every 20 ms for as long as anybody listens. @returns What was said, and after how many milliseconds. */
function drip(start: string): Promise<{ heard: string; milliseconds: number }> {
  return new Promise((resolve) => {
    const began = performance.now();
    const socket = connect(wire.port, '127.0.0.1');
    let heard = '';
    socket.on('data', (part) => (heard += part.toString()));
    socket.on('error', () => undefined);
    socket.write(start);
    const dripping = setInterval(() => socket.write('a'), 20);
    socket.on('close', () => {
      clearInterval(dripping);
      resolve({ heard, milliseconds: performance.now() - began });
    });
  });
}

describe('a body that is too large', () => {
  it('is refused by every route that writes, before it has been sent', async () => {
    for (const route of writes) {
      const heard = await wire.talk([
        head(route.method, pathOf(route), 'Content-Length: 1000000000', 'Connection: close'),
      ]);
      // Signing out reads no body, and leaves it where it is.
      if (route.method === 'DELETE') assert.match(heard, /^HTTP\/1\.1 (204|4\d\d)/, nameOf(route));
      else assert.match(heard, /^HTTP\/1\.1 (413|40[134]|415)/, `${nameOf(route)}: ${heard.slice(0, 100)}`);
      cookie = await again();
    }
  });

  it('is counted as it comes where it does not say how large it is', async () => {
    const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`;
    const heard = await wire.talk([
      head('POST', '/gateway/sign-in/challenges', 'Transfer-Encoding: chunked'),
      ...Array<string>(100).fill(chunk),
    ]);
    assert.match(heard, /^HTTP\/1\.1 413/);
  });

  it('is not unpacked', async () => {
    const packed = gzipSync(JSON.stringify({ email: 'a'.repeat(1_000_000), locale: 'de' })).toString('latin1');
    const { status } = await write({ method: 'POST', url: '/gateway/sign-in/challenges' }, packed, {
      'content-encoding': 'gzip',
    });
    assert.ok(status === 400 || status === 415, String(status));
  });
});

/** The session of before may have been signed out. */
async function again(): Promise<string> {
  const { body } = await wire.send({ path: '/gateway/session', headers: { cookie } });
  if (!body.includes('signed-out')) return cookie;
  gateway.pass(120_000);
  return gateway.signIn('smart@sandbox.example');
}

describe('a body that is a bomb', () => {
  const bombs = (depth: number): Record<string, string> => ({
    'of arrays': '['.repeat(depth) + ']'.repeat(depth),
    'of arrays without an end': '['.repeat(depth),
    'of objects': '{"a":'.repeat(depth / 5) + '1' + '}'.repeat(depth / 5),
    'in a field': `{"email":${'['.repeat(depth / 2)}${']'.repeat(depth / 2)},"challenge":{},"locale":[]}`,
    'of keys': `{${Array.from({ length: depth / 12 }, (_, n) => `"k${n}":1`).join()}}`,
    'of the same key': `{${Array<string>(Math.floor(depth / 30))
      .fill('"email":"a@b.example"')
      .join()}}`,
    'of numbers': `[${'1e999,'.repeat(depth / 8)}1]`,
    'of a number': `{"email":${'9'.repeat(depth / 2)}}`,
    'of prototypes': '{"__proto__":{"customer":"x","admin":true},"constructor":{"prototype":{"admin":true}}}',
    'of a prototype, escaped': '{"\\u005f_proto__":{"admin":true}}',
    'of halves of letters': `{"email":"${'\\ud800'.repeat(depth / 8)}@b.example","locale":"de"}`,
    'of nulls': `{"email":"a\\u0000@b.example","locale":"\\u0000"}`,
    'that is no object': '"text"',
    'that is nothing': '',
  });

  it('is an error of the caller for every route that writes, and no trouble of ours', async () => {
    for (const route of writes) {
      for (const [name, bomb] of Object.entries(bombs(3900))) {
        const { status } = await write(route, bomb);
        const said = `${nameOf(route)}, a body ${name}: ${status}`;
        if (route.method === 'DELETE') assert.ok(status < 500, said);
        else assert.ok(status >= 400 && status < 500, said);
        if (route.method === 'DELETE') cookie = await again();
      }
    }
    assert.equal(({} as { admin?: unknown }).admin, undefined);
    assert.equal((await wire.send({ path: '/healthz' })).status, 200);
  });

  it('is one too where bodies may be large', async () => {
    for (const [name, bomb] of Object.entries(bombs(500_000))) {
      const { status } = await write({ method: 'POST', url: '/gateway/requests' }, bomb);
      assert.ok(status >= 400 && status < 500, `a body ${name}: ${status}`);
    }
    assert.equal((await wire.send({ path: '/healthz' })).status, 200);
  });
});

describe('a caller who is slow', () => {
  it('with the head of a request is let go of', async () => {
    const { heard, milliseconds } = await drip(`GET /overview HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `);
    assert.match(heard, /^HTTP\/1\.1 408/);
    assert.ok(milliseconds >= quick.headers && milliseconds < 10_000, `${milliseconds} ms`);
  });

  it('with a body is let go of, however steadily it drips', async () => {
    const { heard, milliseconds } = await drip(head('POST', '/gateway/sign-in/challenges', 'Content-Length: 16000'));
    assert.match(heard, /^HTTP\/1\.1 408/);
    assert.ok(milliseconds >= quick.request && milliseconds < 10_000, `${milliseconds} ms`);
  });

  it('and says nothing at all is let go of', async () => {
    assert.equal(/^HTTP\/1\.1 [235]/.test(await wire.talk([])), false);
  });

  it('keeps nobody else from being answered', async () => {
    const slow = Array.from({ length: 200 }, () => drip(`GET /overview HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `));
    const { status } = await wire.send({ path: '/healthz' });
    assert.equal(status, 200);
    const ended = await Promise.all(slow);
    assert.ok(ended.every(({ heard }) => !heard.includes(' 200 ')));
  });

  it('has more time in production than an honest one on a bad line needs, and not much more', () => {
    assert.deepEqual(timeLimits, { headers: 20_000, request: 150_000, idle: 90_000, check: 10_000 });
  });
});

describe('a network', () => {
  const links = { method: 'POST', url: '/gateway/sign-in/links' };
  const body = JSON.stringify({ token_hash: 'A'.repeat(43), type: 'magiclink' });
  /** How many of so many uses of a link were looked at. */
  const lookedAt = async (times: number, networkOf: (n: number) => string): Promise<number> => {
    let count = 0;
    for (let n = 0; n < times; n += 1) {
      const { status } = await write(links, body, { 'x-forwarded-for': networkOf(n) });
      if (status === 422) count += 1;
      else assert.equal(status, 429);
    }
    return count;
  };

  it('of IPv6 is counted by its first 64 bits, and IPv4 written as IPv6 as what it is', async () => {
    assert.equal(await lookedAt(33, (n) => `2001:db8:aaaa:1:${n.toString(16)}::${n.toString(16)}`), 30);
    assert.equal(await lookedAt(1, () => '2001:db8:aaaa:2::1'), 1);
    assert.equal(await lookedAt(33, (n) => (n % 2 === 0 ? '192.0.2.77' : '::ffff:192.0.2.77')), 30);
  });

  it('is what the proxy in front says, not what somebody has told the proxy', async () => {
    assert.equal(await lookedAt(33, (n) => `198.51.100.${n}, 192.0.2.78`), 30);
    assert.equal(await lookedAt(33, (n) => `${'x'.repeat(n)}, 192.0.2.79`), 30);
  });

  it('is the address of the connection where no proxy is declared', async () => {
    const bare = await startGateway({ nomosApiUrl: sandbox.url });
    const direct = await listen(bare);
    let count = 0;
    for (let n = 0; n < 33; n += 1) {
      const { status } = await direct.write('/gateway/sign-in/links', JSON.parse(body), {
        'x-forwarded-for': `198.51.100.${n}`,
        forwarded: `for=198.51.100.${n}`,
        'x-real-ip': `198.51.100.${n}`,
      });
      if (status === 422) count += 1;
    }
    await bare.close();
    assert.equal(count, 30);
  });
});
