import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { feedInSubscription, subscription } from '../../demo/gallery/fixtures.ts';
import { helpArticles } from '../../demo/gallery/states/help.ts';
import { createHelpSearch } from '../../elements/nomos-help/help-search.ts';
import '../../elements/nomos-help/nomos-help.ts';
import type { HelpArticle } from '../../src/contract/gateway/help.ts';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

type Drawn = HTMLElement & { updateComplete: Promise<unknown>; article: string | undefined };
type Sent = Record<string, string | null> & { key: string };

let gateway: FakeGateway;
let element: Drawn;
let articles: HelpArticle[];
/** The messages that arrived, each with the name of its file. */
let sent: { body: Sent; file: string | null }[];
let words: { slug: string; helpful: boolean; locale: string }[];
let messages: CustomerRequest[];
/** Takes the place of the answer to a message. */
let refuse: (() => Response | Promise<Response>) | undefined;

const root = (): ShadowRoot => element.shadowRoot!;
const text = (): string => root().textContent.replace(/\s+/g, ' ');
const shows = (what: string): Promise<void> => waitUntil(() => text().includes(what), what);
const find = (selector: string): HTMLInputElement => {
  const found = root().querySelector<HTMLInputElement>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
};
const named = (selector: string, name: string): HTMLElement => {
  const found = [...root().querySelectorAll<HTMLElement>(selector)].find((one) => one.textContent.includes(name));
  if (!found) throw new Error(`There is no ${selector} "${name}"`);
  return found;
};
const press = (name: string): void => named('button', name).click();
const names = (): string[] => [...root().querySelectorAll('.article-name')].map((one) => one.textContent.trim());
const focused = (selector: string): Promise<void> =>
  waitUntil(() => root().activeElement?.matches(selector), `focus on ${selector}`);

const failing = (
  status: number,
  errors: { field: string; code: string }[] = [],
  headers: Record<string, string> = {},
) =>
  Response.json(
    { code: 'X', message: '', requestId: 'r-1', errors: errors.map((error) => ({ ...error, message: '' })) },
    { status, headers },
  );

function request(id: string, state: string, kind = 'contact'): CustomerRequest {
  return {
    id,
    reference: 'K7QF-2M9A',
    kind,
    state,
    received_at: '2026-11-24T10:02:00Z',
    subscription: null,
    end_at: null,
    refusal: null,
    summary: [{ label: 'Nachricht', value: `Text von ${id}` }],
  };
}

/** Types into a field as a browser does. */
async function type(selector: string, value: string): Promise<void> {
  const input = find(selector);
  input.value = value;
  input.dispatchEvent(new Event(input.matches('select') ? 'change' : 'input', { bubbles: true, composed: true }));
  await element.updateComplete;
}

async function search(typed: string): Promise<void> {
  find('#search').focus();
  await type('#search', typed);
}

async function open(more: { article?: string; articleHref?: string; portalHref?: string } = {}): Promise<void> {
  element = await fixture<Drawn>(html`<nomos-help instance="help-test" heading-level="2"></nomos-help>`);
  Object.assign(element, more);
  await waitUntil(() => root().querySelector('.articles, article, .notice'), 'help');
  await waitUntil(() => root().querySelector('.contact'), 'contact');
}

async function write(): Promise<void> {
  await open();
  press('Nachricht schreiben');
  await waitUntil(() => root().querySelector('#message'), 'form');
}

async function fillIn(): Promise<void> {
  await type('#topic', 'invoice');
  if (!gateway.signedIn) {
    await type('#name', ' Kim Beispiel ');
    await type('#email', 'kim@example.org ');
  }
  await type('#message', ' Warum?\nDarum. ');
}

describe('<nomos-help>', () => {
  beforeEach(() => {
    sessionStorage.clear();
    articles = helpArticles;
    sent = [];
    words = [];
    messages = [];
    refuse = undefined;
    gateway = new FakeGateway('help-test');
    gateway.signedIn = false;
    gateway.answer = (url, init) => {
      if (url.pathname === '/gateway/help') return Response.json({ articles });
      const [, slug] = /^\/gateway\/help\/(.+)\/feedback$/.exec(url.pathname) ?? [];
      if (slug) {
        if (refuse) return refuse();
        words.push({ slug, ...(JSON.parse(init.body as string) as { helpful: boolean; locale: string }) });
        return new Response(null, { status: 204 });
      }
      if (url.pathname !== '/gateway/requests') return undefined;
      if (init.method !== 'POST') return Response.json({ items: messages });
      const form = init.body instanceof FormData ? init.body : null;
      const body = JSON.parse((form ? form.get('request') : init.body) as string) as Sent;
      const file = form?.get('attachment');
      sent.push({ body, file: file instanceof File ? file.name : null });
      if (refuse) return refuse();
      messages = [request('req_new', 'received'), ...messages];
      return Response.json(messages[0], { status: 201 });
    };
  });

  describe('articles', () => {
    it('stand by topic, for somebody who has not signed in', async () => {
      await open();
      expect(names()).to.have.length(articles.length);
      for (const topic of ['Zähler', 'Preise', 'Rechnung und Zahlung', 'Über Lumio', 'Weitere Themen']) {
        expect(named('h3', topic)).to.exist;
      }
      expect(named('a', 'Only in English').lang).to.equal('en');
      expect(named('h2', 'Hilfe')).to.exist;
    });

    it('open in place, with the focus on them, and close again', async () => {
      await open();
      const told = oneEvent(element, 'nomos-help-open');
      const shown = oneEvent(element, 'nomos-help-show');
      named('a', 'Zähler ablesen').click();
      expect((await told).detail).to.deep.equal({ article: 'meter-reading' });
      await focused('.main');
      expect((await shown).detail).to.deep.equal({
        article: 'meter-reading',
        title: 'Zähler ablesen und Stand melden',
      });
      expect(named('h2', 'Zähler ablesen')).to.exist;
      // The headings within come below it.
      expect(named('.prose h3', 'So finden Sie')).to.exist;
      expect(named('.prose h4', 'In Schritten')).to.exist;
      named('.prose a', 'Zählerwechsel').click();
      await waitUntil(() => text().includes('Ihr Zähler wurde getauscht') && element.article === 'meter-exchange');
      press('Alle Hilfethemen');
      await waitUntil(() => names().length === articles.length);
      await focused('.main');
    });

    it('are left to a page that shows them itself', async () => {
      await open();
      element.addEventListener('nomos-help-open', (event) => event.preventDefault());
      named('a', 'Umzug').click();
      await element.updateComplete;
      expect(element.article).to.equal(undefined);
      expect(names()).to.have.length(articles.length);
    });

    it('have addresses where the page has some, and links to the portal only there', async () => {
      await open({ article: 'meter-reading' });
      const consumption = named('.prose a', 'Verbrauch') as HTMLAnchorElement;
      expect(consumption.hasAttribute('href')).to.equal(false);
      const other = named('.prose a', 'Bundesnetzagentur') as HTMLAnchorElement;
      expect(other.getAttribute('href')).to.equal('https://www.bundesnetzagentur.de');
      Object.assign(element, { articleHref: '/portal/help/{slug}', portalHref: '/portal{path}' });
      await element.updateComplete;
      expect(consumption.getAttribute('href')).to.equal('/portal/consumption');
      const exchange = named('.prose a', 'Zählerwechsel');
      expect(exchange.getAttribute('href')).to.equal('/portal/help/meter-exchange');
      // It is the page's to follow: nothing opens in place.
      let followed: boolean | undefined;
      document.addEventListener(
        'click',
        (event) => {
          followed = !event.defaultPrevented;
          event.preventDefault();
        },
        { once: true },
      );
      exchange.click();
      expect(followed).to.equal(true);
      expect(element.article).to.equal('meter-reading');
    });

    it('that are not there are said so, with the search at hand', async () => {
      await open({ article: 'nowhere' });
      await shows('Diesen Hilfetext gibt es nicht');
      await search('Umzug');
      await waitUntil(() => names()[0] === 'Umzug');
    });

    it('that cannot be had leave the way to the customer service, and are asked for again', async () => {
      const answer = gateway.answer;
      gateway.answer = (url, init) => (url.pathname === '/gateway/help' ? failing(404) : answer(url, init));
      await open();
      await shows('Nicht gefunden');
      expect(named('.contact a', 'hilfe@lumio.example').getAttribute('href')).to.equal('mailto:hilfe@lumio.example');
      gateway.answer = answer;
      press('Erneut versuchen');
      await waitUntil(() => names().length === articles.length);
    });

    it('are there although nobody knows whether somebody is signed in', async () => {
      gateway.signedIn = true;
      const answer = gateway.answer;
      gateway.answer = (url, init) => (url.pathname.startsWith('/api') ? failing(400) : answer(url, init));
      await open();
      expect(names()).to.have.length(articles.length);
    });

    it('are not lost when somebody turns out to be signed out while they are on their way', async () => {
      const answer = gateway.answer;
      gateway.answer = async (url, init) => {
        if (url.pathname === '/gateway/help') {
          await waitUntil(() => gateway.store.snapshot.status === 'signed-out');
          await new Promise((resolve) => setTimeout(resolve));
        }
        return (await answer(url, init))!;
      };
      await open();
      expect(names()).to.have.length(articles.length);
    });

    it('there are none of: the customer service helps', async () => {
      articles = [];
      await open();
      await shows('Hier gibt es noch keine Hilfetexte');
      expect(root().querySelector('#search')).to.equal(null);
    });
  });

  describe('the search', () => {
    it('finds while somebody types, and says how much', async () => {
      await open();
      await search('Zaehler');
      await waitUntil(() => names().length === 2);
      expect(names()[0]).to.equal('Zähler ablesen und Stand melden');
      const status = find('.search-status');
      expect(status.getAttribute('role')).to.equal('status');
      expect(status.textContent.trim()).to.equal('2 Treffer zu „Zaehler“');
      find('#search').form?.requestSubmit();
      await focused('.results a');
      find('#search').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
      await waitUntil(() => names().length === articles.length);
      expect(find('#search').value).to.equal('');
    });

    it('keeps its words while an article is read', async () => {
      await open();
      await search('umzug');
      await waitUntil(() => names().length === 1);
      named('a', 'Umzug').click();
      await focused('.main');
      press('Alle Hilfethemen');
      await waitUntil(() => root().querySelector('#search'));
      expect(find('#search').value).to.equal('umzug');
      expect(names()).to.deep.equal(['Umzug']);
    });

    it('that finds nothing says so, and the way out', async () => {
      await open();
      await search('Xylophon');
      await shows('Nichts gefunden zu „Xylophon“');
      await shows('Dazu haben wir noch keinen Text');
      expect(named('button', 'Nachricht schreiben')).to.exist;
    });

    describe('over the built-in articles', () => {
      let find: (words: string) => string[];
      before(async () => {
        const slugs =
          'meter-reading meter-exchange dynamic-price cheapest-hours negative-prices preliminary-values corrected-invoice understanding-invoice payment prepayment moving cancel-withdraw feed-in complaints smart-meter-rollout section-14a sign-in your-data';
        const builtIn = await Promise.all(
          slugs.split(' ').map(async (slug): Promise<HelpArticle> => {
            const file = await (await fetch(`/gateway/help/articles/de/${slug}.md`)).text();
            const [, head = '', body = ''] = file.split(/^---$/m);
            const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1] ?? '';
            const keywords = field('keywords').split(', ');
            const rest = { locale: 'de', topic: '', html: '' };
            return { ...rest, slug, title: field('title'), summary: field('summary'), keywords, text: body };
          }),
        );
        const index = createHelpSearch(builtIn);
        find = (typed) => index(typed).map(({ slug }) => slug);
      });

      for (const [typed, ...expected] of [
        ['Zaehler', 'meter-reading', 'meter-exchange'],
        ['zähler', 'meter-reading', 'meter-exchange'],
        ['Zehler', 'meter-reading', 'meter-exchange'],
        ['ZÄHLER', 'meter-reading', 'meter-exchange'],
        ['Zähl', 'meter-reading', 'meter-exchange'],
        ['Zählerstannd', 'meter-reading'],
        ['wie lese ich meinen zähler ab', 'meter-reading'],
        ['Lastschrfit', 'payment'],
        ['IBAN', 'payment'],
        ['abschlag', 'prepayment'],
        ['umzihen', 'moving'],
        ['Kuendigung', 'cancel-withdraw'],
        ['passwort vergessen', 'sign-in'],
        ['wallbox modul 3', 'section-14a'],
        ['14a', 'section-14a'],
        ['Balkonkraftwerk', 'feed-in'],
        ['datenschutz', 'your-data'],
      ] as const) {
        it(`finds ${expected.join(', ')} by "${typed}"`, () => {
          const found = find(typed);
          const first = found.slice(0, expected.length);
          expect([...first].sort(), found.join(' ')).to.deep.equal([...expected].sort());
        });
      }

      it('finds nothing by what is nothing', () => {
        for (const typed of ['', '   ', '„“', 'wie ich', 'xyzzyqwert']) expect(find(typed)).to.deep.equal([]);
      });
    });
  });

  describe('whether an article helped', () => {
    it('is asked once, thanked for, and says no more than that', async () => {
      await open({ article: 'meter-reading' });
      press('Ja');
      await shows('Danke, das freut uns');
      expect(words).to.deep.equal([{ slug: 'meter-reading', helpful: true, locale: 'de' }]);
      await focused('#feedback');
      expect(find('.feedback [role="group"]').checkVisibility()).to.equal(false);
    });

    it('leads to a message when it did not', async () => {
      await open({ article: 'moving' });
      press('Nein');
      await shows('wir sehen uns den Text noch einmal an');
      expect(words[0]?.helpful).to.equal(false);
      named('.feedback button', 'Nachricht schreiben').click();
      await shows('Nachricht an den Kundenservice');
      await focused('.main');
    });

    it('can be said again when it was not heard', async () => {
      refuse = () => failing(429, [], { 'retry-after': '60' });
      await open({ article: 'moving' });
      press('Ja');
      await shows('Das ist nicht angekommen');
      refuse = undefined;
      press('Ja');
      await shows('Danke, das freut uns');
    });
  });

  describe('the customer service', () => {
    let clock: FakeClock | undefined;
    afterEach(() => {
      clock?.restore();
      clock = undefined;
    });

    it('says whether somebody answers now, and notices when that changes', async () => {
      // A Tuesday, a minute before eight in Berlin.
      clock = new FakeClock('2026-11-24T06:59:00Z');
      await open();
      await shows('Zurzeit nicht erreichbar');
      await shows('Wieder heute ab 08:00 Uhr.');
      clock.advance(61_000);
      await shows('Jetzt erreichbar');
      await shows('bis 18:00 Uhr');
      clock.advance(10 * 3_600_000);
      await shows('Wieder morgen ab 08:00 Uhr.');
      expect(named('.contact a', '+49 30 5550100').getAttribute('href')).to.equal('tel:+49305550100');
      const chat = named('.contact a', 'Chat öffnen') as HTMLAnchorElement;
      expect([chat.href, chat.rel]).to.deep.equal(['https://lumio.example/chat', 'noopener noreferrer']);
      await shows('Wir antworten meist innerhalb eines Werktags.');
    });

    it('is not there on a holiday, and says so', async () => {
      clock = new FakeClock('2026-12-25T10:00:00Z');
      await open();
      await shows('Heute ist Feiertag. Wieder Montag ab 08:00 Uhr.');
    });
  });

  describe('a message', () => {
    it('of a visitor is sent as it was typed, and what became of it is shown', async () => {
      await write();
      await fillIn();
      const asked = oneEvent(element, 'nomos-help-submit');
      const told = oneEvent(element, 'nomos-help-success');
      press('Nachricht senden');
      expect((await asked).detail).to.deep.equal({ subscription: null });
      expect((await told).detail).to.deep.equal({ request: 'req_new' });
      await shows('Ihre Nachricht ist angekommen');
      await focused('#receipt');
      const { key, ...body } = sent[0]!.body;
      expect(body).to.deep.equal({
        kind: 'contact',
        locale: 'de',
        name: 'Kim Beispiel',
        email: 'kim@example.org',
        subscription: null,
        topic: 'Rechnung oder Zahlung',
        message: 'Warum?\nDarum.',
      });
      expect(key).to.match(/^[\w-]{32}$/);
      await shows('K7QF-2M9A');
      await shows('kim@example.org');
      expect(Object.keys(sessionStorage).filter((name) => name.startsWith('nomos.draft.'))).to.deep.equal([]);
      press('Weitere Nachricht schreiben');
      await focused('#topic');
      expect(find('#message').value).to.equal('');
    });

    it('of a customer is about a contract, which is the one looked at until another is chosen', async () => {
      gateway.signedIn = true;
      messages = [request('req_old', 'forwarded'), request('req_cancel', 'received', 'cancellation')];
      await write();
      await shows('katharina@sandbox.example');
      expect(root().querySelector('#name')).to.equal(null);
      expect(find('#subscription').value).to.equal(subscription.id);
      // Earlier ones stand beneath, each with how far it has got; other matters do not.
      await shows('Bei uns in Arbeit');
      await shows('Text von req_old');
      expect(text()).not.to.include('req_cancel');
      await fillIn();
      await type('#subscription', feedInSubscription.id);
      press('Nachricht senden');
      await shows('Ihre Nachricht ist angekommen');
      const { name, email, subscription: about } = sent[0]!.body;
      expect([name, email, about]).to.deep.equal([
        'Katharina Mühlenbeck-Özdemir',
        'katharina@sandbox.example',
        feedInSubscription.id,
      ]);
      // The new one joins the list.
      await shows('Text von req_new');
      press('Weitere Nachricht schreiben');
      await focused('#topic');
      await type('#subscription', 'none');
      await fillIn();
      press('Nachricht senden');
      await waitUntil(() => sent.length === 2);
      expect(sent[1]?.body.subscription).to.equal(null);
    });

    it('that is not complete says what is missing, field by field, and loses nothing', async () => {
      await write();
      await type('#email', 'kim@beispiel');
      press('Nachricht senden');
      await focused('#topic');
      for (const [field, message] of [
        ['topic', 'Bitte wählen Sie, worum es geht'],
        ['name', 'Bitte geben Sie Ihren Namen an'],
        ['email', 'Bitte geben Sie eine E-Mail-Adresse an'],
        ['message', 'Bitte schreiben Sie, worum es geht'],
      ] as const) {
        const error = find(`#${field}-error`);
        expect(error.getAttribute('role')).to.equal('alert');
        expect(error.textContent).to.include(message);
        expect(find(`#${field}`).getAttribute('aria-invalid')).to.equal('true');
      }
      await type('#topic', 'other');
      expect(find('#topic').getAttribute('aria-invalid')).to.equal('false');
      await type('#message', 'x'.repeat(5001));
      await type('#name', 'Kim');
      await type('#email', 'kim@example.org');
      press('Nachricht senden');
      await shows('länger, als wir annehmen können');
      await focused('#message');
      expect(find('#message').value).to.have.length(5001);
      expect(sent).to.deep.equal([]);
    });

    it('goes with a file that is what it says, and with no other', async () => {
      await write();
      await fillIn();
      const choose = (file: File): void => {
        const data = new DataTransfer();
        data.items.add(file);
        find('#attachment').files = data.files;
        find('#attachment').dispatchEvent(new Event('change', { bubbles: true }));
      };
      choose(new File(['<script>alert(1)</script>'], 'foto.jpg', { type: 'image/jpeg' }));
      await shows('können wir nicht annehmen');
      press('Nachricht senden');
      await focused('#attachment');
      expect(sent).to.deep.equal([]);
      choose(new File(['%PDF-1.7\n'], 'brief.pdf', { type: 'application/pdf' }));
      await shows('brief.pdf');
      press('Nachricht senden');
      await shows('Ihre Nachricht ist angekommen');
      expect(sent.map(({ file }) => file)).to.deep.equal(['brief.pdf']);
    });

    it('that the gateway refuses has the reason at its field', async () => {
      gateway.signedIn = true;
      await write();
      await fillIn();
      refuse = () => failing(400, [{ field: 'subscription', code: 'unknown_subscription' }]);
      press('Nachricht senden');
      await shows('Diesen Vertrag gibt es nicht mehr');
      await focused('#subscription');
      expect(find('#message').value).to.include('Warum?');
      refuse = () => failing(413);
      press('Nachricht senden');
      await shows('Diese Datei ist zu groß');
    });

    it('whose answer was lost is the same message when it is sent again, and another one when it says something else', async () => {
      await write();
      await fillIn();
      refuse = () => Promise.reject(new TypeError('Failed to fetch'));
      press('Nachricht senden');
      await shows('Keine Verbindung');
      await shows('Ihre Nachricht steht noch hier');
      press('Erneut senden');
      await waitUntil(() => sent.length === 2);
      await shows('Erneut senden');
      await type('#message', 'Etwas anderes');
      refuse = undefined;
      press('Nachricht senden');
      await shows('Ihre Nachricht ist angekommen');
      const keys = sent.map(({ body }) => body.key);
      expect(keys[1]).to.equal(keys[0]);
      expect(keys[2]).not.to.equal(keys[0]);
    });

    it('is sent once, however often the button is pressed, and may be left to the page', async () => {
      await write();
      await fillIn();
      let answer: (response: Response) => void = () => undefined;
      refuse = () => new Promise((resolve) => (answer = resolve));
      press('Nachricht senden');
      await shows('Wird gesendet');
      press('Wird gesendet');
      find('form:not(.search)').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await waitUntil(() => sent.length > 0);
      answer(Response.json(request('req_new', 'received'), { status: 201 }));
      await shows('Ihre Nachricht ist angekommen');
      expect(sent).to.have.length(1);
      press('Weitere Nachricht schreiben');
      await focused('#topic');
      await fillIn();
      element.addEventListener('nomos-help-submit', (event) => event.preventDefault());
      press('Nachricht senden');
      await element.updateComplete;
      expect(sent).to.have.length(1);
    });

    it('too many of which says when the next may come', async () => {
      await write();
      await fillIn();
      refuse = () => failing(429, [], { 'retry-after': '600' });
      press('Nachricht senden');
      await shows('in 600 Sekunden');
      expect(find('#message').value).to.include('Warum?');
    });

    it('survives a reload, and is forgotten at the sign-out', async () => {
      gateway.signedIn = true;
      await write();
      await fillIn();
      element.remove();
      await write();
      await waitUntil(() => find('#message').value.includes('Warum?'));
      expect(find('#topic').value).to.equal('invoice');
      await gateway.store.signOut();
      await waitUntil(() => root().querySelector('#name'));
      expect(find('#message').value).to.equal('');
      expect(Object.keys(sessionStorage).filter((name) => name.startsWith('nomos.draft.'))).to.deep.equal([]);
    });

    it('of a visitor who signs in is still there', async () => {
      await write();
      await fillIn();
      gateway.signedIn = true;
      await gateway.store.refresh();
      await waitUntil(() => root().querySelector('#subscription'), 'contracts');
      expect(find('#message').value).to.include('Warum?');
      press('Nachricht senden');
      await shows('Ihre Nachricht ist angekommen');
      expect(sent[0]?.body.email).to.equal('katharina@sandbox.example');
    });
  });
});
