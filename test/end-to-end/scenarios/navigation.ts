import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { portal } from '../running-portal.ts';

const sections = {
  Übersicht: '/overview',
  Verbrauch: '/consumption',
  Rechnungen: '/invoices',
  Tarif: '/tariff',
  Bestellungen: '/orders',
  Konto: '/account',
  Hilfe: '/help',
};

describe('finding the way', () => {
  test('every section is behind its name, and its heading says where one is', async () => {
    const visitor = await portal().signedIn('smart');
    for (const [name, path] of Object.entries(sections)) {
      await visitor.press('link', name);
      await visitor.arriveAt(path);
      await visitor.see('heading', name);
      await visitor.titleIs(`${name} · Lumio`);
    }
  });

  test('back, forward and reload', async () => {
    const visitor = await portal().signedIn('company', '/overview');
    await visitor.see('heading', 'Letzte Rechnung');
    await visitor.press('link', 'Rechnungen');
    await visitor.see('list', 'Rechnungen, Seite 1');
    await visitor.press('button', 'Ältere');
    await visitor.see('list', 'Rechnungen, Seite 2');
    await visitor.press('link', / · /);
    await visitor.see('link', 'PDF öffnen');
    const invoice = visitor.address;

    await visitor.page.goBack();
    await visitor.arriveAt('/invoices?page=2');
    await visitor.see('list', 'Rechnungen, Seite 2');
    await visitor.page.goForward();
    await visitor.arriveAt(invoice);
    await visitor.see('link', 'PDF öffnen');
    await visitor.page.reload();
    await visitor.arriveAt(invoice);
    await visitor.see('link', 'PDF öffnen');
    await visitor.page.goBack();
    await visitor.see('list', 'Rechnungen, Seite 2');
    await visitor.page.reload();
    await visitor.see('list', 'Rechnungen, Seite 2');
    await visitor.page.goBack();
    await visitor.see('list', 'Rechnungen, Seite 1');
    await visitor.page.goBack();
    await visitor.arriveAt('/overview');
    await visitor.see('heading', 'Letzte Rechnung');
  });

  test('cancellation and withdrawal are there without any sign-in', async () => {
    const visitor = await portal().visitor();
    await visitor.goTo('/login');
    await visitor.press('link', 'Verträge hier kündigen');
    await visitor.arriveAt('/cancel');
    await visitor.see('heading', 'Verträge hier kündigen');
    await visitor.press('link', 'Vertrag widerrufen');
    await visitor.arriveAt('/withdraw');
    await visitor.see('heading', 'Vertrag widerrufen');
  });

  test('on a phone the sections are in a bar at the bottom, the rest behind "Mehr"', async () => {
    const visitor = await portal().signedIn('smart', '/overview');
    await visitor.page.setViewport({ width: 360, height: 740, isMobile: true, hasTouch: true });
    await visitor.press('button', 'Mehr');
    await visitor.press('link', 'Konto');
    await visitor.arriveAt('/account');
    const overflow = await visitor.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0);
  });

  test("a supplier's own page shows the widgets, unharmed by its style sheet", async () => {
    const visitor = await portal().visitor();
    await visitor.page.goto(portal().supplierSite);
    await visitor.see('heading', 'Ihre Rechnungen');
    await visitor.see('heading', 'Verbrauch');
    await visitor.read('Melden Sie sich an, um das zu sehen.');
  });
});
