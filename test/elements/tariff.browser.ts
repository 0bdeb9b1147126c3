import { expect, fixture, html } from '@open-wc/testing';
import { brands, endedSubscription, feedInSubscription, pricesOf, subscription } from '../../demo/gallery/fixtures.ts';
import { customerRequest, quote } from '../../demo/gallery/states/tariff.ts';
import '../../elements/nomos-tariff/nomos-tariff.ts';
import type { NomosTariff } from '../../elements/nomos-tariff/tariff-element.ts';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addMonths, startOfBerlinDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { setPageLocale } from '../../src/i18n/localization.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

const today = '2026-11-24';
const tomorrow = '2026-11-25';
const minute = 60_000;
const melo = 'DE0000561012700000000000000204561';
/** On the clipboard instead of the browser's own. */
let copied: string[];

let gateway: FakeGateway;
let clock: FakeClock;
let contract: Subscription;
let requests: CustomerRequest[];
/** Paths that do not answer as they should, with what they answer. */
let failing: Map<string, () => Response | Promise<Response>>;
let asked: URL[];

const plain = (element: Element | ShadowRoot | null | undefined): string =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').replaceAll('\u00a0', ' ').trim();
const textOf = (element: Element): string => plain(element.shadowRoot);
const shows = (element: Element, text: string): Promise<void> => waitUntil(() => textOf(element).includes(text), text);
const card = (element: Element, heading: string): HTMLElement => {
  const found = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('section section') ?? [])].find(
    (each) => plain(each.querySelector('h3')) === heading,
  );
  if (!found) throw new Error(`There is no card ${heading}, but: ${textOf(element)}`);
  return found;
};
const headings = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelectorAll('h3') ?? [])].map((heading) => plain(heading));
/** What a list of terms says about one of them. */
const fact = (element: Element, term: string): string | null => {
  const found = [...(element.shadowRoot?.querySelectorAll('dt') ?? [])].find((each) => plain(each) === term);
  return found ? plain(found.nextElementSibling) : null;
};
/** The cells of the row of a table that begins with a label. */
const row = (element: Element, label: string): string[] => {
  const found = [...element.querySelectorAll('tr')].find((each) => plain(each.querySelector('th')) === label);
  return [...(found?.querySelectorAll('td') ?? [])].map((cell) => plain(cell));
};
const button = (element: Element, name: string): HTMLElement => {
  const found = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('button, a') ?? [])].find(
    (each) => (each.getAttribute('aria-label') ?? plain(each)) === name,
  );
  if (!found) throw new Error(`There is no button ${name}`);
  return found;
};
const link = (element: Element, name: string): string | null =>
  [...(element.shadowRoot?.querySelectorAll('a') ?? [])].find((each) => plain(each) === name)?.getAttribute('href') ??
  null;
const count = (path: string): number => asked.filter(({ pathname }) => pathname.endsWith(path)).length;
const error = (status: number): Response =>
  Response.json({ code: 'X', message: '', requestId: 'r-1', errors: [] }, { status });

const open = (): Promise<NomosTariff> =>
  fixture(
    html`<nomos-tariff
      instance="tariff-test"
      subscription=${contract.id}
      cancel-href="/cancel?contract={id}"
      withdraw-href="/withdraw"
    ></nomos-tariff>`,
  );

/** The element with its prices. */
async function openWith(change: Partial<Subscription> = {}, of = subscription): Promise<NomosTariff> {
  contract = { ...of, ...change };
  const element = await open();
  await waitUntil(() => element.shadowRoot?.querySelector('.contract'), 'contract');
  await waitUntil(() => !element.shadowRoot?.querySelector('.loading'), 'loaded');
  return element;
}

/** Twelve months to a month, each with as much. */
function monthsUpTo(last: string, { kWh = 250, without = '', type = 'final' } = {}): unknown {
  const months = Array.from({ length: 12 }, (_, n) => addMonths(`${last}-01` as BerlinDate, n - 11));
  const data = months
    .filter((month) => !without || !month.startsWith(without))
    .map((month) => ({ start: startOfBerlinDay(month).toISOString(), usage: kWh, type }));
  return { meter_type: 'smart', resolution: 'month', data };
}

describe('<nomos-tariff>', () => {
  let usage: unknown;
  let price: unknown;
  const clipboard = Object.getOwnPropertyDescriptor(navigator, 'clipboard');

  /** A browser with a clipboard, with one that it does not let us use, or without any. */
  const withClipboard = (writeText?: (text: string) => Promise<void>): void => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: writeText && { writeText } });
  };

  const withCopyCommand = (copy: () => boolean): void => {
    Object.defineProperty(document, 'execCommand', { configurable: true, value: copy });
  };

  beforeEach(() => {
    localStorage.clear();
    clock = new FakeClock('2026-11-24T09:32:00Z');
    contract = subscription;
    requests = [];
    failing = new Map();
    asked = [];
    copied = [];
    usage = monthsUpTo('2026-10');
    price = pricesOf([today, tomorrow]);
    gateway = new FakeGateway('tariff-test');
    gateway.contracts = () => [contract];
    gateway.answer = (url) => {
      asked.push(url);
      const { pathname } = url;
      const failure = [...failing].find(([path]) => pathname.endsWith(path))?.[1];
      if (failure) return failure();
      if (pathname.endsWith('/quote')) return Response.json(quote);
      if (pathname.endsWith('/prices')) return Response.json(price);
      if (pathname.endsWith('/usage')) return Response.json(usage);
      if (pathname === '/gateway/requests') return Response.json({ items: requests });
      if (pathname.startsWith('/api/plans/')) {
        return Response.json({
          id: contract.plan,
          name: 'Lumio Dynamik',
          slug: 'lumio',
          price: 10.99,
          currency: 'EUR',
        });
      }
      return undefined;
    };
  });

  afterEach(async () => {
    clock.restore();
    if (clipboard) Object.defineProperty(navigator, 'clipboard', clipboard);
    else Reflect.deleteProperty(navigator, 'clipboard');
    Reflect.deleteProperty(document, 'execCommand');
    await setPageLocale('de');
  });

  describe('the price', () => {
    it('leads with what a kilowatt-hour costs now, beside the average and the base price, with tax', async () => {
      const element = await openWith();
      const now = pricesOf([today]).items?.find(({ timestamp }) => timestamp === '2026-11-24T09:30:00.000Z')?.amount;
      const lead = card(element, 'Arbeitspreis jetzt');
      expect(plain(lead.querySelector('.figure'))).to.equal(`${now?.toFixed(2).replace('.', ',') ?? ''} ct/kWh`);
      expect(plain(lead)).to.include('10:30–10:45 Uhr');
      expect(plain(lead)).to.include('ändert sich jede Viertelstunde');
      expect(fact(element, 'Im Schnitt')).to.equal('31,66 ct/kWh');
      expect(fact(element, 'Grundpreis')).to.equal('17,42 € im Monat');
      expect(plain(lead)).to.include('19 % Umsatzsteuer');
      expect(plain(lead)).to.include('14,64 € im Monat');
    });

    it('is asked of the plan, for this place, this use and this meter', async () => {
      await openWith();
      const url = asked.find(({ pathname }) => pathname.endsWith('/quote'));
      expect(url?.pathname).to.equal(`/api/plans/${subscription.plan}/quote`);
      expect(Object.fromEntries(url?.searchParams ?? [])).to.deep.equal({
        zip_code: '10119',
        usage: '3200',
        meter_type: 'smart',
      });
    });

    it('is asked for a use that the API takes, and reckoned with the own one', async () => {
      usage = { meter_type: 'smart', resolution: 'month', data: [] };
      const element = await openWith({ estimated_usage: 60_000 });
      expect(asked.find(({ pathname }) => pathname.endsWith('/quote'))?.searchParams.get('usage')).to.equal('50000');
      expect(row(card(element, 'Beispieljahr'), 'Verbrauch')).to.deep.equal(['60.000 kWh']);
    });

    it('goes on to the next quarter-hour by itself', async () => {
      const element = await openWith();
      expect(textOf(element)).to.include('10:30–10:45 Uhr');
      clock.advance(13 * minute);
      await shows(element, '10:45–11:00 Uhr');
      expect(count('/prices')).to.equal(1);
    });

    it('is an average where the meter does not tell when energy was used, and no price of the moment is asked for', async () => {
      const element = await openWith({ meter: { ...subscription.meter, type: 'analog' } });
      expect(plain(card(element, 'Arbeitspreis im Schnitt').querySelector('.figure'))).to.equal('31,66 ct/kWh');
      expect(textOf(element)).to.include('Ihr analoger Zähler misst nicht, wann Sie Strom verbrauchen.');
      expect(count('/prices')).to.equal(0);
    });

    it('below zero says whether that is the whole price or the energy in it', async () => {
      price = pricesOf([today], { energy: -60 });
      const element = await openWith();
      expect(textOf(element)).to.include('Der Gesamtpreis ist negativ');
      expect(plain(card(element, 'Arbeitspreis jetzt').querySelector('.figure'))).to.match(/^−\d/);
      expect(row(card(element, 'Woraus der Arbeitspreis besteht'), 'Energie')[0]).to.match(/^−\d/);
    });

    it('that is the same all day is not said to change', async () => {
      price = {
        ...pricesOf([today]),
        items: pricesOf([today]).items?.map((item) => ({ ...item, amount: 31.5, components: [] })),
      };
      const element = await openWith();
      expect(textOf(element)).to.include('Heute zu jeder Stunde derselbe Preis.');
      expect(textOf(element)).not.to.include('ändert sich');
    });

    for (const [name, body] of [
      ['null', { ...pricesOf([today]), items: null }],
      [
        'unknown for now',
        { ...pricesOf([today]), items: pricesOf([today]).items?.map((item) => ({ ...item, amount: null })) },
      ],
    ] as const) {
      it(`that is ${name} gives way to the average and is never zero`, async () => {
        price = body;
        const element = await openWith();
        expect(plain(card(element, 'Arbeitspreis im Schnitt').querySelector('.figure'))).to.equal('31,66 ct/kWh');
        expect(textOf(element)).to.include('Für diesen Moment liegt kein Preis vor');
        expect(textOf(element)).not.to.match(/\b0,00 ct/);
      });
    }
  });

  describe('what the price is made of', () => {
    it('stands side by side for now and on average, each levy by its name, and the price as it is', async () => {
      const element = await openWith();
      const parts = card(element, 'Woraus der Arbeitspreis besteht');
      expect(row(parts, 'Netzentgelte')).to.deep.equal(['11,34', '11,34']);
      expect(row(parts, 'Steuern, Abgaben und Umlagen')).to.deep.equal(['7,83', '8,32']);
      expect(row(parts, 'Stromsteuer')).to.deep.equal(['', '2,44']);
      expect(row(parts, 'Arbeitspreis')[1]).to.equal('31,66');
      expect(plain(parts)).not.to.include('nicht genau');
      expect(row(card(element, 'Woraus der Grundpreis besteht'), 'Messstellenbetrieb')).to.deep.equal(['2,08 €']);
    });

    it('does not have to add up: the price is what the API says, and the difference is said', async () => {
      failing.set('/quote', () =>
        Response.json({
          ...quote,
          components: quote.components.map((each) => ({ ...each, unit_amount: each.unit_amount * 1.1 })),
        }),
      );
      const element = await openWith();
      expect(fact(element, 'Im Schnitt')).to.equal('34,83 ct/kWh');
      expect(plain(card(element, 'Woraus der Arbeitspreis besteht'))).to.include('nicht genau den Preis');
    });

    it('is unknown where the API does not know it', async () => {
      price = {
        ...pricesOf([today]),
        items: pricesOf([today]).items?.map((item) => ({ ...item, components: [{ type: 'grid', amount: null }] })),
      };
      const element = await openWith();
      expect(row(card(element, 'Woraus der Arbeitspreis besteht'), 'Netzentgelte')).to.deep.equal([
        'unbekannt',
        '11,34',
      ]);
    });

    it('may have parts and units that nobody knew before', async () => {
      failing.set('/quote', () =>
        Response.json({
          ...quote,
          components: [
            ...quote.components.map((each) => ({
              ...each,
              subcomponents: [...each.subcomponents, { subgroup: 'storage', name: 'Speicher', amount: 0 }],
            })),
            { group: 'peak', amount: 1, quantity: 1, quantity_unit: 'kW', unit_amount: 1 },
          ],
        }),
      );
      const element = await openWith();
      expect(row(card(element, 'Woraus der Grundpreis besteht'), 'storage')).to.deep.equal(['0,00 €']);
      expect(textOf(element)).to.include('weitere Bestandteile');
      expect(fact(element, 'Grundpreis')).to.equal('17,42 € im Monat');
    });
  });

  describe('the example year', () => {
    it('is at the own measured use, where there is a whole year of it, beside the estimate', async () => {
      const element = await openWith();
      const year = card(element, 'Beispieljahr');
      expect(row(year, 'Verbrauch')).to.deep.equal(['3.000 kWh', '3.200 kWh']);
      expect(row(year, 'Arbeitspreis')).to.deep.equal(['949,80 €', '1.013,12 €']);
      expect(row(year, 'Grundpreis für 12 Monate')).to.deep.equal(['209,04 €', '209,04 €']);
      expect(row(year, 'Im Jahr')).to.deep.equal(['1.158,84 €', '1.222,16 €']);
      expect(plain(year.querySelector('.figure'))).to.equal('1.159 € im Jahr');
      expect(plain(year)).to.include('Gemessen 01.11.2025 – 31.10.2026.');
      expect(plain(year)).not.to.include('vorläufig');
      const url = asked.find(({ pathname }) => pathname.endsWith('/usage'));
      expect(url?.searchParams.get('start')).to.equal('2025-11-01');
      expect(url?.searchParams.get('end')).to.equal('2026-11-01');
      expect(url?.searchParams.get('resolution')).to.equal('month');
    });

    it('says that measured values may change', async () => {
      usage = monthsUpTo('2026-10', { type: 'preliminary' });
      expect(plain(card(await openWith(), 'Beispieljahr'))).to.include('Einige dieser Werte sind vorläufig.');
    });

    it('is at the estimate alone where a month is missing', async () => {
      usage = monthsUpTo('2026-10', { without: '2026-05' });
      expect(row(card(await openWith(), 'Beispieljahr'), 'Verbrauch')).to.deep.equal(['3.200 kWh']);
    });

    it('does not ask for a year that supply did not reach over', async () => {
      const element = await openWith({ start_at: '2026-01-31T23:00:00Z' });
      expect(row(card(element, 'Beispieljahr'), 'Verbrauch')).to.deep.equal(['3.200 kWh']);
      expect(count('/usage')).to.equal(0);
    });
  });

  describe('the contract', () => {
    it('has its dates, its address and its identifiers, and ways to cancel and withdraw in the words of the law', async () => {
      const element = await openWith({
        meter: { ...subscription.meter, melo },
        supplier: { id: 'mp_1', name: 'Nordlicht Energie GmbH' },
      });
      await shows(element, 'Lumio Dynamik');
      expect(fact(element, 'Tarif')).to.equal('Lumio Dynamik');
      expect(fact(element, 'Beginn der Belieferung')).to.equal('01.09.2025');
      expect(fact(element, 'Letzter Tag der Belieferung')).to.equal(null);
      expect(fact(element, 'Gekündigt am')).to.equal(null);
      expect(fact(element, 'Kündigungsfrist')).to.equal('30 Tage');
      expect(fact(element, 'Lieferadresse')).to.equal('Torstraße 11910119 Berlin');
      expect(fact(element, 'Zähler')).to.include('1APA0195124010');
      expect(fact(element, 'Zähler')).to.include('Smart Meter');
      expect(fact(element, 'Marktlokation (MaLo)')).to.include('41373559241');
      expect(fact(element, 'Messlokation (MeLo)')).to.include(melo);
      expect(fact(element, 'Vorheriger Lieferant')).to.equal('Nordlicht Energie GmbH');
      expect(link(element, 'Verträge hier kündigen')).to.equal(`/cancel?contract=${subscription.id}`);
      expect(link(element, 'Vertrag widerrufen')).to.equal('/withdraw');
      expect(plain(card(element, 'Vertrag').querySelector('.chip'))).to.equal('Aktiv');
    });

    it('that is terminated says so first: until when, and when that was declared', async () => {
      const element = await openWith({ terminated_at: '2026-11-20T23:30:00Z', end_at: '2026-12-30T23:00:00Z' });
      expect(textOf(element)).to.include('Ihr Vertrag ist gekündigt. Wir beliefern Sie noch bis zum 30.12.2026.');
      expect(fact(element, 'Letzter Tag der Belieferung')).to.equal('30.12.2026');
      expect(fact(element, 'Gekündigt am')).to.equal('21.11.2026');
      expect(fact(element, 'Kündigungsfrist')).to.equal(null);
      expect(plain(card(element, 'Vertrag').querySelector('.chip'))).to.equal('Gekündigt');
      expect(headings(element)).to.include('Arbeitspreis jetzt');
    });

    it('shows a termination as soon as the session knows of it', async () => {
      const element = await openWith();
      expect(textOf(element)).not.to.include('gekündigt.');
      contract = { ...contract, terminated_at: '2026-11-24T09:30:00Z', end_at: '2027-03-28T22:00:00Z' };
      requests = [customerRequest({ end_at: '2027-03-28T22:00:00Z' })];
      await gateway.store.refresh();
      await gateway.store.queryClient.invalidateQueries({ queryKey: ['customer-requests'] });
      await shows(element, 'Wir beliefern Sie noch bis zum 28.03.2027.');
      await shows(element, 'Letzter Tag der Belieferung: 28.03.2027');
    });

    it('that is to begin has its price as it is today, and none of the moment', async () => {
      const element = await openWith({ status: 'pending', start_at: '2026-11-30T23:00:00Z' });
      expect(textOf(element)).to.include('Ihre Belieferung beginnt am 01.12.2026.');
      expect(headings(element)).to.include('Arbeitspreis im Schnitt');
      expect(count('/prices') + count('/usage')).to.equal(0);
      expect(link(element, 'Vertrag widerrufen')).to.equal('/withdraw');
    });

    it('that is over has no prices and nothing to cancel', async () => {
      const element = await openWith({}, endedSubscription);
      expect(textOf(element)).to.include('Ihr Vertrag ist beendet. Beliefert haben wir Sie bis zum 31.03.2026.');
      expect(headings(element)).not.to.include.members(['Beispieljahr']);
      expect(textOf(element)).not.to.include('ct/kWh');
      expect(link(element, 'Verträge hier kündigen')).to.equal(null);
      expect(count('/quote') + count('/prices') + count('/usage')).to.equal(0);
    });

    it('for feed-in speaks of what is paid out: no grid fees, no base price, no tax that may not be there', async () => {
      price = pricesOf([today], { feedIn: true });
      failing.set('/quote', () =>
        Response.json({
          ...quote,
          components: [
            { group: 'base', amount: 0, quantity: 1, quantity_unit: 'month', unit_amount: 0, subcomponents: [] },
            {
              group: 'variable',
              amount: 20,
              quantity: 1,
              quantity_unit: 'kWh',
              unit_amount: 0.082,
              subcomponents: [{ subgroup: 'energy', name: 'Vergütung', amount: 0.082 }],
            },
          ],
        }),
      );
      const element = await openWith({ estimated_usage: 6000 }, feedInSubscription);
      expect(headings(element)).to.include('Vergütung jetzt');
      expect(textOf(element)).to.include('Ein Grundpreis fällt nicht an.');
      expect(row(card(element, 'Beispieljahr'), 'Im Jahr').at(-1)).to.equal('492,00 €');
      expect(fact(element, 'Adresse der Anlage')).to.include('12 b');
      for (const word of ['Netzentgelte', 'Arbeitspreis', '19 %', 'Belieferung', '14a']) {
        expect(textOf(element)).not.to.include(word);
      }
    });

    it('without a place for it has no button for it', async () => {
      const element = await fixture<NomosTariff>(html`<nomos-tariff instance="tariff-test"></nomos-tariff>`);
      await shows(element, 'Vertragsnummer');
      expect(link(element, 'Verträge hier kündigen')).to.equal(null);
      expect(link(element, 'Vertrag widerrufen')).to.equal(null);
    });
  });

  describe('copying', () => {
    const status = (element: Element): string => plain(element.shadowRoot?.querySelector('.contract [role="status"]'));

    it('puts the plain identifier on the clipboard, however it is grouped, and says so', async () => {
      withClipboard((text) => {
        copied.push(text);
        return Promise.resolve();
      });
      const element = await openWith({ meter: { ...subscription.meter, melo } });
      expect(status(element)).to.equal('');
      const press = button(element, 'MeLo kopieren');
      press.focus();
      press.click();
      await waitUntil(() => status(element) === 'MeLo kopiert.');
      expect(copied).to.deep.equal([melo]);
      expect(fact(element, 'Messlokation (MeLo)')).to.include('Kopiert');
      expect(element.shadowRoot?.activeElement).to.equal(press);
      button(element, 'MaLo kopieren').click();
      await waitUntil(() => status(element) === 'MaLo kopiert.');
      expect(copied.at(-1)).to.equal('41373559241');
      expect(fact(element, 'Messlokation (MeLo)')).not.to.include('Kopiert');
    });

    it('works without permission for the clipboard, and says when it does not', async () => {
      withClipboard(() => Promise.reject(new DOMException('', 'NotAllowedError')));
      withCopyCommand(() => {
        const active = document.activeElement?.shadowRoot?.activeElement;
        if (active instanceof HTMLTextAreaElement) copied.push(active.value);
        return true;
      });
      const element = await openWith();
      const press = button(element, 'Vertragsnummer kopieren');
      press.focus();
      press.click();
      await waitUntil(() => status(element) === 'Vertragsnummer kopiert.');
      expect(copied).to.deep.equal(['4X44EMKX']);
      expect(element.shadowRoot?.activeElement).to.equal(press);
      withCopyCommand(() => false);
      button(element, 'Zählernummer kopieren').click();
      await waitUntil(() => status(element).startsWith('Kopieren ging nicht.'));
      expect(element.shadowRoot?.querySelector('textarea')).to.equal(null);
    });

    it('that cannot be done leads to no broken page', async () => {
      withClipboard();
      withCopyCommand(() => {
        throw new TypeError('no such thing');
      });
      const element = await openWith();
      button(element, 'MaLo kopieren').click();
      await waitUntil(() => fact(element, 'Marktlokation (MaLo)')?.includes('Kopieren ging nicht.'));
      expect(element.shadowRoot?.querySelector('textarea')).to.equal(null);
    });
  });

  describe('the requests', () => {
    it('of this contract are listed with kind, state, time and reference; those of others are not', async () => {
      requests = [
        customerRequest(),
        customerRequest({
          id: 'req_2',
          kind: 'withdrawal',
          state: 'forwarded',
          end_at: null,
          refusal: 'withdrawal_not_allowed',
        }),
        customerRequest({ id: 'req_3', reference: 'XXXX-XXXX', subscription: feedInSubscription.id }),
        customerRequest({ id: 'req_4', reference: 'YYYY-YYYY', subscription: null }),
      ];
      const element = await openWith();
      await shows(element, 'Ihre Anliegen');
      const items = [...card(element, 'Ihre Anliegen').querySelectorAll('li')].map((item) => plain(item));
      expect(items).to.have.length(2);
      expect(items[0]).to.include('Kündigung Erledigt');
      expect(items[0]).to.include('24.11.2026, 10:14 Uhr · Vorgang K7QF-2M9A');
      expect(items[0]).to.include('Letzter Tag der Belieferung: 30.12.2026');
      expect(items[1]).to.include('Widerruf In Bearbeitung');
      expect(items[1]).to.include('Das prüft der Kundenservice');
    });

    it('are not there when there are none, or no gateway that knows of any', async () => {
      const none = await openWith();
      expect(headings(none)).not.to.include('Ihre Anliegen');
      none.remove();
      failing.set('/gateway/requests', () => error(404));
      gateway.store.queryClient.clear();
      const unknown = await openWith();
      expect(headings(unknown)).not.to.include('Ihre Anliegen');
      expect(unknown.shadowRoot?.querySelector('[role="alert"]')).to.equal(null);
    });

    it('that cannot be read take nothing else away, and are asked for again', async () => {
      failing.set('/gateway/requests', () => new Response('{"items":[{"id":1}]}'));
      const element = await openWith();
      await shows(element, 'Ihre Anliegen');
      expect(headings(element)).to.include('Arbeitspreis jetzt');
      failing.clear();
      requests = [customerRequest()];
      card(element, 'Ihre Anliegen').querySelector('button')?.click();
      await shows(element, 'Vorgang K7QF-2M9A');
    });
  });

  describe('keeps what it has when', () => {
    it('the quote fails: price now and contract stay, and another try brings the rest', async () => {
      failing.set('/quote', () => error(403));
      const element = await openWith();
      await shows(element, 'Grundpreis und Preis im Schnitt sind gerade nicht zu bekommen.');
      const lead = card(element, 'Arbeitspreis jetzt');
      expect(lead.querySelector('.figure')).to.exist;
      expect(row(card(element, 'Woraus der Arbeitspreis besteht'), 'Netzentgelte')).to.deep.equal(['11,34']);
      expect(headings(element)).not.to.include('Beispieljahr');
      failing.clear();
      lead.querySelector<HTMLButtonElement>('[role="alert"] button')?.click();
      await shows(element, 'Beispieljahr');
      expect(count('/prices')).to.equal(1);
    });

    it('the prices are malformed: the average leads', async () => {
      failing.set('/prices', () => new Response('{"items":[{"time'));
      const element = await openWith();
      expect(plain(card(element, 'Arbeitspreis im Schnitt').querySelector('.figure'))).to.equal('31,66 ct/kWh');
      expect(textOf(element)).to.include('Der Preis von jetzt ist gerade nicht zu bekommen.');
    });

    it('there is no quote for the place: says so, without an error to retry', async () => {
      failing.set('/quote', () => error(422));
      const element = await openWith({ meter: { ...subscription.meter, type: 'analog' } });
      expect(textOf(element)).to.include('Für diesen Tarif und Ihre Adresse liegt keine Preisauskunft vor.');
      expect(element.shadowRoot?.querySelector('[role="alert"]')).to.equal(null);
    });

    it('the usage fails: the estimate is there', async () => {
      failing.set('/usage', () => error(403));
      expect(row(card(await openWith(), 'Beispieljahr'), 'Verbrauch')).to.deep.equal(['3.200 kWh']);
    });

    it('instants are unreadable, and the terms are not what they should be', async () => {
      failing.set('/gateway/brand', () => Response.json({ ...brands.lumio, terms: { notice_period: 'soon' } }));
      const element = await openWith({ start_at: 'soon', terminated_at: 'never', end_at: null });
      expect(fact(element, 'Beginn der Belieferung')).to.equal(null);
      expect(fact(element, 'Kündigungsfrist')).to.equal(null);
      expect(plain(card(element, 'Ihr Lieferant'))).to.include('Lumio Energie GmbH');
      expect(plain(card(element, 'Ihr Lieferant'))).not.to.include('Schlichtungsstelle');
    });
  });

  it('names whom to turn to: the supplier, and the dispute resolution body', async () => {
    const element = await openWith();
    const supplier = card(element, 'Ihr Lieferant');
    expect(plain(supplier)).to.include('Lumio Energie GmbH');
    expect(link(element, 'hilfe@lumio.example')).to.equal('mailto:hilfe@lumio.example');
    expect(link(element, '+49 30 5550100')).to.equal('tel:+49305550100');
    expect(plain(supplier)).to.include('Schlichtungsstelle Energie e. V.');
    expect(link(element, 'schlichtungsstelle-energie.de')).to.equal('https://www.schlichtungsstelle-energie.de');
  });

  it('asks once, however many of them there are', async () => {
    const elements = [await openWith(), await openWith()];
    for (const element of elements) await shows(element, 'Beispieljahr');
    for (const path of ['/quote', '/prices', '/usage', '/gateway/requests']) expect(count(path), path).to.equal(1);
  });

  it('speaks English', async () => {
    const element = await openWith({ end_at: '2026-12-30T23:00:00Z' });
    await setPageLocale('en');
    await shows(element, 'Working price now');
    await shows(element, 'We will supply you until 30 Dec 2026.');
    expect(textOf(element)).not.to.match(/Preis|Vertrag (?!hier)/);
  });
});
