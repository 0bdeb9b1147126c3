import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createFormats } from '../../../src/domain/format.ts';
import { addDays, quarterHoursOfDay, type BerlinDate } from '../../../src/domain/berlin-calendar.ts';
import { dayPeriod, monthPeriod, weekPeriod, type Period } from '../../../src/domain/period.ts';
import { portal } from '../running-portal.ts';
import type { Visitor } from '../visitor.ts';

const formats = createFormats('de');
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

interface Read {
  usage: { data: { start: string; usage: number }[] };
  prices: { items: { timestamp: string; amount: number | null }[] };
}

/** What the API itself says about a period of the active contract, read with the visitor's own session. */
async function readPeriod(visitor: Visitor, { start: first, endExclusive }: Period): Promise<Read> {
  return visitor.page.evaluate(
    async (start, end, last) => {
      const read = async (path: string): Promise<unknown> => (await fetch(`/api${path}`)).json();
      const session = (await (await fetch('/gateway/session')).json()) as { customer: string };
      const list = (await read(`/subscriptions?filter[customer][eq]=${session.customer}`)) as {
        items: { id: string; status: string }[];
      };
      const id = list.items.find(({ status }) => status === 'active')?.id ?? '';
      return {
        usage: await read(`/subscriptions/${id}/usage?start=${start}&end=${end}&resolution=15min`),
        prices: await read(`/subscriptions/${id}/prices?start=${start}&end=${last}`),
      } as Read;
    },
    first,
    endExclusive,
    addDays(endExclusive, -1),
  );
}

/** Energy and cost of a day, added up in the plainest way there is. */
function sumsOf({ usage, prices }: Read): { kWh: number; eur: number } {
  const amounts = new Map(prices.items.map(({ timestamp, amount }) => [Date.parse(timestamp), amount]));
  let [kWh, eur] = [0, 0];
  for (const { start, usage: used } of usage.data) {
    kWh += used;
    const at = Date.parse(start);
    const amount = amounts.get(at) ?? amounts.get(at - (at % 3_600_000)) ?? null;
    if (amount !== null) eur += (used * amount) / 100;
  }
  return { kWh, eur };
}

describe('consumption', () => {
  const days = ['2026-03-29', '2026-10-25', '2026-07-14'] as BerlinDate[];
  for (const zone of ['UTC', 'America/Los_Angeles', 'Asia/Kolkata']) {
    test(`is that of Berlin's days in a browser set to ${zone}`, async () => {
      const visitor = await portal().signedIn('smart', '/overview');
      await visitor.page.emulateTimezone(zone);
      for (const date of days) {
        await visitor.goTo(`/consumption?period=day&date=${date}`);
        await visitor.read(plain(formats.dateLong(date)));
        const { kWh, eur } = sumsOf(await readPeriod(visitor, dayPeriod(date)));
        await visitor.read(plain(formats.kWh(kWh)));
        await visitor.read(plain(formats.eur(eur)));
        await visitor.choose('Auflösung', 'Viertelstunden');
        await visitor.press('button', 'Als Tabelle zeigen');
        const rows = await visitor.names('rowheader');
        assert.equal(rows.length, quarterHoursOfDay(date).length, date);
        assert.equal(new Set(rows).size, rows.length, date);
      }
      // Any week and any month since supply began.
      const some = addDays('2025-10-06' as BerlinDate, Math.floor(Math.random() * 400));
      for (const [kind, period] of [
        ['week', weekPeriod(some)],
        ['month', monthPeriod(some)],
      ] as const) {
        await visitor.goTo(`/consumption?period=${kind}&date=${some}`);
        const { kWh, eur } = sumsOf(await readPeriod(visitor, period));
        await visitor.read(`${plain(formats.number(kWh, 1))} kWh`);
        await visitor.read(plain(formats.eur(eur)));
      }
    });
  }

  test('steps through time; the address says where one is, and brings one back', async () => {
    const visitor = await portal().signedIn('smart', '/consumption?period=month&date=2026-05-10');
    await visitor.read('Mai 2026');
    await visitor.press('button', 'Früherer Zeitraum');
    await visitor.read('April 2026');
    await visitor.arriveAt('/consumption?period=month&date=2026-04-01');
    await visitor.press('button', 'Jahr');
    await visitor.arriveAt('/consumption?period=year&date=2026-04-01');
    await visitor.read('Durchschnittspreis');
    await visitor.page.goBack();
    await visitor.read('April 2026');
    await visitor.page.reload();
    await visitor.read('April 2026');
    await visitor.press('button', 'Gestern');
    await visitor.read(/\d+\. \w+ \d{4}/);
  });

  test('is by the month where the meter is read by hand', async () => {
    const visitor = await portal().signedIn('analog', '/consumption');
    await visitor.read(/geschätzt|abgelesen/);
    await visitor.press('button', 'Als Tabelle zeigen');
    assert.equal((await visitor.names('rowheader')).length, 12);
    await visitor.doNotSee('button', 'Tag');
  });

  test('speaks of what is fed in and paid out where that is what the contract is for', async () => {
    const visitor = await portal().signedIn('multi', '/consumption');
    await visitor.choose('Vertrag', /Einspeisung/);
    await visitor.see('heading', 'Einspeisung');
    await visitor.read('Durchschnittliche Vergütung');
  });

  test('loads the library that draws with the first chart, and not before', async () => {
    const visitor = await portal().signedIn('smart', '/tariff');
    // What is left behind under way never comes to rest.
    await visitor.page.waitForNetworkIdle({ idleTime: 300 });
    const files: string[] = [];
    visitor.page.on('request', (request) => files.push(new URL(request.url()).pathname));
    const drawing = (): string[] => files.filter((file) => file.includes('energy-chart'));
    await visitor.goTo('/invoices');
    await visitor.read('Verbrauchsrechnung');
    await visitor.page.waitForNetworkIdle({ idleTime: 300 });
    assert.deepEqual(drawing(), []);
    await visitor.press('link', 'Verbrauch');
    await visitor.read('Durchschnittspreis');
    await visitor.page.waitForNetworkIdle({ idleTime: 300 });
    assert.equal(drawing().length, 1);
  });

  test('a reading that a customer reports is among those before, and said to have arrived', async () => {
    const visitor = await portal().signedIn('analog', '/consumption');
    await visitor.see('heading', 'Zählerstand');
    const field = await visitor.see('textbox', 'Zählerstand in kWh');
    await visitor.read(/Zuletzt: \d/);
    const hint = /zuletzt[^\d]*([\d.]+)/i.exec(await visitor.text());
    assert.ok(hint?.[1], 'the last reading is said');
    const next = Number(hint[1].replaceAll('.', '')) + 40;
    await field.type(String(next));
    await visitor.page.reload();
    assert.equal(
      await (await visitor.see('textbox', 'Zählerstand in kWh')).evaluate((input) => (input as HTMLInputElement).value),
      String(next),
    );
    await visitor.press('button', 'Zählerstand senden');
    await visitor.read(/Ihr Zählerstand ist angekommen|Ja, stimmt so/);
    if ((await visitor.text()).includes('Ja, stimmt so')) await visitor.press('button', 'Ja, stimmt so');
    await visitor.read('Ihr Zählerstand ist angekommen');
    await visitor.read(next.toLocaleString('de-DE'));
  });

  test('has not begun, or is over, where the contract says so', async () => {
    const pending = await portal().signedIn('pending', '/consumption');
    await pending.read('Noch kein Verbrauch');
    const ended = await portal().signedIn('ended', '/consumption');
    await ended.read(/\d,\d kWh/);
  });
});
