import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { analogSubscription, endedSubscription, meterReading, subscription } from '../../demo/gallery/fixtures.ts';
import { meterOrder } from '../../demo/gallery/states/orders.ts';
import { swapRequest } from '../../demo/gallery/states/meter-swap.ts';
import '../../elements/nomos-meter-swap/nomos-meter-swap.ts';
import type { NomosMeterSwap } from '../../elements/nomos-meter-swap/meter-swap-element.ts';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import type { MeterOrder } from '../../src/contract/nomos/meter-order.ts';
import type { MeterReading } from '../../src/contract/nomos/meter-reading.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import { FakeGateway } from './fake-gateway.ts';
import { FormUnderTest } from './form-under-test.ts';
import { waitUntil } from './wait-until.ts';

type Sent = Record<string, unknown> & { key: string };

let gateway: FakeGateway;
let form: FormUnderTest<NomosMeterSwap>;
/** The customer's contract, and what the API and the gateway know of it. */
let contract: Subscription;
let readings: MeterReading[];
let orders: MeterOrder[];
let requests: CustomerRequest[];
let sent: Sent[];
let photos: (File | null)[];
/** Takes the place of the answer to a report. */
let refuse: (() => Response | Promise<Response>) | undefined;

const today = berlinDateOf(new Date());
const draftKey = `nomos.draft.meter-swap.${analogSubscription.id}`;

async function open(): Promise<void> {
  const element = await fixture<NomosMeterSwap>(
    html`<nomos-meter-swap instance="swap-test" subscription=${contract.id}></nomos-meter-swap>`,
  );
  form = new FormUnderTest(element);
}

async function openForm(): Promise<void> {
  await open();
  await waitUntil(() => form.has('form'), 'form');
  // The readings come after the form, and are what a report is held against.
  const asked = () => gateway.store.queryClient.getQueryCache().findAll({ queryKey: ['meter-readings'] });
  await waitUntil(
    () => contract.meter.type !== 'analog' || asked().some(({ state }) => state.status !== 'pending'),
    'readings',
  );
}

/** Everything that a report needs, as somebody reads it off two meters. */
async function fillIn(): Promise<void> {
  await form.type('old-reading', '13.240,5');
  await form.type('new-number', ' 1 ESY 1162 0034 71 ');
  await form.type('new-reading', '0,4');
}

const press = (name = 'Zählerwechsel melden'): void => form.button(name).click();

/** Chooses a file as the browser's dialog does. */
async function choose(file: File): Promise<void> {
  const chosen = new DataTransfer();
  chosen.items.add(file);
  form.find('#photo').files = chosen.files;
  form.find('#photo').dispatchEvent(new Event('change'));
  await waitUntil(() => form.text.includes(file.name), file.name);
}

const failing = (status: number, errors: { code: string; field: string }[] = [], headers = {}): Response =>
  Response.json({ code: 'X', message: '', requestId: 'r-1', errors }, { status, headers });

const jpeg = (name: string): File => new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2])], name);

describe('<nomos-meter-swap>', () => {
  beforeEach(() => {
    sessionStorage.clear();
    contract = analogSubscription;
    readings = [meterReading(`${addDays(today, -30)}T11:00:00Z`, 13_000, 'customer_report')];
    orders = [{ ...meterOrder, status: 'cancelled' }];
    requests = [];
    sent = [];
    photos = [];
    refuse = undefined;
    gateway = new FakeGateway('swap-test');
    gateway.contracts = () => [contract];
    gateway.answer = (url, init) => {
      const { pathname } = url;
      if (pathname === '/api/meter-readings') return Response.json({ items: readings, has_more: false });
      if (pathname === '/api/meter-orders') return Response.json({ items: orders, has_more: false });
      if (pathname !== '/gateway/requests') return undefined;
      if (init.method !== 'POST') return Response.json({ items: requests });
      const isForm = init.body instanceof FormData;
      sent.push(JSON.parse((isForm ? (init.body as FormData).get('request') : init.body) as string) as Sent);
      photos.push(isForm ? ((init.body as FormData).get('attachment') as File) : null);
      if (refuse) return refuse();
      const request = { ...swapRequest, subscription: contract.id };
      requests = [request, ...requests];
      return Response.json(request, { status: 201 });
    };
  });

  it('sends a report of today with the number that is known, and says what happens next', async () => {
    await openForm();
    expect(form.find('#date').value).to.equal(today);
    expect(form.find('#old-number').value).to.equal(contract.meter.number);
    await fillIn();
    await form.type('note', ' Keller links ');
    const told = oneEvent(form.element, 'nomos-meter-swap-submit');
    press();
    expect((await told).detail).to.deep.equal({ request: swapRequest.id });
    const [{ key, ...rest }] = sent as [Sent];
    expect(key).to.match(/^[\w-]{32}$/);
    expect(rest).to.deep.equal({
      kind: 'meter-swap',
      locale: 'de',
      subscription: contract.id,
      exchanged_on: today,
      old_meter_number: contract.meter.number,
      old_reading_kwh: 13_240.5,
      new_meter_number: '1 ESY 1162 0034 71',
      new_reading_kwh: 0.4,
      note: 'Keller links',
    });
    expect(photos).to.deep.equal([null]);
    await form.shows('Ihr Zählerwechsel ist gemeldet');
    await form.focusIsOn('receipt');
    for (const said of ['24.11.2026, 11:12', swapRequest.reference, '0,4 kWh']) {
      expect(form.text.replace(/\u00a0/g, ' ')).to.include(said);
    }
    expect(sessionStorage.getItem(draftKey)).to.equal(null);
    press('Weiteren Wechsel melden');
    await form.focusIsOn('date');
    expect(form.find('#old-reading').value).to.equal('');
    await form.shows('Frühere Meldungen');
  });

  it('says at every field what is missing, leads to the first, and sends nothing', async () => {
    await openForm();
    await form.type('date', '');
    await form.type('old-number', ' ');
    press();
    await form.focusIsOn('date');
    for (const [field, message] of [
      ['date', 'den Tag des Wechsels'],
      ['old-number', 'die Nummer ein'],
      ['old-reading', 'den Stand ein'],
      ['new-number', 'die Nummer ein'],
      ['new-reading', 'den Stand ein'],
    ] as const) {
      expect(form.problem(field), field).to.include(message);
      expect(form.find(`#${field}`).getAttribute('aria-invalid')).to.equal('true');
    }
    expect(sent).to.deep.equal([]);
  });

  for (const [name, field, typed, message] of [
    ['a day to come', 'date', addDays(today, 1), 'kommt erst noch'],
    ['a day before the contract', 'date', '2025-08-31', 'lief Ihr Vertrag noch nicht'],
    ['a reading in words', 'old-reading', 'viel', 'nur die Zahl'],
    ['a reading below nothing', 'new-reading', '-4', 'nie negativ'],
    ['more digits than a meter has', 'old-reading', '100000000', 'mehr Ziffern'],
    ['the number of the old meter, written otherwise', 'new-number', '1esy 1161-2298 86', 'des alten Zählers'],
  ] as const) {
    it(`refuses ${name} at its field and keeps the rest`, async () => {
      contract = { ...contract, meter: { ...contract.meter, number: '1ESY1161229886' } };
      await openForm();
      await fillIn();
      await form.type(field, typed);
      press();
      await form.focusIsOn(field);
      expect(form.problem(field)).to.include(message);
      expect(form.find(`#${field}`).value).to.equal(typed);
      expect(sent).to.deep.equal([]);
      await form.type(field, typed);
      expect(form.find(`#${field}`).getAttribute('aria-invalid')).to.equal('false');
    });
  }

  it('asks once about a last reading that is lower than the one known, and takes it when it is right', async () => {
    await openForm();
    await fillIn();
    await form.type('old-reading', '12.900');
    press();
    await form.focusIsOn('doubt');
    expect(form.text).to.include('13.000');
    expect(sent).to.deep.equal([]);
    press('Stimmt so, senden');
    await form.shows('Ihr Zählerwechsel ist gemeldet');
    expect(sent[0]?.old_reading_kwh).to.equal(12_900);
  });

  it('asks again when the reading was changed after the question', async () => {
    await openForm();
    await fillIn();
    await form.type('old-reading', '12.900');
    press();
    await form.focusIsOn('doubt');
    await form.type('old-reading', '12.800');
    press();
    await form.focusIsOn('doubt');
    expect(sent).to.deep.equal([]);
  });

  it('does not hold the last reading against those of another meter', async () => {
    readings = [
      { ...meterReading(`${addDays(today, -30)}T11:00:00Z`, 90_000, 'customer_report'), meter: 'mtr_before' },
    ];
    await openForm();
    await fillIn();
    press();
    await form.shows('Ihr Zählerwechsel ist gemeldet');
  });

  it('sends a photo along by what is in it, whatever it is called', async () => {
    await openForm();
    await fillIn();
    await choose(jpeg('Zähler links.txt'));
    press();
    await form.shows('Ihr Zählerwechsel ist gemeldet');
    expect([photos[0]?.name, photos[0]?.size]).to.deep.equal(['Zähler links.txt', 6]);
  });

  for (const [name, file, message] of [
    ['a script that calls itself a photo', new File(['<script>alert(1)</script>'], 'foto.jpg'), 'nicht annehmen'],
    ['an empty file', new File([], 'leer.jpg'), 'ist leer'],
    ['more than ten megabytes', new File([new Uint8Array(10 * 1024 ** 2 + 1)], 'groß.jpg'), 'zu groß'],
  ] as const) {
    it(`refuses ${name} before it is sent, and sends without it once it is removed`, async () => {
      await openForm();
      await fillIn();
      await choose(file);
      await form.shows(message);
      press();
      await form.focusIsOn('photo');
      expect(sent).to.deep.equal([]);
      await choose(jpeg('besser.jpg'));
      form.root.querySelector<HTMLButtonElement>('[aria-label="besser.jpg entfernen"]')?.click();
      await form.focusIsOn('photo');
      press();
      await form.shows('Ihr Zählerwechsel ist gemeldet');
      expect(photos).to.deep.equal([null]);
    });
  }

  it('says at the photo that the gateway refuses it', async () => {
    await openForm();
    await fillIn();
    await choose(jpeg('foto.jpg'));
    refuse = () => failing(413);
    press();
    await form.focusIsOn('photo');
    expect(form.problem('photo')).to.include('oder senden Sie ohne Foto');
    expect(form.find('#old-reading').value).to.equal('13.240,5');
  });

  it('shows what the gateway refuses at the field that it names', async () => {
    await openForm();
    await fillIn();
    refuse = () => failing(400, [{ code: 'too_long', field: 'note' }]);
    press();
    await form.focusIsOn('note');
    expect(form.problem('note')).to.include('zu lang');
  });

  for (const [name, answer, message] of [
    ['no connection', () => Promise.reject(new TypeError('offline')), 'Keine Verbindung'],
    ['a server that fails', () => failing(503), 'Das hat nicht geklappt'],
    ['too many reports', () => failing(429, [], { 'retry-after': '30' }), 'in 30 Sekunden'],
    ['an answer that is none', () => Response.json({ id: 1 }), 'Das hat nicht geklappt'],
  ] as const) {
    it(`keeps everything on ${name}, and sends the same report again`, async () => {
      await openForm();
      await fillIn();
      await choose(jpeg('foto.jpg'));
      refuse = answer;
      press();
      await form.shows(message);
      expect(form.find('#new-number').value).to.equal(' 1 ESY 1162 0034 71 ');
      refuse = undefined;
      press('Erneut senden');
      await form.shows('Ihr Zählerwechsel ist gemeldet');
      // The same key: the gateway writes it down once, whichever of the answers was lost.
      expect(sent[1]).to.deep.equal(sent[0]);
      expect(photos.map((photo) => photo?.name)).to.deep.equal(['foto.jpg', 'foto.jpg']);
    });
  }

  it('says that an earlier attempt got through, shows it, and lets one report anew', async () => {
    await openForm();
    await fillIn();
    refuse = () => {
      requests = [{ ...swapRequest, subscription: contract.id }];
      return failing(409);
    };
    press();
    await form.shows('ist schon angekommen');
    await form.shows(swapRequest.reference);
    refuse = undefined;
    press('Erneut senden');
    await form.shows('Ihr Zählerwechsel ist gemeldet');
    expect(sent[1]?.key).not.to.equal(sent[0]?.key);
  });

  it('sends once, however often one presses', async () => {
    await openForm();
    await fillIn();
    let answerLate: ((response: Response) => void) | undefined;
    refuse = () => new Promise((resolve) => (answerLate = resolve));
    const button = form.button('Zählerwechsel melden');
    button.click();
    button.click();
    await form.shows('Wird gesendet');
    button.click();
    form.find('form').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    await waitUntil(() => answerLate);
    expect(form.find('#new-number').readOnly).to.equal(true);
    answerLate?.(Response.json(swapRequest, { status: 201 }));
    await form.shows('Ihr Zählerwechsel ist gemeldet');
    expect(sent.length).to.equal(1);
  });

  it('keeps what was typed and the key over a reload, until it is sent', async () => {
    await openForm();
    await fillIn();
    refuse = () => Promise.reject(new TypeError('offline'));
    press();
    await form.shows('Keine Verbindung');
    expect(Object.keys(sessionStorage)).to.include(draftKey);
    form.element.remove();
    await openForm();
    expect([form.find('#old-reading').value, form.find('#new-reading').value]).to.deep.equal(['13.240,5', '0,4']);
    refuse = undefined;
    press();
    await form.shows('Ihr Zählerwechsel ist gemeldet');
    expect(sent.at(-1)).to.deep.equal(sent[0]);
  });

  it('saves the receipt with the key of the report, and says when that fails', async () => {
    const usual = gateway.answer;
    let asked: unknown;
    let works = false;
    gateway.answer = (url, init) => {
      if (url.pathname !== `/gateway/requests/${swapRequest.id}/receipt`) return usual(url, init);
      asked = JSON.parse(init.body as string);
      return works ? new Response('%PDF-', { headers: { 'content-type': 'application/pdf' } }) : failing(503);
    };
    await openForm();
    await fillIn();
    press();
    await form.shows('Ihr Zählerwechsel ist gemeldet');
    const save = (): HTMLButtonElement =>
      [...form.root.querySelectorAll('button')].find(({ textContent }) => textContent.includes('PDF'))!;
    save().click();
    await form.shows('Das hat nicht geklappt');
    works = true;
    save().click();
    await form.shows(`${swapRequest.reference}-2026-11-24.pdf`);
    expect(asked).to.deep.equal({ key: sent[0]?.key });
  });

  it('shows the reports from before of this contract only, with how far each has got', async () => {
    requests = [
      { ...swapRequest, id: 'req_a', reference: 'AAAA-AAAA', state: 'forwarded', subscription: contract.id },
      { ...swapRequest, id: 'req_b', reference: 'BBBB-BBBB', subscription: 'sub_other' },
      { ...swapRequest, id: 'req_c', reference: 'CCCC-CCCC', kind: 'contact', subscription: contract.id },
    ];
    await openForm();
    await form.shows('AAAA-AAAA');
    expect(form.text).not.to.include('BBBB-BBBB');
    expect(form.text).not.to.include('CCCC-CCCC');
  });

  it('takes a report although neither readings nor earlier reports nor orders are to be had', async () => {
    const usual = gateway.answer;
    const broken = new Set(['/api/meter-readings', '/api/meter-orders', '/gateway/requests']);
    gateway.answer = (url, init) =>
      init.method !== 'POST' && broken.has(url.pathname) ? failing(403) : usual(url, init);
    await openForm();
    await form.shows('Kein Zugriff');
    await fillIn();
    press();
    await form.shows('Ihr Zählerwechsel ist gemeldet');
  });

  it('orders a smart meter where none is there or on order, after all there is to know', async () => {
    await openForm();
    await form.shows('Noch kein Smart Meter?');
    const usual = gateway.answer;
    const ordered: unknown[] = [];
    gateway.answer = (url, init) => {
      if (url.pathname !== '/api/meter-orders' || init.method !== 'POST') return usual(url, init);
      ordered.push(JSON.parse(init.body as string));
      orders = [{ ...meterOrder, id: 'prdo_new' }];
      return Response.json(orders[0], { status: 201 });
    };
    press('Smart Meter bestellen');
    await form.focusIsOn('order-review');
    expect(ordered).to.deep.equal([]);
    const told = oneEvent(form.element, 'nomos-meter-order-create');
    press('zahlungspflichtig bestellen');
    expect((await told).detail).to.deep.equal({ order: 'prdo_new' });
    await form.focusIsOn('order-done');
    expect(ordered).to.deep.equal([{ subscription: contract.id }]);
  });

  it('offers no smart meter while one is on order', async () => {
    orders = [{ ...meterOrder, status: 'scheduled' }];
    await openForm();
    await waitUntil(() => gateway.count('GET /api/meter-orders') === 1);
    await form.element.updateComplete;
    expect(form.text).not.to.include('Noch kein Smart Meter?');
  });

  it('does not ask about the readings of a meter that sends them itself', async () => {
    contract = subscription;
    await openForm();
    expect(gateway.count('GET /api/meter-readings')).to.equal(0);
    expect(form.find('#old-number').value).to.equal(subscription.meter.number);
  });

  for (const [name, change, message] of [
    ['a contract to come', { status: 'pending', start_at: '2099-12-31T23:00:00Z' }, '01.01.2100'],
    ['a contract that is over', { ...endedSubscription }, 'beendet'],
  ] as const) {
    it(`says kindly why nothing is to do for ${name}, and asks for nothing`, async () => {
      contract = { ...analogSubscription, ...change };
      await open();
      await form.shows(message);
      expect(form.has('form')).to.equal(false);
      expect(gateway.calls.filter((call) => call.includes('/gateway/requests'))).to.deep.equal([]);
    });
  }

  it('lets a telephone and a keyboard work it: native controls in the order of reading, sent by Enter', async () => {
    await openForm();
    const controls = [...form.find('form').querySelectorAll<HTMLElement>('input, textarea, button')];
    expect(controls.map(({ id, tabIndex }) => `${id} ${tabIndex}`)).to.deep.equal([
      'date 0',
      'old-number 0',
      'old-reading 0',
      'new-number 0',
      'new-reading 0',
      'photo 0',
      'note 0',
      ' 0',
    ]);
    expect(form.find('#old-reading').inputMode).to.equal('decimal');
    await fillIn();
    form.root.querySelector('form')?.requestSubmit();
    await form.shows('Ihr Zählerwechsel ist gemeldet');
  });
});
