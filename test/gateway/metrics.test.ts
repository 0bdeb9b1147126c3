import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { createMetrics } from '../../gateway/operation/metrics.ts';
import { startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { startRecordingApi, type RecordingApi } from './recording-api.ts';
import { cancellation, contact } from './requests-under-test.ts';

const email = 'smart@sandbox.example';
const token = 'a-token-for-the-metrics';
const minute = 60_000;

let sandbox: Sandbox;
let api: RecordingApi;
let gateway: GatewayUnderTest;

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  api = await startRecordingApi(sandbox.url);
  gateway = await startGateway({
    nomosApiUrl: api.url,
    configuration: { metricsToken: token, nomosApiPerSecond: 1000 },
  });
});
after(async () => {
  await gateway.close();
  await api.close();
  await sandbox.close();
});

const ask = (authorization?: string) =>
  gateway.request({ method: 'GET', url: '/metrics', host: 'x', headers: authorization ? { authorization } : {} });

/** The numbers as they are now: `name{label="value",…}` to number. What is counted in the database is counted anew. */
async function numbers(): Promise<(name: string, labels?: Record<string, string>) => number | undefined> {
  gateway.pass(10_000);
  const { body } = await ask(`Bearer ${token}`);
  const lines = body.split('\n').filter((line) => !line.startsWith('#'));
  return (name, labels = {}) => {
    const found = lines.filter(
      (line) =>
        (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) &&
        Object.entries(labels).every(([key, value]) => line.includes(`${key}="${value}"`)),
    );
    return found.length === 0 ? undefined : found.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };
}

describe('metrics', () => {
  it('are for who knows the token alone', async () => {
    for (const wrong of [undefined, 'Bearer', 'Bearer guess', `Basic ${token}`, token, `Bearer ${token}x`]) {
      assert.equal((await ask(wrong)).statusCode, 401);
    }
    const response = await ask(`Bearer ${token}`);
    assert.equal(response.statusCode, 200);
    assert.match(String(response.headers['content-type']), /^text\/plain; version=0\.0\.4/);
  });

  it('count sign-ins, codes that were refused, and limits', async () => {
    const tenant = { tenant: 'lumio' };
    const { challenge, code } = await gateway.codeFor(email);
    const enter = (guess: string) => gateway.write('POST', '/gateway/sign-in/sessions', { challenge, code: guess });
    await enter(code === '000000' ? '111111' : '000000');
    await enter(code);
    await enter(code);
    await gateway.write('POST', '/gateway/sign-in/challenges', { email, locale: 'de' });
    const now = await numbers();
    assert.equal(now('gateway_sign_ins_total', tenant), 1);
    assert.equal(now('gateway_refused_codes_total', { ...tenant, problem: 'invalid_code' }), 1);
    assert.equal(now('gateway_refused_codes_total', { ...tenant, problem: 'used_code' }), 1);
    assert.equal(now('gateway_rate_limited_total', { ...tenant, route: '/gateway/sign-in/challenges' }), 1);
    assert.equal(now('gateway_sessions', tenant), 1);
    assert.equal(now('gateway_mails_total', { ...tenant, outcome: 'sent' }), 1);
  });

  it('time calls to the Nomos API, by what became of them, and do not take its limits for ours', async () => {
    gateway.pass(minute);
    const cookie = await gateway.signIn(email);
    const path = `/api/customers/${customerIdOf('smart')}`;
    const get = () => gateway.request({ method: 'GET', url: path, cookie });
    const start = await numbers();
    await get();
    api.stage('GET /customers/', { drop: true });
    await get();
    api.stage('GET /customers/', { status: 429, headers: { 'retry-after': '60' } });
    assert.equal((await get()).statusCode, 502);
    const now = await numbers();
    const more = (status: string): number =>
      (now('gateway_upstream_seconds_count', { method: 'GET', status }) ?? 0) -
      (start('gateway_upstream_seconds_count', { method: 'GET', status }) ?? 0);
    assert.deepEqual([more('200'), more('none'), more('429')], [1, 1, 1]);
    assert.ok((now('gateway_upstream_wait_seconds_count') ?? 0) >= 3);
    assert.equal(now('gateway_request_seconds_count', { route: '/api/customers/:id', status: '502' }), 2);
    assert.equal(now('gateway_rate_limited_total', { route: '/api/customers/:id' }), undefined);
  });

  it('tell which mails and requests wait, since when, and which were given up', async () => {
    const cookie = await gateway.signIn(email, { host: 'lumio.localhost:8080' }).catch(async () => {
      gateway.pass(2 * minute);
      return gateway.signIn(email);
    });
    const idle = await numbers();
    for (const outbox of ['codes', 'notices', 'requests']) {
      assert.equal(idle('gateway_mails_waiting', { outbox }), 0);
      assert.equal(idle('gateway_mails_waiting_seconds', { outbox }), 0);
    }
    assert.equal(idle('gateway_requests_unforwarded'), undefined);
    gateway.mailFails = true;
    await gateway.write('POST', '/gateway/requests', contact(), { ip: '203.0.113.9' });
    api.stage('GET /subscriptions/', { status: 503 }, { status: 503 }, { status: 503 }, { status: 503 });
    const declared = cancellation({ contract: undefined, subscription: subscriptionIdOf('smart') });
    await gateway.write('POST', '/gateway/requests', declared, { cookie });
    await gateway.requestDelivery.idle();
    await gateway.database.query(
      `UPDATE customer_request_mails SET given_up_at = $1
       WHERE purpose = 'person' AND request IN (SELECT id FROM customer_requests WHERE kind = 'contact')`,
      [gateway.now()],
    );
    gateway.pass(5 * minute);
    const now = await numbers();
    assert.ok((now('gateway_mails_waiting', { outbox: 'requests' }) ?? 0) >= 2);
    assert.equal(now('gateway_mails_waiting_seconds', { outbox: 'requests' }), 310);
    assert.equal(now('gateway_requests_unforwarded', { tenant: 'lumio' }), 2);
    assert.equal(now('gateway_requests_open', { tenant: 'lumio' }), 1);
    assert.equal(now('gateway_mails_given_up'), 1);
    assert.ok((now('gateway_mails_total', { tenant: 'lumio', outcome: 'failed' }) ?? 0) >= 1);
    gateway.mailFails = false;
  });

  it('say that the database is away, and nothing that was true before', async () => {
    const query = gateway.database.query.bind(gateway.database);
    gateway.database.query = () => Promise.reject(new Error('away'));
    const away = await numbers();
    const unready = await gateway.request({ method: 'GET', url: '/readyz', host: 'x' });
    const healthy = await gateway.request({ method: 'GET', url: '/healthz', host: 'x' });
    gateway.database.query = query;
    assert.equal(away('gateway_database_up'), 0);
    assert.equal(away('gateway_sessions', { tenant: 'lumio' }), undefined);
    assert.deepEqual([unready.statusCode, healthy.statusCode], [503, 200]);
    assert.equal((await gateway.request({ method: 'GET', url: '/readyz', host: 'x' })).statusCode, 200);
    assert.equal((await numbers())('gateway_database_up'), 1);
  });

  it('have no id of anybody in any label', async () => {
    await gateway.request({ method: 'GET', url: '/api/customers/cus_marked/other?x=marked' });
    await gateway.request({ method: 'GET', url: '/marked' });
    const { body } = await ask(`Bearer ${token}`);
    assert.ok(!body.includes('marked'));
    assert.ok(!/(cus|sub|inv|ses)_\w/.test(body));
  });

  it('are listed in docs/gateway.md, each of them', () => {
    const [, section = ''] = readFileSync('docs/gateway.md', 'utf8').split('\n## Watching it');
    const [table = ''] = section.split('\n## ');
    const listed = [...table.matchAll(/^\| `(gateway_\w+)`/gm)].map(([, name]) => name).sort();
    const own = createMetrics()
      .registry.getMetricsAsArray()
      .map(({ name }) => name)
      .filter((name) => name.startsWith('gateway_'));
    assert.deepEqual(listed, own.sort());
  });
});
