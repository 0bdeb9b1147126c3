import { expect, fixture, html } from '@open-wc/testing';
import '../../elements/nomos-invoices/nomos-invoices.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

const accentOf = (element: Element): string => getComputedStyle(element).getPropertyValue('--_brand-color-accent');

describe('the brand of a page', () => {
  it('is worn at the first drawing by what comes when the brand is known already', async () => {
    const gateway = new FakeGateway('brand-test');
    gateway.signedIn = false;
    const first = await fixture(html`<nomos-invoices instance="brand-test"></nomos-invoices>`);
    await waitUntil(() => accentOf(first) !== '');
    const late = document.createElement('nomos-invoices');
    late.instance = 'brand-test';
    first.after(late);
    await late.updateComplete;
    expect(accentOf(late)).to.equal(accentOf(first));
    late.remove();
  });
});
