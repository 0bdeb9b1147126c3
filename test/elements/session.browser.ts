import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { invoices } from '../../demo/gallery/fixtures.ts';
import '../../elements/nomos-invoice/nomos-invoice.ts';
import '../../elements/nomos-invoices/nomos-invoices.ts';
import '../../elements/nomos-login/nomos-login.ts';
import '../../elements/nomos-session/nomos-session.ts';
import type { NomosSession } from '../../elements/nomos-session/session-element.ts';
import '../../elements/nomos-subscription-switcher/nomos-subscription-switcher.ts';
import { configureNomos } from '../../src/session/configure.ts';
import type { SessionReason } from '../../src/session/fetch-session.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

const gateway = 'https://gateway.example';

/** Answers of a gateway on another origin, in place of the network. */
const answers = new FakeGateway('not-asked-for-itself');
const realFetch = globalThis.fetch;
let tokensShown: (string | null)[];
let asked: string[];
let intercept: (url: URL) => Response | undefined;

const shows = (element: Element, text: string): Promise<void> =>
  waitUntil(() => element.shadowRoot?.textContent.includes(text), text);

const showsInvoices = (element: Element): Promise<void> =>
  waitUntil(() => element.shadowRoot?.querySelector('[part~="row"]'), 'invoices');

/** What a page's own site gives, and how often it was asked. */
function site(give: (reason: SessionReason) => unknown = () => ({ token: 't-1', expiresAt: Date.now() + 900_000 })) {
  const reasons: SessionReason[] = [];
  const fetchSession = (reason: SessionReason): Promise<never> => {
    reasons.push(reason);
    return Promise.resolve(give(reason) as never);
  };
  return { reasons, fetchSession };
}

let count = 0;
const newOrigin = (): string => `${gateway}:${4000 + (count += 1)}`;

describe('<nomos-session>', () => {
  beforeEach(() => {
    tokensShown = [];
    asked = [];
    intercept = () => undefined;
    globalThis.fetch = async (input, init = {}) => {
      const url = new URL(input as string, location.href);
      if (!url.href.startsWith(gateway)) return realFetch(input, init);
      asked.push(`${init.method ?? 'GET'} ${url.pathname}`);
      tokensShown.push(new Headers(init.headers).get('authorization'));
      if (init.method === 'DELETE') return new Response(null, { status: 204 });
      return intercept(url) ?? answers.answerTo(url, init);
    };
  });
  afterEach(() => {
    globalThis.fetch = realFetch;
    Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
  });

  it('takes what was set before its script was there, and one token serves all that is below it', async () => {
    const { reasons, fetchSession } = site();
    const session = document.createElement('nomos-session');
    Object.assign(session, { fetchSession });
    session.setAttribute('gateway', newOrigin());
    session.innerHTML =
      '<nomos-invoices></nomos-invoices><nomos-invoices></nomos-invoices><nomos-subscription-switcher></nomos-subscription-switcher>';
    document.body.append(session);
    for (const element of session.querySelectorAll('nomos-invoices')) await showsInvoices(element);
    expect(reasons).to.deep.equal(['start']);
    expect(asked.filter((call) => call === 'GET /api/invoices').length).to.equal(1);
    expect(tokensShown.filter((token) => token !== null).every((token) => token === 'Bearer t-1')).to.equal(true);

    // Frameworks move what they draw.
    const place = document.createElement('div');
    document.body.append(place);
    place.append(session);
    for (const element of session.querySelectorAll('nomos-invoices')) await showsInvoices(element);
    expect(reasons).to.deep.equal(['start']);
    place.remove();
  });

  it('goes from signed out to signed in when the page says so, without its elements being mounted anew', async () => {
    let signedIn = false;
    const { fetchSession } = site(() => (signedIn ? { token: 't-1', expiresAt: Date.now() + 900_000 } : null));
    const session = await fixture<NomosSession>(
      html`<nomos-session gateway=${newOrigin()} .fetchSession=${fetchSession}
        ><nomos-invoices></nomos-invoices
      ></nomos-session>`,
    );
    const element = session.querySelector('nomos-invoices')!;
    await shows(element, 'Melden Sie sich an');
    const wants = oneEvent(session, 'nomos-session-sign-in');
    element.shadowRoot?.querySelector('button')?.click();
    await wants;
    signedIn = true;
    await session.refresh();
    await showsInvoices(element);
    await session.signOut();
    await shows(element, 'Melden Sie sich an');
    expect(asked.at(-1)).to.equal('DELETE /gateway/session');
    expect(session.querySelector('nomos-invoices')).to.equal(element);
  });

  it('takes up fetchSession that is set later', async () => {
    const session = await fixture<NomosSession>(
      html`<nomos-session gateway=${newOrigin()}><nomos-invoices></nomos-invoices></nomos-session>`,
    );
    const element = session.querySelector('nomos-invoices')!;
    await shows(element, 'Melden Sie sich an');
    session.fetchSession = site().fetchSession;
    await showsInvoices(element);
  });

  it('tells the customer and the page when fetchSession fails, and tries again when asked to', async () => {
    let down = true;
    const { fetchSession } = site(() => {
      if (down) throw new Error('down');
      return { token: 't-1', expiresAt: Date.now() + 900_000 };
    });
    const codes: string[] = [];
    const session = await fixture<NomosSession>(
      html`<nomos-session
        gateway=${newOrigin()}
        .fetchSession=${fetchSession}
        @nomos-session-error=${({ detail }: CustomEvent<{ code: string }>) => codes.push(detail.code)}
        ><nomos-invoices></nomos-invoices
      ></nomos-session>`,
    );
    const element = session.querySelector('nomos-invoices')!;
    await shows(element, 'Erneut versuchen');
    expect(codes).to.deep.equal(['fetch-session-failed']);
    down = false;
    element.shadowRoot?.querySelector<HTMLButtonElement>('[role="alert"] button')?.click();
    await showsInvoices(element);
  });

  it('a configuration that makes no sense is an error that says so, not an endless wait', async () => {
    const codes: string[] = [];
    const session = await fixture<NomosSession>(
      html`<nomos-session
        gateway="lumio.example/portal"
        @nomos-session-error=${({ detail }: CustomEvent<{ code: string }>) => codes.push(detail.code)}
        ><nomos-invoices></nomos-invoices
      ></nomos-session>`,
    );
    const element = session.querySelector('nomos-invoices')!;
    await shows(element, 'Das hat nicht geklappt');
    expect(codes).to.deep.equal(['configuration']);
    session.gateway = newOrigin();
    session.fetchSession = site().fetchSession;
    await showsInvoices(element);
  });

  it('the sign-in there promises no more than it keeps: nobody is remembered', async () => {
    const session = await fixture<NomosSession>(
      html`<nomos-session gateway=${newOrigin()}><nomos-login></nomos-login></nomos-session>`,
    );
    const element = session.querySelector('nomos-login')!;
    await waitUntil(() => element.shadowRoot?.querySelector('#email'));
    expect(element.shadowRoot?.querySelector('[type="checkbox"]')).to.equal(null);
  });

  it('fetches a PDF with the token and saves it under its name; says so when that fails', async () => {
    const session = await fixture<NomosSession>(
      html`<nomos-session gateway=${newOrigin()} .fetchSession=${site().fetchSession}
        ><nomos-invoice invoice=${invoices.paid.id}></nomos-invoice
      ></nomos-session>`,
    );
    const element = session.querySelector('nomos-invoice')!;
    await shows(element, 'PDF speichern');
    expect([...(element.shadowRoot?.querySelectorAll('a') ?? [])].some(({ href }) => href.includes('/file'))).to.equal(
      false,
    );
    let fails = true;
    intercept = ({ pathname }) => {
      if (!pathname.endsWith('/file')) return undefined;
      if (fails) return Response.json({ code: 'X' }, { status: 500 });
      return new Response('%PDF-', { headers: { 'content-disposition': 'attachment; filename="Rechnung-7.pdf"' } });
    };
    const save = (): void => {
      const button = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find(({ textContent }) =>
        textContent.includes('PDF speichern'),
      );
      button?.click();
    };
    save();
    await shows(element, 'Das hat nicht geklappt');
    fails = false;
    const saved = new Promise<string>((resolve) => {
      Object.defineProperty(HTMLAnchorElement.prototype, 'click', {
        configurable: true,
        value(this: HTMLAnchorElement) {
          resolve(this.download);
        },
      });
    });
    save();
    expect(await saved).to.equal('Rechnung-7.pdf');
    expect(tokensShown.at(-1)).to.equal('Bearer t-1');
    await waitUntil(() => !element.shadowRoot?.textContent.includes('Das hat nicht geklappt'));
  });
});

describe('configureNomos on a page that is drawn already', () => {
  it('changes language and wording of what is there', async () => {
    const instance = 'configured-later';
    new FakeGateway(instance);
    const element = await fixture(html`<nomos-invoices instance=${instance}></nomos-invoices>`);
    await shows(element, 'Rechnungen');
    const nomos = configureNomos({ instance: 'speaks', messages: { de: { 'invoices.title': 'Meine Belege' } } });
    nomos.update({ messages: { de: { 'invoices.title': 'Meine Papiere' } } });
    await shows(element, 'Meine Papiere');
    nomos.update({ messages: { de: { 'invoices.title': 'Meine Belege' } } });
    await shows(element, 'Meine Belege');
    nomos.update({ locale: 'en' });
    await shows(element, 'Invoices');
    nomos.update({ locale: 'de', messages: {} });
    await shows(element, 'Rechnungen');
  });
});
