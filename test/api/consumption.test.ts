import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { consumptionQuery, partsOf } from '../../src/api/consumption.ts';
import { forecastQuery } from '../../src/api/forecast.ts';
import { createNomosClient } from '../../src/api/nomos-client.ts';
import { PageQueries } from '../../src/api/query-cache.ts';
import { subscription } from '../../demo/gallery/fixtures.ts';
import { totalOf } from '../../src/domain/aggregate.ts';
import { addDays, quarterHoursOfDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';

const id = subscription.id;
const date = (text: string): BerlinDate => text as BerlinDate;

/** Days from `start` to the day before `end`. */
function days(start: string, end: string): BerlinDate[] {
  const list: BerlinDate[] = [];
  for (let day = date(start); day < end; day = addDays(day, 1)) list.push(day);
  return list;
}

/** A page whose API has 0.1 kWh in each quarter-hour, at 30 ct/kWh. */
function page(answer: (path: string) => Response | undefined = () => undefined) {
  const asked: string[] = [];
  const fetch = (input: string | URL | Request): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input, 'http://page.test');
    asked.push(url.pathname + url.search);
    const special = answer(url.pathname);
    if (special) return Promise.resolve(special);
    const [start, end] = [url.searchParams.get('start') ?? '', url.searchParams.get('end') ?? ''];
    if (url.pathname.endsWith('/usage')) {
      const data = days(start, end).flatMap((day) =>
        quarterHoursOfDay(day).map((at) => ({ start: at.toISOString(), usage: 0.1, type: 'final' })),
      );
      return Promise.resolve(Response.json({ meter_type: 'smart', resolution: '15min', data }));
    }
    if (url.pathname.endsWith('/prices')) {
      const items = days(start, addDays(date(end), 1)).flatMap((day) =>
        quarterHoursOfDay(day).map((at) => ({ timestamp: at.toISOString(), amount: 30, components: [] })),
      );
      return Promise.resolve(Response.json({ subscription: id, resolution: '15min', items }));
    }
    if (url.pathname.endsWith('/quote')) {
      const fee = { group: 'base', amount: 12, quantity: 1, quantity_unit: 'month', unit_amount: 12 };
      return Promise.resolve(
        Response.json({ amount: 90, currency: 'EUR', components: [fee], quoted_at: '2026-11-24T00:00:00Z' }),
      );
    }
    return Promise.resolve(Response.json({ code: 'NOT_FOUND' }, { status: 404 }));
  };
  const client = createNomosClient({ baseUrl: 'http://page.test', fetch });
  return { asked, client, queryClient: new PageQueries(() => undefined) };
}

describe('consumption', () => {
  it('of a day with 92 quarter-hours is joined with its prices, in one call each', async () => {
    const { asked, ...queries } = page();
    const period = { start: date('2026-03-29'), endExclusive: date('2026-03-30') };
    const { intervals } = await queries.queryClient.query(consumptionQuery(queries, { subscription: id, period }));
    assert.equal(intervals.length, 92);
    assert.ok(Math.abs((totalOf(intervals).eur ?? 0) - 92 * 0.1 * 0.3) < 1e-9);
    assert.deepEqual(asked, [
      `/subscriptions/${id}/usage?start=2026-03-29&end=2026-03-30&resolution=15min`,
      `/subscriptions/${id}/prices?start=2026-03-29&end=2026-03-29`,
    ]);
    queries.queryClient.clear();
  });

  it('of a year is read by the month, each month once, whoever asks', async () => {
    const { asked, ...queries } = page();
    const year = { start: date('2025-01-01'), endExclusive: date('2026-01-01') };
    const month = { start: date('2025-10-01'), endExclusive: date('2025-11-01') };
    const ask = (period: typeof year) =>
      queries.queryClient.query(consumptionQuery(queries, { subscription: id, period }));
    const [{ intervals }] = await Promise.all([ask(year), ask(month), ask(year)]);
    await ask(month);
    assert.equal(intervals.length, 35_040);
    assert.equal(asked.length, 24);
    assert.equal(new Set(asked).size, 24);
    queries.queryClient.clear();
  });

  it('is there without prices when those fail, and says so', async () => {
    const { asked: _, ...queries } = page((path) =>
      path.endsWith('/prices') ? Response.json({ code: 'FORBIDDEN' }, { status: 403 }) : undefined,
    );
    const period = { start: date('2026-03-29'), endExclusive: date('2026-03-30') };
    const read = await queries.queryClient.query(consumptionQuery(queries, { subscription: id, period }));
    assert.equal(read.pricesFailed, true);
    assert.equal(totalOf(read.intervals).eur, null);
    assert.ok((totalOf(read.intervals).kWh ?? 0) > 9);
    queries.queryClient.clear();
  });

  it('fails without usage', async () => {
    const { asked: _, ...queries } = page((path) =>
      path.endsWith('/usage') ? Response.json({ code: 'FORBIDDEN' }, { status: 403 }) : undefined,
    );
    const period = { start: date('2026-03-29'), endExclusive: date('2026-03-30') };
    await assert.rejects(queries.queryClient.query(consumptionQuery(queries, { subscription: id, period })), {
      kind: 'forbidden',
    });
    queries.queryClient.clear();
  });

  it('is tried four times when the API has a bad day, not four times four', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { asked, ...queries } = page((path) =>
      path.endsWith('/usage') ? Response.json({ code: 'INTERNAL' }, { status: 500 }) : undefined,
    );
    const period = { start: date('2026-03-29'), endExclusive: date('2026-03-30') };
    const failure = assert.rejects(queries.queryClient.query(consumptionQuery(queries, { subscription: id, period })), {
      kind: 'server',
    });
    const done = { yet: false };
    void failure.then(() => (done.yet = true));
    while (!done.yet) {
      context.mock.timers.tick(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await failure;
    assert.equal(asked.filter((path) => path.includes('/usage')).length, 4);
    queries.queryClient.clear();
  });

  it('parts of a period are its months, cut to it', () => {
    assert.deepEqual(partsOf({ start: date('2025-12-20'), endExclusive: date('2026-02-10') }), [
      { start: '2025-12-20', endExclusive: '2026-01-01' },
      { start: '2026-01-01', endExclusive: '2026-02-01' },
      { start: '2026-02-01', endExclusive: '2026-02-10' },
    ]);
    const month = { start: date('2026-01-01'), endExclusive: date('2026-02-01') };
    assert.deepEqual(partsOf(month), [month]);
  });
});

describe('the forecast of the running month', () => {
  const now = new Date('2026-11-24T11:00:00Z');
  const running = { ...subscription, start_at: '2025-08-31T22:00:00Z', end_at: null };

  it('is base fee, what was measured, and the rest at the same rate', async () => {
    const { asked: _, ...queries } = page();
    const forecast = await queries.queryClient.query(forecastQuery(queries, running, now));
    assert.ok(forecast?.totalEur);
    assert.equal(forecast.baseFeeEur, 12);
    assert.equal(forecast.usedDays, 23);
    // Every day is the same: 96 quarter-hours at 0.1 kWh and 30 ct.
    assert.ok(Math.abs(forecast.totalEur.low - (12 + 30 * 96 * 0.1 * 0.3)) < 1e-6);
    assert.ok(Math.abs(forecast.totalEur.high - forecast.totalEur.low) < 1e-6);
    queries.queryClient.clear();
  });

  it('has no base fee without a quote, and is still there', async () => {
    const { asked: _, ...queries } = page((path) =>
      path.endsWith('/quote') ? Response.json({ code: 'FORBIDDEN' }, { status: 403 }) : undefined,
    );
    const forecast = await queries.queryClient.query(forecastQuery(queries, running, now));
    assert.equal(forecast?.baseFeeEur, null);
    assert.ok(forecast.totalEur);
    queries.queryClient.clear();
  });

  it('of feed-in is what is paid out less the base fee', async () => {
    const { asked: _, ...queries } = page();
    const forecast = await queries.queryClient.query(forecastQuery(queries, { ...running, type: 'feed_in' }, now));
    assert.ok(Math.abs((forecast?.totalEur?.low ?? 0) - (30 * 96 * 0.1 * 0.3 - 12)) < 1e-6);
    queries.queryClient.clear();
  });

  it('asks for no day before supply began', async () => {
    const { asked, ...queries } = page();
    await queries.queryClient.query(forecastQuery(queries, { ...running, start_at: '2026-11-09T23:00:00Z' }, now));
    assert.ok(asked.some((path) => path.includes('usage?start=2026-11-10&end=2026-11-24')));
    queries.queryClient.clear();
  });
});
