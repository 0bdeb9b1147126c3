import { describe, test } from 'node:test';
import { portal } from '../running-portal.ts';

describe('sessions', () => {
  test('two tabs: one signs out, the other one is signed out too; one signs in, the other one is in', async () => {
    const visitor = await portal().visitor();
    await visitor.goTo('/invoices');
    await visitor.signIn('neighbour-14');
    const first = await visitor.openTab();
    const second = visitor.page;
    await visitor.goTo('/overview');
    await visitor.see('heading', 'Zuletzt verbraucht');
    await visitor.press('button', 'Abmelden');
    await visitor.see('heading', 'Anmelden');

    await visitor.switchTo(first);
    await visitor.see('heading', 'Anmelden');
    await visitor.doNotSee('button', 'Abmelden');

    await visitor.switchTo(second);
    await visitor.signIn('neighbour-15');
    await visitor.switchTo(first);
    await visitor.see('button', 'Abmelden');
    await visitor.arriveAt('/invoices');
  });

  test('two tabs follow the same contract', async () => {
    const visitor = await portal().signedIn('multi', '/overview');
    await visitor.choose('Vertrag', /^Lindenstraße 24(?!.*Einspeisung)/);
    await visitor.see('heading', 'Preis jetzt');
    const first = await visitor.openTab();
    await visitor.goTo('/overview');
    await visitor.choose('Vertrag', /Einspeisung/);
    await visitor.see('heading', 'Vergütung jetzt');
    await visitor.switchTo(first);
    await visitor.see('heading', 'Vergütung jetzt');
  });

  test('a session that ends while a page is open: the customer signs in and is where they meant to go', async () => {
    const visitor = await portal().visitor();
    visitor.expectComplaint(/401/);
    await visitor.goTo('/invoices');
    await visitor.signIn('neighbour-16');
    await visitor.read('Verbrauchsrechnung');
    await visitor.loseSession();
    await visitor.choose('Status', 'Bezahlt');
    await visitor.see('heading', 'Anmelden');
    await visitor.signIn('neighbour-17');
    await visitor.arriveAt('/invoices?status=paid');
    await visitor.see('heading', 'Rechnungen');
  });

  test('signing out forgets: the way back shows nothing', async () => {
    const visitor = await portal().visitor();
    await visitor.goTo('/overview');
    await visitor.signIn('neighbour-18');
    await visitor.press('link', 'Rechnungen');
    await visitor.read('Verbrauchsrechnung');
    await visitor.press('button', 'Abmelden');
    await visitor.see('heading', 'Anmelden');
    await visitor.page.goBack();
    await visitor.see('heading', 'Anmelden');
    await visitor.goTo('/invoices');
    await visitor.see('heading', 'Anmelden');
  });
});
