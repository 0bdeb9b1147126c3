import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { analogSubscription, meterReading } from '../../demo/gallery/fixtures.ts';
import '../../elements/nomos-meter-reading/nomos-meter-reading.ts';
import type { MeterReading } from '../../src/contract/nomos/meter-reading.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf, startOfBerlinDay } from '../../src/domain/berlin-calendar.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

type Drawn = HTMLElement & { updateComplete: Promise<unknown>; subscription: string };
interface Sent {
  subscription: string;
  value: number;
  timestamp: string;
  message?: string;
}

let gateway: FakeGateway;
let element: Drawn;
/** The customer's contract, and the readings that the API knows of it. */
let contract: Subscription;
let readings: MeterReading[];
let sent: Sent[];
/** Takes the place of the answer to a reading. */
let refuse: (() => Response | Promise<Response>) | undefined;

const today = berlinDateOf(new Date());
const draftKey = `nomos.draft.meter-reading.${analogSubscription.id}`;
const root = (): ShadowRoot => element.shadowRoot!;
const plain = (drawn: Node): string => (drawn.textContent ?? '').replace(/\s+/g, ' ');
const text = (): string => plain(root());
const shows = (what: string): Promise<void> => waitUntil(() => text().includes(what), what);
const find = (selector: string): HTMLInputElement => {
  const found = root().querySelector<HTMLInputElement>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
};
const button = (name: string): HTMLButtonElement => {
  const found = [...root().querySelectorAll('button')].find((candidate) => candidate.textContent.includes(name));
  if (!found) throw new Error(`There is no button ${name}`);
  return found;
};
const focused = (id: string): Promise<void> => waitUntil(() => root().activeElement?.id === id, `focus on ${id}`);

/** A reading of the contract, so many days before today, at noon. */
function reading(daysAgo: number, value: number, type = 'customer_report'): MeterReading {
  const timestamp = new Date(startOfBerlinDay(addDays(today, -daysAgo)).getTime() + 12 * 3_600_000).toISOString();
  return meterReading(timestamp, value, type);
}

const failing = (status: number, code?: string, headers: Record<string, string> = {}) =>
  Response.json(
    { code: 'X', message: '', requestId: 'r-1', errors: code ? [{ code, field: 'value', message: '' }] : [] },
    { status, headers },
  );

/** Types into a field as a browser does. */
async function type(selector: string, value: string): Promise<void> {
  const input = find(selector);
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await element.updateComplete;
}

async function open(): Promise<void> {
  element = await fixture<Drawn>(
    html`<nomos-meter-reading instance="reading-test" subscription=${contract.id}></nomos-meter-reading>`,
  );
}

/** The element with its form, and the readings below it. */
async function openForm(): Promise<void> {
  await open();
  await waitUntil(() => root().querySelector('#value') && root().querySelector('td, [part="error"]'), 'form');
}

async function send(value: string): Promise<void> {
  await type('#value', value);
  button('Zählerstand senden').click();
}

describe('<nomos-meter-reading>', () => {
  beforeEach(() => {
    sessionStorage.clear();
    contract = analogSubscription;
    // 8 kWh a day.
    readings = [reading(130, 12_000, 'grid_reading'), reading(30, 12_800)];
    sent = [];
    refuse = undefined;
    gateway = new FakeGateway('reading-test');
    gateway.contracts = () => [contract];
    gateway.answer = (url, init) => {
      if (url.pathname !== '/api/meter-readings') return undefined;
      if (init.method !== 'POST') return Response.json({ items: readings, has_more: false });
      const body = JSON.parse(init.body as string) as Sent;
      sent.push(body);
      if (refuse) return refuse();
      const taken = { ...reading(0, body.value), id: 'mr_new', timestamp: body.timestamp };
      readings = [...readings, taken];
      return Response.json(taken, { status: 201 });
    };
  });

  it('sends a reading of today, says what happens next, and lists it', async () => {
    await openForm();
    const told = oneEvent(element, 'nomos-meter-reading-submit');
    const before = Date.now();
    await type('#note', ' Keller links ');
    await send('13.040,5');
    expect((await told).detail).to.deep.equal({ reading: 'mr_new' });
    await shows('Ihr Zählerstand ist angekommen');
    const { timestamp, ...rest } = sent[0]!;
    expect(rest).to.deep.equal({ subscription: contract.id, value: 13_040.5, message: 'Keller links' });
    // Some minutes ago, or the beginning of the day: a clock that is a little ahead is no reason for a refusal.
    expect(Date.parse(timestamp)).to.be.within(before - 6 * 60_000, Date.now());
    expect(berlinDateOf(timestamp)).to.equal(today);
    await focused('sent');
    await waitUntil(() => find('tbody tr').textContent.includes('13.040,5'));
    expect(sessionStorage.getItem(draftKey)).to.equal(null);
    button('Weiteren Stand melden').click();
    await focused('value');
    expect(find('#value').value).to.equal('');
  });

  it('has fields that phones know, with what is known of the meter beside them', async () => {
    await openForm();
    const value = find('#value');
    expect(value.inputMode).to.equal('decimal');
    expect(value.getAttribute('aria-describedby')).to.equal('value-hint value-problem');
    for (const known of [
      contract.meter.number,
      '12.800 kWh',
      'Von Ihnen gemeldet',
      'Heute etwa zu erwarten: 13.040 kWh',
    ])
      expect(plain(find('#value-hint'))).to.include(known);
    const date = find('#date');
    expect([date.value, date.max, date.min]).to.deep.equal([today, today, '2025-09-01']);
    expect(find('#note').maxLength).to.equal(500);
    expect(text()).to.include('Vom Netzbetreiber abgelesen');
  });

  it('reports an earlier day as the middle of it', async () => {
    await openForm();
    await type('#date', addDays(today, -3));
    await send('13016');
    await shows('Ihr Zählerstand ist angekommen');
    const begin = startOfBerlinDay(addDays(today, -3)).getTime();
    expect(sent[0]?.timestamp).to.equal(new Date(begin + 12 * 3_600_000).toISOString());
  });

  for (const [typed, message] of [
    ['', 'was auf Ihrem Zähler steht'],
    ['-1', 'nie negativ'],
    ['1e9', 'nur die Zahl'],
    ['12a', 'nur die Zahl'],
    ['0', 'über 0'],
    ['1234567890', 'mehr Ziffern'],
    ['12,34567', 'drei Stellen'],
  ] as const) {
    it(`says what is wrong with "${typed}", aloud and at the field`, async () => {
      await openForm();
      await send(typed);
      await shows(message);
      expect(find('#value-problem').textContent).to.include(message);
      expect(find('#value-problem').getAttribute('role')).to.equal('alert');
      expect(find('#value').getAttribute('aria-invalid')).to.equal('true');
      expect(find('#value').value).to.equal(typed);
      await focused('value');
      expect(sent).to.deep.equal([]);
      await type('#value', '13040');
      expect(find('#value').getAttribute('aria-invalid')).to.equal('false');
    });
  }

  it('reads numbers in the language of the page', async () => {
    readings = [reading(1, 12)];
    await openForm();
    gateway.store.setLocale('en', { remember: false });
    await waitUntil(() => /[A-Z]/.test(find('td').textContent));
    await type('#value', '12.345');
    find('button[type="submit"]').click();
    await waitUntil(() => sent.length > 0);
    expect(sent[0]?.value).to.equal(12.345);
    gateway.store.setLocale('de', { remember: false });
    await shows('Ihr Zählerstand ist angekommen');
  });

  for (const [name, day, message] of [
    ['none', '', 'den Tag der Ablesung'],
    ['one to come', addDays(today, 1), 'kommt erst noch'],
    ['one before the contract', '2025-08-31', 'läuft seit dem 01.09.2025'],
  ] as const) {
    it(`says what is wrong with a day that is ${name}`, async () => {
      await openForm();
      await type('#date', day);
      await send('13040');
      await shows(message);
      expect(find('#date-problem').textContent).to.include(message);
      await focused('date');
      expect(sent).to.deep.equal([]);
    });
  }

  for (const [name, typed, title, held] of [
    ['lower than the last one', '12.700', 'weniger als beim letzten Mal', '12.800 kWh'],
    ['much higher than expected', '130400', 'viel mehr als erwartet', '13.040 kWh'],
    ['much lower than expected', '12801', 'viel weniger als erwartet', '13.040 kWh'],
  ] as const) {
    it(`asks about a reading that is ${name}, and sends it when it is right`, async () => {
      await openForm();
      await send(typed);
      await shows(title);
      await focused('question');
      expect(plain(find('#question-values'))).to.include(held);
      expect(sent).to.deep.equal([]);
      button('Ja, stimmt so').click();
      await shows('Ihr Zählerstand ist angekommen');
      expect(sent.length).to.equal(1);
    });
  }

  it('asks about a reading that a later one contradicts', async () => {
    await openForm();
    await type('#date', addDays(today, -40));
    await send('12.900');
    await shows('mehr als an einem späteren Tag');
  });

  it('lets one change a value that it asked about', async () => {
    await openForm();
    await send('12.700');
    await shows('weniger als beim letzten Mal');
    button('Wert ändern').click();
    await focused('value');
    expect(find('#value').value).to.equal('12.700');
    expect(text()).not.to.include('Ja, stimmt so');
    await send('13.040');
    await shows('Ihr Zählerstand ist angekommen');
  });

  for (const [code, field, message] of [
    ['implausible_meter_reading', 'value', 'passt nicht zu den Ständen'],
    ['duplicate_meter_reading', 'date', 'haben wir schon einen Stand'],
    ['out_of_period_meter_reading', 'date', 'läuft seit dem 01.09.2025'],
    ['unsupported_meter_reading', 'form', 'auf anderem Weg abgelesen'],
  ] as const) {
    it(`explains ${code} and keeps what was typed`, async () => {
      await openForm();
      refuse = () => failing(422, code);
      await type('#note', 'Keller');
      await send('13.040');
      await shows(message);
      expect(find(`#${field}-problem`).textContent).to.include(message);
      if (field !== 'form') await focused(field);
      expect([find('#value').value, find('#note').value]).to.deep.equal(['13.040', 'Keller']);
      refuse = undefined;
      await send('13.041');
      await shows('Ihr Zählerstand ist angekommen');
    });
  }

  it('meets an implausible reading with a hint and somebody to ask, not as a failure', async () => {
    await openForm();
    refuse = () => failing(422, 'implausible_meter_reading');
    await send('13.040');
    await shows('passt nicht zu den Ständen');
    expect(find('#value').getAttribute('aria-invalid')).to.equal('false');
    expect(find('#value-problem').className).to.include('soft');
    expect(find('#value-problem a[href^="mailto:"]').textContent).to.include('hilfe@lumio.example');
    expect(text()).to.include(contract.meter.number);
  });

  it('names the day of a duplicate, and looks whether it was this one', async () => {
    await openForm();
    refuse = () => {
      readings = [...readings, { ...reading(0, 13_040), id: 'mr_late' }];
      return failing(422, 'duplicate_meter_reading');
    };
    await send('13.040');
    const [year, month, day] = today.split('-');
    await shows(`Für den ${day}.${month}.${year} haben wir schon einen Stand`);
    await waitUntil(() => find('tbody tr').textContent.includes('13.040'));
  });

  for (const [name, answer, message] of [
    ['no connection', () => Promise.reject(new TypeError('offline')), 'Keine Verbindung'],
    ['a server that fails', () => failing(503), 'Das hat nicht geklappt'],
    ['too many calls', () => failing(429, undefined, { 'retry-after': '30' }), 'in 30 Sekunden'],
    ['an answer that is none', () => Response.json({ id: 1 }), 'Das hat nicht geklappt'],
  ] as const) {
    it(`keeps the form on ${name}, and sends again when asked`, async () => {
      await openForm();
      refuse = answer;
      await send('13.040');
      await shows(message);
      expect(find('#form-problem').textContent).to.include(message);
      expect(find('#value').value).to.equal('13.040');
      expect(sent.length).to.equal(1);
      refuse = undefined;
      button('Erneut senden').click();
      await shows('Ihr Zählerstand ist angekommen');
      expect(sent[1]?.value).to.equal(13_040);
    });
  }

  it('sends once, however often one presses', async () => {
    await openForm();
    let answerLate: ((response: Response) => void) | undefined;
    refuse = () => new Promise((resolve) => (answerLate = resolve));
    await type('#value', '12.700');
    button('Zählerstand senden').click();
    await shows('weniger als beim letzten Mal');
    const yes = button('Ja, stimmt so');
    yes.click();
    yes.click();
    await shows('Wird gesendet');
    yes.click();
    find('form').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    await waitUntil(() => answerLate);
    expect(find('#value').readOnly).to.equal(true);
    expect(sent.length).to.equal(1);
    answerLate?.(Response.json(reading(0, 12_700), { status: 201 }));
    await shows('Ihr Zählerstand ist angekommen');
    expect(sent.length).to.equal(1);
  });

  it('refreshes usage and readings wherever they are shown', async () => {
    await openForm();
    let usages = 0;
    const follower = gateway.store.queryClient.follow(
      { queryKey: ['usage', contract.id, {}], queryFn: () => Promise.resolve((usages += 1)) },
      () => undefined,
    );
    follower.start();
    await waitUntil(() => usages === 1);
    await send('13.040');
    await waitUntil(() => usages === 2);
    follower.stop();
  });

  it('keeps what was typed over a reload, with nothing personal in the key, until it is sent', async () => {
    await openForm();
    await type('#value', '13.04');
    await type('#note', 'Keller');
    expect(Object.keys(sessionStorage)).to.include(draftKey);
    element.remove();
    await openForm();
    expect([find('#value').value, find('#note').value, find('#date').value]).to.deep.equal(['13.04', 'Keller', today]);
    await send('13.040');
    await shows('Ihr Zählerstand ist angekommen');
    expect(sessionStorage.getItem(draftKey)).to.equal(null);
  });

  it('forgets what was typed at the sign-out, and keeps it when the session ran out', async () => {
    await openForm();
    await send('13.040');
    await shows('Ihr Zählerstand ist angekommen');
    button('Weiteren Stand melden').click();
    await focused('value');
    await type('#value', '13.05');
    gateway.answer = (url) => (url.pathname === '/api/meter-readings' ? failing(401) : undefined);
    void gateway.store.queryClient.invalidateQueries({ queryKey: ['meter-readings'] });
    await shows('Melden Sie sich an');
    expect(sessionStorage.getItem(draftKey)).to.include('13.05');
    await gateway.store.signOut();
    expect(sessionStorage.getItem(draftKey)).to.equal(null);
  });

  it('forgets what others typed when somebody signs in', async () => {
    sessionStorage.setItem('nomos.draft.meter-reading.sub_of_somebody_else', '{"value":"1"}');
    sessionStorage.setItem(draftKey, '{"value":"77"}');
    sessionStorage.setItem('another', 'kept');
    await openForm();
    expect(sessionStorage.getItem('nomos.draft.meter-reading.sub_of_somebody_else')).to.equal(null);
    expect(sessionStorage.getItem('another')).to.equal('kept');
    expect(find('#value').value).to.equal('77');
  });

  it('works where the browser keeps no storage', async () => {
    const methods = ['getItem', 'setItem', 'removeItem'] as const;
    const usual = methods.map((name) => Object.getOwnPropertyDescriptor(Storage.prototype, name)!);
    const value = (): never => {
      throw new DOMException('blocked', 'SecurityError');
    };
    for (const name of methods) Object.defineProperty(Storage.prototype, name, { value, configurable: true });
    try {
      await openForm();
      await type('#note', 'Keller');
      await send('13.040');
      await shows('Ihr Zählerstand ist angekommen');
    } finally {
      methods.forEach((name, n) => Object.defineProperty(Storage.prototype, name, usual[n]!));
    }
  });

  it('stands without its history, which can be asked for again', async () => {
    const usual = gateway.answer;
    gateway.answer = (url, init) =>
      url.pathname === '/api/meter-readings' && init.method !== 'POST' ? failing(403) : usual(url, init);
    await openForm();
    await shows('Kein Zugriff');
    gateway.answer = usual;
    button('Erneut versuchen').click();
    await shows('12.800 kWh');
  });

  it('takes a first reading, to which there is nothing to compare', async () => {
    readings = [];
    await open();
    await shows('Ihr erster Stand steht hier');
    await send('4711');
    await shows('Ihr Zählerstand ist angekommen');
    expect(sent[0]?.value).to.equal(4711);
  });

  it('does not hold a reading against those of a meter that was exchanged', async () => {
    readings = [{ ...reading(30, 90_000), meter: 'mtr_before' }];
    await openForm();
    await send('12');
    await shows('Ihr Zählerstand ist angekommen');
  });

  it('is worked by keys alone: native controls in the order of reading, and a form that Enter sends', async () => {
    await openForm();
    const controls = [...find('form').querySelectorAll<HTMLElement>('input, textarea, button')];
    expect(controls.map(({ id, tabIndex }) => `${id} ${tabIndex}`)).to.deep.equal([
      'value 0',
      'date 0',
      'note 0',
      ' 0',
    ]);
    await type('#value', '12.700');
    // What a browser does at Enter in a field of a form with a submit button.
    root().querySelector('form')?.requestSubmit();
    await focused('question');
    const answers = [...find('.answers').querySelectorAll('button')];
    expect(answers.map((answer) => [answer.tabIndex, answer.type, answer.disabled])).to.deep.equal([
      [0, 'button', false],
      [0, 'button', false],
    ]);
    // The question stands where the button was, so that the next key stop is its first answer.
    const follows = find('#question').compareDocumentPosition(answers[0]!) & Node.DOCUMENT_POSITION_FOLLOWING;
    expect(follows).not.to.equal(0);
  });

  for (const [name, change, message] of [
    ['a smart meter', { meter: { ...analogSubscription.meter, type: 'smart' } }, 'meldet seine Werte selbst'],
    ['a meter of an unknown kind', { meter: { ...analogSubscription.meter, type: 'prepaid' } }, 'auf anderem Weg'],
    ['a contract to come', { status: 'pending', start_at: '2099-12-31T23:00:00Z' }, 'beginnt am 01.01.2100'],
    ['a contract that is over', { status: 'ended', end_at: '2026-03-31T22:00:00Z' }, 'bis zum 31.03.2026'],
    ['a contract in an unknown state', { status: 'paused' }, 'gerade keinen Zählerstand'],
  ] as const) {
    it(`says kindly why nothing is to do for ${name}, and asks for nothing`, async () => {
      contract = { ...analogSubscription, ...change };
      await open();
      await shows(message);
      expect(root().querySelector('form')).to.equal(null);
      expect(gateway.count('GET /api/meter-readings')).to.equal(0);
    });
  }

  it("says so for a subscription that is not the customer's", async () => {
    await openForm();
    element.subscription = 'sub_of_somebody_else';
    await shows('noch keinen Vertrag');
  });
});
