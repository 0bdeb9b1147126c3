import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { analogSubscription, feedInSubscription, subscription } from '../../demo/gallery/fixtures.ts';
import { gridFeeReduction, meterOrder } from '../../demo/gallery/states/orders.ts';
import '../../elements/nomos-orders/nomos-orders.ts';
import type { NomosOrders } from '../../elements/nomos-orders/orders-element.ts';
import type { GridFeeReduction } from '../../src/contract/nomos/grid-fee-reduction.ts';
import type { MeterOrder } from '../../src/contract/nomos/meter-order.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import { FakeGateway } from './fake-gateway.ts';
import { FormUnderTest } from './form-under-test.ts';
import { waitUntil } from './wait-until.ts';

let gateway: FakeGateway;
let form: FormUnderTest<NomosOrders>;
/** The customer's contracts, and what the API knows of them. */
let contracts: Subscription[];
let orders: MeterOrder[];
let reductions: GridFeeReduction[];
/** What a quote asks for a month, EUR, by the type of meter; without it, quotes fail. */
let baseFees: Record<string, number> | undefined;
let placed: { path: string; body: unknown }[];
/** Takes the place of the answer to an order. */
let refuse: (() => Response | Promise<Response>) | undefined;

const today = berlinDateOf(new Date());

async function open(): Promise<void> {
  form = new FormUnderTest(await fixture<NomosOrders>(html`<nomos-orders instance="orders-test"></nomos-orders>`));
}

/** The element with both of its lists. */
async function openLists(): Promise<void> {
  await open();
  await waitUntil(() => form.has('.card') && !form.has('.skeleton'), 'lists');
}

const plain = (): string => form.text.replace(/\u00a0/g, ' ');

const press = (name: string): void => form.button(name).click();

const failing = (status: number, code?: string): Response =>
  Response.json(
    { code: 'X', message: '', requestId: 'r-1', errors: code ? [{ code, field: 'subscription', message: '' }] : [] },
    { status },
  );

const quote = (eurPerMonth: number): Response =>
  Response.json({
    amount: eurPerMonth,
    currency: 'eur',
    discount: null,
    components: [
      { group: 'base', amount: eurPerMonth, quantity: 1, quantity_unit: 'month', unit_amount: eurPerMonth },
      { group: 'variable', amount: 0.3, quantity: 1, quantity_unit: 'kWh', unit_amount: 0.3 },
    ],
    quoted_at: '2026-11-24T10:00:00Z',
  });

describe('<nomos-orders>', () => {
  beforeEach(() => {
    contracts = [subscription];
    orders = [];
    reductions = [];
    baseFees = { analog: 13.9, smart: 15.57 };
    placed = [];
    refuse = undefined;
    gateway = new FakeGateway('orders-test');
    gateway.contracts = () => contracts;
    gateway.answer = (url, init) => {
      const { pathname, searchParams } = url;
      if (pathname.endsWith('/quote')) {
        const fee = baseFees?.[searchParams.get('meter_type') ?? ''];
        return fee === undefined ? failing(503) : quote(fee);
      }
      const list = { '/api/meter-orders': orders, '/api/grid-fee-reductions': reductions }[pathname];
      if (!list) return undefined;
      if (init.method !== 'POST') return Response.json({ items: list, has_more: false });
      const body = JSON.parse(init.body as string) as { subscription: string; type?: GridFeeReduction['type'] };
      placed.push({ path: pathname, body });
      if (refuse) return refuse();
      if (body.type === undefined) {
        orders = [{ ...meterOrder, id: 'prdo_new', subscription: body.subscription }, ...orders];
        return Response.json(orders[0], { status: 201 });
      }
      const reduction = { ...gridFeeReduction, id: 'gfr_new', type: body.type, status: 'ordered', valid_from: null };
      reductions = [reduction, ...reductions];
      return Response.json(reduction, { status: 201 });
    };
  });

  it('orders a smart meter after its price was said, and shows the order at once', async () => {
    contracts = [analogSubscription];
    await openLists();
    press('Smart Meter bestellen');
    await form.focusIsOn('order-review');
    await form.shows('statt 13,90');
    expect(plain()).to.include('Ihr Grundpreis ist nach heutigem Stand 15,57 € im Monat statt 13,90 €');
    expect(placed).to.deep.equal([]);
    const told = oneEvent(form.element, 'nomos-meter-order-create');
    press('zahlungspflichtig bestellen');
    expect((await told).detail).to.deep.equal({ order: 'prdo_new' });
    await form.focusIsOn('order-done');
    await form.shows('Smart Meter ist bestellt');
    await form.shows('Bestellung angelegt');
    expect(placed).to.deep.equal([{ path: '/api/meter-orders', body: { subscription: analogSubscription.id } }]);
    press('Schließen');
    await form.focusIsOn('orders');
    expect(form.text).not.to.include('Smart Meter bestellen');
  });

  it('says that the price is not known rather than guess it, and lets one order all the same', async () => {
    contracts = [analogSubscription];
    baseFees = undefined;
    await openLists();
    press('Smart Meter bestellen');
    await form.shows('lässt sich gerade nicht laden');
    press('zahlungspflichtig bestellen');
    await form.shows('Smart Meter ist bestellt');
  });

  it('goes back to the offer without having ordered', async () => {
    contracts = [analogSubscription];
    await openLists();
    press('Smart Meter bestellen');
    await form.focusIsOn('order-review');
    press('Abbrechen');
    await form.focusIsOn(`offer-${analogSubscription.id}-smart-meter`);
    expect(placed).to.deep.equal([]);
  });

  for (const [product, offer, type] of [
    ['module 1', 'Modul 1: pauschale Ermäßigung bestellen', 'enwg-14a-module-1'],
    ['module 2', 'Modul 2: ermäßigter Arbeitspreis bestellen', 'enwg-14a-module-2'],
  ] as const) {
    it(`orders ${product}, and says with it that the other is out`, async () => {
      await openLists();
      await form.shows('Modul 1 und Modul 2 schließen sich aus');
      const told = oneEvent(form.element, 'nomos-reduction-create');
      press(offer);
      await form.focusIsOn('order-review');
      await form.shows('mehr als 4,2');
      press('Jetzt bestellen');
      expect((await told).detail).to.deep.equal({ reduction: 'gfr_new' });
      await form.focusIsOn('order-done');
      press('Schließen');
      await form.shows(product === 'module 1' ? 'Geht nicht zusammen mit Modul 1' : 'Geht nicht zusammen mit Modul 2');
      expect(placed).to.deep.equal([
        { path: '/api/grid-fee-reductions', body: { subscription: subscription.id, type } },
      ]);
    });
  }

  it('offers module 3 with module 1 and a smart meter only, and says what is missing', async () => {
    await openLists();
    expect(form.text).to.include('Gibt es nur zusätzlich zu Modul 1.');
    expect(form.text).not.to.include('Modul 3: Netzentgelt nach Tageszeit bestellen');
    contracts = [analogSubscription];
    reductions = [{ ...gridFeeReduction, subscription: analogSubscription.id }];
    gateway = Object.assign(new FakeGateway('orders-test'), { answer: gateway.answer, contracts: gateway.contracts });
    form.element.remove();
    await openLists();
    expect(form.text).to.include('Dafür brauchen Sie einen Smart Meter.');
    contracts = [subscription];
    reductions = [gridFeeReduction];
    gateway = Object.assign(new FakeGateway('orders-test'), { answer: gateway.answer, contracts: gateway.contracts });
    form.element.remove();
    await openLists();
    press('Modul 3: Netzentgelt nach Tageszeit bestellen');
    await form.focusIsOn('order-review');
  });

  for (const [status, code, message] of [
    [400, 'missing_module_1', 'nur zusammen mit Modul 1'],
    [422, 'missing_smart_meter', 'Bitte bestellen Sie zuerst einen'],
    [422, 'unsupported_product', 'lässt sich das nicht bestellen'],
    [409, 'ended_subscription', 'Dieser Vertrag ist beendet'],
    [422, 'subscription_not_started', 'sobald Ihre Belieferung begonnen hat'],
    [400, 'unserviceable_zip', 'An Ihrer Adresse gibt es das leider noch nicht'],
    [500, undefined, 'Doppelt bestellt wird dabei nichts'],
  ] as const) {
    it(`explains ${code ?? 'a failure'}, and keeps the order open`, async () => {
      await openLists();
      press('Modul 1: pauschale Ermäßigung bestellen');
      await form.focusIsOn('order-review');
      refuse = () => failing(status, code);
      press('Jetzt bestellen');
      await form.shows(message);
      expect(form.find('.order-problem').getAttribute('role')).to.equal('alert');
      refuse = undefined;
      press('Jetzt bestellen');
      await form.focusIsOn('order-done');
    });
  }

  it('says that it was ordered already, as by another tab, and shows that order', async () => {
    await openLists();
    press('Modul 1: pauschale Ermäßigung bestellen');
    await form.focusIsOn('order-review');
    refuse = () => {
      reductions = [{ ...gridFeeReduction, status: 'ordered', valid_from: null }];
      return failing(409, 'duplicate_grid_reduction');
    };
    press('Jetzt bestellen');
    await form.focusIsOn('order-done');
    expect(form.text).to.include('war schon bestellt');
    await form.shows('Wir warten auf die Zusage des Netzbetreibers');
  });

  it('orders once, however often one presses', async () => {
    await openLists();
    press('Modul 1: pauschale Ermäßigung bestellen');
    await form.focusIsOn('order-review');
    let answerLate: ((response: Response) => void) | undefined;
    refuse = () => new Promise((resolve) => (answerLate = resolve));
    const confirm = form.button('Jetzt bestellen');
    confirm.click();
    confirm.click();
    await form.shows('Wird bestellt');
    confirm.click();
    await waitUntil(() => answerLate);
    // What is on its way is not called off by a press either.
    press('Abbrechen');
    answerLate?.(Response.json(gridFeeReduction, { status: 201 }));
    await form.focusIsOn('order-done');
    expect(placed.length).to.equal(1);
  });

  it('hands the appointment to the calendar, and only while it is to come', async () => {
    contracts = [analogSubscription];
    orders = [{ ...meterOrder, status: 'scheduled', appointment_at: `${addDays(today, 9)}T09:30:00Z` }];
    await openLists();
    const files: Promise<string>[] = [];
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (file) => {
      files.push((file as Blob).text());
      return create(file);
    };
    const names: string[] = [];
    // A link of its own, in place of the one of all elements.
    Object.defineProperty(HTMLAnchorElement.prototype, 'click', {
      configurable: true,
      value(this: HTMLAnchorElement) {
        names.push(this.download);
      },
    });
    try {
      press('In den Kalender');
      await waitUntil(() => files.length === 1);
    } finally {
      URL.createObjectURL = create;
      Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
    }
    expect(names).to.deep.equal([`smart-meter-${addDays(today, 9)}.ics`]);
    expect(await files[0]).to.include(`DTSTART:${addDays(today, 9).replaceAll('-', '')}T093000Z`);
    orders = [{ ...meterOrder, status: 'scheduled', appointment_at: `${addDays(today, -2)}T09:30:00Z` }];
    await gateway.store.queryClient.invalidateQueries({ queryKey: ['meter-orders'] });
    await form.shows('Der Termin war am');
    expect(form.text).not.to.include('In den Kalender');
  });

  it('says where an order is, for a screen reader as well', async () => {
    contracts = [analogSubscription];
    orders = [{ ...meterOrder, status: 'check_submitted' }];
    await openLists();
    const current = form.root.querySelectorAll('[aria-current="step"]');
    expect(current.length).to.equal(1);
    expect(current[0]?.textContent).to.include('Smart-Meter-Check eingereicht: aktueller Stand');
  });

  it('shows an order of tomorrow by the name that the API gives its status', async () => {
    contracts = [analogSubscription];
    orders = [{ ...meterOrder, status: 'in_transit' }];
    await openLists();
    expect(form.text).to.include('in_transit');
  });

  it('shows the orders of the active contract, or of all, on one question each', async () => {
    contracts = [subscription, feedInSubscription, analogSubscription];
    orders = [{ ...meterOrder, status: 'placed' }];
    reductions = [gridFeeReduction];
    await openLists();
    expect(form.text).to.include('Gilt seit dem 01.03.2026');
    expect(form.text).not.to.include('Bestellt am 12.10.2026');
    press('Alle Verträge');
    await form.shows('Bestellt am 12.10.2026');
    await form.shows('Für die Einspeisung gibt es nichts zu bestellen');
    expect(form.button('Alle Verträge').getAttribute('aria-pressed')).to.equal('true');
    expect(gateway.count('GET /api/meter-orders')).to.equal(1);
    expect(gateway.count('GET /api/grid-fee-reductions')).to.equal(1);
  });

  it('offers nothing for a contract that ends', async () => {
    contracts = [{ ...analogSubscription, terminated_at: '2026-11-20T10:00:00Z', end_at: '2099-12-31T23:00:00Z' }];
    await openLists();
    expect(form.text).not.to.include('bestellen');
  });

  it('keeps one list where the other fails, offers nothing meanwhile, and asks again when told to', async () => {
    const usual = gateway.answer;
    let broken = true;
    gateway.answer = (url, init) =>
      broken && url.pathname === '/api/grid-fee-reductions' ? failing(403) : usual(url, init);
    contracts = [analogSubscription];
    orders = [{ ...meterOrder, status: 'cancelled', cancelled_at: '2026-11-02T10:00:00Z' }];
    await open();
    await form.shows('Kein Zugriff');
    await form.shows('Storniert am 02.11.2026');
    // Whether something is ordered already is not known.
    expect(form.has('.offer')).to.equal(false);
    broken = false;
    press('Erneut versuchen');
    await form.shows('Modul 1');
    expect(gateway.count('GET /api/meter-orders')).to.equal(1);
  });
});
