import { getInvoice, invoiceFileUrl, listInvoices } from '../../src/api/invoices.ts';
import { createMeterReading } from '../../src/api/meter-readings.ts';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createGatewayClient } from '../../src/api/gateway-client.ts';
import { NomosApiError, type NomosApiErrorKind } from '../../src/api/nomos-api-error.ts';
import { createNomosClient } from '../../src/api/nomos-client.ts';
import { retryDelay } from '../../src/api/query-cache.ts';
import { invoices } from '../../demo/gallery/fixtures.ts';

interface Made {
  url: string;
  init: RequestInit;
}

/** A client whose calls are answered by a function, and the calls that it made. */
function clientOf(answer: (made: Made) => Response | Promise<Response>, timeoutMilliseconds?: number) {
  const made: Made[] = [];
  const fetch = (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const call = { url: url instanceof Request ? url.url : url.toString(), init };
    made.push(call);
    return Promise.resolve(answer(call));
  };
  const transport = {
    baseUrl: '/api',
    fetch: fetch,
    ...(timeoutMilliseconds ? { timeoutMilliseconds } : {}),
  };
  return { made, client: createNomosClient(transport), gateway: createGatewayClient({ ...transport, baseUrl: '' }) };
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });

async function failureOf(work: Promise<unknown>): Promise<NomosApiError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof NomosApiError, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: 'It did not fail' });
}

describe('the client of the Nomos API', () => {
  it('writes with the header that no foreign page can send, and tells what is wrong by its code', async () => {
    const reading = { subscription: 'sub_1', value: 12.5, timestamp: '2026-11-24T08:00:00Z' };
    const created = {
      ...reading,
      id: 'mr_1',
      customer: 'cus_1',
      meter: 'mtr_1',
      type: 'customer_report',
      created_at: '',
    };
    const { client, made } = clientOf(() => json(created));
    assert.equal((await createMeterReading(client, reading)).id, 'mr_1');
    const [{ url, init } = { url: '', init: {} }] = made;
    assert.deepEqual([url, init.method, init.body], ['/api/meter-readings', 'POST', JSON.stringify(reading)]);
    const headers = new Headers(init.headers);
    assert.equal(headers.get('x-nomos-portal'), '1');
    assert.equal(headers.get('x-api-version'), '2026-05-27.curie');
    assert.equal(headers.get('content-type'), 'application/json');

    const issue = { code: 'implausible_meter_reading', field: 'value', message: '' };
    const refusing = clientOf(() => json({ code: 'UNPROCESSABLE_ENTITY', message: '', errors: [issue] }, 422));
    const error = await failureOf(createMeterReading(refusing.client, reading));
    assert.deepEqual([error.kind, error.retryable, error.fieldErrors], ['invalid', false, [issue]]);
  });

  it('asks with version and filters as the API writes them', async () => {
    const { client, made } = clientOf(() => json({ items: [], has_more: false }));
    await listInvoices(client, {
      subscription: 'sub_1',
      status: 'open',
      periodStartFrom: '2025-12-31T23:00:00.000Z',
      limit: 10,
      cursor: 'abc',
    });
    const url = new URL(made[0]?.url ?? '', 'http://x');
    assert.equal(url.pathname, '/api/invoices');
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      'filter[subscription][eq]': 'sub_1',
      'filter[status][eq]': 'open',
      'filter[period_start][gte]': '2025-12-31T23:00:00.000Z',
      limit: '10',
      cursor: 'abc',
    });
    assert.equal(new Headers(made[0]?.init.headers).get('x-api-version'), '2026-05-27.curie');
  });

  it('puts nothing but an id into a path', async () => {
    const { client, made } = clientOf(() => json(invoices.open));
    await getInvoice(client, '../customers?x=1#y');
    assert.equal(made[0]?.url, '/api/invoices/..%2Fcustomers%3Fx%3D1%23y');
  });

  it("drops what is not the asked subscription's or customer's: the API may have ignored the filter", async () => {
    const foreign = { ...invoices.paid, subscription: 'sub_other' };
    const { client } = clientOf(() => json({ items: [invoices.open, foreign], has_more: true, next_page: 'n' }));
    const page = await listInvoices(client, { subscription: invoices.open.subscription });
    assert.deepEqual(
      page.items.map(({ id }) => id),
      [invoices.open.id],
    );
    assert.equal(page.next_page, 'n');
  });

  it('tells the kinds of failure apart, and keeps what the envelope says', async () => {
    const kinds: [number, NomosApiErrorKind][] = [
      [400, 'invalid'],
      [401, 'unauthorized'],
      [403, 'forbidden'],
      [404, 'not-found'],
      [409, 'conflict'],
      [422, 'invalid'],
      [429, 'rate-limited'],
      [500, 'server'],
      [502, 'server'],
      [503, 'server'],
    ];
    for (const [status, kind] of kinds) {
      const envelope = { code: 'X', message: 'm', requestId: 'r-1', errors: [{ code: 'c', field: 'f', message: 'm' }] };
      const { client } = clientOf(() => json(envelope, status, { 'retry-after': '7' }));
      const error = await failureOf(getInvoice(client, 'inv_1'));
      assert.equal(error.kind, kind, String(status));
      assert.equal(error.code, 'X');
      assert.equal(error.requestId, 'r-1');
      assert.equal(error.retryAfterSeconds, 7);
      assert.equal(error.fieldErrors[0]?.code, 'c');
      assert.equal(error.retryable, status === 429 || status >= 500);
    }
  });

  it('survives what is no envelope and no JSON', async () => {
    const bodies: [Response, NomosApiErrorKind][] = [
      [json('<html>Bad gateway</html>', 502), 'server'],
      [json('', 500), 'server'],
      [json('{"items":[', 200), 'malformed'],
      [json('', 200), 'malformed'],
      [json('null', 200), 'malformed'],
      [json({ ...invoices.open, total: 'much' }), 'malformed'],
    ];
    for (const [response, kind] of bodies) {
      const { client } = clientOf(() => response);
      assert.equal((await failureOf(getInvoice(client, 'inv_1'))).kind, kind);
    }
  });

  it('names the place of what is wrong in an answer', async () => {
    const { client } = clientOf(() => json({ items: [{ ...invoices.open, total: 'much' }] }));
    assert.match((await failureOf(listInvoices(client, { subscription: 's' }))).message, /items\.0/);
  });

  it('tells a lost connection, a slow server and an abort apart', async () => {
    const lost = clientOf(() => Promise.reject(new TypeError('fetch failed')));
    assert.equal((await failureOf(getInvoice(lost.client, 'inv_1'))).kind, 'network');

    const never = ({ init }: Made): Promise<Response> =>
      new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error), { once: true });
      });
    // The timer of a timeout alone does not keep the process alive.
    const alive = setInterval(() => undefined, 1000);
    assert.equal((await failureOf(getInvoice(clientOf(never, 20).client, 'inv_1'))).kind, 'timeout');
    clearInterval(alive);

    const aborter = new AbortController();
    const aborted = failureOf(getInvoice(clientOf(never).client, 'inv_1', { signal: aborter.signal }));
    aborter.abort();
    assert.equal((await aborted).kind, 'aborted');
  });

  it('knows the address of a file without asking', () => {
    const { client } = clientOf(() => json({}));
    assert.equal(invoiceFileUrl(client, 'inv_1'), '/api/invoices/inv_1/file');
    assert.equal(invoiceFileUrl(client, 'inv_1', { download: true }), '/api/invoices/inv_1/file?download=1');
  });
});

describe('the client of the gateway', () => {
  it('writes with the header that forms cannot send', async () => {
    const { gateway, made } = clientOf(() => json({ challenge: 'c', expires_at: 'x', resend_at: 'y' }, 202));
    await gateway.requestCode({ email: 'a@b.de', locale: 'de' });
    const [call] = made;
    assert.ok(call);
    assert.equal(call.init.method, 'POST');
    assert.equal(new Headers(call.init.headers).get('x-nomos-portal'), '1');
    assert.equal(new Headers(call.init.headers).get('content-type'), 'application/json');
  });

  it('signs out with an empty answer', async () => {
    const { gateway, made } = clientOf(() => new Response(null, { status: 204 }));
    await gateway.signOut({ everywhere: true });
    const [call] = made;
    assert.ok(call);
    assert.equal(call.url, '/gateway/session?scope=all');
    assert.equal(call.init.method, 'DELETE');
  });
});

describe('the pause before the next try', () => {
  it('grows, and is never shorter than the server asks', () => {
    const server = new NomosApiError('server', '');
    for (let n = 0; n < 20; n += 1) {
      assert.ok(retryDelay(0, server) >= 750 && retryDelay(0, server) <= 1250);
      assert.ok(retryDelay(2, server) >= 3000 && retryDelay(2, server) <= 5000);
      assert.ok(retryDelay(9, server) <= 12_500);
    }
    assert.ok(retryDelay(0, new NomosApiError('rate-limited', '', { retryAfterSeconds: 9 })) >= 9000);
    assert.ok(retryDelay(0, new NomosApiError('rate-limited', '', { retryAfterSeconds: 9999 })) <= 30_000);
  });
});
