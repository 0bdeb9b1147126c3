import { getCustomer } from '../src/api/customers.ts';
import { createGridFeeReduction, listGridFeeReductions } from '../src/api/grid-fee-reductions.ts';
import { getInvoice, invoiceFileUrl, listInvoices } from '../src/api/invoices.ts';
import { createMeterOrder, listMeterOrders } from '../src/api/meter-orders.ts';
import { createMeterReading, listMeterReadings } from '../src/api/meter-readings.ts';
import { getPlan } from '../src/api/plans.ts';
import { getQuote } from '../src/api/quotes.ts';
import { getPrices } from '../src/api/prices.ts';
import { getSubscription, listSubscriptions } from '../src/api/subscriptions.ts';
import { getUsage } from '../src/api/usage.ts';
import { request } from 'node:http';
import { createGatewayClient } from '../src/api/gateway-client.ts';
import { isNomosApiError } from '../src/api/nomos-api-error.ts';
import { createNomosClient, type NomosClient } from '../src/api/nomos-client.ts';
import { addDays, berlinDateOf } from '../src/domain/berlin-calendar.ts';

/** Names like `lumio.localhost` resolve in browsers only: the address is this machine, the name goes into `Host`. */
function localFetch(): typeof fetch {
  let cookie = '';
  return (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = Object.fromEntries(new Headers(init.headers));
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: '127.0.0.1',
          port: url.port,
          path: url.pathname + url.search,
          method: init.method ?? 'GET',
          headers: { ...headers, host: url.host, origin: url.origin, ...(cookie ? { cookie } : {}) },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.once('error', reject);
          answer.once('end', () => {
            const [set] = answer.headers['set-cookie'] ?? [];
            if (set !== undefined) cookie = set.split(';')[0] ?? '';
            const status = answer.statusCode ?? 500;
            const received = new Headers();
            for (const [name, value] of Object.entries(answer.headers)) received.set(name, String(value));
            resolve(new Response(status === 204 ? null : Buffer.concat(parts), { status, headers: received }));
          });
        },
      );
      call.once('error', reject);
      call.end(init.body);
    });
  };
}

/** Every item of a list, page by page. */
async function all<Item>(
  page: (cursor: string | null) => Promise<{ items: Item[]; next_page: string | null; has_more: boolean }>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = null; ;) {
    const { items: more, next_page: next, has_more: hasMore } = await page(cursor);
    items.push(...more);
    if (!hasMore || next === null) return items;
    cursor = next;
  }
}

/** What becomes of something that a customer reports or orders: `accepted`, or the code of the refusal. */
async function fateOf(reported: Promise<unknown>): Promise<string> {
  try {
    await reported;
    return 'accepted';
  } catch (error) {
    if (isNomosApiError(error) && error.fieldErrors[0]) return error.fieldErrors[0].code;
    throw error;
  }
}

/** Reports a reading of today, once more, one that cannot be, and one from before the contract. */
async function reportReadings(client: NomosClient, id: string, meter: string): Promise<void> {
  const { items } = await listMeterReadings(client, { subscription: id });
  const value = Math.max(0, ...items.map((reading) => reading.value)) + 1;
  const timestamp = new Date().toISOString();
  const expected: [{ value: number; timestamp: string }, string][] =
    meter === 'analog'
      ? [
          [{ value: value * 100, timestamp }, 'implausible_meter_reading'],
          [{ value, timestamp }, 'accepted'],
          [{ value, timestamp }, 'duplicate_meter_reading'],
          [{ value, timestamp: '2001-01-01T00:00:00Z' }, 'out_of_period_meter_reading'],
        ]
      : [[{ value, timestamp }, 'unsupported_meter_reading']];
  for (const [reading, fate] of expected) {
    const actual = await fateOf(createMeterReading(client, { subscription: id, ...reading, message: 'Keller' }));
    if (actual !== fate) throw new Error(`A reading of ${id} is ${actual} where it should be ${fate}.`);
  }
}

/** Orders what there is to order: the sandbox's answers, good or not, have to be what the document says. */
async function orderProducts(client: NomosClient, id: string): Promise<void> {
  const known = [
    'accepted',
    'duplicate_meter_order',
    'unsupported_meter_order',
    'unsupported_product',
    'ended_subscription',
  ];
  const ofReductions = [
    'accepted',
    'duplicate_grid_reduction',
    'missing_module_1',
    'missing_smart_meter',
    ...known.slice(3),
  ];
  const order = await fateOf(createMeterOrder(client, { subscription: id }));
  if (!known.includes(order)) throw new Error(`An order of a smart meter for ${id} is ${order}.`);
  for (const type of ['enwg-14a-module-3', 'enwg-14a-module-1', 'enwg-14a-module-2'] as const) {
    const fate = await fateOf(createGridFeeReduction(client, { subscription: id, type }));
    if (!ofReductions.includes(fate)) throw new Error(`An order of ${type} for ${id} is ${fate}.`);
  }
}

async function readSubscription(client: NomosClient, id: string): Promise<void> {
  const { plan, meter, status } = await getSubscription(client, id);
  const today = berlinDateOf(new Date());
  for (const resolution of ['15min', 'day', 'month'] as const) {
    await getUsage(client, id, { start: addDays(today, -40), end: addDays(today, 1), resolution });
  }
  await getPrices(client, id, { start: addDays(today, -1), end: addDays(today, 1) });
  await listMeterReadings(client, { subscription: id });
  if (status === 'active') await reportReadings(client, id, meter.type);
  await listMeterOrders(client, { subscription: id });
  await listGridFeeReductions(client, { subscription: id });
  await orderProducts(client, id);
  await getPlan(client, plan);
  await getQuote(client, plan, { zipCode: '10115', usage: 2500, meterType: meter.type });
  for (const status of ['open', 'paid', 'voided', 'uncollectible'])
    await listInvoices(client, { subscription: id, status });
  await listInvoices(client, { subscription: id, type: 'usage', limit: 5 });
  const year = new Date().getUTCFullYear();
  await listInvoices(client, {
    subscription: id,
    periodStartFrom: new Date(Date.UTC(year - 1, 11, 31, 23)).toISOString(),
    periodStartBefore: new Date(Date.UTC(year, 11, 31, 23)).toISOString(),
  });
}

/**
 * Signs in as a customer, reads everything that the portal can show, reports meter readings and orders, with the portal's own
 * client.
 *
 * @param options.origin - The portal, e.g. `http://lumio.localhost:8080`.
 * @param options.codeFor - The code of the newest mail to an address.
 * @throws When anything of it fails.
 */
export async function visitPortal({
  origin,
  email,
  codeFor,
}: {
  origin: string;
  email: string;
  codeFor: (email: string) => Promise<string>;
}): Promise<void> {
  const fetch = localFetch();
  const gateway = createGatewayClient({ baseUrl: origin, fetch });
  const client = createNomosClient({ baseUrl: `${origin}/api`, fetch });
  await gateway.brand();
  const { challenge } = await gateway.requestCode({ email, locale: 'de' });
  const session = await gateway.verifyCode({ challenge, code: await codeFor(email) });
  const customer = session.status === 'signed-in' ? session.customer : null;
  if (!customer) throw new Error('The code did not sign in.');
  await getCustomer(client, customer);
  const subscriptions = await all((cursor) => listSubscriptions(client, { customer, cursor }));
  for (const { id } of subscriptions) {
    await readSubscription(client, id);
    const invoices = await all((cursor) => listInvoices(client, { subscription: id, limit: 10, cursor }));
    for (const invoice of invoices.slice(0, 4)) await getInvoice(client, invoice.id);
    const [newest] = invoices;
    if (!newest) continue;
    const file = await fetch(invoiceFileUrl(client, newest.id));
    const start = Buffer.from(await file.arrayBuffer()).toString('latin1', 0, 5);
    if (!file.ok || start !== '%PDF-') throw new Error(`The file of ${newest.id} is no PDF (HTTP ${file.status}).`);
  }
  await gateway.signOut();
}
