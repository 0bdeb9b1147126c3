import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { invoices, subscription } from '../../demo/gallery/fixtures.ts';
import { isNomosApiError, NomosApiError, type NomosApiErrorKind } from '../../src/api/nomos-api-error.ts';
import { createNomosClient, type NomosClient } from '../../src/api/nomos-client.ts';
import { request, type Transport } from '../../src/api/request.ts';
import { getCustomer } from '../../src/api/customers.ts';
import { listGridFeeReductions } from '../../src/api/grid-fee-reductions.ts';
import { getInvoice, listInvoices } from '../../src/api/invoices.ts';
import { listMeterOrders } from '../../src/api/meter-orders.ts';
import { listMeterReadings } from '../../src/api/meter-readings.ts';
import { getPlan } from '../../src/api/plans.ts';
import { getQuote } from '../../src/api/quotes.ts';
import { getPrices } from '../../src/api/prices.ts';
import { getSubscription, listSubscriptions } from '../../src/api/subscriptions.ts';
import { getUsage } from '../../src/api/usage.ts';
import { customerSchema } from '../../src/contract/nomos/customer.ts';

/** A transport that always gets this answer. */
function transportOf(answer: () => Response | Promise<Response>): Transport {
  return { baseUrl: '', fetch: () => Promise.resolve().then(answer) };
}

function clientOf(body: unknown): NomosClient {
  return createNomosClient(transportOf(() => new Response(typeof body === 'string' ? body : JSON.stringify(body))));
}

/** Why a call failed; fails when it did not, or not with the one kind of error that clients throw. */
async function failureOf(work: Promise<unknown>): Promise<NomosApiError> {
  const outcome = await work.then(
    () => 'no failure',
    (error: unknown) => error,
  );
  assert.ok(isNomosApiError(outcome), String(outcome));
  return outcome;
}

interface Case {
  name: string;
  /** An answer as it should be, without anything that may be absent. */
  body: Record<string, unknown>;
  ask: (client: NomosClient) => Promise<unknown>;
  /** Wrong values by the path at which they stand. */
  wrong: Record<string, unknown>;
  /** What may be absent or `null`, which read alike. */
  nullable: string[];
  /** Values that the API may add, by path. */
  added?: Record<string, unknown>;
}

const { customer, address } = subscription;
const instant = '2026-10-01T10:00:00Z';
const owned = { customer: 'cus_1', subscription: 'sub_1' };
const contract = {
  id: 'sub_1',
  plan: 'pln_1',
  status: 'active',
  estimated_usage: 3200,
  created_at: instant,
  updated_at: instant,
};
const { paid_at: _paid, issued_at: _issued, ...invoice } = invoices.open;

const single: Case[] = [
  {
    name: 'a customer',
    body: { id: 'cus_1', first_name: 'A', last_name: 'B', email: 'a@b.de', created_at: instant },
    ask: (client) => getCustomer(client, 'cus_1'),
    wrong: { id: 7, first_name: null, last_name: {}, email: [], created_at: 0, company_name: 1, vat_id: false },
    nullable: ['company_name', 'vat_id'],
    added: { type: 'cooperative' },
  },
  {
    name: 'a subscription',
    body: { ...contract, customer, address, meter: { id: 'm', number: '1', type: 'smart' } },
    ask: (client) => getSubscription(client, 'sub_1'),
    wrong: {
      status: null,
      estimated_usage: '3200',
      customer: 'cus_1',
      'customer.email': null,
      'address.zip': 10119,
      'meter.type': null,
      meter: null,
      payment_method: 'pm_1',
      end_at: 7,
      billing_address: {},
    },
    nullable: [
      'number',
      'start_at',
      'terminated_at',
      'end_at',
      'billing_address',
      'payment_method',
      'supplier',
      'meter.malo',
      'meter.melo',
    ],
    added: { status: 'paused', type: 'storage', 'meter.type': 'quantum' },
  },
  {
    name: 'an invoice',
    body: invoice,
    ask: (client) => getInvoice(client, 'inv_1'),
    wrong: {
      total: '79.18',
      usage: '512',
      voids: 7,
      period_start: null,
      month: '10',
      status: 3,
      type: null,
      paid_at: 5,
    },
    nullable: ['issued_at', 'paid_at', 'usage', 'voids'],
    added: { status: 'disputed', type: 'correction' },
  },
  {
    name: 'a price',
    body: {
      subscription: 'sub_1',
      resolution: '15min',
      items: [{ timestamp: instant, amount: 21.09, components: [] }],
    },
    ask: (client) => getPrices(client, 'sub_1', { start: '2026-10-01', end: '2026-10-01' }),
    wrong: {
      subscription: null,
      resolution: 15,
      items: {},
      'items.0': null,
      'items.0.timestamp': null,
      'items.0.amount': '21,09',
      'items.0.components': {},
      'items.0.components.0': 'grid',
    },
    nullable: ['items', 'items.0.amount'],
    added: { resolution: '5min', 'items.0.components': [{ type: 'dividend', amount: -1 }] },
  },
  {
    name: 'a usage',
    body: { meter_type: 'smart', resolution: 'day', data: [{ start: instant, usage: 7.5, type: 'final' }] },
    ask: (client) => getUsage(client, 'sub_1', {}),
    wrong: {
      meter_type: null,
      resolution: {},
      data: null,
      'data.0': [],
      'data.0.start': 0,
      'data.0.usage': null,
      'data.0.type': null,
    },
    nullable: [],
    added: { meter_type: 'quantum', resolution: 'year', 'data.0.type': 'substitute' },
  },
  {
    name: 'a plan',
    body: { id: 'pln_1', name: 'Lumio', slug: 'lumio', price: 4.9, currency: 'EUR' },
    ask: (client) => getPlan(client, 'pln_1'),
    wrong: { id: null, name: 1, price: '4.90', currency: null, slug: [] },
    nullable: [],
    added: { type: 'storage' },
  },
  {
    name: 'a quote',
    body: {
      amount: 91.2,
      currency: 'EUR',
      quoted_at: instant,
      components: [{ group: 'base', amount: 4.9, quantity: 1, quantity_unit: 'month', unit_amount: 4.9 }],
    },
    ask: (client) => getQuote(client, 'pln_1', { zipCode: '10119', usage: 3200, meterType: 'smart' }),
    wrong: {
      amount: null,
      quoted_at: 1,
      components: null,
      'components.0.unit_amount': '4.9',
      'components.0.group': null,
      'components.0.subcomponents': 'none',
      discount: 5,
    },
    nullable: ['discount'],
    added: { 'components.0.group': 'credit', 'components.0.quantity_unit': 'kVA' },
  },
];

/** Lists, by the item that they hold. */
const lists: (Case & { owner: string })[] = [
  {
    name: 'subscriptions',
    body: { ...contract, customer: 'cus_1', address: 'adr_1', meter: 'mtr_1' },
    ask: (client) => listSubscriptions(client, { customer: 'cus_1' }),
    owner: 'customer',
    wrong: { customer, address, meter: null, status: 1, payment_method: {} },
    nullable: ['payment_method', 'number', 'end_at'],
    added: { status: 'paused' },
  },
  {
    name: 'invoices',
    body: { ...invoice, ...owned },
    ask: (client) => listInvoices(client, { subscription: 'sub_1' }),
    owner: 'subscription',
    wrong: {},
    nullable: ['issued_at', 'paid_at', 'usage', 'voids'],
    added: { status: 'disputed', type: 'correction' },
  },
  {
    name: 'meter readings',
    body: { ...owned, id: 'mr_1', meter: 'mtr_1', value: 812, timestamp: instant, type: 'x', created_at: instant },
    ask: (client) => listMeterReadings(client, { subscription: 'sub_1' }),
    owner: 'subscription',
    wrong: { value: '812', timestamp: null, type: 3, subscription: null },
    nullable: [],
    added: { type: 'photo' },
  },
  {
    name: 'meter orders',
    body: { ...owned, id: 'prdo_1', provider: 'p', status: 'created', created_at: instant },
    ask: (client) => listMeterOrders(client, { subscription: 'sub_1' }),
    owner: 'subscription',
    wrong: { status: null, provider: 1, appointment_at: {} },
    nullable: ['appointment_at', 'blocked_reason', 'cancelled_reason', 'installed_at', 'activated_at'],
    added: { status: 'teleported', blocked_reason: 'flood' },
  },
  {
    name: 'grid fee reductions',
    body: { ...owned, id: 'gfr_1', type: 'x', status: 'ordered', created_at: instant, updated_at: instant },
    ask: (client) => listGridFeeReductions(client, { subscription: 'sub_1' }),
    owner: 'subscription',
    wrong: { status: 0, type: null, valid_from: 3 },
    nullable: ['valid_from', 'valid_until'],
    added: { type: 'enwg-14a-module-4', status: 'disputed' },
  },
];

const pageOf = (...items: unknown[]): unknown => ({ items, has_more: false });

/** A copy of an object in which one value stands elsewhere than it should; `undefined` takes it away. */
function withValue(body: unknown, path: string, value: unknown): unknown {
  const copy = structuredClone(body) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at = copy;
  for (const name of names) at = at[name] as Record<string, unknown>;
  at[last] = value;
  return copy;
}

/** Bodies that are no answer to anything. */
const rubbish: [string, unknown][] = [
  ['nothing', ''],
  ['null', 'null'],
  ['a page of HTML', '<!doctype html><title>Wartung</title>'],
  ['a string', '"ok"'],
  ['a number', '7'],
  ['a list', '[]'],
  ['an object without anything', '{}'],
  ['an error envelope with status 200', { code: 'OK', message: 'all good' }],
];

describe('an answer that is broken', () => {
  for (const { name, body, ask, wrong } of single) {
    it(`as ${name} is malformed, and says where`, async () => {
      await ask(clientOf(body));
      const text = JSON.stringify(body);
      for (const [what, broken] of [...rubbish, ['half of it', text.slice(0, text.length / 2)] as const]) {
        const error = await failureOf(ask(clientOf(broken)));
        assert.deepEqual([error.kind, error.status], ['malformed', 200], what);
      }
      for (const [path, value] of Object.entries(wrong)) {
        const error = await failureOf(ask(clientOf(withValue(body, path, value))));
        assert.deepEqual([error.kind, error.status], ['malformed', 200], path);
        // Of an invoice the schema is a union, which does not say which of its parts came nearest.
        if (name !== 'an invoice') assert.ok(error.message.includes(`"${path}`), `${path}: ${error.message}`);
      }
    });
  }

  for (const { name, body, ask, wrong } of lists) {
    it(`as a list of ${name} is malformed, and says where`, async () => {
      await ask(clientOf(pageOf(body)));
      for (const [what, broken] of [...rubbish, ['half of it', '{"items":[{"id":"x"'] as const]) {
        assert.equal((await failureOf(ask(clientOf(broken)))).kind, 'malformed', what);
      }
      for (const broken of [{ items: null }, { items: {} }, { items: [], next_page: 7 }, { items: [], has_more: 1 }]) {
        assert.equal((await failureOf(ask(clientOf(broken)))).kind, 'malformed', JSON.stringify(broken));
      }
      for (const [path, value] of Object.entries(wrong)) {
        const error = await failureOf(ask(clientOf(pageOf(body, withValue(body, path, value)))));
        assert.equal(error.kind, 'malformed');
        assert.ok(error.message.includes(`"items.1.${path}`), `${path}: ${error.message}`);
      }
      assert.equal((await failureOf(ask(clientOf(pageOf(body, null))))).kind, 'malformed');
    });
  }
});

describe('an answer of a newer API', () => {
  for (const { name, body, ask, nullable, added = {}, list } of [
    ...single.map((one) => ({ ...one, list: false })),
    ...lists.map((one) => ({ ...one, list: true })),
  ]) {
    const wrap = (value: unknown): unknown => (list ? pageOf(value) : value);

    it(`as ${name} may have more fields and other values than are known here`, async () => {
      const plain = await ask(clientOf(wrap(body)));
      const more = { ...body, carbon: { grams: 12 }, __proto: 'x' };
      assert.deepEqual(await ask(clientOf(wrap(more))), plain);
      for (const [path, value] of Object.entries(added)) {
        await ask(clientOf(wrap(withValue(body, path, value))));
      }
    });

    it(`as ${name} may leave out what may be null`, async () => {
      for (const path of nullable) {
        assert.deepEqual(
          await ask(clientOf(wrap(withValue(body, path, null)))),
          await ask(clientOf(wrap(withValue(body, path, undefined)))),
          path,
        );
      }
    });
  }

  it('reads what is absent as null, and keeps an unknown kind of invoice', async () => {
    const client = clientOf({ ...invoice, type: 'correction' });
    const read = await getInvoice(client, 'inv_1');
    assert.equal(read.paid_at, null);
    assert.equal(read.type, 'correction');
    assert.equal(read.total, invoice.total);
  });
});

describe('a list', () => {
  for (const { name, body, ask, owner } of lists) {
    it(`of ${name} holds nothing of others, even when the API gives it`, async () => {
      const foreign = { ...body, [owner]: 'other' };
      const similar = { ...body, [owner]: `${String(body[owner])}0` };
      const page = (await ask(clientOf({ items: [foreign, body, similar], has_more: true, next_page: 'n' }))) as {
        items: unknown[];
      };
      assert.equal(page.items.length, 1);
      assert.deepEqual(page, { ...page, next_page: 'n', has_more: true });
      assert.deepEqual(await ask(clientOf(pageOf(foreign))), { items: [], next_page: null, has_more: false });
    });
  }

  it('that does not say whether it goes on has come to its end', async () => {
    const page = await listInvoices(clientOf({ items: [] }), { subscription: 'sub_1' });
    assert.deepEqual(page, { items: [], next_page: null, has_more: false });
  });
});

describe('a call that fails', () => {
  const ask = (transport: Transport, signal?: AbortSignal): Promise<unknown> =>
    request(transport, '/customers/cus_1', customerSchema, { signal });

  it('has the kind of its status, whatever the body of the error is', async () => {
    const kinds: [number, NomosApiErrorKind][] = [
      [400, 'invalid'],
      [401, 'unauthorized'],
      [403, 'forbidden'],
      [404, 'not-found'],
      [409, 'conflict'],
      [418, 'invalid'],
      [422, 'invalid'],
      [429, 'rate-limited'],
      [499, 'invalid'],
      [500, 'server'],
      [502, 'server'],
      [504, 'server'],
    ];
    const bodies = [
      '',
      'null',
      '{"code":',
      '<html><h1>502 Bad Gateway</h1></html>',
      '{"code":7}',
      '{"message":"x"}',
      '{"code":"X","errors":"many"}',
      '[]',
    ];
    for (const [status, kind] of kinds) {
      for (const body of bodies) {
        const headers = { 'retry-after': '12' };
        const error = await failureOf(ask(transportOf(() => new Response(body, { status, headers }))));
        assert.deepEqual([error.kind, error.status, error.code], [kind, status, null], `${status} ${body}`);
        assert.equal(error.message, `HTTP ${status}`);
        assert.equal(error.retryAfterSeconds, 12);
        assert.deepEqual(error.fieldErrors, []);
      }
    }
  });

  it('knows no pause where the server names none in seconds', async () => {
    for (const value of ['soon', '-5', 'Infinity', 'NaN']) {
      const headers = { 'retry-after': value };
      const error = await failureOf(ask(transportOf(() => new Response('', { status: 429, headers }))));
      assert.equal(error.retryAfterSeconds, undefined, value);
    }
    const error = await failureOf(ask(transportOf(() => new Response('', { status: 429 }))));
    assert.equal(error.retryAfterSeconds, undefined);
  });

  it('keeps the field errors that say no more than a code', async () => {
    const body = { code: 'UNPROCESSABLE_ENTITY', errors: [{ code: 'implausible_meter_reading' }] };
    const error = await failureOf(ask(transportOf(() => Response.json(body, { status: 422 }))));
    assert.deepEqual(error.fieldErrors, [{ code: 'implausible_meter_reading', field: '', message: '' }]);
    assert.equal(error.requestId, undefined);
  });

  it('is aborted when its caller has let go, before it, during it and while the body comes', async () => {
    const gone = AbortSignal.abort();
    const honest: Transport = {
      baseUrl: 'http://x',
      fetch: (_url, init) => Promise.reject(init?.signal?.reason as Error),
    };
    assert.equal((await failureOf(ask(honest, gone))).kind, 'aborted');

    const aborter = new AbortController();
    const stalled = transportOf(
      () =>
        new Response(
          new ReadableStream({
            start: (stream) => {
              aborter.signal.addEventListener('abort', () => stream.error(aborter.signal.reason));
            },
          }),
        ),
    );
    const failing = failureOf(ask(stalled, aborter.signal));
    setImmediate(() => aborter.abort());
    const error = await failing;
    assert.deepEqual([error.kind, error.status, error.retryable], ['aborted', null, false]);
  });

  it('has timed out when the body stalls, and lost its connection when the body breaks off', async () => {
    const broken = (reason: unknown) =>
      transportOf(() => new Response(new ReadableStream({ start: (stream) => stream.error(reason) })));
    const late = await failureOf(ask(broken(new DOMException('late', 'TimeoutError'))));
    assert.deepEqual([late.kind, late.retryable], ['timeout', true]);
    const lost = await failureOf(ask(broken(new TypeError('terminated'))));
    assert.deepEqual([lost.kind, lost.retryable], ['network', true]);
  });

  it('gives its signal and its deadline to the browser', async () => {
    const signals: AbortSignal[] = [];
    const aborter = new AbortController();
    const transport: Transport = {
      baseUrl: '',
      fetch: (_url, init) => {
        if (init?.signal) signals.push(init.signal);
        return Promise.resolve(Response.json({}));
      },
    };
    await failureOf(ask(transport, aborter.signal));
    await failureOf(ask(transport));
    assert.equal(signals.length, 2);
    aborter.abort();
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
  });

  it('passes on why it could not be authorized, from another copy of the library too', async () => {
    const copy = '../../src/api/nomos-api-error.ts?copy';
    const other = (await import(copy)) as { NomosApiError: typeof NomosApiError };
    for (const Class of [NomosApiError, other.NomosApiError]) {
      const reason = new Class('unauthorized', 'no session', { status: 401 });
      let asked = 0;
      const transport: Transport = {
        baseUrl: '',
        fetch: () => {
          asked += 1;
          return Promise.reject(reason);
        },
      };
      assert.equal(await failureOf(ask(transport)), reason);
      assert.equal(asked, 1);
    }
  });
});
