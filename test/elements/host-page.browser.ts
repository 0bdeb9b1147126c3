import { expect, fixtureCleanup } from '@open-wc/testing';
import type { NomosInvoices } from '../../elements/nomos-invoices/invoices-element.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

const amount = '79,18';
const instance = 'host-page-test';

const textOf = (element: Element): string => element.shadowRoot?.textContent ?? '';
const shows = (element: Element, text = amount): Promise<void> => waitUntil(() => textOf(element).includes(text), text);

/** As a page makes one, without our script: nothing is known of its class. */
function newInvoices(): NomosInvoices {
  const element = document.createElement('nomos-invoices');
  element.setAttribute('instance', instance);
  return element;
}

describe('what pages do with elements', () => {
  let gateway: FakeGateway;
  let place: HTMLElement;

  beforeEach(() => {
    gateway = new FakeGateway(instance);
    place = document.body.appendChild(document.createElement('div'));
  });
  afterEach(() => {
    place.remove();
    fixtureCleanup();
  });

  // First of all: later the tag is registered.
  it('sets properties before the script is there', async () => {
    expect(customElements.get('nomos-invoices')).to.equal(undefined);
    const [early, other] = [newInvoices(), newInvoices()];
    Object.assign(early, { year: 1999, headingLevel: 4, locale: 'en' });
    place.append(early, other);
    await import('../../elements/nomos-invoices/nomos-invoices.ts');
    await shows(other, '79.18');
    expect(early.year).to.equal(1999);
    expect(textOf(early)).not.to.include(amount);
    expect(early.shadowRoot?.querySelector('h4')).not.to.equal(null);
    await shows(early, 'Invoices');
    early.year = null;
    await shows(early, '79.18');
    early.locale = 'de';
    await shows(early);
  });

  it('takes an element out and puts it back, elsewhere as well, without anything being asked again', async () => {
    const element = newInvoices();
    place.append(element);
    await shows(element);
    const { length } = gateway.calls;
    element.remove();
    place.append(element);
    const inner = place.appendChild(document.createElement('section'));
    inner.append(element);
    await element.updateComplete;
    await shows(element);
    expect(gateway.calls.slice(length)).to.deep.equal([]);
    // Still alive: it hears of the end of the session.
    await gateway.store.signOut();
    await waitUntil(() => !textOf(element).includes(amount));
  });

  it('clones an element, with everything that its attributes say', async () => {
    const element = newInvoices();
    element.setAttribute('heading-level', '4');
    place.append(element);
    await shows(element);
    const { length } = gateway.calls;
    const clone = place.appendChild(element.cloneNode(true) as Element);
    await shows(clone);
    expect(clone.shadowRoot?.querySelector('h4')).not.to.equal(null);
    expect(gateway.calls.slice(length)).to.deep.equal([]);
    element.remove();
    await shows(clone);
  });

  for (const mode of ['open', 'closed'] as const) {
    it(`wraps an element into an ${mode} shadow root of its own, and hears its events there`, async () => {
      const root = place.attachShadow({ mode });
      const element = newInvoices();
      element.setAttribute('invoice-href', '#invoice-{id}');
      root.append(element);
      await shows(element);
      let heard: Event | undefined;
      place.addEventListener('nomos-invoice-open', (event) => {
        event.preventDefault();
        heard = event;
      });
      element.shadowRoot?.querySelector<HTMLElement>('a[href^="#invoice-"]')?.click();
      expect(heard?.target).to.equal(place);
    });
  }
});
