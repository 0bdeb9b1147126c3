import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { feedInSubscription, subscription } from '../../demo/gallery/fixtures.ts';
import '../../elements/nomos-withdrawal/nomos-withdrawal.ts';
import type { NomosWithdrawal } from '../../elements/nomos-withdrawal/withdrawal-element.ts';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { FakeGateway } from './fake-gateway.ts';
import { FormUnderTest } from './form-under-test.ts';
import { waitUntil } from './wait-until.ts';

type Sent = Record<string, unknown> & { key: string };

let gateway: FakeGateway;
let form: FormUnderTest<NomosWithdrawal>;
let sent: Sent[];
/** Takes the place of the answer to a withdrawal. */
let refuse: (() => Response | Promise<Response>) | undefined;
/** What becomes of it. */
let outcome: Partial<CustomerRequest>;

async function open(): Promise<void> {
  const element = await fixture<NomosWithdrawal>(
    html`<nomos-withdrawal instance="withdrawal-test" login-href="/login?next=/withdraw"></nomos-withdrawal>`,
  );
  form = new FormUnderTest(element);
  await waitUntil(() => form.has('form'), 'form');
}

/** What a person types who has no account. */
async function fillIn(): Promise<void> {
  await form.type('contract', 'Vertrag 4X44EMKX');
  await form.type('name', 'Jo Ehrlich');
  await form.type('email', 'jo@posteo.example');
}

const press = (): void => form.button('Widerruf bestätigen').click();

describe('<nomos-withdrawal>', () => {
  beforeEach(() => {
    sessionStorage.clear();
    sent = [];
    refuse = undefined;
    outcome = {};
    gateway = new FakeGateway('withdrawal-test');
    gateway.signedIn = false;
    gateway.answer = (url, init) => {
      if (url.pathname !== '/gateway/requests' || init.method !== 'POST') return undefined;
      sent.push(JSON.parse(init.body as string) as Sent);
      if (refuse) return refuse();
      const request: CustomerRequest = {
        id: 'req_1',
        reference: 'R4TN-8XWE',
        kind: 'withdrawal',
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

  it('lets anybody withdraw on one page, and says what was declared, when, and what comes next', async () => {
    await open();
    expect(form.root.querySelector('h2')?.textContent.trim()).to.equal('Vertrag widerrufen');
    await fillIn();
    const told = oneEvent(form.element, 'nomos-withdrawal-success');
    press();
    expect((await told).detail).to.deep.equal({ request: 'req_1' });
    const [{ key, ...rest }] = sent as [Sent];
    expect(key).to.match(/^[A-Za-z0-9_-]{32}$/);
    expect(rest).to.deep.equal({
      kind: 'withdrawal',
      locale: 'de',
      name: 'Jo Ehrlich',
      email: 'jo@posteo.example',
      contract: 'Vertrag 4X44EMKX',
      note: null,
    });
    await form.shows('Ihr Widerruf ist bei uns eingegangen');
    for (const said of ['24.11.2026, 11:00', 'R4TN-8XWE', 'jo@posteo.example', '08.12.2026'])
      expect(form.text).to.include(said);
    await form.focusIsOn('receipt');
    expect(sessionStorage.length).to.equal(0);
  });

  it('asks for no more than it has to', async () => {
    await open();
    press();
    await form.focusIsOn('contract');
    for (const field of ['contract', 'name', 'email']) expect(form.problem(field), field).not.to.equal('');
    expect(form.problem('note')).to.equal('');
    expect(sent).to.deep.equal([]);
  });

  it('knows a customer, takes any of their contracts, and says until when it is supplied', async () => {
    gateway.signedIn = true;
    outcome = { state: 'applied', end_at: '2026-12-01T23:00:00Z' };
    await open();
    await form.choose('choice', feedInSubscription.id);
    await form.type('note', ' Am Telefon geschlossen. ');
    press();
    await form.shows('Ihr Vertrag ist widerrufen');
    expect(sent[0]).to.deep.include({
      subscription: feedInSubscription.id,
      name: 'Katharina Mühlenbeck-Özdemir',
      note: 'Am Telefon geschlossen.',
    });
    expect(form.text).to.include('Dienstag, 1. Dezember 2026');
  });

  it('takes a declaration that the API refuses: a person looks at it', async () => {
    gateway.signedIn = true;
    outcome = { refusal: 'withdrawal_not_allowed', subscription: subscription.id };
    await open();
    press();
    await form.shows('Trotzdem sieht sich jemand vom Kundenservice Ihren Widerruf an');
    expect(form.text).to.include('Ihre Erklärung zählt ab dem Eingang');
    expect(form.text).to.include('24.11.2026, 11:00');
  });

  it('keeps the form when an answer is lost; pressed again, also after a reload, it is the same request', async () => {
    await open();
    await fillIn();
    refuse = () => Promise.reject(new TypeError('offline'));
    press();
    await form.shows('Keine Verbindung');
    press();
    await waitUntil(() => sent.length === 2);
    await form.shows('Keine Verbindung');
    form.element.remove();
    refuse = undefined;
    await open();
    press();
    await form.shows('eingegangen');
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).to.equal(1);
  });

  it('tells the page before it sends, which may do it itself', async () => {
    await open();
    await fillIn();
    const asked: unknown[] = [];
    form.element.addEventListener('nomos-withdrawal-submit', (event) => {
      asked.push(event.detail);
      event.preventDefault();
    });
    press();
    await waitUntil(() => asked.length > 0);
    await waitUntil(() => !form.text.includes('Wird gesendet'));
    expect(asked).to.deep.equal([{ subscription: null }]);
    expect(sent).to.deep.equal([]);
  });

  it('has a draft of its own beside that of a cancellation', async () => {
    await open();
    await form.type('note', 'Am Telefon geschlossen.');
    expect(Object.keys(sessionStorage)).to.deep.equal(['nomos.draft.withdrawal.visitor']);
  });
});
