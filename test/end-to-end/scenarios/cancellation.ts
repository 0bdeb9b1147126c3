import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HTTPRequest, HTTPResponse } from 'puppeteer';
import { extractText, getDocumentProxy } from 'unpdf';
import { subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { organisationToken } from '../../../demo/sandbox/organisation-token.ts';
import type { CustomerRequest } from '../../../src/contract/gateway/requests.ts';
import type { Subscription } from '../../../src/contract/nomos/subscription.ts';
import { createFormats } from '../../../src/domain/format.ts';
import { portal } from '../running-portal.ts';
import type { Visitor } from '../visitor.ts';

const formats = createFormats('de');
const plain = (text: string): string => text.replace(/\s+/g, ' ');
/** Where PDF and mails break a line is not what is compared. */
const unbroken = (text: string): string => text.replace(/\s+/g, '');

/** A contract as the Nomos API holds it, asked for with the organisation's own credentials. */
async function heldBySandbox(customer: string): Promise<Subscription> {
  const { sandbox } = portal();
  const token = await organisationToken(sandbox);
  const answer = await fetch(`${sandbox}/subscriptions/${subscriptionIdOf(customer)}`, {
    headers: { authorization: `Bearer ${token}`, 'x-api-version': '2026-05-27.curie' },
  });
  assert.equal(answer.status, 200);
  return (await answer.json()) as Subscription;
}

/** Presses, and waits for what the gateway answers. */
async function answerTo(visitor: Visitor, path: RegExp, press: () => Promise<void>): Promise<HTTPResponse> {
  const answered = visitor.page.waitForResponse(
    (response) => path.test(new URL(response.url()).pathname) && response.request().method() === 'POST',
  );
  await press();
  return answered;
}

const handIn = async (visitor: Visitor, button: string): Promise<CustomerRequest> => {
  const answer = await answerTo(visitor, /^\/gateway\/requests$/, () => visitor.press('button', button));
  assert.ok(answer.ok(), `The gateway answered ${answer.status()}`);
  return (await answer.json()) as CustomerRequest;
};

/** What the page was answered, as bytes: asked for again, because a browser keeps no body of what it saved. */
async function askedAgain(visitor: Visitor, asked: HTTPRequest): Promise<Uint8Array> {
  const bytes = await visitor.page.evaluate(
    async (url, body) => {
      const headers = { 'content-type': 'application/json', 'x-nomos-portal': '1' };
      const answer = await fetch(url, { method: 'POST', headers, body });
      return [...new Uint8Array(await answer.arrayBuffer())];
    },
    asked.url(),
    (await asked.fetchPostData()) ?? '',
  );
  return new Uint8Array(bytes);
}

/** Chooses a day as a picker does, whatever order the browser writes it in. */
async function chooseDay(visitor: Visitor, day: string): Promise<void> {
  const field = await visitor.page.waitForSelector('>>> #last_day');
  await field?.evaluate((element, value) => {
    (element as HTMLInputElement).value = value;
    element.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }, day);
}

/** A signed-in customer who follows a link of the footer to a page of that name. */
async function customerAt(customer: string, link: string): Promise<Visitor> {
  const visitor = await portal().signedIn(customer);
  await visitor.press('link', link);
  await visitor.see('heading', link);
  return visitor;
}

describe('cancellation', () => {
  test('somebody without an account cancels from the footer on one page, and three records agree', async () => {
    const visitor = await portal().visitor();
    await visitor.goTo('/login');
    await visitor.press('link', 'Verträge hier kündigen');
    await visitor.arriveAt('/cancel');
    await visitor.see('heading', 'Verträge hier kündigen');
    await visitor.fill('Vertrag', 'Zähler 1APA0195124010, Torstraße 119');
    await visitor.fill('Name', 'Jo Ehrlich');
    await visitor.fill('E-Mail-Adresse', 'jo.ehrlich@posteo.example');
    const request = await handIn(visitor, 'jetzt kündigen');
    assert.equal(visitor.address, '/cancel');
    assert.equal(request.state, 'received');

    const receivedAt = plain(formats.dateTime(request.received_at));
    await visitor.read('Ihre Kündigung ist bei uns eingegangen');
    const saved = await answerTo(visitor, /\/receipt$/, () => visitor.press('button', 'PDF speichern'));
    assert.equal(saved.status(), 200);
    await visitor.read('Gespeichert:');
    const pdf = await getDocumentProxy(await askedAgain(visitor, saved.request()));
    const { text: receipt } = await extractText(pdf, { mergePages: true });
    const records = {
      page: await visitor.text(),
      receipt,
      supplier: (await portal().mailAbout('vertrag@lumio.example', request.reference)).text,
      person: (await portal().mailAbout('jo.ehrlich@posteo.example', request.reference)).text,
    };
    const lines = request.summary.map(({ value }) => value);
    assert.ok(lines.includes('Jo Ehrlich') && lines.some((line) => line.includes('1APA0195124010')));
    for (const [record, text] of Object.entries(records)) {
      for (const said of [receivedAt, request.reference, ...lines]) {
        assert.ok(unbroken(text).includes(unbroken(said)), `${record} does not say "${said}":\n${text}`);
      }
    }
  });

  test('a customer moves out on the day of a change of the clocks, and cancels for an earlier day after all', async () => {
    const visitor = await customerAt('multi', 'Verträge hier kündigen');
    await visitor.press('radio', /^Wegen Umzug/);
    await chooseDay(visitor, '2027-03-28');
    await visitor.read('Sonntag, 28. März 2027');
    const moved = await handIn(visitor, 'jetzt kündigen');
    await visitor.read('Ihr Vertrag ist gekündigt');
    await visitor.read('Der letzte Tag der Belieferung ist Sonntag, 28. März 2027');
    assert.equal(moved.end_at && Date.parse(moved.end_at), Date.parse('2027-03-28T22:00:00Z'));
    assert.equal(Date.parse((await heldBySandbox('multi')).end_at ?? ''), Date.parse('2027-03-28T22:00:00Z'));

    // The form knows at once, without a page being loaded anew, and so does the overview.
    await visitor.press('button', 'Noch einen Vertrag kündigen');
    await visitor.read('und läuft noch bis zum 28.03.2027');
    await visitor.press('link', 'Übersicht');
    await visitor.read('gekündigt zum 28.03.2027');
    await visitor.press('link', 'Tarif');
    await visitor.read('Ihr Vertrag ist gekündigt. Wir beliefern Sie noch bis zum 28.03.2027.');
    const choices = await visitor.choices('Vertrag');
    assert.ok(
      choices.some((choice) => choice.endsWith('(bis 28.03.2027)')),
      choices.join(', '),
    );

    await visitor.goTo('/cancel');
    await visitor.press('radio', 'An einem bestimmten Tag');
    await chooseDay(visitor, '2027-03-27');
    await handIn(visitor, 'jetzt kündigen');
    await visitor.read('Der letzte Tag der Belieferung ist Samstag, 27. März 2027');
    assert.equal(Date.parse((await heldBySandbox('multi')).end_at ?? ''), Date.parse('2027-03-27T23:00:00Z'));
  });

  test('a contract ends as early as can be, and the day is said', async () => {
    const visitor = await customerAt('smart', 'Verträge hier kündigen');
    await visitor.read('Ihre Kündigungsfrist beträgt 30 Tage');
    const request = await handIn(visitor, 'jetzt kündigen');
    assert.equal(request.state, 'applied');
    const held = await heldBySandbox('smart');
    assert.equal(Date.parse(held.end_at ?? ''), Date.parse(request.end_at ?? ''));
    assert.equal(new Date(request.end_at ?? '').toISOString(), '2026-12-23T23:00:00.000Z');
    await visitor.read('Mittwoch, 23. Dezember 2026');
  });

  test('a withdrawal after 13 months is refused by the API, and counts as a declaration all the same', async () => {
    const visitor = await customerAt('smart', 'Vertrag widerrufen');
    const before = await heldBySandbox('smart');
    const request = await handIn(visitor, 'Widerruf bestätigen');
    assert.equal(request.refusal, 'withdrawal_not_allowed');
    await visitor.read('Nach unseren Daten sind die 14 Tage vorbei');
    await visitor.read(plain(formats.dateTime(request.received_at)));
    assert.equal((await heldBySandbox('smart')).end_at, before.end_at);
    await portal().mailAbout('vertrag@lumio.example', request.reference);
    await portal().mailAbout('smart@sandbox.example', request.reference);
  });

  test('a contract of less than 14 days ago is withdrawn from through the API', async () => {
    const visitor = await customerAt('pending', 'Vertrag widerrufen');
    const request = await handIn(visitor, 'Widerruf bestätigen');
    assert.equal(request.state, 'applied');
    await visitor.read('Ihr Vertrag ist widerrufen');
    assert.equal(Date.parse((await heldBySandbox('pending')).end_at ?? ''), Date.parse(request.end_at ?? ''));
  });

  test('what was typed goes along to the sign-in and back', async () => {
    const visitor = await portal().visitor();
    await visitor.goTo('/cancel');
    await visitor.press('radio', /^Außerordentlich/);
    await visitor.fill('Grund', 'Der Preis steigt zum Jahreswechsel.');
    await visitor.press('link', 'Mit Anmeldung');
    await visitor.arriveAt('/login');
    await visitor.signIn('analog');
    await visitor.arriveAt('/cancel');
    const reason = await visitor.see('textbox', 'Grund');
    assert.equal(
      await reason.evaluate((element) => (element as HTMLTextAreaElement).value),
      'Der Preis steigt zum Jahreswechsel.',
    );
    const request = await handIn(visitor, 'jetzt kündigen');
    assert.equal(request.state === 'applied', false);
    assert.equal((await heldBySandbox('analog')).end_at, null);
  });
});
