import { expect, fixture, html } from '@open-wc/testing';
import { statesByTag } from '../../demo/gallery/states.ts';
import '../../elements/nomos-invoices/nomos-invoices.ts';
import '../../elements/nomos-login/nomos-login.ts';
import { overrideMessages, pageLocale, setPageLocale } from '../../src/i18n/localization.ts';
import type { MessageOverrides } from '../../src/i18n/messages.ts';

type Drawn = HTMLElement & { state: unknown; locale: string; updateComplete: Promise<unknown> };

const invoices = statesByTag['nomos-invoices'];
const login = statesByTag['nomos-login'];

async function draw(tag: 'nomos-invoices' | 'nomos-login', state: unknown): Promise<Drawn> {
  const element = document.createElement(tag) as unknown as Drawn;
  element.state = state;
  const page = await fixture<HTMLElement>(html`<div></div>`);
  page.append(element);
  await element.updateComplete;
  return element;
}

const textOf = async (element: Drawn): Promise<string> => {
  await element.updateComplete;
  return (element.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ');
};
const titleOf = async (element: Drawn): Promise<string | undefined> => {
  await element.updateComplete;
  return element.shadowRoot?.querySelector('h2')?.textContent.trim();
};

describe("a supplier's own wording", () => {
  let warnings: string[];
  const { warn } = console;

  beforeEach(() => {
    warnings = [];
    console.warn = (text: string) => warnings.push(text);
  });

  afterEach(async () => {
    console.warn = warn;
    await overrideMessages({ brand: undefined, page: undefined });
    await setPageLocale('de');
  });

  const say = (page: MessageOverrides | Record<string, Record<string, unknown>>): Promise<void> =>
    overrideMessages({ page: page });

  it('takes the place of ours in the language that it is for, at once and later', async () => {
    const element = await draw('nomos-invoices', invoices.loaded);
    expect(await titleOf(element)).to.equal('Rechnungen');
    await say({ de: { 'invoices.title': 'Meine Rechnungen' }, en: { 'invoices.title': 'My bills' } });
    expect(await titleOf(element)).to.equal('Meine Rechnungen');
    await setPageLocale('en');
    expect(await titleOf(element)).to.equal('My bills');
    await say({ de: { 'invoices.title': 'Meine Rechnungen' } });
    expect(await titleOf(element)).to.equal('Invoices');
    await say({ de: { 'invoices.title': 'Strompost' } });
    await setPageLocale('de');
    expect(await titleOf(element)).to.equal('Strompost');
    expect(warnings).to.deep.equal([]);
  });

  it("of the page is stronger than the brand's", async () => {
    const element = await draw('nomos-invoices', invoices.loaded);
    await overrideMessages({
      brand: { de: { 'invoices.title': 'Stromrechnungen', 'invoices.filter.year': 'Im Jahr' } },
    });
    expect(await titleOf(element)).to.equal('Stromrechnungen');
    await say({ de: { 'invoices.title': 'Meine Rechnungen' } });
    expect(await titleOf(element)).to.equal('Meine Rechnungen');
    expect(await textOf(element)).to.include('Im Jahr');
  });

  it('puts values where it names them', async () => {
    const element = await draw('nomos-login', login['email: too often']);
    await say({
      de: { 'login.problem.rate-limited-seconds': '{seconds} Pause, bitte.', 'login.wait.minutes': '{seconds} min' },
    });
    expect(await textOf(element)).to.include('30 min Pause, bitte.');
  });

  it('keeps our markup around values and is nothing but text itself', async () => {
    const element = await draw('nomos-login', login.code);
    await say({ de: { 'login.code.intro': '<img src=x onerror=alert(1)> & Post an {email}!' } });
    expect(await textOf(element)).to.include('<img src=x onerror=alert(1)> & Post an ');
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
    expect(element.shadowRoot?.querySelector('strong')?.textContent).to.include('@');
  });

  it('that is empty, no text, or has a placeholder which is not there leaves ours, and says so once', async () => {
    const element = await draw('nomos-invoices', invoices.loaded);
    const broken = {
      de: { 'invoices.title': '  ', 'invoices.filter.year': null, 'invoices.pager.page': 'Blatt {number}' },
    };
    await say(broken);
    expect(await titleOf(element)).to.equal('Rechnungen');
    expect(await textOf(element)).to.include('Jahr');
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0])
      .to.include('de invoices.title: is empty')
      .and.to.include('no placeholder {number}; there are {page}');
    await say({ ...broken });
    expect(warnings).to.have.lengthOf(1);
  });

  it('for an id that does not exist is reported once, with what may have been meant', async () => {
    const reported = new Promise<string>((resolve) => {
      console.warn = (text: string) => {
        warnings.push(text);
        resolve(text);
      };
    });
    await say({ de: { 'invoice.titel': 'Meine Rechnungen' }, en: { 'invoice.titel': 'My bills' } });
    expect(await reported).to.match(/invoice\.titel: did you mean .*invoices\.title/);
    expect(warnings).to.have.lengthOf(1);
  });

  it('for German counts for „du“ where we have no text of our own that says „du“', async () => {
    const element = await draw('nomos-login', login.email);
    await setPageLocale('de-informal');
    expect(await textOf(element)).to.include('Ein Passwort brauchst du nicht.');
    await say({ de: { 'login.email.intro': 'Wir schicken Ihnen Post.', 'login.email.submit': 'Los' } });
    expect(await textOf(element))
      .to.include('Ein Passwort brauchst du nicht.')
      .and.to.include('Los');
    await say({ 'de-informal': { 'login.email.intro': 'Wir schicken dir Post.' } });
    expect(await textOf(element)).to.include('Wir schicken dir Post.');
  });
});

describe('the language of an element', () => {
  afterEach(() => setPageLocale('de'));

  it('is that of its attribute, of a regional tag the language', async () => {
    const element = await draw('nomos-invoices', invoices.loaded);
    element.locale = 'en-GB';
    await element.updateComplete;
    expect(pageLocale()).to.equal('en');
    element.locale = 'de-AT';
    await element.updateComplete;
    expect(pageLocale()).to.equal('de');
    element.locale = 'fr';
    await element.updateComplete;
    expect(pageLocale()).to.equal('de');
  });

  it('is told to screen readers, and its direction to the browser', async () => {
    document.documentElement.dir = 'rtl';
    const element = await draw('nomos-invoices', invoices.loaded);
    expect([element.lang, getComputedStyle(element).direction]).to.deep.equal(['de', 'ltr']);
    await setPageLocale('tr');
    await element.updateComplete;
    expect(element.lang).to.equal('tr');
    expect(await titleOf(element)).to.equal('Faturalar');
    document.documentElement.dir = 'ltr';
  });
});
