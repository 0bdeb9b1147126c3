import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { endedSubscription, feedInSubscription, subscription } from '../../demo/gallery/fixtures.ts';
import '../../elements/nomos-cancellation/nomos-cancellation.ts';
import type { NomosCancellation } from '../../elements/nomos-cancellation/cancellation-element.ts';
import { requestDays } from '../../src/contract/gateway/request-bounds.ts';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { addDays, berlinDateOf, startOfBerlinDay } from '../../src/domain/berlin-calendar.ts';
import { createFormats } from '../../src/domain/format.ts';
import { visitorDraftLifetime } from '../../src/session/declaration-draft.ts';
import { FakeGateway } from './fake-gateway.ts';
import { FormUnderTest } from './form-under-test.ts';
import { waitUntil } from './wait-until.ts';

type Sent = Record<string, unknown> & { key: string };

let gateway: FakeGateway;
let form: FormUnderTest<NomosCancellation>;
let sent: Sent[];
let contract = subscription;
/** Takes the place of the answer to a cancellation. */
let refuse: (() => Response | Promise<Response>) | undefined;
/** What becomes of it. */
let outcome: Partial<CustomerRequest>;

const today = berlinDateOf(new Date());
const visitorKey = 'nomos.draft.cancellation.visitor';
const customerKey = `nomos.draft.cancellation.${subscription.customer.id}`;
const formats = createFormats('de');

const failing = (status: number, errors: { code: string; field: string }[] = [], headers = {}) =>
  Response.json(
    { code: 'X', message: '', requestId: 'r-1', errors: errors.map((error) => ({ ...error, message: '' })) },
    { status, headers },
  );

async function open(): Promise<void> {
  const element = await fixture<NomosCancellation>(
    html`<nomos-cancellation instance="cancellation-test" login-href="/login?next=/cancel"></nomos-cancellation>`,
  );
  form = new FormUnderTest(element);
  await waitUntil(() => form.has('form'), 'form');
}

/** What a person types who has no account. */
async function fillIn(): Promise<void> {
  await form.type('contract', ' Zähler 1APA0195124010 ');
  await form.type('name', 'Jo Ehrlich');
  await form.type('email', 'jo@posteo.example');
}

const press = (): void => form.button('jetzt kündigen').click();

describe('<nomos-cancellation>', () => {
  beforeEach(() => {
    sessionStorage.clear();
    sent = [];
    contract = subscription;
    refuse = undefined;
    outcome = {};
    gateway = new FakeGateway('cancellation-test');
    gateway.contracts = () => [contract, feedInSubscription, endedSubscription];
    gateway.signedIn = false;
    gateway.answer = (url, init) => {
      if (url.pathname.endsWith('/receipt')) return new Response('%PDF-1.7', { status: 200 });
      if (url.pathname !== '/gateway/requests' || init.method !== 'POST') return undefined;
      sent.push(JSON.parse(init.body as string) as Sent);
      if (refuse) return refuse();
      const request: CustomerRequest = {
        id: 'req_1',
        reference: 'K7QF-2M9A',
        kind: 'cancellation',
        state: 'received',
        received_at: '2026-11-24T10:00:12Z',
        subscription: null,
        end_at: null,
        refusal: null,
        summary: [{ label: 'Name', value: 'Jo Ehrlich' }],
        ...outcome,
      };
      return Response.json(request, { status: 201 });
    };
  });

  it('lets anybody cancel on one page, and says what was declared, when, and what comes next', async () => {
    await open();
    expect(form.root.querySelector('h2')?.textContent.trim()).to.equal('Verträge hier kündigen');
    expect(form.find('#contract').required).to.equal(true);
    await fillIn();
    const told = oneEvent(form.element, 'nomos-cancellation-success');
    press();
    expect((await told).detail).to.deep.equal({ request: 'req_1' });
    await form.shows('Ihre Kündigung ist bei uns eingegangen');
    const [{ key, ...rest }] = sent as [Sent];
    expect(key).to.match(/^[A-Za-z0-9_-]{32}$/);
    expect(rest).to.deep.equal({
      kind: 'cancellation',
      locale: 'de',
      name: 'Jo Ehrlich',
      email: 'jo@posteo.example',
      contract: 'Zähler 1APA0195124010',
      termination: 'ordinary',
      last_day: null,
      reason: null,
      new_address: null,
    });
    for (const said of ['24.11.2026, 11:00', 'K7QF-2M9A', 'jo@posteo.example', 'Bis spätestens 01.12.2026'])
      expect(form.text).to.include(said);
    await form.focusIsOn('receipt');
    expect(sessionStorage.getItem(visitorKey)).to.equal(null);
    expect(gateway.count('GET /api/subscriptions')).to.equal(0);
  });

  it('offers the sign-in to those who are not signed in, and asks nobody for it', async () => {
    await open();
    expect(form.find('a').getAttribute('href')).to.equal('/login?next=/cancel');
    form.element.loginHref = undefined;
    await form.element.updateComplete;
    expect(form.text).not.to.include('Anmeldung');
  });

  it('knows a customer and the contract, and offers those that are not over', async () => {
    gateway.signedIn = true;
    outcome = { state: 'applied', subscription: subscription.id, end_at: '2026-12-23T23:00:00Z' };
    await open();
    expect(form.find('#name').value).to.equal('Katharina Mühlenbeck-Özdemir');
    expect(form.find('#email').value).to.equal('katharina@sandbox.example');
    const options = [...form.root.querySelectorAll('option')];
    expect(options.map(({ value }) => value)).to.deep.equal([subscription.id, feedInSubscription.id, 'other']);
    expect(form.find('#choice').value).to.equal(subscription.id);
    expect(options.map(({ textContent }) => textContent).join()).not.to.include(endedSubscription.number);
    expect(form.text).to.include('Ihre Kündigungsfrist beträgt 30 Tage');
    const asked = gateway.count('GET /gateway/session');
    press();
    await form.shows('Ihr Vertrag ist gekündigt');
    expect(form.text).to.include('Mittwoch, 23. Dezember 2026');
    expect(sent[0]).to.include({ subscription: subscription.id, email: 'katharina@sandbox.example' });
    expect(sent[0]).not.to.have.property('contract');
    // What shows the contract shows at once that it ends, and the receipt stays.
    await waitUntil(() => gateway.count('GET /gateway/session') > asked);
    await waitUntil(() => gateway.store.snapshot.status === 'signed-in');
    expect(form.has('#receipt')).to.equal(true);
  });

  it('takes a contract for feed-in, and one that is none of the own', async () => {
    gateway.signedIn = true;
    await open();
    await form.choose('choice', feedInSubscription.id);
    await form.choose('when', 'day');
    expect(form.text).to.include('Letzter Tag der Einspeisung');
    await form.choose('choice', 'other');
    await form.type('contract', 'Vertrag meiner Mutter, 4711');
    await form.type('last_day', addDays(today, 60));
    press();
    await form.shows('eingegangen');
    expect(sent[0]).to.include({ contract: 'Vertrag meiner Mutter, 4711' });
    expect(sent[0]).not.to.have.property('subscription');
  });

  it('offers in the calendar the days that a kind may name, within those of the contract', async () => {
    gateway.signedIn = true;
    contract = { ...subscription, end_at: startOfBerlinDay(addDays(today, 41)).toISOString() };
    await open();
    const offered = (): string[] => [form.find('#last_day').min, form.find('#last_day').max];
    await form.choose('choice', 'other');
    await form.choose('when', 'day');
    expect(offered()).to.deep.equal([today, addDays(today, requestDays.lastDayAhead)]);
    await form.choose('termination', 'move-out');
    expect(offered()[0]).to.equal(addDays(today, -requestDays.movedOutBefore));
    await form.choose('choice', contract.id);
    expect(offered()[1]).to.equal(addDays(today, 40));
  });

  it('keeps what was typed when the kind changes, and sends what belongs to the kind', async () => {
    await open();
    await fillIn();
    await form.choose('termination', 'extraordinary');
    await form.type('reason', 'Der Preis steigt.');
    await form.choose('when', 'day');
    await form.type('last_day', addDays(today, 60));
    await form.choose('termination', 'move-out');
    expect(form.has('#reason')).to.equal(false);
    expect(form.find('#last_day').value).to.equal(addDays(today, 60));
    await form.type('street', 'Am Hafen');
    await form.type('house_number', '7 c');
    await form.type('zip', '28195');
    await form.type('city', 'Bremen');
    await form.choose('termination', 'extraordinary');
    expect(form.find('#reason').value).to.equal('Der Preis steigt.');
    await form.choose('termination', 'move-out');
    expect(form.find('#street').value).to.equal('Am Hafen');
    press();
    await form.shows('eingegangen');
    expect(sent[0]).to.deep.include({
      termination: 'move-out',
      last_day: addDays(today, 60),
      reason: null,
      new_address: { street: 'Am Hafen', house_number: '7 c', zip: '28195', city: 'Bremen' },
    });
  });

  it('says the last day of supply before the button, as a date', async () => {
    await open();
    await form.choose('termination', 'move-out');
    expect(form.find('#consequence').textContent).to.include('sobald Sie einen Tag wählen');
    const day = addDays(today, 90);
    await form.type('last_day', day);
    expect(form.find('#consequence').textContent).to.include(formats.dateLong(day));
    expect(form.find('#consequence').textContent).to.include(formats.date(addDays(day, 1)));
    expect(form.find('#consequence').textContent).not.to.include('sechs Wochen');
    await form.type('last_day', addDays(today, 20));
    expect(form.find('#consequence').textContent).to.include('sechs Wochen');
    const follows = form.find('#consequence').compareDocumentPosition(form.button('jetzt kündigen'));
    expect(follows & Node.DOCUMENT_POSITION_FOLLOWING).not.to.equal(0);
    expect(form.button('jetzt kündigen').getAttribute('aria-describedby')).to.equal('consequence');
  });

  it('says at each field what is missing, and leads to the first', async () => {
    await open();
    await form.choose('termination', 'extraordinary');
    await form.choose('when', 'day');
    press();
    await form.focusIsOn('contract');
    for (const field of ['contract', 'reason', 'last_day', 'name', 'email']) {
      expect(form.problem(field), field).not.to.equal('');
      expect(form.find(`#${field}`).getAttribute('aria-invalid'), field).to.equal('true');
      expect(form.find(`#${field}-error`).getAttribute('role')).to.equal('alert');
    }
    expect(sent).to.deep.equal([]);
    await form.type('contract', '4711');
    expect(form.problem('contract')).to.equal('');
    press();
    await form.focusIsOn('reason');
  });

  it('asks for the rest of a new address that was begun', async () => {
    await open();
    await fillIn();
    await form.choose('termination', 'move-out');
    await form.type('last_day', addDays(today, 60));
    await form.type('zip', '28195');
    press();
    await form.focusIsOn('street');
    expect(form.problem('city')).to.include('fehlt noch');
    expect(form.problem('zip')).to.equal('');
  });

  for (const [name, termination, day, message] of [
    ['a day that is over', 'ordinary', addDays(today, -1), 'schon vorbei'],
    ['a slip of the hand', 'ordinary', addDays(today, 4000), 'prüfen Sie das Jahr'],
    ['a move of long ago', 'move-out', addDays(today, -400), 'prüfen Sie das Jahr'],
    ['a move without a day', 'move-out', '', 'letzten Tag der Belieferung'],
  ] as const) {
    it(`refuses ${name}, at its field`, async () => {
      await open();
      await fillIn();
      await form.choose('termination', termination);
      if (termination === 'ordinary') await form.choose('when', 'day');
      await form.type('last_day', day);
      press();
      await form.focusIsOn('last_day');
      expect(form.problem('last_day')).to.include(message);
      expect(form.find('#last_day').value).to.equal(day);
      expect(sent).to.deep.equal([]);
    });
  }

  it('says that there is no 31 February', async () => {
    await open();
    await fillIn();
    await form.choose('when', 'day');
    // What a browser says of a day that it cannot make a date of: an empty value, and that it is bad.
    Object.defineProperty(form.find('#last_day'), 'validity', { value: { badInput: true } });
    press();
    await form.focusIsOn('last_day');
    expect(form.problem('last_day')).to.include('gibt es nicht');
  });

  it('takes a move that has been, and any day of the week', async () => {
    await open();
    await fillIn();
    await form.choose('termination', 'move-out');
    await form.type('last_day', addDays(today, -10));
    press();
    await form.shows('eingegangen');
    expect(sent[0]?.last_day).to.equal(addDays(today, -10));
  });

  it('tells of a contract that is terminated since when and until when, and takes an earlier day', async () => {
    gateway.signedIn = true;
    contract = {
      ...subscription,
      terminated_at: '2026-11-02T09:00:00Z',
      end_at: startOfBerlinDay(addDays(today, 41)).toISOString(),
    };
    await open();
    await form.shows('seit dem 02.11.2026 gekündigt');
    expect(form.text).to.include(`bis zum ${formats.date(addDays(today, 40))}`);
    await form.choose('termination', 'move-out');
    await form.type('last_day', addDays(today, 41));
    press();
    await form.focusIsOn('last_day');
    expect(form.problem('last_day')).to.include(`endet schon am ${formats.date(addDays(today, 40))}`);
    await form.type('last_day', addDays(today, 40));
    press();
    await form.shows('eingegangen');
  });

  it('does not let a contract end before it begins', async () => {
    gateway.signedIn = true;
    contract = { ...subscription, status: 'pending', start_at: startOfBerlinDay(addDays(today, 20)).toISOString() };
    await open();
    await form.choose('choice', subscription.id);
    await form.choose('when', 'day');
    await form.type('last_day', addDays(today, 19));
    press();
    await form.focusIsOn('last_day');
    expect(form.problem('last_day')).to.include(`beginnt erst am ${formats.date(addDays(today, 20))}`);
  });

  it('says of what is too long that it is, and cuts nothing off', async () => {
    await open();
    await fillIn();
    await form.choose('termination', 'extraordinary');
    await form.type('reason', 'x'.repeat(100_000));
    press();
    await form.focusIsOn('reason');
    expect(form.problem('reason')).to.include('länger, als wir annehmen können');
    expect(form.find('#reason').value.length).to.equal(100_000);
  });

  for (const [name, answer, message] of [
    ['no connection', () => Promise.reject(new TypeError('offline')), 'Keine Verbindung'],
    ['no answer in time', () => Promise.reject(new DOMException('', 'TimeoutError')), 'dauert ungewöhnlich lange'],
    ['a server that fails', () => failing(503), 'Das hat nicht geklappt'],
    ['an answer that is none', () => Response.json({ id: 1 }), 'Das hat nicht geklappt'],
    ['too many', () => failing(429, [], { 'retry-after': '30' }), 'in 30 Sekunden'],
  ] as const) {
    it(`keeps the form on ${name}; pressed again, it is the same request`, async () => {
      await open();
      await fillIn();
      refuse = answer;
      press();
      await form.shows(message);
      expect(form.find('#failure').textContent).to.include(message);
      expect(form.find('#failure').getAttribute('role')).to.equal('alert');
      expect(form.text).to.include('hilfe@lumio.example');
      expect(form.find('#name').value).to.equal('Jo Ehrlich');
      refuse = undefined;
      press();
      await form.shows('eingegangen');
      expect(sent).to.have.length(2);
      expect(sent[1]).to.deep.equal(sent[0]);
    });
  }

  it('is the same request after a reload, too, in the language in which it was made', async () => {
    await open();
    await fillIn();
    refuse = () => Promise.reject(new TypeError('offline'));
    press();
    await form.shows('Keine Verbindung');
    form.element.remove();
    refuse = undefined;
    gateway.store.setLocale('en', { remember: false });
    await open();
    await form.shows('cancel now');
    form.button('cancel now').click();
    await form.shows('We have received your cancellation');
    expect(sent[1]).to.deep.equal(sent[0]);
    gateway.store.setLocale('de', { remember: false });
    await form.shows('eingegangen');
  });

  it('is another request once something else is declared, or when the key is taken', async () => {
    await open();
    await fillIn();
    refuse = () => failing(503);
    press();
    await form.shows('Das hat nicht geklappt');
    await form.type('name', 'Jo Ehrlich-Muth');
    refuse = () => failing(409, [{ code: 'key_reused', field: 'key' }]);
    press();
    await waitUntil(() => sent.length === 2);
    await form.shows('Das hat nicht geklappt');
    refuse = undefined;
    press();
    await form.shows('eingegangen');
    expect(new Set(sent.map(({ key }) => key)).size).to.equal(3);
  });

  it('sends once, however often one presses', async () => {
    await open();
    await fillIn();
    let answerLate: ((response: Response) => void) | undefined;
    refuse = () => new Promise((resolve) => (answerLate = resolve));
    const button = form.button('jetzt kündigen');
    button.click();
    button.click();
    await form.shows('Wird gesendet');
    button.click();
    form.find('form').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    await waitUntil(() => answerLate);
    await form.type('name', 'Jemand anders');
    expect(form.find('#name').readOnly).to.equal(true);
    answerLate?.(failing(503));
    await form.shows('Das hat nicht geklappt');
    expect(form.find('#name').value).to.equal('Jo Ehrlich');
    expect(sent).to.have.length(1);
  });

  it('shows what the gateway finds wrong at the field that it is about', async () => {
    await open();
    await fillIn();
    await form.choose('termination', 'move-out');
    await form.type('last_day', addDays(today, 60));
    for (const [name, value] of Object.entries({ street: 'A', house_number: '1', zip: '2', city: 'B' }))
      await form.type(name, value);
    refuse = () =>
      failing(400, [
        { code: 'too_long', field: 'new_address.city' },
        { code: 'date_in_past', field: 'last_day' },
        { code: 'invalid_format', field: 'email' },
      ]);
    press();
    await form.focusIsOn('last_day');
    expect(form.problem('last_day')).to.include('schon vorbei');
    expect(form.problem('city')).to.include('kürzen');
    expect(form.problem('email')).to.include('E-Mail-Adresse');
    expect(form.find('#failure').textContent.trim()).to.equal('');
  });

  it('tells the page before it sends, which may do it itself', async () => {
    gateway.signedIn = true;
    await open();
    const asked: unknown[] = [];
    form.element.addEventListener('nomos-cancellation-submit', (event) => {
      asked.push(event.detail);
      event.preventDefault();
    });
    press();
    await waitUntil(() => asked.length > 0);
    await waitUntil(() => !form.text.includes('Wird gesendet'));
    expect(asked).to.deep.equal([{ subscription: subscription.id }]);
    expect(sent).to.deep.equal([]);
    expect(form.has('form')).to.equal(true);
  });

  for (const [email, expected] of [
    ['', 'taken along'],
    ['Katharina@sandbox.example', 'taken along'],
    ['jo@posteo.example', 'forgotten'],
  ] as const) {
    it(`has what a visitor typed ${expected} at the sign-in, with the address "${email}"`, async () => {
      await open();
      if (email) await form.type('email', email);
      await form.type('contract', '7k20-feed');
      await form.choose('termination', 'extraordinary');
      await form.type('reason', 'Der Preis steigt.');
      form.element.remove();
      await gateway.store.verifyCode('123456', { challenge: 'c1', remember: false });
      await open();
      expect(form.has('#reason')).to.equal(expected === 'taken along');
      // The number that they typed is one of their contracts.
      const choice = expected === 'taken along' ? feedInSubscription.id : subscription.id;
      expect(form.find('#choice').value).to.equal(choice);
      expect(sessionStorage.getItem(visitorKey)).to.equal(null);
    });
  }

  it('does not take the words for a contract of somebody else as one of the own', async () => {
    await open();
    await form.type('contract', 'Zähler meiner Mutter 4711');
    await gateway.store.verifyCode('123456', { challenge: 'c1', remember: false });
    await waitUntil(() => form.has('#choice'));
    expect(form.find('#choice').value).to.equal('other');
    expect(form.find('#contract').value).to.equal('Zähler meiner Mutter 4711');
  });

  it('keeps what a customer typed over a reload, and forgets it at the sign-out, with what was declared', async () => {
    gateway.signedIn = true;
    await open();
    await form.choose('termination', 'extraordinary');
    await form.type('reason', 'Der Preis steigt.');
    expect(Object.keys(sessionStorage)).to.deep.equal([customerKey]);
    form.element.remove();
    await open();
    expect(form.find('#reason').value).to.equal('Der Preis steigt.');
    press();
    await form.shows('eingegangen');
    gateway.signedIn = false;
    await gateway.store.signOut();
    await waitUntil(() => form.has('form'));
    expect(form.has('#reason')).to.equal(false);
    expect(form.find('#name').value).to.equal('');
    expect(sessionStorage.length).to.equal(0);
  });

  it('goes on without a session when it ran out, with everything that was there', async () => {
    gateway.signedIn = true;
    await open();
    await form.choose('termination', 'extraordinary');
    await form.type('reason', 'Der Preis steigt.');
    gateway.signedIn = false;
    refuse = () => failing(401);
    press();
    await form.shows('auch ohne Anmeldung absenden');
    // It is said at the refusal; that the session is over is asked for then.
    await waitUntil(() => form.has('#contract'), 'the form of a visitor');
    expect(form.find('#reason').value).to.equal('Der Preis steigt.');
    expect(form.find('#name').value).to.equal('Katharina Mühlenbeck-Özdemir');
    expect(form.find('#contract').value).to.equal(subscription.number);
    refuse = undefined;
    press();
    await form.shows('eingegangen');
    expect(sent[1]).to.include({ contract: subscription.number, reason: 'Der Preis steigt.' });
  });

  it('does not keep for long what a visitor typed', async () => {
    await open();
    await form.type('name', 'Jo Ehrlich');
    form.element.remove();
    const kept = JSON.parse(sessionStorage.getItem(visitorKey)!) as { at: number };
    const backThen = JSON.stringify({ ...kept, at: Date.now() - visitorDraftLifetime - 1 });
    await open();
    expect(form.find('#name').value).to.equal('Jo Ehrlich');
    form.element.remove();
    sessionStorage.setItem(visitorKey, backThen);
    await open();
    expect(form.find('#name').value).to.equal('');
  });

  it('draws its form from a draft that is none', async () => {
    sessionStorage.setItem(visitorKey, JSON.stringify({ at: Date.now(), fields: { name: 7, termination: [] } }));
    await open();
    expect(form.find('#name').value).to.equal('');
    expect(form.find('input[value="ordinary"]').checked).to.equal(true);
  });

  it('stands open where nobody can say who is signed in', async () => {
    const usual = gateway.answer;
    gateway.answer = (url, init) => (url.pathname === '/gateway/session' ? failing(403) : usual(url, init));
    await open();
    await fillIn();
    press();
    await form.shows('eingegangen');
  });

  it('works where the browser keeps no storage', async () => {
    const methods = ['getItem', 'setItem', 'removeItem'] as const;
    const usual = methods.map((name) => Object.getOwnPropertyDescriptor(Storage.prototype, name)!);
    const value = (): never => {
      throw new DOMException('blocked', 'SecurityError');
    };
    for (const name of methods) Object.defineProperty(Storage.prototype, name, { value, configurable: true });
    try {
      await open();
      await fillIn();
      press();
      await form.shows('eingegangen');
    } finally {
      methods.forEach((name, n) => Object.defineProperty(Storage.prototype, name, usual[n]!));
    }
  });

  it('saves the receipt with the key of the request, and says when that fails', async () => {
    await open();
    await fillIn();
    press();
    await form.shows('eingegangen');
    const files: string[] = [];
    Object.defineProperty(HTMLAnchorElement.prototype, 'click', {
      configurable: true,
      value(this: HTMLAnchorElement) {
        files.push(this.download);
      },
    });
    try {
      const usual = gateway.answer;
      const asked: string[] = [];
      gateway.answer = (url, init) => {
        if (!url.pathname.endsWith('/receipt')) return usual(url, init);
        asked.push(`${url.pathname} ${init.body as string}`);
        return asked.length === 1 ? failing(503) : usual(url, init);
      };
      form.button('PDF speichern').click();
      await form.shows('trotzdem sicher bei uns gespeichert');
      form.button('PDF speichern').click();
      await form.shows('Gespeichert: K7QF-2M9A-2026-11-24.pdf');
      expect(files).to.deep.equal(['K7QF-2M9A-2026-11-24.pdf']);
      expect(asked[0]).to.equal(`/gateway/requests/req_1/receipt {"key":"${sent[0]!.key}"}`);
    } finally {
      Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
    }
  });

  it('opens an empty form for another contract', async () => {
    await open();
    await fillIn();
    press();
    await form.shows('eingegangen');
    form.button('Noch einen Vertrag kündigen').click();
    await form.focusIsOn('contract');
    expect(form.find('#contract').value).to.equal('');
    await fillIn();
    press();
    await form.shows('eingegangen');
    expect(sent[1]?.key).not.to.equal(sent[0]?.key);
  });

  for (const [refusal, message] of [
    ['invalid_termination_date', 'Die Frist bis dahin ist zu kurz'],
    ['ended_subscription', 'Sofort ausführen ließ sich die Kündigung nicht'],
  ] as const) {
    it(`says what happens after ${refusal}: a person looks at it, and the declaration counts`, async () => {
      outcome = { refusal };
      await open();
      await fillIn();
      press();
      await form.shows(message);
      expect(form.text).to.include('Ihre Erklärung zählt ab dem Eingang');
    });
  }

  it('is worked by keys alone: native controls in the order of reading', async () => {
    await open();
    await form.choose('when', 'day');
    const controls = [...form.root.querySelectorAll<HTMLInputElement>('form input, form button')];
    expect(controls.map(({ name, type, tabIndex }) => `${name || type} ${tabIndex}`)).to.deep.equal([
      'contract 0',
      'termination 0',
      'termination 0',
      'termination 0',
      'when 0',
      'when 0',
      'last_day 0',
      'name 0',
      'email 0',
      'submit 0',
    ]);
    await fillIn();
    await form.type('last_day', addDays(today, 60));
    form.root.querySelector('form')?.requestSubmit();
    await form.shows('eingegangen');
  });
});
