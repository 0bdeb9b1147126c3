import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { portal } from '../running-portal.ts';

/** A code that is not this one. */
const otherThan = (code: string, by = 1): string => String((Number(code) + by) % 1_000_000).padStart(6, '0');

describe('sign-in by e-mail code', () => {
  test('a wrong code is said to be wrong; the right one still opens', async () => {
    const email = 'neighbour-7@sandbox.example';
    const visitor = await portal().visitor();
    visitor.expectComplaint(/422/);
    await visitor.goTo('/login');
    await visitor.askForCode(email);
    const code = await portal().codeFor(email);
    await visitor.fill('Sechsstelliger Code', otherThan(code));
    await visitor.read('Dieser Code stimmt nicht. Bitte prüfen Sie die Ziffern.');
    await visitor.fill('Sechsstelliger Code', code);
    await visitor.arriveAt('/overview');
    await visitor.see('heading', 'Übersicht');
  });

  test('the sixth attempt is none, not even with the right code', async () => {
    const email = 'neighbour-8@sandbox.example';
    const visitor = await portal().visitor();
    visitor.expectComplaint(/422/);
    await visitor.goTo('/login');
    await visitor.askForCode(email);
    const code = await portal().codeFor(email);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const answered = visitor.page.waitForResponse((answer) => answer.url().endsWith('/gateway/sign-in/sessions'));
      await visitor.fill('Sechsstelliger Code', otherThan(code, attempt));
      await answered;
      await visitor.read(/Dieser Code stimmt nicht|zu viele Versuche/);
    }
    await visitor.fill('Sechsstelliger Code', code);
    await visitor.read('Das waren zu viele Versuche mit diesem Code. Bitte fordern Sie einen neuen an.');
  });

  test('a code is taken with blanks and dashes between its digits', async () => {
    const email = 'neighbour-9@sandbox.example';
    const visitor = await portal().visitor();
    await visitor.goTo('/login');
    await visitor.askForCode(email);
    const code = await portal().codeFor(email);
    await visitor.fill('Sechsstelliger Code', `${code.slice(0, 2)} ${code.slice(2, 4)}-${code.slice(4)}`);
    await visitor.arriveAt('/overview');
  });

  test('another code is not to be had at once', async () => {
    const email = 'neighbour-10@sandbox.example';
    const visitor = await portal().visitor();
    visitor.expectComplaint(/429/);
    await visitor.goTo('/login');
    await visitor.askForCode(email);
    await portal().codeFor(email);
    await visitor.read(/Neuer Code in \d+ s/);

    await visitor.press('button', 'Andere E-Mail-Adresse');
    await visitor.fill('E-Mail-Adresse', email);
    await visitor.press('button', 'Code senden');
    await visitor.read(/Zu viele Versuche\. Bitte warten Sie \d+ Sekunden\./);
    assert.equal(portal().mailsTo(email).length, 1);
  });

  test('a reload while the mail is on its way does not lose the code', async () => {
    const email = 'neighbour-11@sandbox.example';
    const visitor = await portal().visitor();
    await visitor.goTo('/invoices');
    await visitor.askForCode(email);
    await visitor.page.reload();
    await visitor.fill('Sechsstelliger Code', await portal().codeFor(email));
    await visitor.arriveAt('/invoices');
    await visitor.see('heading', 'Rechnungen');
  });

  test('what is no address is not sent', async () => {
    const visitor = await portal().visitor();
    await visitor.goTo('/login');
    await visitor.fill('E-Mail-Adresse', 'katharina');
    await visitor.press('button', 'Code senden');
    await visitor.read('Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.');
  });

  test('keys are enough: sign in, go to an invoice, sign out', async () => {
    const email = 'neighbour-12@sandbox.example';
    const visitor = await portal().visitor();
    await visitor.goTo('/login');
    await visitor.see('textbox', 'E-Mail-Adresse');
    await visitor.tabTo('E-Mail-Adresse');
    await visitor.page.keyboard.type(email);
    await visitor.page.keyboard.press('Enter');
    await visitor.see('textbox', 'Sechsstelliger Code');
    await visitor.focusIsOn('Sechsstelliger Code');
    await visitor.page.keyboard.type(await portal().codeFor(email));
    await visitor.see('heading', 'Übersicht');

    await visitor.tabTo('Rechnungen');
    await visitor.page.keyboard.press('Enter');
    await visitor.arriveAt('/invoices');
    await visitor.read('Verbrauchsrechnung');
    await visitor.tabTo(/Verbrauchsrechnung/);
    await visitor.page.keyboard.press('Enter');
    await visitor.see('link', 'PDF öffnen');
    await visitor.tabTo('PDF speichern');
    await visitor.tabTo('Abmelden');
    await visitor.page.keyboard.press('Enter');
    await visitor.see('heading', 'Anmelden');
  });

  test('the mail speaks the language of the page and the name of the brand', async () => {
    const email = 'neighbour-13@sandbox.example';
    const visitor = await portal().visitor();
    await visitor.goTo('/login');
    await visitor.choose('Sprache', 'English');
    await visitor.see('heading', 'Sign in');
    await visitor.fill('E-mail address', email);
    await visitor.press('button', 'Send code');
    const code = await portal().codeFor(email);
    const [mail] = portal().mailsTo(email);
    assert.equal(mail?.subject, `${code} is your code for Lumio`);
    assert.equal(mail.from, 'anmeldung@lumio.example');
    assert.ok(mail.text.includes(code) && mail.html.includes(code));
  });
});
