import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inflateSync } from 'node:zlib';
import { customerIdOf, invoiceIdOf, planIds, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox } from '../../demo/sandbox/server.ts';
import { energyCost } from '../../src/domain/energy-cost.ts';
import type { Price } from '../../src/contract/nomos/price.ts';
import type { Usage } from '../../src/contract/nomos/usage.ts';
import { now, startAs, type SandboxClient } from './sandbox-client.ts';

interface InvoiceBody {
  id: string;
  invoice_number: string;
  type: string;
  status: string;
  usage: number;
  total: number;
  voids?: string;
}

let api: SandboxClient;

const invoicesOf = async (name: string, contract?: string): Promise<InvoiceBody[]> => {
  const path = `/invoices?limit=100&filter[subscription][eq]=${subscriptionIdOf(name, contract)}`;
  return (await api.get<{ items: InvoiceBody[] }>(path)).body.items;
};

const monthOf = async (client: SandboxClient, subscription: string, start: string, end: string, lastDay: string) => {
  const path = `/subscriptions/${subscription}`;
  const usage = await client.get<Usage>(`${path}/usage?start=${start}&end=${end}&resolution=15min`);
  const price = await client.get<Price>(`${path}/prices?start=${start}&end=${lastDay}`);
  return { usage: usage.body, price: price.body };
};

before(async () => {
  api = await startAs('lumio');
});
after(() => api.sandbox.close());

describe("the sandbox's data", () => {
  it('adds up: usage times price plus the basic fee is the invoice', async () => {
    for (const [name, invoice, plan] of [
      ['smart', invoiceIdOf(subscriptionIdOf('smart'), '2026-10-01'), planIds.lumio],
      ['company', invoiceIdOf(subscriptionIdOf('company'), '2026-10-01'), planIds.lumio],
    ] as const) {
      const { usage, price } = await monthOf(api, subscriptionIdOf(name), '2026-10-01', '2026-11-01', '2026-10-31');
      const { body } = await api.get<InvoiceBody>(`/invoices/${invoice}`);
      const fee = (await api.get<{ price: number }>(`/plans/${plan}`)).body.price;
      const cost = energyCost(usage, price);
      assert.equal(usage.data.length, 31 * 96 + 4, 'October has an hour more');
      assert.ok(Math.abs(cost.kWh - body.usage) < 0.001, name);
      assert.equal(Number(((cost.eur ?? 0) + fee).toFixed(2)), body.total, name);
      const quote = await api.get<{ components: { group: string; amount: number }[] }>(
        `/plans/${plan}/quote?zip_code=10119&usage=2500`,
      );
      assert.equal(quote.body.components.find(({ group }) => group === 'base')?.amount, fee);
    }
  });

  it('has 92 quarter-hours in spring, gaps where a meter or a price failed, and negative prices', async () => {
    const smart = subscriptionIdOf('smart');
    const spring = await monthOf(api, smart, '2026-03-29', '2026-03-30', '2026-03-29');
    assert.equal(spring.usage.data.length, 92);
    assert.equal(spring.price.items?.length, 92);
    const gap = await api.get<Price>(`/subscriptions/${smart}/prices?start=2026-08-14&end=2026-08-14`);
    assert.equal(gap.body.items?.filter(({ amount }) => amount === null).length, 4);
    const failed = await api.get<Usage>(
      `/subscriptions/${smart}/usage?start=2026-09-20&end=2026-09-21&resolution=15min`,
    );
    assert.equal(failed.body.data.length, 92);
    const year = await api.get<Price>(`/subscriptions/${smart}/prices?start=2025-11-25&end=2026-11-23`);
    const energy = year.body.items?.map(({ components }) => components[0]?.amount ?? 0) ?? [];
    assert.ok(
      energy.some((amount) => amount < 0),
      'some energy prices are negative',
    );
    assert.ok(
      year.body.items?.some(({ amount }) => amount !== null && amount < 0),
      'and some prices are as a whole',
    );
    const partly = gap.body.items.filter(
      ({ amount, components }) => amount !== null && components.filter((part) => part.amount === null).length === 1,
    );
    assert.equal(partly.length, 4, 'an hour has a price of which one part is not known');
  });

  it('sums: the components of a price are the price, the hours of a day are the day', async () => {
    const smart = subscriptionIdOf('smart');
    const { body } = await api.get<Price>(`/subscriptions/${smart}/prices?start=2026-11-23&end=2026-11-23`);
    for (const { amount, components } of body.items ?? []) {
      const sum = components.reduce((total, part) => total + (part.amount ?? 0), 0);
      assert.ok(Math.abs(sum - (amount ?? 0)) < 1e-5);
    }
    const total = async (resolution: string): Promise<number> => {
      const path = `/subscriptions/${smart}/usage?start=2026-10-19&end=2026-10-26&resolution=${resolution}`;
      return (await api.get<Usage>(path)).body.data.reduce((sum, { usage }) => sum + usage, 0);
    };
    const fine = await total('15min');
    for (const resolution of ['hour', 'day', 'week'])
      assert.ok(Math.abs((await total(resolution)) - fine) < 1e-4, resolution);
  });

  it('is the same in every run', async () => {
    const other = await startAs('lumio');
    const path = `/subscriptions/${subscriptionIdOf('smart')}/usage?start=2026-11-01&end=2026-11-10&resolution=hour`;
    assert.deepEqual((await other.get(path)).body, (await api.get(path)).body);
    await other.sandbox.close();
  });

  it('ends where the present does', async () => {
    const smart = subscriptionIdOf('smart');
    const usage = await api.get<Usage>(`/subscriptions/${smart}/usage?start=2026-11-20&end=2026-12-01&resolution=day`);
    assert.equal(usage.body.data.at(-1)?.start, '2026-11-21T23:00:00.000Z', 'yesterday comes at 16:00');
    assert.ok(usage.body.data.every(({ type }) => type === 'preliminary'));
    const prices = await api.get<Price>(`/subscriptions/${smart}/prices?start=2026-11-24&end=2026-11-25`);
    assert.equal(prices.body.items?.length, 96, 'tomorrow comes in the afternoon');
    const later = await startAs('lumio', { now: () => new Date('2026-11-24T15:30:00Z') });
    const both = await later.get<Price>(`/subscriptions/${smart}/prices?start=2026-11-24&end=2026-11-25`);
    assert.equal(both.body.items?.length, 192);
    await later.sandbox.close();
  });

  it('has the customers that it promises', async () => {
    const smart = await invoicesOf('smart');
    assert.equal(smart.length, 13);
    assert.deepEqual([...new Set(smart.map(({ status }) => status))], ['open', 'paid']);
    const analog = await invoicesOf('analog');
    const reversal = analog.find(({ type }) => type === 'void');
    const voided = analog.find(({ id }) => id === reversal?.voids);
    assert.ok(voided);
    assert.equal(voided.status, 'voided');
    assert.equal(reversal?.total, -voided.total);
    const company = await invoicesOf('company');
    assert.equal(company.length, 60);
    assert.equal(company.filter(({ status }) => status === 'uncollectible').length, 1);
    assert.ok(
      (await invoicesOf('multi', 'roof')).every(({ total }) => total < 0),
      'feed-in is credited',
    );
    assert.equal((await invoicesOf('pending')).length, 0);
    const pending = await api.get<Price>(
      `/subscriptions/${subscriptionIdOf('pending')}/prices?start=2026-11-24&end=2026-11-24`,
    );
    assert.equal(pending.body.items, null);
    const empty = await api.get<{ items: unknown[] }>(`/subscriptions?filter[customer][eq]=${customerIdOf('empty')}`);
    assert.deepEqual(empty.body.items, []);
    const readings = await api.get<{ items: { type: string }[] }>(
      `/meter-readings?filter[subscription][eq]=${subscriptionIdOf('analog')}`,
    );
    assert.deepEqual([...new Set(readings.body.items.map(({ type }) => type))].sort(), [
      'customer_report',
      'grid_estimation',
      'grid_reading',
    ]);
  });
});

describe('the PDF of an invoice', () => {
  /** The text of a PDF whose streams are deflated and whose strings are hexadecimal. */
  function textOf(pdf: Buffer): string {
    const content = pdf.toString('latin1');
    const streams = [...content.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, stream = '']) => {
      try {
        return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
      } catch {
        return '';
      }
    });
    return [...streams.join('\n').matchAll(/<([0-9a-f]+)>/g)]
      .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
      .join('');
  }

  it('shows the figures of the API', async () => {
    const [invoice] = await invoicesOf('smart');
    assert.ok(invoice);
    const { status, headers } = await api.get(`/invoices/${invoice.id}/file`);
    assert.equal(status, 302);
    const file = await fetch(headers.get('location') ?? '');
    assert.equal(file.headers.get('content-type'), 'application/pdf');
    const text = textOf(Buffer.from(await file.arrayBuffer()));
    assert.ok(text.includes(invoice.invoice_number), text);
    assert.ok(text.includes(invoice.total.toFixed(2).replace('.', ',')));
    assert.ok(text.includes(invoice.usage.toFixed(3).replace('.', ',')));
  });

  it('names the tax, and says why there is none on what a roof has earned', async () => {
    const textOfFirst = async (name: string, contract?: string): Promise<string> => {
      const [invoice] = await invoicesOf(name, contract);
      const { headers } = await api.get(`/invoices/${invoice?.id ?? ''}/file`);
      return textOf(Buffer.from(await (await fetch(headers.get('location') ?? '')).arrayBuffer()));
    };
    assert.match(await textOfFirst('smart'), /darin Umsatzsteuer 19 %/);
    const credit = await textOfFirst('multi', 'roof');
    assert.ok(!credit.includes('19 %'));
    assert.match(credit, /ohne Umsatzsteuer/);
  });

  it('has an address that nobody can make up', async () => {
    const [invoice] = await invoicesOf('smart');
    const { headers } = await api.get(`/invoices/${invoice?.id ?? ''}/file`);
    const other = (headers.get('location') ?? '').replace(
      invoice?.id ?? '',
      invoiceIdOf(subscriptionIdOf('analog'), '2026-10-01'),
    );
    assert.equal((await fetch(other)).status, 403);
  });
});

describe('real series', () => {
  const folder = mkdtempSync(join(tmpdir(), 'series-'));
  after(() => rmSync(folder, { recursive: true }));

  it('are used as they are: one day by hand', async () => {
    // 1 October 2026 in Berlin, 96 quarter-hours: 100 EUR/MWh, but −20 EUR/MWh from 12:00 to 13:00 Berlin time.
    const lines = Array.from({ length: 96 }, (_, i) => {
      const at = new Date(Date.parse('2026-09-30T22:00:00Z') + i * 900_000);
      return `${at.toISOString().replace('.000', '')},${i >= 48 && i < 52 ? -20 : 100}`;
    });
    const file = join(folder, 'prices.csv');
    writeFileSync(file, ['timestamp_utc,eur_per_mwh', ...lines].join('\n'));
    const client = await startAs('lumio', { pricesFile: file });
    const smart = subscriptionIdOf('smart');
    const { usage, price } = await monthOf(client, smart, '2026-10-01', '2026-10-02', '2026-10-01');
    // (spot + margin 1.5 + grid fee 9.53 + levies 6.986) × 1.19, in ct/kWh
    const usual = (10 + 1.5 + 9.53 + 6.986) * 1.19;
    const noon = (-2 + 1.5 + 9.53 + 6.986) * 1.19;
    assert.ok(Math.abs((price.items?.[0]?.amount ?? 0) - usual) < 1e-5);
    assert.ok(Math.abs((price.items?.[48]?.amount ?? 0) - noon) < 1e-5);
    const sum = (from: number, to: number): number =>
      usage.data.slice(from, to).reduce((total, { usage: kWh }) => total + kWh, 0);
    const byHand = (sum(48, 52) * noon + (sum(0, 48) + sum(52, 96)) * usual) / 100;
    assert.ok(Math.abs((energyCost(usage, price).eur ?? 0) - byHand) < 1e-6);
    await client.sandbox.close();
  });

  it('repeat by whole weeks where they do not reach', async () => {
    const lines = Array.from({ length: 7 * 96 }, (_, i) => {
      const at = new Date(Date.parse('2026-09-06T22:00:00Z') + i * 900_000);
      return `${at.toISOString().replace('.000', '')},${i}`;
    });
    const file = join(folder, 'week.csv');
    writeFileSync(file, ['timestamp_utc,eur_per_mwh', ...lines].join('\n'));
    const client = await startAs('lumio', { pricesFile: file });
    const prices = async (day: string) =>
      (
        await client.get<Price>(`/subscriptions/${subscriptionIdOf('smart')}/prices?start=${day}&end=${day}`)
      ).body.items?.map(({ amount }) => amount);
    assert.deepEqual(await prices('2026-09-16'), await prices('2026-09-09'));
    assert.notDeepEqual(await prices('2026-09-17'), await prices('2026-09-09'));
    await client.sandbox.close();
  });

  it('that cannot be used stop the start with file and line', async () => {
    const file = join(folder, 'broken.csv');
    writeFileSync(file, 'timestamp_utc,eur_per_mwh\n2026-01-01T00:00:00Z,50\n2026-01-01T00:15:00Z,dear\n');
    await assert.rejects(startSandbox({ port: 0, now, pricesFile: file }), /broken\.csv:3/);
    await assert.rejects(
      startSandbox({ port: 0, now, pricesFile: join(folder, 'none.csv') }),
      /none\.csv: cannot be read/,
    );
  });

  const shared = {
    prices: '../shared/data/de-lu-day-ahead-15min-2026q1.csv',
    load: '../shared/data/load-profile-h25.csv',
  };
  const missing =
    existsSync(shared.prices) && existsSync(shared.load) ? false : 'the real series are not beside this checkout';

  it('of the market and of the BDEW make bills that add up', { skip: missing }, async () => {
    const client = await startAs('lumio', {
      now: () => new Date('2026-04-10T10:00:00Z'),
      pricesFile: shared.prices,
      loadFile: shared.load,
    });
    const smart = subscriptionIdOf('smart');
    const { usage, price } = await monthOf(client, smart, '2026-03-01', '2026-04-01', '2026-03-31');
    // 1 March 2026, 00:00 Berlin time, is a Sunday: 2800 kWh × 22.709/1,000,000 by the table's column March, FT.
    assert.equal(usage.data[0]?.usage, Number(((2800 * 22.709) / 1_000_000).toFixed(4)));
    const { body } = await client.get<InvoiceBody>(`/invoices/${invoiceIdOf(smart, '2026-03-01')}`);
    assert.equal(Number(((energyCost(usage, price).eur ?? 0) + 13.9).toFixed(2)), body.total);
    await client.sandbox.close();
  });
});
