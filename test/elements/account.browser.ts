import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { brands, endedSubscription, feedInSubscription, subscription } from '../../demo/gallery/fixtures.ts';
import '../../elements/nomos-account/nomos-account.ts';
import type { Device } from '../../src/contract/gateway/devices.ts';
import type { Customer } from '../../src/contract/nomos/customer.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

type Drawn = HTMLElement & { updateComplete: Promise<unknown>; cancelHref: string };
interface Write {
  path: string;
  body: unknown;
}
interface Changes {
  payment_method?: { sepa_debit: { iban: string; account_holder: string } };
  billing_address?: object;
}

const iban = 'DE68500105178297336485';
const address = { id: 'adr_2', street: 'Am Alten Hafen', house_number: '3 b', zip: '20457', city: 'Hamburg' };
const noon = '2026-11-24T11:00:00Z';

let gateway: FakeGateway;
let element: Drawn;
/** What the API knows, and whom the gateway knows as signed in where. */
let customer: Customer;
let contracts: Subscription[];
let devices: Device[];
let writes: Write[];
let creditor: { name: string; identifier: string } | null;
/** Whether a code was entered not long ago. */
let proven: boolean;
/** Takes the place of the answer to a write. */
let refuse: ((path: string) => Response | Promise<Response> | undefined) | undefined;

const root = (): ShadowRoot => element.shadowRoot!;
const plain = (drawn: Node): string => (drawn.textContent ?? '').replace(/\s+/g, ' ');
const text = (): string => plain(root());
const shows = (what: string): Promise<void> => waitUntil(() => text().includes(what), what);
const hides = (what: string): Promise<void> => waitUntil(() => !text().includes(what), what);
const find = (selector: string): HTMLInputElement => {
  const found = root().querySelector<HTMLInputElement>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
};
const nameOf = (candidate: Element): string => candidate.getAttribute('aria-label') ?? plain(candidate).trim();
const buttons = (name: string): HTMLButtonElement[] =>
  [...root().querySelectorAll('button')].filter((candidate) => nameOf(candidate) === name);
const button = (name: string): HTMLButtonElement => {
  const [found] = buttons(name);
  if (!found) throw new Error(`There is no button ${name}`);
  return found;
};
const focused = (id: string): Promise<void> => waitUntil(() => root().activeElement?.id === id, `focus on ${id}`);
/** Whatever the browser keeps. */
const kept = (): string => JSON.stringify([sessionStorage, localStorage].map((storage) => Object.entries(storage)));

const failing = (status: number, errors: { code: string; field: string }[] = [], more: object = {}): Response =>
  Response.json({ code: 'X', message: 'no', requestId: 'r-1', errors, ...more }, { status });

/** Types into a field as a browser does. */
async function type(selector: string, value: string): Promise<void> {
  const input = find(selector);
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await element.updateComplete;
}

async function open(): Promise<void> {
  element = await fixture<Drawn>(html`<nomos-account instance="account-test"></nomos-account>`);
  await shows('Firefox auf Linux');
}

async function openForm(name: string, field: string): Promise<void> {
  await open();
  button(name).click();
  await focused(field);
}

async function fillMandate(typed = iban): Promise<void> {
  await openForm('Bankverbindung ändern', 'iban');
  await type('#iban', typed);
  find('#consent').click();
  await element.updateComplete;
}

/** As the gateway and the API behind it answer. */
async function answer(url: URL, init: RequestInit): Promise<Response | undefined> {
  const { pathname } = url;
  const { method = 'GET' } = init;
  if (pathname === '/gateway/brand') {
    return Response.json({ ...brands.lumio, legal: { ...brands.lumio.legal, creditor } });
  }
  if (pathname === `/api/customers/${customer.id}` && method === 'GET') return Response.json(customer);
  const contract = contracts.find(({ id }) => pathname === `/api/subscriptions/${id}`);
  if (pathname === '/gateway/sessions' && method === 'GET') return Response.json({ items: devices });
  if (method === 'GET') return undefined;

  const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Changes) : {};
  if (pathname !== '/gateway/sign-in/sessions') writes.push({ path: `${method} ${pathname}`, body });
  const refused = await refuse?.(pathname);
  if (refused) return refused;
  if (pathname === '/gateway/step-up/challenges') {
    const soon = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
    return Response.json({ challenge: 'c1', expires_at: soon(600), resend_at: soon(60) }, { status: 202 });
  }
  if (pathname === '/gateway/step-up') {
    if ((body as { code?: string }).code !== '123456') return failing(422, [{ code: 'invalid_code', field: 'code' }]);
    proven = true;
    return Response.json({ verified_at: noon, valid_until: '2099-01-01T00:00:00Z' });
  }
  if (pathname.startsWith('/gateway/sessions')) {
    const ended = pathname.slice('/gateway/sessions/'.length);
    devices = devices.filter(({ id, current }) => current || (ended !== '' && id !== ended));
    return new Response(null, { status: 204 });
  }
  if (pathname === `/api/customers/${customer.id}`) {
    customer = { ...customer, ...body };
    contracts = contracts.map((other) => ({ ...other, customer }));
    return Response.json(customer);
  }
  if (!contract) return undefined;
  if (body.payment_method) {
    if (!proven) return failing(403, [], { code: 'STEP_UP_REQUIRED' });
    const { sepa_debit: debit } = body.payment_method;
    const masked = { ...debit, iban: `${debit.iban.slice(0, 2)}************${debit.iban.slice(-4)}` };
    const changed = { ...contract, payment_method: { id: 'pm_new', type: 'sepa_debit', sepa_debit: masked } };
    contracts = contracts.map((other) => (other === contract ? changed : other));
    return Response.json(changed);
  }
  contracts = contracts.map((other) => ({ ...other, billing_address: { ...address, ...body.billing_address } }));
  return Response.json(contracts.find(({ id }) => id === contract.id));
}

describe('<nomos-account>', () => {
  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
    customer = { ...subscription.customer, last_name: 'Mühlenbeck' };
    contracts = [
      {
        ...subscription,
        customer,
        billing_address: address,
        payment_method: {
          id: 'pm_1',
          type: 'sepa_debit',
          sepa_debit: { iban: 'DE************3000', account_holder: 'Katharina Brandt' },
        },
      },
    ];
    const device = {
      browser: 'Firefox',
      system: 'Linux',
      created_at: noon,
      last_used_at: noon,
      remembered: true,
      origin: null,
    };
    devices = [
      { ...device, id: 'ses_1', current: true },
      { ...device, id: 'ses_2', current: false, browser: 'Safari', system: 'iOS' },
      { ...device, id: 'ses_3', current: false, browser: null, system: null },
    ];
    writes = [];
    creditor = { name: 'Lumio Energie GmbH', identifier: 'DE98ZZZ09999999999' };
    proven = true;
    refuse = undefined;
    gateway = new FakeGateway('account-test');
    gateway.contracts = () => contracts;
    gateway.answer = answer;
  });

  describe('what is known', () => {
    it('is shown, with what cannot be changed here and why', async () => {
      await open();
      for (const known of [
        'Katharina Mühlenbeck',
        'katharina@sandbox.example',
        'hilfe@lumio.example',
        '14.07.2025',
        'DE•• •••• •••• 3000',
        'Konto DE, endet auf 3000',
        'Katharina Brandt',
        'Torstraße 119',
        'Hier ist Ihr Zähler',
        'Am Alten Hafen 3 b',
        'Firefox auf Linux',
        'Unbekanntes Gerät',
      ]) {
        expect(text()).to.include(known);
      }
      expect(text()).not.to.include('Sie ziehen um?');
      element.cancelHref = '/kuendigen';
      await element.updateComplete;
      expect(find('a[href="/kuendigen"]').textContent).to.include('Vertrag zum Auszug kündigen');
    });

    it('is that of a company where the customer is one', async () => {
      customer = { ...customer, type: 'company', company_name: 'Mühlenbeck GmbH', vat_id: 'DE123456789' };
      await open();
      for (const known of ['Mühlenbeck GmbH', 'Ansprechperson', 'DE123456789']) expect(text()).to.include(known);
    });

    it('names the contract where there are several, and follows the choice', async () => {
      contracts = [contracts[0]!, { ...feedInSubscription, customer, billing_address: null }];
      await open();
      expect(text()).to.include('gehören zum Vertrag Torstraße 119 (4X44EMKX)');
      gateway.store.selectSubscription(feedInSubscription.id);
      await shows('gehören zum Vertrag Geschwister-Scholl-Straße');
      expect(text()).to.include('Wie die Lieferadresse');
      expect(text()).to.include('keine Bankverbindung hinterlegt');
    });

    it('is who they are, without a contract', async () => {
      contracts = [];
      await open();
      expect(text()).to.include('Sie haben noch keinen Vertrag');
      expect(text()).not.to.include('Rechnungsadresse');
    });
  });

  describe('names', () => {
    it('are changed by those that differ, and shown by everybody at once', async () => {
      await openForm('Namen ändern', 'first_name');
      const told = oneEvent(element, 'nomos-account-change');
      await type('#last_name', '  Özdemir ');
      button('Speichern').click();
      expect((await told).detail).to.deep.equal({ change: 'names' });
      await focused('saved');
      expect(text()).to.include('Zur Sicherheit schicken wir Ihnen eine E-Mail');
      expect(text()).to.include('Katharina Özdemir');
      expect(writes).to.deep.equal([{ path: `PATCH /api/customers/${customer.id}`, body: { last_name: 'Özdemir' } }]);
      const { snapshot } = gateway.store;
      expect(snapshot.status === 'signed-in' && snapshot.customer.last_name).to.equal('Özdemir');
    });

    it('of a company are its own and those of whom to speak to', async () => {
      customer = { ...customer, type: 'company', company_name: 'Mühlenbeck GmbH' };
      await openForm('Firma und Ansprechperson ändern', 'company_name');
      await type('#company_name', 'Mühlenbeck & Töchter KG');
      button('Speichern').click();
      await focused('saved');
      expect(writes[0]?.body).to.deep.equal({ company_name: 'Mühlenbeck & Töchter KG' });
    });

    it('that are not there, or too long, are asked for at their field', async () => {
      await openForm('Namen ändern', 'first_name');
      await type('#first_name', '  ');
      await type('#last_name', 'x'.repeat(101));
      button('Speichern').click();
      await shows('Bitte geben Sie Ihren Vornamen ein.');
      await focused('first_name');
      expect(find('#last_name-error').textContent).to.include('Höchstens 100 Zeichen');
      expect(find('#first_name').getAttribute('aria-invalid')).to.equal('true');
      expect(find('#last_name').value).to.equal('x'.repeat(101));
      expect(writes).to.deep.equal([]);
      await type('#first_name', 'K');
      expect(find('#first_name').getAttribute('aria-invalid')).to.equal('false');
    });

    it('that were not changed are not sent; the form closes, and the focus is where it was', async () => {
      await openForm('Namen ändern', 'first_name');
      button('Speichern').click();
      await focused('edit-names');
      expect(writes).to.deep.equal([]);
      button('Namen ändern').click();
      await focused('first_name');
      await type('#first_name', 'Käthe');
      button('Abbrechen').click();
      await focused('edit-names');
      expect(text()).to.include('Katharina Mühlenbeck');
    });

    for (const [name, refusal, message] of [
      ['no connection', () => Promise.reject(new TypeError('offline')), 'Keine Verbindung'],
      ['a server that fails', () => failing(503), 'gespeichert ist sie nicht'],
      ['too many calls', () => failing(429), 'Gerade ist viel los'],
      ['an answer that is none', () => Response.json({ id: 1 }), 'Das hat nicht geklappt'],
      ['a refusal without a field', () => failing(400), 'So können wir das nicht speichern'],
      ['a field that is not here', () => failing(400, [{ code: 'x', field: 'metadata' }]), 'So können wir das nicht'],
      ['a conflict', () => failing(409), 'gerade an anderer Stelle geändert'],
    ] as const) {
      it(`stay typed on ${name}, and are sent again when asked`, async () => {
        await openForm('Namen ändern', 'first_name');
        refuse = refusal;
        await type('#first_name', 'Käthe');
        button('Speichern').click();
        await shows(message);
        expect(find('#form-problem').getAttribute('role')).to.equal('alert');
        expect(find('#form-problem').textContent).to.include(message);
        expect(find('#first_name').value).to.equal('Käthe');
        await focused('save');
        refuse = undefined;
        button('Speichern').click();
        await focused('saved');
      });
    }

    it('that the API refuses are complained of at their field', async () => {
      await openForm('Namen ändern', 'first_name');
      refuse = () => failing(400, [{ code: 'too_big', field: 'last_name' }]);
      await type('#last_name', 'Özdemir');
      button('Speichern').click();
      await shows('Dieser Name wird so nicht angenommen');
      await focused('last_name');
      expect(find('#last_name-error').textContent).to.include('wird so nicht angenommen');
    });

    it('are sent once, however often one presses', async () => {
      await openForm('Namen ändern', 'first_name');
      let answerLate: ((response: undefined) => void) | undefined;
      refuse = () => new Promise<Response>((resolve) => (answerLate = resolve as never));
      await type('#first_name', 'Käthe');
      button('Speichern').click();
      await shows('Wird gespeichert');
      find('form').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      button('Abbrechen').click();
      await waitUntil(() => answerLate);
      expect(find('#first_name').readOnly).to.equal(true);
      answerLate?.(undefined);
      await focused('saved');
      expect(writes.length).to.equal(1);
    });
  });

  describe('the billing address', () => {
    it('is sent whole, whatever the API may make of it', async () => {
      await openForm('Rechnungsadresse ändern', 'street');
      await type('#street', 'Mühlgäßchen');
      await type('#house_number', '12 a-c/2');
      await type('#zip', '6020');
      expect(find('#zip-hint').textContent).to.include('Österreich');
      await type('#city', 'Innsbruck');
      button('Speichern').click();
      await focused('saved');
      expect(writes).to.deep.equal([
        {
          path: `PATCH /api/subscriptions/${subscription.id}`,
          body: {
            billing_address: { street: 'Mühlgäßchen', house_number: '12 a-c/2', zip: '6020', city: 'Innsbruck' },
          },
        },
      ]);
      expect(text()).to.include('6020 Innsbruck');
    });

    it('begins as the delivery address where it has none of its own', async () => {
      contracts = [{ ...contracts[0]!, billing_address: null }];
      await openForm('Rechnungsadresse ändern', 'street');
      expect(['street', 'house_number', 'zip', 'city'].map((id) => find(`#${id}`).value)).to.deep.equal([
        'Torstraße',
        '119',
        '10119',
        'Berlin',
      ]);
    });

    it('warns of the contracts that share it', async () => {
      contracts = [contracts[0]!, { ...feedInSubscription, customer }, { ...endedSubscription, customer }];
      await openForm('Rechnungsadresse ändern', 'street');
      expect(text()).to.include('gilt für alle 3 Verträge');
      expect(text()).to.include('7K20FEED');
    });

    it('has each complaint of the API at its field, and keeps what was typed', async () => {
      await openForm('Rechnungsadresse ändern', 'street');
      const fields = ['street', 'house_number', 'zip', 'city'];
      for (const status of [400, 409, 422]) {
        refuse = () =>
          failing(
            status,
            fields.map((field) => ({ code: 'x', field: `billing_address.${field}` })),
          );
        await type('#zip', String(status));
        button('Speichern').click();
        await shows('Möglich sind fünf Ziffern');
        await focused('street');
        for (const field of fields) expect(find(`#${field}-error`).textContent.trim()).not.to.equal('');
        expect(find('#zip').value).to.equal(String(status));
      }
    });
  });

  describe('a mandate', () => {
    it('is given with the account, its holder, the text that the banks ask for, and consent', async () => {
      proven = true;
      await openForm('Bankverbindung ändern', 'iban');
      for (const said of [
        'SEPA-Lastschriftmandat',
        'Lumio Energie GmbH',
        'DE98ZZZ09999999999',
        'vor der ersten Abbuchung mitgeteilt',
        'innerhalb von acht Wochen',
      ]) {
        expect(text()).to.include(said);
      }
      expect(find('#account_holder').value).to.equal('Katharina Mühlenbeck');
      await type('#iban', ' IBAN: de68\u00a05001 0517\u202f8297 3364 85');
      expect(find('#iban').value).to.equal('DE68 5001 0517 8297 3364 85');
      expect(text()).to.include('Diese IBAN ist vollständig.');
      find('#consent').click();
      button('Mandat erteilen').click();
      await focused('saved');
      expect(text()).to.include('Ihre Bankverbindung ist geändert');
      expect(text()).to.include('DE•• •••• •••• 6485');
      expect(text()).not.to.include('5001');
      const debit = { iban, account_holder: 'Katharina Mühlenbeck' };
      expect(writes).to.deep.equal([
        {
          path: `PATCH /api/subscriptions/${subscription.id}`,
          body: { payment_method: { type: 'sepa_debit', sepa_debit: debit } },
        },
      ]);
    });

    it('is not given without consent, account and holder, each asked for at its place', async () => {
      await openForm('Bankverbindung ändern', 'iban');
      await type('#account_holder', '');
      button('Mandat erteilen').click();
      await shows('Bitte geben Sie die IBAN des Kontos ein.');
      await focused('iban');
      expect(find('#account_holder-error').textContent).to.include('auf wen das Konto läuft');
      expect(find('#consent-error').textContent).to.include('Ohne Ihre Zustimmung');
      expect(writes).to.deep.equal([]);
    });

    for (const [typed, message] of [
      ['US64 SVBK', 'keine IBAN, die mit US beginnt'],
      ['TR33 0006', 'Türkei nimmt nicht am SEPA'],
      ['DE68 5001 0517 8297 3364 86', 'Prüfziffern passen nicht'],
      ['DE68 5001 0517 8297 3364 8O', 'nicht aufgebaut'],
      ['DE68 5001 0517 8297 3364 850', 'hat 22 Zeichen, hier sind es 23'],
      ['DE68 💶', 'nur Buchstaben von A bis Z'],
      ['6850 0105', 'beginnt mit zwei Buchstaben'],
    ] as const) {
      it(`says while it is typed what is wrong with ${typed}`, async () => {
        await openForm('Bankverbindung ändern', 'iban');
        await type('#iban', typed);
        expect(find('#iban-error').textContent).to.include(message);
        expect(find('#iban').getAttribute('aria-invalid')).to.equal('true');
      });
    }

    it('does not complain of an account number that is on its way', async () => {
      await openForm('Bankverbindung ändern', 'iban');
      await type('#iban', 'at61');
      expect(find('#iban').value).to.equal('AT61');
      expect(find('#iban-error').textContent.trim()).to.equal('');
      expect(find('#iban-hint').textContent).to.include('Österreich: noch 16 Zeichen');
      button('Mandat erteilen').click();
      await shows('hat 20 Zeichen, hier sind es 4');
    });

    it('leaves the caret where one types', async () => {
      await openForm('Bankverbindung ändern', 'iban');
      await type('#iban', 'DE680010517829733648');
      const input = find('#iban');
      // A forgotten 5, typed in behind the check digits.
      input.setRangeText('5', 5, 5, 'end');
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText' }));
      await element.updateComplete;
      expect([input.value, input.selectionStart]).to.deep.equal(['DE68 5001 0517 8297 3364 8', 6]);
      // Deleting forward, over the blank, at the end of a group.
      input.setRangeText('', 4, 5, 'end');
      input.dispatchEvent(
        new InputEvent('input', { bubbles: true, composed: true, inputType: 'deleteContentForward' }),
      );
      await element.updateComplete;
      expect([input.value, input.selectionStart]).to.deep.equal(['DE68 5001 0517 8297 3364 8', 5]);
    });

    it('is not taken with what no bank prints in the name of the holder', async () => {
      await fillMandate();
      await type('#account_holder', 'Käthe 🎉');
      button('Mandat erteilen').click();
      await shows('keine Symbole');
      await focused('account_holder');
      expect(find('#account_holder').value).to.equal('Käthe 🎉');
    });

    it('that the API refuses leaves the form as it was, with the reason at the account', async () => {
      await fillMandate();
      refuse = () => failing(422, [{ code: 'invalid_iban', field: 'payment_method.sepa_debit.iban' }]);
      button('Mandat erteilen').click();
      await shows('Diese IBAN wird nicht angenommen');
      await focused('iban');
      expect(find('#iban').value).to.equal('DE68 5001 0517 8297 3364 85');
      expect(find('#consent').checked).to.equal(true);
    });

    it('cannot be given where nobody may collect; the customer service is named', async () => {
      creditor = null;
      await open();
      expect(buttons('Bankverbindung ändern')).to.deep.equal([]);
      expect(text()).to.include('Ein neues SEPA-Lastschriftmandat können wir hier nicht annehmen');
    });

    it('never shows more of the account than its ends, nor keeps it in the browser', async () => {
      await fillMandate();
      expect(kept()).not.to.include('8297');
      gateway.answer = (url, init) => {
        if (url.pathname === '/gateway/sessions') return Promise.resolve(failing(401));
        return answer(url, init);
      };
      void gateway.store.queryClient.invalidateQueries({ queryKey: ['devices'] });
      await shows('Melden Sie sich an');
      expect(kept()).not.to.include('8297');
    });
  });

  describe('a fresh code', () => {
    beforeEach(() => {
      proven = false;
    });

    it('is asked for in place, then the mandate goes through by itself', async () => {
      await fillMandate();
      button('Mandat erteilen').click();
      await focused('code');
      expect(text()).to.include('katharina@sandbox.example');
      const code = find('#code');
      expect([code.getAttribute('autocomplete'), code.inputMode]).to.deep.equal(['one-time-code', 'numeric']);
      expect(text()).to.match(/Neuer Code in \d+ s/);
      await type('#code', '123 456');
      await focused('saved');
      expect(writes.map(({ path }) => path)).to.deep.equal([
        `PATCH /api/subscriptions/${subscription.id}`,
        'POST /gateway/step-up/challenges',
        'POST /gateway/step-up',
        `PATCH /api/subscriptions/${subscription.id}`,
      ]);
      expect(writes[1]?.body).to.deep.equal({ locale: 'de' });
      expect(writes[2]?.body).to.deep.equal({ challenge: 'c1', code: '123456' });
      expect(writes[3]?.body).to.deep.equal(writes[0]?.body);
    });

    it('that is wrong says so; the form is not lost, and no second code is sent for it', async () => {
      await fillMandate();
      button('Mandat erteilen').click();
      await focused('code');
      await type('#code', '654321');
      await shows('Dieser Code stimmt nicht');
      await focused('code');
      await type('#code', '12345x');
      await shows('besteht nur aus Ziffern');
      button('Bestätigen').click();
      await shows('Der Code hat sechs Ziffern.');
      button('Zurück').click();
      await focused('iban');
      expect(find('#iban').value).to.equal('DE68 5001 0517 8297 3364 85');
      button('Mandat erteilen').click();
      await focused('code');
      await type('#code', '123456');
      await focused('saved');
      expect(writes.filter(({ path }) => path.endsWith('/challenges')).length).to.equal(1);
    });

    for (const [code, message] of [
      ['expired_code', 'gilt nicht mehr'],
      ['used_code', 'schon benutzt'],
      ['too_many_attempts', 'zu viele Versuche'],
    ] as const) {
      it(`explains ${code}`, async () => {
        await fillMandate();
        button('Mandat erteilen').click();
        await focused('code');
        refuse = (path) => (path === '/gateway/step-up' ? failing(422, [{ code, field: 'code' }]) : undefined);
        await type('#code', '123456');
        await shows(message);
        expect(find('#code-error').textContent).to.include(message);
      });
    }

    it('waits as long as the gateway says', async () => {
      await fillMandate();
      button('Mandat erteilen').click();
      await focused('code');
      refuse = (path) =>
        path === '/gateway/step-up'
          ? Response.json({ code: 'RATE_LIMITED' }, { status: 429, headers: { 'retry-after': '600' } })
          : undefined;
      await type('#code', '123456');
      await shows('Bitte warten Sie 10 Minuten');
      expect(text()).to.match(/Neuer Code in (600|599) s/);
    });

    it('that cannot be sent leaves the form with the reason', async () => {
      await fillMandate();
      refuse = (path) => (path.endsWith('/challenges') ? failing(503) : undefined);
      button('Mandat erteilen').click();
      await shows('gespeichert ist sie nicht');
      expect(find('#iban').value).to.equal('DE68 5001 0517 8297 3364 85');
    });

    it('that was right, for an account that is refused then, leads back to the account', async () => {
      await fillMandate();
      button('Mandat erteilen').click();
      await focused('code');
      refuse = (path) =>
        path.startsWith('/api/')
          ? failing(422, [{ code: 'invalid_iban', field: 'payment_method.sepa_debit.iban' }])
          : undefined;
      await type('#code', '123456');
      await shows('Diese IBAN wird nicht angenommen');
      await focused('iban');
    });
  });

  describe('what is typed and not saved', () => {
    const answerQuestion = async (name: string): Promise<void> => {
      await waitUntil(() => root().querySelector('dialog')?.open, 'question');
      expect(plain(find('dialog'))).to.include('Änderungen verwerfen?');
      button(name).click();
      await waitUntil(() => !root().querySelector('dialog'));
    };

    it('is told to the page, and asked about before the page is closed', async () => {
      const told: boolean[] = [];
      await openForm('Namen ändern', 'first_name');
      element.addEventListener('nomos-form-edit', ({ detail }) => told.push(detail.unsaved));
      const closing = (): boolean => {
        const event = new Event('beforeunload', { cancelable: true });
        window.dispatchEvent(event);
        return event.defaultPrevented;
      };
      expect(closing()).to.equal(false);
      await type('#first_name', 'Käthe');
      expect(closing()).to.equal(true);
      await type('#first_name', 'Katharina');
      expect(closing()).to.equal(false);
      await type('#first_name', 'Käthe');
      element.remove();
      expect(closing()).to.equal(false);
      expect(told).to.deep.equal([true, false, true, false]);
    });

    it('is asked about before another form is opened', async () => {
      await openForm('Namen ändern', 'first_name');
      await type('#first_name', 'Käthe');
      button('Rechnungsadresse ändern').click();
      await answerQuestion('Weiter bearbeiten');
      expect(find('#first_name').value).to.equal('Käthe');
      button('Rechnungsadresse ändern').click();
      await answerQuestion('Verwerfen');
      await focused('street');
      button('Bankverbindung ändern').click();
      await focused('iban');
    });

    it('stays with its contract when another one is chosen, until one lets it go', async () => {
      contracts = [contracts[0]!, { ...feedInSubscription, customer }];
      await openForm('Rechnungsadresse ändern', 'street');
      await type('#street', 'Neue Straße');
      gateway.store.selectSubscription(feedInSubscription.id);
      await shows('Sie haben einen anderen Vertrag gewählt');
      expect(find('#street').value).to.equal('Neue Straße');
      expect(text()).to.include('gehört zum Vertrag Torstraße 119 (4X44EMKX)');
      button('Eingabe verwerfen und wechseln').click();
      await focused('contract');
      expect(find('#contract').textContent).to.include('Geschwister-Scholl-Straße');
      expect(text()).not.to.include('anderen Vertrag gewählt');
    });

    it('is saved for its own contract, also after another one was chosen', async () => {
      contracts = [contracts[0]!, { ...feedInSubscription, customer }];
      await openForm('Rechnungsadresse ändern', 'street');
      await type('#street', 'Neue Straße');
      gateway.store.selectSubscription(feedInSubscription.id);
      await shows('Sie haben einen anderen Vertrag gewählt');
      button('Speichern').click();
      await hides('Sie haben einen anderen Vertrag gewählt');
      expect(writes[0]?.path).to.equal(`PATCH /api/subscriptions/${subscription.id}`);
    });

    it('is not overwritten by what another tab saves, which is said', async () => {
      await openForm('Namen ändern', 'first_name');
      await type('#first_name', 'Käthe');
      customer = { ...customer, last_name: 'Özdemir' };
      await gateway.store.refresh();
      await shows('an anderer Stelle geändert');
      expect(text()).to.include('Gespeichert ist jetzt: Katharina Özdemir');
      expect(find('#first_name').value).to.equal('Käthe');
      button('Speichern').click();
      await focused('saved');
      expect(writes[0]?.body).to.deep.equal({ first_name: 'Käthe' });
      expect(text()).to.include('Käthe Özdemir');
    });

    it('gives way to what another tab saved when one wants that', async () => {
      await openForm('Rechnungsadresse ändern', 'street');
      await type('#street', 'Neue Straße');
      contracts = [{ ...contracts[0]!, billing_address: { ...address, street: 'Ganz neue Straße' } }];
      await gateway.store.refresh();
      await shows('Gespeichert ist jetzt: Ganz neue Straße 3 b, 20457 Hamburg');
      button('Gespeicherten Stand übernehmen').click();
      await focused('street');
      expect(find('#street').value).to.equal('Ganz neue Straße');
      expect(text()).not.to.include('an anderer Stelle geändert');
    });

    it('is there again after the session ran out, and forgotten at the sign-out', async () => {
      await openForm('Rechnungsadresse ändern', 'street');
      await type('#street', 'Neue Straße');
      refuse = () => {
        gateway.signedIn = false;
        return failing(401);
      };
      button('Speichern').click();
      await shows('Melden Sie sich an');
      refuse = undefined;
      await gateway.store.verifyCode('123456', { challenge: 'c1', remember: true });
      await focused('street');
      expect(find('#street').value).to.equal('Neue Straße');
      await gateway.store.signOut();
      expect(Object.keys(sessionStorage).filter((key) => key.includes('draft'))).to.deep.equal([]);
    });
  });

  describe('devices', () => {
    it('are signed out one by one', async () => {
      await open();
      expect(buttons('Firefox auf Linux abmelden')).to.deep.equal([]);
      button('Safari auf iOS abmelden').click();
      await shows('Safari auf iOS ist abgemeldet.');
      expect(writes).to.deep.equal([{ path: 'DELETE /gateway/sessions/ses_2', body: {} }]);
      expect(text()).to.include('Unbekanntes Gerät');
      expect(buttons('Alle anderen abmelden')).to.deep.equal([]);
      button('Unbekanntes Gerät abmelden').click();
      await shows('Sie sind nur auf diesem Gerät angemeldet.');
    });

    it('are signed out all but this', async () => {
      await open();
      button('Alle anderen abmelden').click();
      await shows('Alle anderen Geräte sind abgemeldet.');
      expect(writes).to.deep.equal([{ path: 'DELETE /gateway/sessions', body: {} }]);
      await shows('Sie sind nur auf diesem Gerät angemeldet.');
      expect(gateway.store.snapshot.status).to.equal('signed-in');
    });

    it('that have gone by themselves are as good as signed out', async () => {
      await open();
      refuse = () => {
        devices = devices.slice(0, 1);
        return failing(404);
      };
      button('Safari auf iOS abmelden').click();
      await shows('Safari auf iOS ist abgemeldet.');
    });

    it('that cannot be signed out say so', async () => {
      await open();
      refuse = () => failing(400);
      button('Safari auf iOS abmelden').click();
      await shows('Das hat nicht geklappt');
      expect(buttons('Safari auf iOS abmelden').length).to.equal(1);
    });

    it('are not spoken of where nobody knows them', async () => {
      gateway.answer = (url, init) =>
        url.pathname === '/gateway/sessions' ? Promise.resolve(failing(404)) : answer(url, init);
      element = await fixture<Drawn>(html`<nomos-account instance="account-test"></nomos-account>`);
      await shows('Persönliche Angaben');
      await hides('Angemeldete Geräte');
    });
  });
});
