import { expect, fixture, html } from '@open-wc/testing';
import '../../elements/nomos-portal/nomos-portal.ts';
import type { NomosPortal } from '../../elements/nomos-portal/portal-element.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

describe('<nomos-portal>', () => {
  const address = location.href;
  let portal: NomosPortal;

  const shows = (tag: string): boolean => portal.shadowRoot?.querySelector(`main ${tag}`) !== null;

  beforeEach(async () => {
    new FakeGateway('');
    history.replaceState(null, '', '/legal/imprint');
    portal = await fixture<NomosPortal>(html`<nomos-portal></nomos-portal>`);
    await waitUntil(() => shows('nomos-legal'), 'the first section');
  });
  afterEach(() => {
    portal.remove();
    history.replaceState(null, '', address);
  });

  it('shows the section that was gone to last, also when the code of one before it comes later', async () => {
    // Nothing of this section has been loaded yet, all of the next one has.
    const slow = portal.navigate('/withdraw');
    await waitUntil(() => location.pathname === '/withdraw');
    await portal.navigate('/legal/privacy');
    await slow;
    await portal.updateComplete;
    expect(location.pathname).to.equal('/legal/privacy');
    expect(shows('nomos-legal')).to.equal(true);
    expect(shows('nomos-withdrawal')).to.equal(false);
    await portal.navigate('/withdraw');
    await waitUntil(() => shows('nomos-withdrawal'), 'the section that was overtaken');
  });
});
