import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../elements/nomos-login/nomos-login.ts';
import { FakeGateway } from './fake-gateway.ts';

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
      expect(find('[role="alert"]').textContent).to.include(message);
      expect(find('#code').getAttribute('aria-describedby')).to.equal(find('[role="alert"]').id);
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
