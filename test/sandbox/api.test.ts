import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { customerIdOf, planIds, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { clientOf, startAs, type SandboxClient } from './sandbox-client.ts';

interface Page {
  items: { id: string; customer: string; subscription: string; created_at: string; issued_at: string }[];
  next_page: string | null;
  has_more: boolean;
}

let api: SandboxClient;

before(async () => {
  api = await startAs('lumio');
});
after(() => api.sandbox.close());

describe('OAuth', () => {
  const token = (authorization: string, body: unknown, type = 'application/json') =>
    fetch(`${api.sandbox.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const basic = `Basic ${btoa('lumio-client:lumio-secret')}`;

  it('gives a token for the right client, to JSON and to forms', async () => {
    for (const response of [
      await token(basic, { grant_type: 'client_credentials' }),
      await token(basic, 'grant_type=client_credentials', 'application/x-www-form-urlencoded'),
    ]) {
      assert.equal(response.status, 200);
      assert.equal(((await response.json()) as { expires_in: number }).expires_in, 3600);
    }
    assert.equal(
      (await token(`Basic ${btoa('lumio-client:wrong')}`, { grant_type: 'client_credentials' })).status,
      401,
    );
    assert.equal((await token(basic, { grant_type: 'password' })).status, 400);
  });

  it('takes a refresh token once', async () => {
    const first = (await (await token(basic, { grant_type: 'client_credentials' })).json()) as {
      refresh_token: string;
    };
    const again = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
    assert.equal((await token(basic, again)).status, 200);
    assert.equal((await token(basic, again)).status, 401);
  });

  it('and the version are needed for everything else', async () => {
    const { url } = api.sandbox;
    assert.equal((await fetch(`${url}/customers`)).status, 401);
    assert.equal((await api.get('/customers', { 'x-api-version': '2020-01-01' })).status, 400);
  });
});

describe('lists', () => {
  it('come in pages, newest first, without gap or repetition', async () => {
    const path = `/invoices?filter[subscription][eq]=${subscriptionIdOf('company')}&limit=25`;
    const seen: string[] = [];
    const issued: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: Page } = await api.get<Page>(path + (cursor ? `&cursor=${cursor}` : ''));
      seen.push(...body.items.map(({ id }) => id));
      issued.push(...body.items.map(({ issued_at: at }) => at));
      cursor = body.next_page;
      assert.equal(body.has_more, cursor !== null);
    } while (cursor);
    assert.equal(seen.length, 60);
    assert.equal(new Set(seen).size, 60);
    assert.deepEqual(issued, [...issued].sort().reverse());
  });

  it('give ten items unless told otherwise, and refuse limits out of range', async () => {
    assert.equal((await api.get<Page>('/customers')).body.items.length, 10);
    for (const limit of ['0', '101', 'ten']) assert.equal((await api.get(`/customers?limit=${limit}`)).status, 400);
  });

  it('refuse a cursor with other filters', async () => {
    const { body } = await api.get<Page>('/subscriptions?limit=1&filter[status][eq]=active');
    const other = await api.get(`/subscriptions?limit=1&filter[status][eq]=ended&cursor=${body.next_page ?? ''}`);
    assert.equal(other.status, 400);
  });

  it('ignore filters that they do not know, and give everything', async () => {
    const all = (await api.get<Page>('/invoices?limit=100')).body.items;
    assert.ok(new Set(all.map(({ customer }) => customer)).size > 3);
    const unknown = await api.get<Page>(`/invoices?limit=100&filter[customer][eq]=${customerIdOf('smart')}`);
    assert.deepEqual(
      unknown.body.items.map(({ id }) => id),
      all.map(({ id }) => id),
    );
    const odd = await api.get<Page>(`/subscriptions?limit=100&filter[customer][like]=${customerIdOf('smart')}`);
    assert.ok(odd.body.items.length > 1);
  });
});

describe('organisations', () => {
  it('do not see each other', async () => {
    const voltwerk = await clientOf(api.sandbox, 'voltwerk');
    assert.equal((await voltwerk.get(`/subscriptions/${subscriptionIdOf('voltwerk')}`)).status, 200);
    for (const path of [
      `/subscriptions/${subscriptionIdOf('smart')}`,
      `/customers/${customerIdOf('smart')}`,
      `/plans/${planIds.lumio}`,
    ]) {
      assert.equal((await voltwerk.get(path)).status, 404);
      assert.equal((await api.get(path)).status, 200);
    }
  });
});

describe('faults', () => {
  it('are there for one request, by header', async () => {
    assert.equal((await api.get('/customers', { 'x-sandbox-fault': '500' })).status, 500);
    assert.equal((await api.get('/customers')).status, 200);
    await assert.rejects(api.get('/customers', { 'x-sandbox-fault': 'dropped' }));
    await assert.rejects(api.get('/customers', { 'x-sandbox-fault': 'malformed' }), SyntaxError);
  });

  it('are there for everything that concerns a customer, until they are taken away', async () => {
    const url = `${api.sandbox.url}/sandbox/faults/${customerIdOf('smart')}`;
    await fetch(url, { method: 'PUT', body: JSON.stringify({ fault: '403', paths: ['/usage'] }) });
    const subscription = subscriptionIdOf('smart');
    assert.equal((await api.get(`/subscriptions/${subscription}/usage`)).status, 403);
    assert.equal((await api.get(`/subscriptions/${subscription}`)).status, 200);
    assert.equal((await api.get(`/subscriptions/${subscriptionIdOf('analog')}/usage`)).status, 200);
    await fetch(url, { method: 'DELETE' });
    assert.equal((await api.get(`/subscriptions/${subscription}/usage`)).status, 200);
  });

  it('include the limit of requests, with how long to wait', async () => {
    const tight = await startAs('lumio', { rateLimit: { perSecond: 1, burst: 2 } });
    await tight.get('/customers?limit=1');
    await tight.get('/customers?limit=1');
    const third = await tight.get('/customers?limit=1');
    assert.equal(third.status, 429);
    assert.equal(third.headers.get('retry-after'), '1');
    await tight.sandbox.close();
  });
});

describe('writes', () => {
  it('of meter readings are refused with the codes of the API', async () => {
    const subscription = subscriptionIdOf('analog');
    const { body } = await api.get<{ items: { value: number; timestamp: string }[] }>(
      `/meter-readings?filter[subscription][eq]=${subscription}`,
    );
    const newest = body.items[0];
    assert.ok(newest);
    const report = (change: Record<string, unknown>) =>
      api.send('POST', '/meter-readings', {
        subscription,
        value: newest.value + 100,
        timestamp: '2026-11-23T10:00:00Z',
        ...change,
      });
    const codeOf = async (change: Record<string, unknown>): Promise<[number, string | undefined]> => {
      const { status, body: answer } = await report(change);
      return [status, (answer.errors as { code: string }[] | undefined)?.[0]?.code];
    };
    assert.deepEqual(await codeOf({ value: 1 }), [422, 'implausible_meter_reading']);
    assert.deepEqual(await codeOf({ timestamp: newest.timestamp }), [422, 'duplicate_meter_reading']);
    assert.deepEqual(await codeOf({ timestamp: '2020-01-01T00:00:00Z' }), [422, 'out_of_period_meter_reading']);
    assert.deepEqual(await codeOf({ subscription: subscriptionIdOf('smart') }), [422, 'unsupported_meter_reading']);
    assert.equal((await report({ timestamp: '2026-11-23T10:00:00+01:00' })).status, 400);
    assert.equal((await report({})).status, 200);
    assert.deepEqual(await codeOf({}), [422, 'duplicate_meter_reading']);
  });

  it('of names and payment are kept', async () => {
    await api.send('PATCH', `/customers/${customerIdOf('neighbour-1')}`, { first_name: 'Änne' });
    assert.equal((await api.get(`/customers/${customerIdOf('neighbour-1')}`)).body.first_name, 'Änne');
    const path = `/subscriptions/${subscriptionIdOf('neighbour-1')}`;
    const debit = (iban: string) => ({
      payment_method: { type: 'sepa_debit', sepa_debit: { iban, account_holder: 'Ä' } },
    });
    for (const iban of ['DE75512108001245126190', 'DE57512108001245126199'])
      assert.equal((await api.send('PATCH', path, debit(iban))).status, 422, iban);
    for (const iban of ['DE00', 'DE75 5121 0800 1245 1261 99', 'de75512108001245126199'])
      assert.equal((await api.send('PATCH', path, debit(iban))).status, 400, iban);
    assert.equal((await api.send('PATCH', path, debit('DE75512108001245126199'))).status, 200);
    const { body } = await api.get<{ payment_method: { sepa_debit: { iban: string } } }>(path);
    assert.equal(body.payment_method.sepa_debit.iban, 'DE************6199');
  });

  it('of terminations keep the notice', async () => {
    const path = `/subscriptions/${subscriptionIdOf('neighbour-2')}/terminate`;
    const early = await api.send('POST', path, { reason: 'MOVE_OUT', intended_end_at: '2026-11-25T00:00:00+01:00' });
    assert.equal(early.status, 409);
    assert.equal((await api.send('POST', path, { reason: 'WITHDRAWAL' })).status, 409);
    assert.equal((await api.send('POST', path, { reason: 'ORDINARY' })).status, 200);
  });
});
