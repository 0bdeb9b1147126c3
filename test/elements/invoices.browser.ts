import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { invoices } from '../../demo/gallery/fixtures.ts';
import '../../elements/nomos-dashboard/nomos-dashboard.ts';
import '../../elements/nomos-invoice/nomos-invoice.ts';
import '../../elements/nomos-invoices/nomos-invoices.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

type Drawn = HTMLElement & { updateComplete: Promise<unknown>; page: number };

let gateway: FakeGateway;

const textOf = (element: Element): string => element.shadowRoot?.textContent ?? '';
const shows = (element: Element, text: string): Promise<void> => waitUntil(() => textOf(element).includes(text), text);
const button = (element: Element, name: string): HTMLButtonElement => {
  const found = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find((candidate) =>
    candidate.textContent.includes(name),
  );
  if (!found) throw new Error(`There is no button ${name}`);
  return found;
};
const failing = (status: number): Response =>
  Response.json({ code: 'X', message: '', requestId: 'r-1' }, { status, headers: { 'retry-after': '0' } });

async function open(): Promise<Drawn> {
  return fixture(html`<nomos-invoices instance="invoices-test"></nomos-invoices>`);
}

describe('<nomos-invoices>', () => {
  beforeEach(() => {
    gateway = new FakeGateway('invoices-test');
  });

  it('lists the invoices of the active subscription with period, kind, status and amount', async () => {
    const element = await open();
    await shows(element, '79,18');
    for (const text of ['Oktober 2026', 'Verbrauchsrechnung', '4X44EMKX-013', 'Offen', 'Bezahlt'])
      expect(textOf(element)).to.include(text);
  });

  it('asks once, however many widgets want the same', async () => {
    const elements = await Promise.all([open(), open(), open()]);
    for (const element of elements) await shows(element, '79,18');
    expect(gateway.count('GET /api/invoices')).to.equal(1);
    expect(gateway.count('GET /gateway/session')).to.equal(1);
  });

  it('pages back and forth, and tells the page what it shows', async () => {
    gateway.answer = (url) => {
      if (url.pathname !== '/api/invoices') return undefined;
      const second = url.searchParams.get('cursor') === 'second';
      return Response.json({
        items: [second ? invoices.paid : invoices.open],
        has_more: !second,
        next_page: second ? null : 'second',
      });
    };
    const element = await open();
    await shows(element, '79,18');
    const told = oneEvent(element, 'nomos-invoices-filter');
    button(element, 'Ältere').click();
    expect((await told).detail).to.deep.equal({ year: null, status: null, page: 2 });
    await shows(element, '63,40');
    expect(textOf(element)).not.to.include('79,18');
    expect(button(element, 'Ältere').disabled).to.equal(true);
    button(element, 'Neuere').click();
    await shows(element, '79,18');
  });

  it('reaches a page far back by itself', async () => {
    gateway.answer = (url) => {
      if (url.pathname !== '/api/invoices') return undefined;
      const n = Number(url.searchParams.get('cursor') ?? 1);
      const items = [{ ...invoices.open, id: `inv_${n}`, invoice_number: `number ${n}` }];
      return Response.json({ items, has_more: n < 5, next_page: n < 5 ? String(n + 1) : null });
    };
    const element = await fixture<Drawn>(html`<nomos-invoices instance="invoices-test" page="4"></nomos-invoices>`);
    await shows(element, 'number 4');
    element.page = 99;
    await shows(element, 'number 5');
  });

  it('filters by year, as Berlin has it, and by status', async () => {
    let search = new URLSearchParams();
    gateway.answer = (url) => {
      if (url.pathname === '/api/invoices') search = url.searchParams;
      return undefined;
    };
    await fixture(html`<nomos-invoices instance="invoices-test" year="2026" status="paid"></nomos-invoices>`);
    await waitUntil(() => search.size > 0);
    expect(search.get('filter[status][eq]')).to.equal('paid');
    expect(search.get('filter[period_start][gte]')).to.equal('2025-12-31T23:00:00.000Z');
    expect(search.get('filter[period_start][lt]')).to.equal('2026-12-31T23:00:00.000Z');
  });

  it('opens an invoice in place, unless the page does it itself', async () => {
    const element = await open();
    await shows(element, '79,18');
    const link = element.shadowRoot?.querySelector<HTMLAnchorElement>('.row a');
    element.addEventListener('nomos-invoice-open', (event) => event.preventDefault(), { once: true });
    link?.click();
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('nomos-invoice')).to.equal(null);
    const told = oneEvent(element, 'nomos-invoice-open');
    link?.click();
    expect((await told).detail).to.deep.equal({ invoice: 'inv_open' });
    await waitUntil(() => element.shadowRoot?.querySelector('nomos-invoice'));
    button(element, 'Alle Rechnungen').click();
    await shows(element, '79,18');
  });

  for (const [name, answer] of [
    ['refused', () => failing(403)],
    ['missing', () => failing(404)],
    ['malformed', () => new Response('{"items":[{"id"', { status: 200 })],
    ['of another shape', () => Response.json({ items: [{ id: 1 }] })],
  ] as const) {
    it(`says what is wrong when the answer is ${name}, and tries again when asked`, async () => {
      gateway.answer = (url) => (url.pathname === '/api/invoices' ? answer() : undefined);
      const element = await open();
      await waitUntil(() => element.shadowRoot?.querySelector('[role="alert"]'));
      gateway.answer = () => undefined;
      button(element, 'Erneut versuchen').click();
      await shows(element, '79,18');
    });
  }

  it('does not take its neighbours down', async () => {
    gateway.answer = (url) => (url.pathname === '/api/invoices' ? failing(403) : undefined);
    const list = await open();
    const invoice = await fixture<Drawn>(
      html`<nomos-invoice instance="invoices-test" invoice="inv_void"></nomos-invoice>`,
    );
    await waitUntil(() => list.shadowRoot?.querySelector('[role="alert"]'));
    await shows(invoice, 'Stornorechnung');
  });

  it('asks for a sign-in when the session ends under its hands', async () => {
    gateway.answer = (url) => (url.pathname === '/api/invoices' ? failing(401) : undefined);
    const element = await open();
    await shows(element, 'Melden Sie sich an');
    const asked = oneEvent(element, 'nomos-session-sign-in');
    button(element, 'Anmelden').click();
    await asked;
  });

  it('shows nothing of the subscription before, once another was chosen', async () => {
    let answerLate: ((response: Response) => void) | undefined;
    gateway.answer = (url) => {
      if (url.pathname !== '/api/invoices') return undefined;
      const first = url.searchParams.get('filter[subscription][eq]')?.endsWith('1') ?? false;
      if (first) return new Promise((resolve) => (answerLate = resolve));
      return Response.json({
        items: [{ ...invoices.credit, subscription: 'sub_gallery0000000000000002' }],
        has_more: false,
      });
    };
    const element = await open();
    await waitUntil(() => answerLate);
    gateway.store.selectSubscription('sub_gallery0000000000000002');
    await shows(element, '38,11');
    answerLate?.(Response.json({ items: [invoices.open], has_more: false }));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(textOf(element)).not.to.include('79,18');
  });
});

describe('<nomos-invoice>', () => {
  beforeEach(() => {
    gateway = new FakeGateway('invoices-test');
  });

  it('leads from a void to what it reverses, and to the PDF', async () => {
    const element = await fixture<Drawn>(
      html`<nomos-invoice instance="invoices-test" invoice="inv_void"></nomos-invoice>`,
    );
    await shows(element, '2A11ENDE-007-S');
    await shows(element, 'hebt die Rechnung');
    const links = [...(element.shadowRoot?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href'));
    expect(links).to.include('/api/invoices/inv_void/file');
    expect(links).to.include('/api/invoices/inv_void/file?download=1');
  });

  it('stands without its breakdown', async () => {
    const element = await fixture<Drawn>(
      html`<nomos-invoice instance="invoices-test" invoice="inv_open"></nomos-invoice>`,
    );
    await shows(element, '79,18');
    await waitUntil(() => element.shadowRoot?.querySelector('[role="alert"]'));
    expect(textOf(element)).to.include('231,4');
  });

  it("says that another customer's invoice is not there", async () => {
    const element = await fixture<Drawn>(
      html`<nomos-invoice instance="invoices-test" invoice="inv_foreign"></nomos-invoice>`,
    );
    await shows(element, 'Nicht gefunden');
    expect(textOf(element)).to.include('r-404');
  });
});
