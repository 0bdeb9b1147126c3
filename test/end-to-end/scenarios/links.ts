import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { portal } from '../running-portal.ts';
import type { Visitor } from '../visitor.ts';

/** The link in the newest mail to somebody, once it is there. */
async function linkIn(email: string): Promise<string> {
  await portal().codeFor(email);
  const [mail] = portal().mailsTo(email);
  return /^http.*$/m.exec(mail?.text ?? '')?.[0] ?? assert.fail(`No link in ${mail?.text ?? 'no mail'}`);
}

/** Presses "Mein Kundenkonto" on the supplier's site. @returns The link that the site led to. */
async function pressMyAccount(visitor: Visitor, customer: string): Promise<string> {
  await visitor.page.goto(portal().supplierSite);
  await visitor.choose('Hier angemeldet als', customer);
  const led = visitor.page.waitForRequest((request) => request.url().includes('/auth/confirm?token_hash='));
  await visitor.press('button', 'Mein Kundenkonto');
  return (await led).url();
}

describe('single sign-on from a supplier’s site', () => {
  test('one press leads into the portal, and no token stays in the address or the history', async () => {
    const visitor = await portal().visitor();
    const link = await pressMyAccount(visitor, 'Jürgen Weiß');
    await visitor.arriveAt('/overview');
    await visitor.see('heading', 'Übersicht');
    await visitor.see('button', 'Abmelden');
    const token = new URL(link).searchParams.get('token_hash') ?? assert.fail(link);
    const seen = await visitor.page.evaluate(() =>
      [location.href, document.referrer, document.body.innerHTML].join(' '),
    );
    assert.ok(!seen.includes(token));
    await visitor.page.goBack();
    assert.ok(!visitor.page.url().includes(token));
  });

  test('the second use of the same link leads to the sign-in, which keeps where it was to lead', async () => {
    const visitor = await portal().visitor();
    const link = new URL(await pressMyAccount(visitor, 'Katharina Brandt'));
    await visitor.see('button', 'Abmelden');
    const thief = await portal().visitor();
    thief.expectComplaint(/422/);
    link.searchParams.set('next', '/invoices');
    await thief.page.goto(link.href);
    await thief.read('Dieser Link gilt nicht mehr');
    await thief.arriveAt('/login?next=%2Finvoices');
    await thief.see('textbox', 'E-Mail-Adresse');
    await thief.signIn('neighbour-25');
    await thief.arriveAt('/invoices');
  });

  test('who has no contract is led to the checkout', async () => {
    const visitor = await portal().visitor();
    // The checkout is another product; here nobody answers for it.
    visitor.expectComplaint(/404/);
    await pressMyAccount(visitor, 'jemand ohne Vertrag');
    await visitor.arriveAt('/start');
  });

  test('somebody else who is signed in here makes way', async () => {
    const visitor = await portal().signedIn('neighbour-28');
    await pressMyAccount(visitor, 'Aylin Öztürk');
    await visitor.arriveAt('/overview');
    await visitor.nameLike('combobox', /Vertrag/);
  });

  test('a customer who is signed in stays so when another site leads here', async () => {
    const visitor = await portal().signedIn('neighbour-5');
    await visitor.page.goto(portal().supplierSite);
    await visitor.press('link', 'Portal');
    await visitor.arriveAt('/overview');
    await visitor.see('button', 'Abmelden');
  });
});

describe('the link in a sign-in mail', () => {
  test('signs in by itself in another tab of the browser that asked, and the first tab goes on too', async () => {
    const email = 'neighbour-26@sandbox.example';
    const visitor = await portal().visitor();
    await visitor.goTo('/invoices');
    await visitor.askForCode(email);
    const link = await linkIn(email);
    const first = await visitor.openTab();
    await visitor.page.goto(link);
    await visitor.arriveAt('/invoices');
    await visitor.see('heading', 'Rechnungen');
    await visitor.switchTo(first);
    await visitor.arriveAt('/invoices');
    await visitor.see('button', 'Abmelden');
  });

  test('says in another browser for whom it is, and signs in there by one press', async () => {
    const email = 'neighbour-27@sandbox.example';
    const visitor = await portal().visitor();
    await visitor.goTo('/login');
    await visitor.askForCode(email);
    const link = await linkIn(email);
    const phone = await portal().visitor();
    await phone.page.goto(link);
    await phone.read(`Dieser Link meldet ${email} an.`);
    await phone.focusIsOn('Hier anmelden');
    await phone.press('button', 'Hier anmelden');
    await phone.arriveAt('/overview');
    await phone.see('button', 'Abmelden');
    visitor.expectComplaint(/422/);
    await visitor.fill('Sechsstelliger Code', await portal().codeFor(email));
    await visitor.read('Dieser Code wurde schon benutzt');
  });
});
