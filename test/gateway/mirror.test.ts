import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, invoiceIdOf, planIds, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

let sandbox: Sandbox;
let gateway: GatewayUnderTest;
let cookie: string;

const own = subscriptionIdOf('smart');
const foreign = subscriptionIdOf('analog');
const foreignInvoice = invoiceIdOf(foreign, '2026-08-01');

const get = (url: string, more: { cookie?: string; host?: string } = { cookie }) =>
  gateway.request({ method: 'GET', url: `/api${url}`, ...more });
const fault = (name: string | null, paths: string[] = []) =>
  fetch(`${sandbox.url}/sandbox/faults/${customerIdOf('smart')}`, {
    method: name === null ? 'DELETE' : 'PUT',
    body: JSON.stringify({ fault: name, paths }),
  });

const now = () => new Date('2026-11-24T10:00:00Z');

before(async () => {
  sandbox = await startSandbox({ port: 0, now, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({ nomosApiUrl: sandbox.url });
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});
beforeEach(async () => {
  await fault(null);
  await forgetAll(gateway);
  cookie = await gateway.signIn('smart@sandbox.example');
});

describe("the mirror of the Nomos API gives a customer what is the customer's", () => {
  it('customer, subscriptions, series, invoices, orders, reductions, plan', async () => {
    const paths = [
      `/customers/${customerIdOf('smart')}`,
      '/subscriptions',
      `/subscriptions/${own}`,
      `/subscriptions/${own}/usage?start=2026-10-01&end=2026-10-02&resolution=15min`,
      `/subscriptions/${own}/prices?start=2026-10-01&end=2026-10-01`,
      `/invoices?filter[subscription][eq]=${own}&filter[status][eq]=paid&limit=5`,
      `/invoices/${invoiceIdOf(own, '2026-10-01')}`,
      `/meter-readings?filter[subscription][eq]=${own}`,
      '/meter-orders',
      `/meter-orders?filter[subscription][eq]=${own}`,
      `/grid-fee-reductions?filter[subscription][eq]=${own}`,
      `/plans/${planIds.lumio}`,
      `/plans/${planIds.lumio}/quote?zip_code=10119&usage=2500`,
    ];
    for (const path of paths) {
      const response = await get(path);
      assert.equal(response.statusCode, 200, `${path}: ${response.body.slice(0, 200)}`);
      assert.equal(response.headers['cache-control'], 'no-store');
    }
    const list = await get(`/invoices?filter[subscription][eq]=${own}&limit=100`);
    assert.equal(list.json<{ items: unknown[] }>().items.length, 13);
  });

  it('the PDF of an invoice, to open and to save', async () => {
    const path = `/invoices/${invoiceIdOf(own, '2026-10-01')}/file`;
    const open = await get(path);
    assert.equal(open.statusCode, 200);
    assert.equal(open.headers['content-type'], 'application/pdf');
    assert.match(String(open.headers['content-disposition']), /^inline; filename="Rechnung-[\w-]+\.pdf"$/);
    assert.equal(open.rawPayload.subarray(0, 5).toString(), '%PDF-');
    assert.match(String((await get(`${path}?download=1`)).headers['content-disposition']), /^attachment;/);
    assert.equal(open.headers.location, undefined, 'the address in the storage stays here');
  });
});

describe('the mirror gives nobody anything else', () => {
  it('nothing without a session, and nothing with one of another tenant', async () => {
    for (const path of ['/subscriptions', `/subscriptions/${own}`, `/invoices/${foreignInvoice}/file`]) {
      assert.equal((await get(path, {})).statusCode, 401);
      assert.equal((await get(path, { cookie, host: 'voltwerk.localhost:8080' })).statusCode, 401);
    }
  });

  it("404 for another customer's ids, in paths and in filters", async () => {
    const paths = [
      `/customers/${customerIdOf('analog')}`,
      `/subscriptions/${foreign}`,
      `/subscriptions/${foreign}/usage?start=2026-10-01&end=2026-10-02`,
      `/subscriptions/${foreign}/prices?start=2026-10-01&end=2026-10-01`,
      `/subscriptions?filter[customer][eq]=${customerIdOf('analog')}`,
      `/invoices/${foreignInvoice}`,
      `/invoices/${foreignInvoice}/file`,
      `/invoices?filter[subscription][eq]=${foreign}`,
      `/meter-readings?filter[subscription][eq]=${foreign}`,
      `/meter-orders?filter[subscription][eq]=${foreign}`,
      `/grid-fee-reductions?filter[subscription][eq]=${foreign}`,
      `/plans/${planIds.voltwerk}`,
    ];
    const nothing = await get(`/invoices/${invoiceIdOf(own, '1999-01-01')}`);
    assert.equal(nothing.statusCode, 404);
    for (const path of paths) {
      const response = await get(path);
      assert.equal(response.statusCode, 404, path);
      const words = (body: string): string => body.replace(/"requestId":"[^"]+"/, '');
      assert.equal(words(response.body), words(nothing.body), 'nobody learns that it exists');
      assert.ok(!response.body.includes(foreign) && !response.body.includes(customerIdOf('analog')), path);
    }
  });

  it('nothing foreign when the API ignores its filters', async () => {
    await fault('ignore-filters');
    const lists = [
      '/subscriptions?limit=100',
      `/invoices?filter[subscription][eq]=${own}&limit=100`,
      `/meter-readings?filter[subscription][eq]=${own}&limit=100`,
      `/meter-orders?filter[subscription][eq]=${own}&limit=100`,
      '/grid-fee-reductions?limit=100',
    ];
    for (const path of lists) {
      const response = await get(path);
      assert.equal(response.statusCode, 200, path);
      for (const item of response.json<{ items: { customer: string; subscription?: string }[] }>().items) {
        assert.equal(item.customer, customerIdOf('smart'));
        if (item.subscription) assert.equal(item.subscription, own);
      }
    }
    const metrics = await gateway.request({ method: 'GET', url: '/metrics' });
    assert.match(metrics.body, /gateway_foreign_objects_total\{tenant="lumio"\} [1-9]/);
  });

  it('no list of invoices or readings without a subscription: the API has no other way to filter them', async () => {
    assert.equal((await get('/invoices')).statusCode, 400);
    assert.equal((await get('/meter-readings?limit=1')).statusCode, 400);
  });

  it('400 for parameters that it does not know, and for those that come twice', async () => {
    const lists = [
      `/invoices?filter[subscription][eq]=${own}&filter[customer][eq]=${customerIdOf('analog')}`,
      `/invoices?filter[subscription][eq]=${own}&filter[subscription][ne]=x`,
      `/invoices?filter[subscription][eq]=${own}&filter[subscription][eq]=${foreign}`,
      `/invoices?filter[subscription][eq]=${own}&limit=101`,
      `/invoices?filter[subscription][eq]=${own}&limit=0`,
      `/invoices?filter[subscription][eq]=${own}&expand=customer`,
      '/subscriptions?__proto__=1',
      '/subscriptions?filter[constructor][eq]=1',
      `/invoices?filter[subscription][eq]=${own}&filter[__proto__][eq]=1`,
      `/subscriptions/${own}?include=all`,
      `/subscriptions/${own}/usage?start=yesterday`,
    ];
    for (const path of lists) assert.equal((await get(path)).statusCode, 400, path);
  });

  it('no path that is not named, however it is written', async () => {
    const invoice = invoiceIdOf(own, '2026-10-01');
    const paths = [
      '/',
      '/customers',
      '/leads',
      '/plans',
      '/oauth/token',
      '/admin/magic_link',
      `/invoices/${invoice}/`,
      `/invoices/${invoice}/../${foreignInvoice}`,
      `/invoices/..%2f..%2fsubscriptions`,
      `/invoices/%2e%2e/customers`,
      `/INVOICES/${invoice}`,
      `/invoices//${invoice}`,
      `/invoices/${invoice}%00`,
      `/invoices/${invoice}%20`,
      `/subscriptions/${own};x=1`,
      `/subscriptions/${own}%2fusage`,
      `/subscriptions/pln_1`,
    ];
    for (const path of paths) {
      const { statusCode } = await get(path);
      assert.ok(statusCode === 404 || statusCode === 400, `${path}: ${statusCode}`);
    }
  });

  it('no writes that are not named', async () => {
    for (const url of [`/api/subscriptions/${own}/terminate`, '/api/invoices', '/api/admin/magic_link']) {
      const response = await gateway.write('POST', url, { customerId: customerIdOf('smart') }, { cookie });
      assert.equal(response.statusCode, 404, url);
    }
  });
});

describe('when the Nomos API fails', () => {
  const invoices = `/invoices?filter[subscription][eq]=${own}`;

  it('its errors pass on as they are, with our own request id', async () => {
    for (const status of ['403', '404', '500'] as const) {
      await fault(status, ['/invoices']);
      const response = await get(invoices);
      assert.equal(response.statusCode, Number(status));
      const { code, requestId } = response.json<{ code: string; requestId: string }>();
      assert.ok(code && requestId);
    }
  });

  it('a limit is waited for once and then passed on with its time', async () => {
    await fault('429', ['/invoices']);
    const response = await get(invoices);
    assert.equal(response.statusCode, 429);
    assert.equal(response.headers['retry-after'], '1');
  });

  it('a refused token does not sign the customer out', async () => {
    await fault('401', ['/invoices']);
    assert.equal((await get(invoices)).statusCode, 502);
  });

  it('a broken or dropped answer is a clear error', async () => {
    for (const name of ['malformed', 'dropped']) {
      await fault(name, ['/invoices']);
      const response = await get(invoices);
      assert.equal(response.statusCode, 502, name);
      assert.equal(response.json<{ code: string }>().code, 'BAD_GATEWAY');
    }
  });

  it('one that is not there at all is a clear error, and the gateway lives on', async () => {
    const alone = await startGateway({ nomosApiUrl: 'http://127.0.0.1:9' });
    await alone.database.query('SELECT 1');
    assert.equal((await alone.request({ method: 'GET', url: '/healthz' })).statusCode, 200);
    assert.equal(
      (await alone.request({ method: 'GET', url: '/login', headers: { accept: 'text/html' } })).statusCode,
      200,
    );
    await alone.close();
  });
});
