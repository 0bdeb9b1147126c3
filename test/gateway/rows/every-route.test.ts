/** Rows that hold for every route there is, those included that somebody adds tomorrow. */
import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import { after, before, describe, it } from 'node:test';
import { customerIdOf, invoiceIdOf, planIds, subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../../demo/sandbox/server.ts';
import { startGateway, type GatewayUnderTest } from '../gateway-under-test.ts';
import { withRoutes, type Route } from './routes-of.ts';

const host = 'lumio.customerportal.energy';
const portal = `https://${host}`;
/** From the tenant file of the demo: a site that may embed. */
const embedding = 'http://localhost:8084';

/** What other sites may read: the same for everybody, and nothing about anybody. */
const open = ['/gateway/brand', '/gateway/help', '/gateway/legal/:page'];

/** What widgets on those sites ask for, with a token in a header that no browser adds by itself. Every path of `/api` is. */
const forWidgets = [
  '/gateway/session',
  '/gateway/sessions',
  '/gateway/sessions/:id',
  '/gateway/sign-in/challenges',
  '/gateway/sign-in/sessions',
  '/gateway/widget-session/renewals',
  '/gateway/widget-session/successions',
  '/gateway/step-up',
  '/gateway/step-up/challenges',
  '/gateway/requests',
  '/gateway/requests/:id/receipt',
  '/gateway/help/:slug/feedback',
  '/gateway/events',
];
const isForWidgets = (url: string): boolean => url.startsWith('/api/') || forWidgets.includes(url);

/** Scripts and style sheets, which pages of any origin load: the same for everybody, too. */
const files = '/assets/*';

/** What may be kept by browsers, as it is about no customer; and what only machines of the operator ask for. */
const keepable = [files, ...open, '/gateway/brand.css', '/metrics', '/healthz', '/readyz'];

/** For backends, which have a token of their own or sign what they send; no cookie counts there. */
const forBackends = ['/admin/magic_link', '/admin/widget_session', '/gateway/webhooks/nomos'];

/** Answers without an end, for those who are signed in; to others they are like any other. */
const streams = ['/gateway/events'];

const own = subscriptionIdOf('smart');
const idsOf: Record<string, string> = {
  customers: customerIdOf('smart'),
  subscriptions: own,
  invoices: invoiceIdOf(own, '2026-10-01'),
  plans: planIds.lumio,
};

/** A path that a route answers. */
const pathOf = (url: string): string => {
  const [, , resource = ''] = url.split('/');
  return url
    .replace('/assets/*', '/assets/nomos.js')
    .replace('*', 'nothing')
    .replace(':page', 'imprint')
    .replace(':slug', 'moving')
    .replace(':id', idsOf[resource] ?? 'prdo_1');
};

let sandbox: Sandbox;
let gateway: GatewayUnderTest;
let routes: Route[];
let cookie: string;
let asked = 0;

/** A request over https, as the proxy in front passes it on, each from a network of its own. */
const send = (
  { method, url }: Route,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<LightMyRequestResponse> => {
  asked += 1;
  return gateway.request({
    method: method,
    url: pathOf(url),
    host,
    headers: {
      'x-forwarded-proto': 'https',
      'x-forwarded-for': `2001:db8:${asked.toString(16)}::1`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
};
const nameOf = ({ method, url }: Route): string => `${method} ${url}`;
/** What is about a customer, and nothing without one. */
const isPersonal = (route: Route): boolean =>
  /^\/(api|gateway\/(sessions|step-up))(\/|$)/.test(route.url) || nameOf(route) === 'GET /gateway/requests';
const isWrite = ({ method }: Route): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method);
const ours = { origin: portal, 'x-nomos-portal': '1' };

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  const started = await withRoutes(() => startGateway({ nomosApiUrl: sandbox.url, production: true, trustProxy: 1 }));
  ({ built: gateway } = started);
  routes = started.routes.filter(({ method, url }) => method !== 'OPTIONS' || url !== '*');
  const challenge = await send({ method: 'POST', url: '/gateway/sign-in/challenges' }, ours, {
    email: 'smart@sandbox.example',
    locale: 'de',
  });
  await gateway.delivery.idle();
  const [code] = /^\d{6}/.exec(gateway.mails[0]?.subject ?? '') ?? [];
  const signedIn = await send({ method: 'POST', url: '/gateway/sign-in/sessions' }, ours, {
    challenge: challenge.json<{ challenge: string }>().challenge,
    code,
  });
  const session = signedIn.cookies.find(({ name }) => name === '__Host-nomos_sid');
  cookie = `${session?.name}=${session?.value}`;
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});

describe('every route', () => {
  it('is looked at here', () => {
    const writes = routes.filter(isWrite).map(({ url }) => url);
    assert.ok(writes.includes('/gateway/step-up') && writes.includes('/api/subscriptions/:id'));
    for (const url of [files, ...open])
      assert.ok(
        routes.some((route) => route.url === url),
        url,
      );
  });

  it('answers other sites nothing, but what is public or for widgets to the exact origins that may embed; never with credentials', async () => {
    const foreign = [
      'https://evil.example',
      'null',
      'https://voltwerk.customerportal.energy',
      `https://evil.${host}`,
      `${portal}.evil.example`,
      `${embedding}0`,
      embedding.replace('http:', 'https:'),
      embedding.toUpperCase(),
    ];
    for (const route of routes.filter(({ method }) => method === 'GET' || method === 'POST')) {
      for (const origin of [...foreign, embedding]) {
        // Signed in where it could matter most; the others are refused sooner.
        const who: Record<string, string> = origin === embedding && !streams.includes(route.url) ? { cookie } : {};
        const { headers } = await send(route, { origin, ...who }, route.method === 'POST' ? {} : undefined);
        const given = Object.keys(headers).filter((name) => name.startsWith('access-control-'));
        const mayRead = origin === embedding && (open.includes(route.url) || isForWidgets(route.url));
        if (route.url === files) {
          assert.deepEqual(given, ['access-control-allow-origin']);
          assert.equal(headers['access-control-allow-origin'], '*', 'which is never with credentials');
          continue;
        }
        const expected = mayRead ? ['access-control-allow-origin', 'access-control-expose-headers'] : [];
        assert.deepEqual(given.sort(), expected, `${nameOf(route)} for ${origin}`);
        if (mayRead) assert.equal(headers['access-control-allow-origin'], embedding);
        assert.ok(
          open.includes(route.url) || headers['cross-origin-resource-policy'] === 'same-origin',
          `${nameOf(route)} is loaded by others`,
        );
      }
    }
  });

  it('is promised to other sites before they ask in the same way: what is public, or for widgets', async () => {
    for (const url of new Set(routes.map((route) => route.url))) {
      for (const origin of ['https://evil.example', 'https://voltwerk.customerportal.energy', embedding]) {
        for (const wanted of ['GET', 'POST', 'DELETE']) {
          const { headers } = await send(
            { method: 'OPTIONS', url },
            {
              origin,
              'access-control-request-method': wanted,
              'access-control-request-headers': 'x-nomos-portal, authorization',
            },
          );
          const name = `${url} for ${origin}`;
          assert.equal(headers['access-control-allow-credentials'], undefined, name);
          if (url === files) {
            assert.equal(headers['access-control-allow-origin'], '*', name);
            assert.equal(headers['access-control-allow-methods'], 'GET', name);
          } else if (origin === embedding && (open.includes(url) || isForWidgets(url))) {
            assert.equal(headers['access-control-allow-origin'], embedding, name);
            const promised = String(headers['access-control-allow-methods']).split(', ');
            const answered = routes.filter((route) => route.url === url && route.method !== 'OPTIONS');
            for (const method of promised) {
              assert.ok(
                answered.some((route) => route.method === method),
                `${method} ${name}`,
              );
            }
          } else {
            assert.equal(headers['access-control-allow-origin'], undefined, name);
            assert.equal(headers['access-control-allow-methods'], undefined, name);
          }
        }
      }
    }
  });

  it('that writes refuses what does not come from this very portal, a sibling’s page included', async () => {
    const headers: Record<string, string>[] = [
      {},
      { origin: portal },
      { 'x-nomos-portal': '1' },
      { ...ours, 'x-nomos-portal': 'true' },
      ...[
        'https://voltwerk.customerportal.energy',
        'https://evil.customerportal.energy',
        'https://customerportal.energy',
        `https://evil.${host}`,
        `http://${host}`,
        `${portal}:8443`,
        `${portal}.`,
        `${portal}/`,
        `${portal}.evil.example`,
        `https://${host}@evil.example`,
        embedding,
        'null',
        '',
      ].map((origin) => ({ ...ours, origin })),
      // What a page can add itself does not stand in for the origin.
      { 'x-nomos-portal': '1', referer: `${portal}/account` },
      { 'x-nomos-portal': '1', origin: 'https://evil.example', 'x-http-method-override': 'GET' },
    ];
    const [before] = await gateway.database.query('SELECT count(*)::int AS n FROM sessions');
    for (const route of routes.filter((one) => isWrite(one) && !forBackends.includes(one.url))) {
      for (const header of headers) {
        const { statusCode } = await send(route, { cookie, ...header }, {});
        const name = `${nameOf(route)} with ${JSON.stringify(header)}`;
        if (header.origin !== embedding || !isForWidgets(route.url)) assert.equal(statusCode, 403, name);
        // There the cookie counts for nothing: what is about a customer is refused, and the rest is what strangers may.
        else if (isPersonal(route)) assert.equal(statusCode, 401, name);
      }
    }
    const [now] = await gateway.database.query('SELECT count(*)::int AS n FROM sessions');
    assert.deepEqual(now, before);
  });

  it('about a customer is for those who are signed in, here', async () => {
    // A session is one tenant's: at another it is a word like any other.
    const strangers: Record<string, string>[] = [
      {},
      { cookie: '__Host-nomos_sid=' },
      { cookie: `__Host-nomos_sid=${'A'.repeat(43)}` },
      { cookie: cookie.replace('__Host-', '') },
      { cookie: cookie.replace('__Host-nomos_sid', 'nomos_sid_dev') },
      { authorization: `Bearer ${cookie.split('=')[1] ?? ''}` },
      { cookie, host: 'voltwerk.customerportal.energy', origin: 'https://voltwerk.customerportal.energy' },
    ];
    const personal = routes.filter(isPersonal);
    assert.ok(personal.length > 30);
    for (const route of personal) {
      for (const stranger of strangers) {
        const { statusCode } = await send(route, { ...ours, ...stranger }, isWrite(route) ? {} : undefined);
        assert.equal(statusCode, 401, `${nameOf(route)} with ${JSON.stringify(stranger)}`);
      }
    }
  });

  it('has the headers that protect its answer, whatever the answer is', async () => {
    for (const route of routes) {
      for (const headers of [{}, { cookie }, { ...ours, cookie }] as Record<string, string>[]) {
        // The last of all, so that the session is there for the others.
        if (route.method === 'DELETE' || (streams.includes(route.url) && headers.cookie !== undefined)) continue;
        const answer = await send(route, headers, isWrite(route) ? {} : undefined);
        const name = `${nameOf(route)}: ${answer.statusCode}`;
        const policy = String(answer.headers['content-security-policy']);
        assert.match(policy, /default-src 'none'.*frame-ancestors 'none'/, name);
        assert.ok(!policy.includes('unsafe'), name);
        assert.equal(answer.headers['x-content-type-options'], 'nosniff', name);
        assert.equal(answer.headers['x-frame-options'], 'DENY', name);
        assert.equal(answer.headers['referrer-policy'], 'no-referrer', name);
        assert.match(String(answer.headers['strict-transport-security']), /max-age=63072000/, name);
        assert.equal(answer.headers['x-powered-by'], undefined, name);
        assert.equal(answer.headers.server, undefined, name);
        if (!keepable.includes(route.url)) assert.match(String(answer.headers['cache-control']), /^no-store\b/, name);
      }
    }
  });
});
