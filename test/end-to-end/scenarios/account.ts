import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { portal } from '../running-portal.ts';
import { newestWrite } from '../sandbox-journal.ts';

const email = 'neighbour-3@sandbox.example';

/** The notice of a change: the newest mail whose text says this. */
async function noticeThatSays(words: string): Promise<{ subject: string; text: string; html: string }> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline;) {
    const mail = portal()
      .mailsTo(email)
      .find(({ text }) => text.includes(words));
    if (mail) return mail;
    await pause(50);
  }
  assert.fail(`No mail to ${email} says ${words}`);
}

describe('the account', () => {
  test('a name, the billing address and the mandate reach the Nomos API as its document has them, each with a notice', async () => {
    const visitor = await portal().signedIn('neighbour-3', '/account');
    await visitor.read('Lieferadresse');

    await visitor.press('button', 'Namen ändern');
    await visitor.fill('Nachname', 'Müller-Lüdenscheidt');
    await visitor.press('button', 'Speichern');
    await visitor.read('Gespeichert');
    const names = await newestWrite('/customers/');
    assert.equal(names.method, 'PATCH');
    assert.equal(names.status, 200);
    assert.equal(names.body.last_name, 'Müller-Lüdenscheidt');
    assert.deepEqual(
      Object.keys(names.body).filter((field) => !['first_name', 'last_name'].includes(field)),
      [],
    );
    await noticeThatSays('Müller-Lüdenscheidt');

    await visitor.press('button', 'Rechnungsadresse ändern');
    await visitor.fill('Straße', 'Große Bäckerstraße');
    await visitor.fill('Hausnummer', '12 a-c/2');
    await visitor.fill('Postleitzahl', '20095');
    await visitor.fill('Ort', 'Hamburg');
    await visitor.press('button', 'Speichern');
    await visitor.read('Ihre nächste Rechnung trägt die neue Adresse.');
    const contract = `/subscriptions/${subscriptionIdOf('neighbour-3')}`;
    const moved = await newestWrite(contract);
    assert.equal(moved.method, 'PATCH');
    assert.deepEqual(moved.body, {
      billing_address: { street: 'Große Bäckerstraße', house_number: '12 a-c/2', zip: '20095', city: 'Hamburg' },
    });
    await noticeThatSays('Große Bäckerstraße');

    await visitor.press('button', 'Bankverbindung ändern');
    await visitor.fill('IBAN', 'de68 5001 0517 8297 3364 85');
    await visitor.fill('Kontoinhaber', 'Clara Müller');
    await visitor.press('checkbox', 'Ich erteile dieses Mandat und darf über das Konto verfügen.');
    await visitor.press('button', 'Mandat erteilen');
    await visitor.read('Ihre Bankverbindung ist geändert');
    const mandate = await newestWrite(contract);
    assert.equal(mandate.status, 200);
    const { payment_method: method } = mandate.body as { payment_method: { sepa_debit: unknown } };
    assert.deepEqual(Object.keys(mandate.body), ['payment_method']);
    assert.deepEqual(method.sepa_debit, { iban: 'DE68500105178297336485', account_holder: 'Clara Müller' });
    const { subject, text, html } = await noticeThatSays('6485');
    for (const part of [subject, text, html]) assert.doesNotMatch(part.replace(/\s/g, ''), /DE68500105178297336485/);
  });

  test('an account number that cannot be is refused at its field, and what was typed stays', async () => {
    const visitor = await portal().signedIn('neighbour-3', '/account');
    await visitor.press('button', 'Bankverbindung ändern');
    await visitor.fill('IBAN', 'DE00500105178297336485');
    await visitor.press('checkbox', 'Ich erteile dieses Mandat und darf über das Konto verfügen.');
    await visitor.press('button', 'Mandat erteilen');
    const field = await visitor.see('textbox', 'IBAN');
    await visitor.page.waitForFunction((input) => input.getAttribute('aria-invalid') === 'true', {}, field);
    assert.equal(
      (await field.evaluate((input) => (input as HTMLInputElement).value)).replace(/\s/g, ''),
      'DE00500105178297336485',
    );
    const last = await newestWrite(`/subscriptions/${subscriptionIdOf('neighbour-3')}`);
    assert.doesNotMatch(JSON.stringify(last.body), /DE00500105178297336485/);
  });
});
