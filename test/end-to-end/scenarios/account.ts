import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { HTTPRequest } from 'puppeteer';
import { subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { portal } from '../running-portal.ts';
import type { Visitor } from '../visitor.ts';

const patience = 15_000;

interface Written {
  method: string;
  path: string;
  body: Record<string, unknown>;
  status: number | null;
}

/** The changes that reached the Nomos API below a path, the last one first. */
async function changesAt(path: string): Promise<Written[]> {
  const answer = await fetch(`${portal().sandbox}/sandbox/requests?path=${path}`);
  const { items } = (await answer.json()) as { items: Written[] };
  return items.filter(({ method }) => method === 'PATCH');
}

/** The text of the mail that tells a customer of a change. */
async function noticeTo(customer: string, subject: RegExp): Promise<string> {
  const deadline = Date.now() + patience;
  for (;;) {
    const mail = portal()
      .mailsTo(`${customer}@sandbox.example`)
      .find((candidate) => subject.test(candidate.subject));
    if (mail) return mail.text.replace(/\s+/g, ' ');
    if (Date.now() > deadline) throw new Error(`No mail to ${customer} has a subject like ${String(subject)}.`);
    await pause(50);
  }
}

/** Has the gateway's word on the next mandate be that a code is missing: a sign-in by code counts as one for five minutes. */
async function missCodeOnce(visitor: Visitor): Promise<void> {
  let missing = true;
  await visitor.page.setRequestInterception(true);
  visitor.page.on('request', (request: HTTPRequest) => {
    if (!missing || request.method() !== 'PATCH') return void request.continue();
    missing = false;
    return void request.respond({
      status: 403,
      contentType: 'application/json',
      body: JSON.stringify({ code: 'STEP_UP_REQUIRED', message: '', requestId: 'r-1' }),
    });
  });
}

describe('account', () => {
  test('names are in the API as they were typed, in the other tab at once, and in the mail', async () => {
    const visitor = await portal().signedIn('company', '/account');
    const first = await visitor.openTab();
    await visitor.goTo('/account');
    await visitor.read('Ansprechperson');
    const second = visitor.page;
    await visitor.switchTo(first);
    await visitor.press('button', 'Firma und Ansprechperson ändern');
    await visitor.fill('Firma', 'Gebrüder Größenwahn & Töchter KG');
    await visitor.press('button', 'Speichern');
    await visitor.read('Zur Sicherheit schicken wir Ihnen eine E-Mail darüber.');
    await visitor.switchTo(second);
    await visitor.read('Gebrüder Größenwahn & Töchter KG');
    const [change] = await changesAt('/customers/');
    assert.deepEqual(change?.body, { company_name: 'Gebrüder Größenwahn & Töchter KG' });
    assert.equal(change.status, 200);
    assert.match(await noticeTo('company', /Ihr Name/), /Gebrüder Größenwahn & Töchter KG/);
  });

  test('an address that the API refuses stays typed, with the reason at its field; a good one is everywhere', async () => {
    const visitor = await portal().signedIn('multi', '/account');
    const path = `/subscriptions/${subscriptionIdOf('multi')}`;
    await visitor.press('button', 'Rechnungsadresse ändern');
    await visitor.read('Diese Adresse gilt für alle 3 Verträge');
    await visitor.fill('Straße', 'Mühlgäßchen');
    await visitor.fill('Hausnummer', '12 a-c/2');
    await visitor.fill('Postleitzahl', '6020');
    await visitor.read('Vier Ziffern gibt es in Österreich und der Schweiz');
    await visitor.fill('Ort', 'Görlitz');
    visitor.expectComplaint(/status of 400/);
    await visitor.press('button', 'Speichern');
    await visitor.read('Diese Postleitzahl wird nicht angenommen.');
    await visitor.focusIsOn('Postleitzahl');
    assert.equal((await changesAt(path))[0]?.status, 400);
    await visitor.fill('Postleitzahl', '02826');
    await visitor.press('button', 'Speichern');
    await visitor.read('Ihre nächste Rechnung trägt die neue Adresse.');
    const [change] = await changesAt(path);
    assert.deepEqual(change?.body, {
      billing_address: { street: 'Mühlgäßchen', house_number: '12 a-c/2', zip: '02826', city: 'Görlitz' },
    });
    assert.match(await noticeTo('multi', /Ihre Rechnungsadresse/), /Mühlgäßchen 12 a-c\/2, 02826 Görlitz/);
    await visitor.choose('Vertrag', /Einspeisung/);
    await visitor.read('Mühlgäßchen 12 a-c/2');
  });

  test('a mandate needs a fresh code, and nothing of it is lost meanwhile', async () => {
    const visitor = await portal().signedIn('company', '/account');
    const email = 'company@sandbox.example';
    await missCodeOnce(visitor);
    await visitor.press('button', 'Bankverbindung ändern');
    await visitor.read('SEPA-Lastschriftmandat');
    await visitor.read('DE98ZZZ09999999999');
    await visitor.fill('IBAN', 'at61 1904 3002 3457 3202');
    await visitor.read('Diese IBAN hat einen Tippfehler');
    await visitor.fill('IBAN', 'at61 1904 3002 3457 3201');
    await visitor.read('Diese IBAN ist vollständig.');
    await visitor.press('checkbox', 'Ich erteile dieses Mandat und darf über das Konto verfügen.');
    visitor.expectComplaint(/status of (403|422|429)/);
    let before = portal().mailsTo(email).length;
    await visitor.press('button', 'Mandat erteilen');
    await visitor.read(/Zu Ihrer Sicherheit|Gerade ist viel los/);
    // One code a minute: who has just signed in by one is told to wait, and does.
    const wait = /in (\d+) Sekunden/.exec(await visitor.text());
    if (wait) {
      await pause(Number(wait[1]) * 1000 + 500);
      before = portal().mailsTo(email).length;
      await missCodeOnce(visitor);
      await visitor.press('button', 'Mandat erteilen');
    }
    await visitor.see('textbox', 'Sechsstelliger Code');
    const code = await portal().codeFor(email, { after: before });
    await visitor.fill('Sechsstelliger Code', code === '000000' ? '000001' : '000000');
    await visitor.read('Dieser Code stimmt nicht.');
    await visitor.fill('Sechsstelliger Code', code);
    await visitor.read('Ihre Bankverbindung ist geändert');
    await visitor.read('AT•• •••• •••• 3201');
    const [change] = await changesAt(`/subscriptions/${subscriptionIdOf('company')}`);
    assert.deepEqual(change?.body, {
      payment_method: {
        type: 'sepa_debit',
        sepa_debit: { iban: 'AT611904300234573201', account_holder: 'Gebrüder Größenwahn & Töchter KG' },
      },
    });
    const notice = await noticeTo('company', /Ihre Bankverbindung/);
    assert.match(notice, /AT … 3201/);
    assert.doesNotMatch(notice, /1904/);
  });

  test('what is typed is not lost by a link, the back button or the sign-out without a question', async () => {
    const visitor = await portal().signedIn('multi', '/invoices');
    await visitor.press('link', 'Konto');
    await visitor.press('button', 'Namen ändern');
    await visitor.fill('Vorname', 'Aylin Şirin');
    await visitor.press('link', 'Verbrauch');
    await visitor.see('dialog', 'Änderungen verwerfen?');
    await visitor.focusIsOn('Weiter bearbeiten');
    await visitor.press('button', 'Weiter bearbeiten');
    await visitor.press('button', 'Abmelden');
    await visitor.see('dialog', 'Änderungen verwerfen?');
    await visitor.page.keyboard.press('Escape');
    await visitor.doNotSee('dialog', 'Änderungen verwerfen?');
    await visitor.page.evaluate(() => history.back());
    await visitor.see('dialog', 'Änderungen verwerfen?');
    await visitor.press('button', 'Weiter bearbeiten');
    await visitor.arriveAt('/account');
    const field = await visitor.see('textbox', 'Vorname');
    assert.equal(await field.evaluate((input) => (input as HTMLInputElement).value), 'Aylin Şirin');
    await visitor.page.evaluate(() => history.back());
    await visitor.press('button', 'Verwerfen');
    await visitor.arriveAt('/invoices');
    await visitor.press('link', 'Konto');
    await visitor.read('Aylin Öztürk');
    await visitor.press('link', 'Verbrauch');
    await visitor.arriveAt('/consumption');
  });

  test('names the device that one is on', async () => {
    const visitor = await portal().signedIn('multi', '/account');
    await visitor.see('heading', 'Angemeldete Geräte');
    await visitor.read('Dieses Gerät');
    await visitor.read(/Angemeldet seit 24\.11\.2026/);
  });
});
