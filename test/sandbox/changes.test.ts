import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import type { Usage } from '../../src/contract/nomos/usage.ts';
import { clientOf, startAs, type SandboxClient } from './sandbox-client.ts';

interface Address {
  id: string;
  street: string;
}
interface Subscription {
  status: string;
  end_at: string | null;
  billing_address: Address;
  address: Address;
  metadata: Record<string, unknown> | null;
}
interface Reading {
  id: string;
  value: number;
  timestamp: string;
  type: string;
}
interface List<Item> {
  items: Item[];
}

let api: SandboxClient;

before(async () => {
  api = await startAs('lumio');
});
after(() => api.sandbox.close());

/** A request as it is written, which `fetch` would correct. */
function raw(method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port } = new URL(api.sandbox.url);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, method, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    call.once('error', reject);
    call.end(body);
  });
}

describe('requests that are broken', () => {
  it('are the fault of whoever sends them', async () => {
    for (const body of ['{', 'null', '[]', '1', '"text"', 'undefined']) {
      assert.equal(await raw('POST', '/oauth/token', body, { 'content-type': 'application/json' }), 400, body);
      assert.equal(await raw('PUT', `/sandbox/faults/${customerIdOf('smart')}`, body), 400, body);
    }
    for (const path of ['/invoices/%', '/invoices/%zz', '/%e0%a4%a', '//'])
      assert.equal(await raw('GET', path), 400, path);
    assert.equal(await raw('POST', '/oauth/token', '{}', { authorization: `Basic ${btoa('%:%')}` }), 401);
    const subscription = `/subscriptions/${subscriptionIdOf('neighbour-5')}`;
    for (const body of [
      { billing_address: 'x' },
      { billing_address: null },
      { payment_method: null },
      { payment_method: { sepa_debit: { iban: 7, account_holder: 7 } } },
      { metadata: [] },
      { metadata: 'x' },
    ]) {
      assert.equal((await api.send('PATCH', subscription, body)).status, 400, JSON.stringify(body));
    }
    assert.equal(
      (await api.get('/invoices?limit=1&filter[constructor][eq]=1&filter[type][constructor]=1')).status,
      200,
    );
  });
});

describe('what is changed', () => {
  it('a billing address changes for all subscriptions of the customer, and no address of a meter does', async () => {
    const read = async (contract?: string): Promise<Subscription> =>
      (await api.get<Subscription>(`/subscriptions/${subscriptionIdOf('multi', contract)}`)).body;
    const [main, roof] = [await read(), await read('roof')];
    assert.equal(main.billing_address.id, roof.billing_address.id);
    const moved = { street: 'Neue Straße', house_number: '1', zip: '10115', city: 'Berlin' };
    const answer = await api.send('PATCH', `/subscriptions/${subscriptionIdOf('multi')}`, { billing_address: moved });
    assert.equal((answer.body.billing_address as Address).street, 'Neue Straße');
    for (const contract of ['main', 'roof', 'old']) {
      const { billing_address: billing, address } = await read(contract);
      assert.deepEqual([billing.street, billing.id], ['Neue Straße', main.billing_address.id]);
      assert.notEqual(address.street, 'Neue Straße');
    }
  });

  it('what the API document would not have is refused at its field, and nothing is changed', async () => {
    const path = `/subscriptions/${subscriptionIdOf('neighbour-7')}`;
    const before = await api.get(path);
    const address = { street: 'Torstraße', house_number: '12 a-c/2', zip: '10115', city: 'Berlin' };
    const debit = { iban: 'DE75512108001245126199', account_holder: 'Zoë 🦊' };
    const cases: [Record<string, unknown>, string, string][] = [
      [{ billing_address: { ...address, street: '12' } }, 'invalid_format', 'billing_address.street'],
      [{ billing_address: { ...address, house_number: '1'.repeat(11) } }, 'too_big', 'billing_address.house_number'],
      [{ billing_address: { ...address, zip: '1011' } }, 'too_small', 'billing_address.zip'],
      [{ billing_address: { ...address, city: 'Berlin 2' } }, 'invalid_format', 'billing_address.city'],
      [{ billing_address: { street: 'Torstraße' } }, 'invalid_type', 'billing_address.house_number'],
      [{ payment_method: { sepa_debit: debit } }, 'invalid_value', 'payment_method.type'],
      [
        { payment_method: { type: 'sepa_debit', sepa_debit: { ...debit, account_holder: '' } } },
        'too_small',
        'payment_method.sepa_debit.account_holder',
      ],
    ];
    for (const [body, code, field] of cases) {
      const answer = await api.send('PATCH', path, { ...body, metadata: { changed: true } });
      assert.equal(answer.status, 400, field);
      const [error] = answer.body.errors as { code: string; field: string }[];
      assert.deepEqual([error?.code, error?.field], [code, field]);
    }
    assert.deepEqual((await api.get(path)).body, before.body);
    const good = await api.send('PATCH', path, {
      billing_address: address,
      payment_method: { type: 'sepa_debit', sepa_debit: debit },
    });
    assert.equal(good.status, 200);
    const person = await api.send('PATCH', `/customers/${customerIdOf('smart')}`, { company_name: 'X' });
    assert.equal(person.status, 400, 'a person has no company');
  });

  it('is in the journal with its body, newest first, until that is forgotten', async () => {
    const path = `/customers/${customerIdOf('neighbour-8')}`;
    await api.send('PATCH', path, { first_name: 'Ada' });
    await api.send('PATCH', path, { first_name: '' });
    await api.get(path);
    const read = async (search = '') => {
      const response = await fetch(`${api.sandbox.url}/sandbox/requests${search}`);
      return ((await response.json()) as { items: Record<string, unknown>[] }).items;
    };
    const [refused, taken, ...others] = await read(`?path=${path}`);
    assert.deepEqual(others, []);
    assert.deepEqual([refused?.status, refused?.body], [400, { first_name: '' }]);
    assert.deepEqual(taken, {
      at: '2026-11-24T10:00:00.000Z',
      organisation: 'lumio',
      method: 'PATCH',
      path,
      body: { first_name: 'Ada' },
      status: 200,
    });
    await fetch(`${api.sandbox.url}/sandbox/requests`, { method: 'DELETE' });
    assert.deepEqual(await read(), []);
  });

  it('metadata changes key by key, and null takes away', async () => {
    const path = `/subscriptions/${subscriptionIdOf('neighbour-6')}`;
    const send = async (metadata: unknown) => (await api.send('PATCH', path, { metadata })).body.metadata;
    assert.deepEqual(await send({ a: 1, b: 'x' }), { a: 1, b: 'x' });
    assert.deepEqual(await send({ b: null, c: true }), { a: 1, c: true });
    assert.deepEqual((await api.get<Subscription>(path)).body.metadata, { a: 1, c: true });
    assert.equal(await send(null), null);
  });
});

describe('a contract that was terminated', () => {
  it('ends when its day has come, and so do usage, prices and invoices', async () => {
    let now = new Date('2026-11-24T10:00:00Z');
    const clocked = await startAs('lumio', { now: () => now });
    const path = `/subscriptions/${subscriptionIdOf('smart')}`;
    const ending = { reason: 'MOVE_OUT', intended_end_at: '2026-12-16T00:00:00+01:00' };
    for (const intended of ['2026-12-16T01:00:00+01:00', 'soon', 7]) {
      const { status } = await clocked.send('POST', `${path}/terminate`, { ...ending, intended_end_at: intended });
      assert.equal(status, 400, String(intended));
    }
    assert.equal((await clocked.send('POST', `${path}/terminate`, ending)).status, 200);
    const { body } = await clocked.get<Subscription>(path);
    assert.deepEqual([body.status, body.end_at], ['active', '2026-12-15T23:00:00.000Z']);

    now = new Date('2027-01-20T10:00:00Z');
    const later = await clientOf(clocked.sandbox, 'lumio');
    assert.equal((await later.get<Subscription>(path)).body.status, 'ended');
    const usage = await later.get<Usage>(`${path}/usage?start=2026-12-10&end=2027-01-10&resolution=day`);
    assert.equal(usage.body.data.at(-1)?.start, '2026-12-14T23:00:00.000Z', 'the last day of supply is the 15th');
    const prices = await later.get<List<{ timestamp: string }>>(`${path}/prices?start=2026-12-15&end=2026-12-20`);
    assert.equal(prices.body.items.length, 96);
    const invoices = await later.get<List<{ period_end: string; status: string }>>(
      `/invoices?filter[subscription][eq]=${subscriptionIdOf('smart')}`,
    );
    assert.deepEqual(
      [invoices.body.items[0]?.period_end, invoices.body.items[0]?.status],
      ['2026-12-15T23:00:00.000Z', 'paid'],
    );
    await clocked.sandbox.close();
  });
});

describe('invoices', () => {
  it('keep their numbers and periods when a month goes by, in one run and in the next', async () => {
    let now = new Date('2026-11-24T10:00:00Z');
    const clocked = await startAs('lumio', { now: () => now });
    const path = `/invoices?limit=100&filter[subscription][eq]=${subscriptionIdOf('analog')}`;
    interface Numbered {
      id: string;
      invoice_number: string;
      period_number: number;
      type: string;
    }
    const read = async (client: SandboxClient): Promise<Map<string, Numbered>> =>
      new Map((await client.get<List<Numbered>>(path)).body.items.map((invoice) => [invoice.id, invoice]));
    const november = await read(clocked);
    now = new Date('2026-12-24T10:00:00Z');
    const december = await read(await clientOf(clocked.sandbox, 'lumio'));
    assert.equal(december.size, november.size + 1);
    for (const [id, { invoice_number: number, period_number: period, type }] of november) {
      const same = december.get(id);
      assert.deepEqual([same?.invoice_number, same?.period_number, same?.type], [number, period, type]);
    }
    await clocked.sandbox.close();
    const restarted = await startAs('lumio', { now: () => now });
    for (const [id, { invoice_number: number }] of await read(restarted)) {
      const same = november.get(id);
      if (same) assert.equal(number, same.invoice_number);
    }
    await restarted.sandbox.close();
  });
});

describe('the usage of an analog meter', () => {
  const analog = subscriptionIdOf('analog');
  const readings = async (client: SandboxClient): Promise<Reading[]> =>
    (await client.get<List<Reading>>(`/meter-readings?limit=100&filter[subscription][eq]=${analog}`)).body.items;
  const months = async (client: SandboxClient) =>
    (await client.get<Usage>(`/subscriptions/${analog}/usage?start=2025-01-01&end=2026-11-24`)).body.data;

  it('is what its readings say, and final as far as somebody has read it', async () => {
    const list = (await readings(api)).reverse();
    const data = await months(api);
    const [first, last] = [list[0], list.at(-1)];
    const covered = data.filter(({ start }) => start < (last?.timestamp ?? ''));
    const sum = covered.reduce((total, { usage }) => total + usage, 0);
    assert.ok(Math.abs(sum - ((last?.value ?? 0) - (first?.value ?? 0))) < 0.001 * covered.length);
    const read = list.findLast(({ type }) => type !== 'grid_estimation')?.timestamp ?? '';
    for (const { start, type } of data) assert.equal(type, start < read ? 'final' : 'preliminary', start);
  });

  it('follows a reading that the customer reports, which is the newest in the list', async () => {
    const fresh = await startAs('lumio');
    const before = await months(fresh);
    const [newest] = await readings(fresh);
    assert.ok(newest);
    const reported = await fresh.send('POST', '/meter-readings', {
      subscription: analog,
      value: newest.value + 1000,
      timestamp: '2026-11-01T15:00:00Z',
    });
    assert.equal(reported.status, 200);
    assert.equal(reported.body.timestamp, '2026-10-31T23:00:00.000Z', 'the beginning of its day');
    const [first] = await readings(fresh);
    assert.deepEqual([first?.id, first?.type], [reported.body.id, 'customer_report']);
    const after = await months(fresh);
    assert.deepEqual(after.slice(0, -1), before.slice(0, -1), 'what was read before stays');
    const [was, is] = [before.at(-1), after.at(-1)];
    assert.equal(was?.type, 'preliminary');
    assert.equal(is?.type, 'final');
    assert.ok(Math.abs(is.usage - 1000) < 0.001);
    await fresh.sandbox.close();
  });
});

describe('a year of quarter-hours', () => {
  it('is there in well under a second', async () => {
    const fresh = await startAs('lumio');
    const path = `/subscriptions/${subscriptionIdOf('company')}`;
    const began = performance.now();
    const usage = await fresh.get<Usage>(`${path}/usage?start=2025-11-01&end=2026-11-01&resolution=15min`);
    const took = performance.now() - began;
    assert.equal(usage.body.data.length, 365 * 96);
    assert.ok(took < 1000, `${took} ms`);
    await fresh.sandbox.close();
  });
});

describe('the start', () => {
  it('refuses a rate that is none', () => {
    for (const rate of ['fast', '0', '-1', 'Infinity', 'NaN']) {
      const { status, stderr } = spawnSync(process.execPath, ['demo/sandbox/main.ts'], {
        env: { ...process.env, PORT: '0', NOMOS_SANDBOX_RATE_LIMIT: rate },
        encoding: 'utf8',
      });
      assert.equal(status, 1, rate);
      assert.match(stderr, /NOMOS_SANDBOX_RATE_LIMIT/);
    }
  });
});
