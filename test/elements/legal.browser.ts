import { expect, fixture, html } from '@open-wc/testing';
import '../../elements/nomos-legal/nomos-legal.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

type Drawn = HTMLElement & { updateComplete: Promise<unknown>; page: string };

let gateway: FakeGateway;
let element: Drawn;
let asked: string[];
let answer: () => Response;

const text = (): string => element.shadowRoot!.textContent.replace(/\s+/g, ' ');
const shows = (what: string): Promise<void> => waitUntil(() => text().includes(what), what);

async function open(page: string): Promise<void> {
  element = await fixture<Drawn>(html`<nomos-legal instance="legal-test" page=${page}></nomos-legal>`);
}

describe('<nomos-legal>', () => {
  beforeEach(() => {
    asked = [];
    gateway = new FakeGateway('legal-test');
    gateway.signedIn = false;
    answer = () =>
      Response.json({
        locale: 'de',
        title: 'Impressum',
        html: '<h2>Anbieter</h2><p>Lumio <a data-path="/help">Hilfe</a> <a data-article="moving">Umzug</a></p>',
      });
    gateway.answer = (url) => {
      if (!url.pathname.startsWith('/gateway/legal/')) return undefined;
      asked.push(url.pathname + url.search);
      return answer();
    };
  });

  it('shows a text to everybody, its headings below its title', async () => {
    await open('imprint');
    await shows('Anbieter');
    const [title, heading] = [...element.shadowRoot!.querySelectorAll('h2, h3')];
    expect([title?.localName, title?.textContent.trim()]).to.deep.equal(['h2', 'Impressum']);
    expect(heading?.localName).to.equal('h3');
    expect(asked).to.deep.equal(['/gateway/legal/imprint?locale=de']);
  });

  it('links to the portal and to the help only where the page says where they are', async () => {
    await open('imprint');
    await shows('Anbieter');
    const hrefs = (): (string | null)[] =>
      [...element.shadowRoot!.querySelectorAll('.prose a')].map((link) => link.getAttribute('href'));
    expect(hrefs()).to.deep.equal([null, null]);
    Object.assign(element, { portalHref: '/kunden{path}', articleHref: '/kunden/help/{slug}' });
    await element.updateComplete;
    expect(hrefs()).to.deep.equal(['/kunden/help', '/kunden/help/moving']);
  });

  it('leads to where the supplier has the text, when it is not here', async () => {
    answer = () => Response.json({ code: 'NOT_FOUND', message: '', requestId: 'r' }, { status: 404 });
    await open('privacy');
    await shows('auf der Website des Anbieters');
    expect(element.shadowRoot!.querySelector('a')?.href).to.equal('https://lumio.example/datenschutz');
  });

  it('says that it could not be had, and asks again', async () => {
    const good = answer;
    answer = () => Response.json({ title: 1 });
    await open('imprint');
    await shows('Das hat nicht geklappt');
    answer = good;
    element.shadowRoot!.querySelector('button')?.click();
    await shows('Anbieter');
  });

  it('that does not exist is asked of nobody', async () => {
    await open('../session');
    await shows('Nicht gefunden');
    expect(asked).to.deep.equal([]);
  });
});
