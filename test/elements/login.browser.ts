import { expect, fixture, html } from '@open-wc/testing';
import '../../elements/nomos-login/nomos-login.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

let gateway: FakeGateway;
let element: HTMLElement & { updateComplete: Promise<unknown> };

const find = (selector: string): HTMLInputElement => {
  const found = element.shadowRoot?.querySelector<HTMLInputElement>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
};
const text = (): string => element.shadowRoot?.textContent ?? '';

/** Types into a field as a browser does. */
function type(selector: string, value: string): void {
  const input = find(selector);
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

const submit = (): void => find('form button[type="submit"]').click();

async function open(): Promise<void> {
  element = await fixture(html`<nomos-login instance="login-test"></nomos-login>`);
  await waitUntil(() => element.shadowRoot?.querySelector('input.input'));
}

async function askForCode(): Promise<void> {
  type('#email', 'smart@sandbox.example');
  await element.updateComplete;
  submit();
  await waitUntil(() => element.shadowRoot?.querySelector('#code'));
}

const refuse = (code: string) => () =>
  Response.json(
    { code: 'UNPROCESSABLE_ENTITY', message: '', errors: [{ code, field: 'code', message: '' }] },
    { status: 422 },
  );

describe('<nomos-login>', () => {
  beforeEach(async () => {
    sessionStorage.clear();
    gateway = new FakeGateway('login-test');
    gateway.signedIn = false;
    await open();
  });

  it('has fields that phones and password managers know', async () => {
    const email = find('#email');
    expect(email.type).to.equal('email');
    expect(email.getAttribute('autocomplete')).to.equal('username');
    await askForCode();
    const code = find('#code');
    expect(code.getAttribute('autocomplete')).to.equal('one-time-code');
    expect(code.inputMode).to.equal('numeric');
    expect(element.shadowRoot?.querySelectorAll('#code, form, button[type="submit"]').length).to.equal(3);
  });

  it('asks for an address that can be one, and keeps what was typed', async () => {
    type('#email', 'smart@');
    submit();
    await waitUntil(() => text().includes('Bitte geben Sie eine E-Mail-Adresse ein'));
    expect(find('#email').value).to.equal('smart@');
    expect(find('#email').getAttribute('aria-invalid')).to.equal('true');
    expect(gateway.count('POST /gateway/sign-in/challenges')).to.equal(0);
  });

  it('leads the hands to the code, and sends it by itself at the sixth digit', async () => {
    await askForCode();
    await waitUntil(() => element.shadowRoot?.activeElement?.id === 'code');
    let signedIn = false;
    element.addEventListener('nomos-login-success', () => (signedIn = true));
    type('#code', '12345');
    expect(gateway.count('POST /gateway/sign-in/sessions')).to.equal(0);
    type('#code', '123456');
    await waitUntil(() => signedIn);
    expect(gateway.count('POST /gateway/sign-in/sessions')).to.equal(1);
    await waitUntil(() => text().includes('Sie sind angemeldet'));
  });

  for (const pasted of ['123 456', '123-456', ' 1 2 3 4 5 6 ', '123\u00a0456', '１２３４５６', '123–456']) {
    it(`takes "${pasted}" as a code`, async () => {
      await askForCode();
      let sent: unknown;
      gateway.answer = (url, init) => {
        if (url.pathname === '/gateway/sign-in/sessions') sent = JSON.parse(init.body as string);
        return undefined;
      };
      type('#code', pasted);
      await waitUntil(() => sent);
      expect((sent as { code: string }).code).to.equal('123456');
    });
  }

  for (const [code, message] of [
    ['invalid_code', 'Dieser Code stimmt nicht'],
    ['expired_code', 'gilt nicht mehr'],
    ['used_code', 'schon benutzt'],
    ['too_many_attempts', 'zu viele Versuche mit diesem Code'],
  ] as const) {
    it(`says what to do about ${code}, aloud`, async () => {
      await askForCode();
      gateway.answer = (url) => (url.pathname === '/gateway/sign-in/sessions' ? refuse(code)() : undefined);
      type('#code', '123456');
      await waitUntil(() => text().includes(message));
      const alert = find('.field [role="alert"]');
      expect(alert.textContent).to.include(message);
      expect(find('#code').getAttribute('aria-describedby')).to.equal(alert.id);
      expect(find('#code').value).to.equal('123456');
    });
  }

  it('names letters as what they are', async () => {
    await askForCode();
    type('#code', '12a');
    await waitUntil(() => text().includes('nur aus Ziffern'));
  });

  it('offers another code when the server allows it, and not before', async () => {
    await askForCode();
    const again = find('.again .button');
    expect(again.getAttribute('aria-disabled')).to.equal('true');
    expect(again.textContent).to.match(/Neuer Code in \d+ s/);
    again.click();
    await element.updateComplete;
    expect(gateway.count('POST /gateway/sign-in/challenges')).to.equal(1);
  });

  it('says how long to wait when it was too often', async () => {
    gateway.answer = () =>
      Response.json({ code: 'TOO_MANY_REQUESTS', message: '' }, { status: 429, headers: { 'retry-after': '1800' } });
    type('#email', 'smart@sandbox.example');
    submit();
    await waitUntil(() => text().includes('30 Minuten'));
    expect(find('#email').value).to.equal('smart@sandbox.example');
  });

  it('waits for the code even over a reload', async () => {
    await askForCode();
    element.remove();
    element = await fixture(html`<nomos-login instance="login-test"></nomos-login>`);
    await waitUntil(() => element.shadowRoot?.querySelector('#code'));
    expect(text()).to.include('smart@sandbox.example');
    expect(sessionStorage.getItem('nomos.pending-sign-in')).not.to.include('code"');
  });

  it('lets one go back to another address', async () => {
    await askForCode();
    const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
    buttons.find((button) => button.textContent.includes('Andere E-Mail-Adresse'))?.click();
    await waitUntil(() => element.shadowRoot?.querySelector('#email'));
    expect(find('#email').value).to.equal('smart@sandbox.example');
  });
});

describe('<nomos-login> with a link', () => {
  const links = 'POST /gateway/sign-in/links';

  type Login = HTMLElement & { link: unknown; updateComplete: Promise<unknown> };

  async function follow(link: unknown = { token: 't1', type: 'email' }): Promise<string[]> {
    const heard: string[] = [];
    const login = document.createElement('nomos-login') as Login;
    login.setAttribute('instance', 'login-test');
    login.link = link;
    for (const name of ['nomos-login-success', 'nomos-login-refuse']) {
      login.addEventListener(name, () => heard.push(name));
    }
    element = await fixture(html`${login}`);
    return heard;
  }

  beforeEach(() => {
    sessionStorage.clear();
    gateway = new FakeGateway('login-test');
    gateway.signedIn = false;
  });

  it('follows it by itself, once, and carries the token nowhere else', async () => {
    let sent: unknown;
    gateway.answer = (url, init) => {
      if (url.pathname === '/gateway/sign-in/links') sent = JSON.parse(init.body as string);
      return undefined;
    };
    const heard = await follow();
    await waitUntil(() => heard.length > 0);
    expect(heard).to.deep.equal(['nomos-login-success']);
    expect(sent).to.deep.equal({ token_hash: 't1', type: 'email', confirmed: false });
    expect(gateway.count(links)).to.equal(1);
    await waitUntil(() => text().includes('Sie sind angemeldet'));
    expect(element.outerHTML + (element.shadowRoot?.innerHTML ?? '')).not.to.include('t1');
    expect(JSON.stringify(sessionStorage) + JSON.stringify(localStorage)).not.to.include('t1');
  });

  it('waits until it is known who is signed in', async () => {
    const known = Promise.withResolvers<undefined>();
    gateway.answer = (url) =>
      url.pathname === '/gateway/session'
        ? known.promise.then(() => Response.json({ status: 'signed-out' }))
        : undefined;
    const heard = await follow();
    await waitUntil(() => text().includes('Sie werden angemeldet'));
    await waitUntil(() => gateway.count('GET /gateway/session') === 1);
    expect(gateway.count(links)).to.equal(0);
    known.resolve(undefined);
    await waitUntil(() => heard.length > 0);
    expect(gateway.store.snapshot.status).to.equal('signed-in');
  });

  it('says in another browser for whom it is, and goes on when that is pressed', async () => {
    let confirmed = 0;
    gateway.answer = (url, init) => {
      if (url.pathname !== '/gateway/sign-in/links') return undefined;
      if ((JSON.parse(init.body as string) as { confirmed: boolean }).confirmed) {
        confirmed += 1;
        return undefined;
      }
      return Response.json({ status: 'unconfirmed', email: 'smart@sandbox.example' });
    };
    const heard = await follow();
    await waitUntil(() => text().includes('smart@sandbox.example'));
    expect(heard).to.deep.equal([]);
    const button = find('button.primary');
    await waitUntil(() => element.shadowRoot?.activeElement === button);
    expect(button.textContent).to.include('Hier anmelden');
    button.click();
    button.click();
    await waitUntil(() => heard.includes('nomos-login-success'));
    expect(confirmed).to.equal(1);
  });

  it('that is used up leads to the sign-in by code, says so aloud, and is not tried again', async () => {
    gateway.answer = (url) => (url.pathname === '/gateway/sign-in/links' ? refuse('used_link')() : undefined);
    const heard = await follow({ token: 't1', type: 'magiclink' });
    await waitUntil(() => element.shadowRoot?.querySelector('#email'));
    expect(find('.refused[role="alert"]').textContent).to.include('Dieser Link gilt nicht mehr');
    expect(heard).to.deep.equal(['nomos-login-refuse']);
    expect(gateway.count(links)).to.equal(1);
  });

  it('that gets no answer says so and can be tried again', async () => {
    let fails = true;
    gateway.answer = (url) => {
      if (url.pathname !== '/gateway/sign-in/links' || !fails) return undefined;
      return Response.json({ code: 'BAD_GATEWAY', message: '' }, { status: 502 });
    };
    const heard = await follow();
    await waitUntil(() => element.shadowRoot?.querySelector('[role="alert"] .button'));
    expect(heard).to.deep.equal([]);
    fails = false;
    find('[role="alert"] .button').click();
    await waitUntil(() => heard.includes('nomos-login-success'));
  });

  it('asks for a mail whose link leads where the customer meant to be', async () => {
    let asked: unknown;
    gateway.answer = (url, init) => {
      if (url.pathname === '/gateway/sign-in/challenges') asked = JSON.parse(init.body as string);
      return undefined;
    };
    await follow(null);
    element.setAttribute('next', '/invoices');
    await waitUntil(() => element.shadowRoot?.querySelector('#email'));
    await askForCode();
    expect((asked as { next: string }).next).to.equal('/invoices');
  });
});
