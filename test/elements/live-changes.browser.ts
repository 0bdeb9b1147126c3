import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import { invoices, subscription } from '../../demo/gallery/fixtures.ts';
import '../../elements/nomos-invoices/nomos-invoices.ts';
import '../../elements/nomos-subscription-switcher/nomos-subscription-switcher.ts';
import { replaceSessionStore } from '../../src/session/page-stores.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';
import { StreamUnderTest } from '../session/stream-under-test.ts';

const textOf = (element: Element): string => element.shadowRoot?.textContent ?? '';
const shows = (element: Element, text: string): Promise<void> => waitUntil(() => textOf(element).includes(text), text);

let gateway: FakeGateway;
let streams: StreamUnderTest[];
/** What the gateway answers to whoever wants a stream. */
let answerStream: () => Response;

/** A gateway under an address of its own: tabs of one address and customer share a stream, those of other tests as well. */
function gatewayOf(instance: string): FakeGateway {
  const made = new FakeGateway(instance, { gateway: location.origin });
  made.answer = ({ pathname }) => (pathname === '/gateway/events' ? answerStream() : undefined);
  return made;
}

async function openInvoices(instance = 'live-test'): Promise<Element> {
  const element = await fixture(html`<nomos-invoices instance=${instance}></nomos-invoices>`);
  await shows(element, '79,18');
  return element;
}

const streamIsOpen = (n = 1): Promise<void> => waitUntil(() => streams.length >= n, `stream ${n}`);
const newInvoice = { ...invoices.open, id: 'inv_new', total: 41.07 };

/** From now on there is one more invoice. */
function issueInvoice(of = gateway): void {
  const before = of.answer;
  of.answer = (url, init) =>
    url.pathname === '/api/invoices'
      ? Response.json({ items: [newInvoice, invoices.open], has_more: false })
      : before(url, init);
}

/** Lets pass what would have come by now. */
const aWhile = (milliseconds = 800): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a page that is open', () => {
  beforeEach(() => {
    streams = [];
    answerStream = () => {
      const stream = new StreamUnderTest();
      streams.push(stream);
      return stream.response;
    };
    gateway = gatewayOf('live-test');
  });
  afterEach(() => {
    fixtureCleanup();
    replaceSessionStore('live-test', {});
  });

  it('shows a new invoice by itself, and asks for nothing else', async () => {
    const element = await openInvoices();
    await streamIsOpen();
    issueInvoice();
    const before = gateway.calls.length;
    streams[0]?.changed('invoices');
    await shows(element, '41,07');
    expect(gateway.calls.slice(before)).to.deep.equal(['GET /api/invoices']);
    expect(textOf(element)).to.include('79,18');
  });

  it('asks nothing when the news is of what it does not show, or of what it does not know', async () => {
    await openInvoices();
    await streamIsOpen();
    const before = gateway.calls.length;
    streams[0]?.changed('meter-orders', 'grid-fee-reductions');
    streams[0]?.changed('solar-panels');
    streams[0]?.write(
      'event: changed\ndata: {"topics":\n\nevent: changed\ndata: null\n\nevent: later\ndata: {}\n\n:\n\n',
    );
    await aWhile();
    expect(gateway.calls.slice(before)).to.deep.equal([]);
  });

  it('understands news that comes in pieces', async () => {
    const element = await openInvoices();
    await streamIsOpen();
    issueInvoice();
    for (const piece of ['event: cha', 'nged\nda', 'ta: {"topics":["inv', 'oices"]}\n', '\n']) {
      streams[0]?.write(piece);
      await aWhile(10);
    }
    await shows(element, '41,07');
  });

  it('asks once for what is said many times at once', async () => {
    const element = await openInvoices();
    await streamIsOpen();
    issueInvoice();
    const before = gateway.count('GET /api/invoices');
    for (let n = 0; n < 20; n += 1) streams[0]?.changed('invoices');
    await shows(element, '41,07');
    await aWhile();
    expect(gateway.count('GET /api/invoices')).to.equal(before + 1);
  });

  it('shows a contract that has begun, and is signed in all the while', async () => {
    const pending = { ...subscription, status: 'pending' };
    const before = gateway.answer;
    let current: unknown = pending;
    gateway.answer = (url, init) =>
      url.pathname === `/api/subscriptions/${subscription.id}` ? Response.json(current) : before(url, init);
    await fixture(html`<nomos-subscription-switcher instance="live-test"></nomos-subscription-switcher>`);
    await streamIsOpen();
    const status = (): string | undefined => {
      const { snapshot } = gateway.store;
      if (snapshot.status !== 'signed-in') return undefined;
      return snapshot.subscriptions.find(({ id }) => id === subscription.id)?.status;
    };
    expect(status()).to.equal('pending');
    current = subscription;
    streams[0]?.changed('subscriptions');
    const states: string[] = [];
    gateway.store.subscribe(() => states.push(gateway.store.snapshot.status));
    await waitUntil(() => status() === 'active', 'the contract');
    expect([...new Set(states)]).to.deep.equal(['signed-in']);
  });

  it('says so when its session has ended elsewhere', async () => {
    const element = await openInvoices();
    await streamIsOpen();
    gateway.signedIn = false;
    streams[0]?.write('event: ended\ndata: {}\n\n');
    await waitUntil(() => gateway.store.snapshot.status === 'signed-out', 'signed out');
    expect(gateway.store.snapshot).to.deep.equal({ status: 'signed-out', reason: 'expired' });
    expect(textOf(element)).not.to.include('79,18');
    expect(streams[0]?.closed).to.equal(true);
  });

  it('comes back when the stream breaks off, and shows what it has missed', async function () {
    // Everybody waits a little, and nobody as long as the next, before all come back at once.
    this.timeout(30_000);
    const element = await openInvoices();
    await streamIsOpen();
    issueInvoice();
    streams[0]?.end();
    await streamIsOpen(2);
    await shows(element, '41,07');
  });

  it('comes back later and later while the gateway has no room', async () => {
    let tries = 0;
    answerStream = () => {
      tries += 1;
      return Response.json({ code: 'SERVICE_UNAVAILABLE' }, { status: 503 });
    };
    await openInvoices();
    await waitUntil(() => tries === 2, 'a second try');
    await aWhile(700);
    expect(tries).to.be.lessThan(4);
  });

  for (const [what, answer] of [
    ['no events', () => new Response(null, { status: 204 })],
    ['no such path', () => Response.json({ code: 'NOT_FOUND' }, { status: 404 })],
    ['a page', () => new Response('<h1>Hello</h1>', { headers: { 'content-type': 'text/html' } })],
  ] as const) {
    it(`works as before with a gateway that has ${what}, and does not ask again`, async () => {
      let tries = 0;
      answerStream = () => {
        tries += 1;
        return answer();
      };
      const element = await openInvoices();
      await waitUntil(() => tries === 1, 'a try');
      await aWhile(2500);
      expect(tries).to.equal(1);
      expect(gateway.store.snapshot.status).to.equal('signed-in');
      expect(textOf(element)).to.include('79,18');
    });
  }

  it('ends its stream with the session', async () => {
    await openInvoices();
    await streamIsOpen();
    await gateway.store.signOut();
    await waitUntil(() => streams[0]?.closed === true, 'closed');
  });

  it('of a supplier’s own shows a new invoice as well, by a token in the header', async () => {
    const asked: RequestInit[] = [];
    const foreign = new FakeGateway('live-test-by-token', {
      gateway: 'https://portal.example',
      fetchSession: () => ({ token: 'a-token', expiresAt: Date.now() + 900_000 }),
    });
    foreign.answer = ({ pathname }, init) => {
      if (pathname !== '/gateway/events') return undefined;
      asked.push(init);
      return answerStream();
    };
    const element = await openInvoices('live-test-by-token');
    await streamIsOpen();
    expect(asked.length).to.equal(1);
    expect(new Headers(asked[0]?.headers).get('authorization')).to.equal('Bearer a-token');
    expect(asked[0]?.credentials).to.equal('omit');
    issueInvoice(foreign);
    streams[0]?.changed('invoices');
    await shows(element, '41,07');
    fixtureCleanup();
    replaceSessionStore('live-test-by-token', {});
  });

  it('shares the stream with other tabs of the customer', async () => {
    const other = gatewayOf('live-test-other-tab');
    const elements = [await openInvoices(), await openInvoices('live-test-other-tab')];
    await streamIsOpen();
    await aWhile(2500);
    expect(streams.length).to.equal(1);
    issueInvoice(gateway);
    issueInvoice(other);
    streams[0]?.changed('invoices');
    for (const element of elements) await shows(element, '41,07');
    // The one that listens goes; the other one takes over.
    const listens = gateway.count('GET /gateway/events') === 1 ? 'live-test' : 'live-test-other-tab';
    elements[listens === 'live-test' ? 0 : 1]?.remove();
    replaceSessionStore(listens, {});
    await streamIsOpen(2);
    fixtureCleanup();
    replaceSessionStore('live-test-other-tab', {});
  });
});
