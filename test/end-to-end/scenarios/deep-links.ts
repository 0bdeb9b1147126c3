import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { invoiceIdOf, subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { portal } from '../running-portal.ts';

const october = invoiceIdOf(subscriptionIdOf('smart'), '2026-10-01');

describe('addresses that somebody brings along', () => {
  test('an invoice that needs a sign-in is there after the code', async () => {
    const visitor = await portal().visitor();
    await visitor.goTo(`/invoices/${october}`);
    await visitor.see('heading', 'Anmelden');
    await visitor.signIn('smart');
    await visitor.arriveAt(`/invoices/${october}`);
    await visitor.see('heading', 'Rechnung Oktober 2026');
    await visitor.read('Offen');
    await visitor.see('heading', 'So setzt sich der Betrag zusammen');
  });

  test('a filter in the address survives the sign-in', async () => {
    const visitor = await portal().visitor();
    await visitor.goTo('/invoices?year=2026&status=paid');
    await visitor.signIn('neighbour-4');
    await visitor.arriveAt('/invoices?year=2026&status=paid');
    await visitor.see('heading', 'Rechnungen');
    await visitor.read('Bezahlt');
  });

  for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)', '/admin']) {
    test(`"${next}" is not followed after the sign-in`, async () => {
      const visitor = await portal().signedIn('neighbour-5');
      await visitor.goTo(`/login?next=${encodeURIComponent(next)}`);
      await visitor.arriveAt('/overview');
      await visitor.see('heading', 'Übersicht');
    });
  }

  test('the PDF of an invoice opens, and saves under its number', async () => {
    const visitor = await portal().signedIn('smart', `/invoices/${october}`);
    await visitor.see('link', 'PDF öffnen');
    const files = await visitor.page.evaluate(async (invoice) => {
      const read = async (query: string): Promise<{ start: string; disposition: string | null }> => {
        const answer = await fetch(`/api/invoices/${invoice}/file${query}`);
        return { start: (await answer.text()).slice(0, 5), disposition: answer.headers.get('content-disposition') };
      };
      return { opened: await read(''), saved: await read('?download=1') };
    }, october);
    assert.equal(files.opened.start, '%PDF-');
    assert.equal(files.saved.start, '%PDF-');
    assert.match(files.saved.disposition ?? '', /^attachment; filename="Rechnung-[\w-]+\.pdf"$/);
  });

  test("the address of another customer's invoice leads to nothing", async () => {
    const visitor = await portal().signedIn('neighbour-5');
    visitor.expectComplaint(/404/);
    await visitor.goTo(`/invoices/${october}`);
    await visitor.read('Nicht gefunden');
    await visitor.read('Das gibt es nicht, oder es gehört nicht zu Ihrem Vertrag.');
  });

  test('an address that does not exist says so and leads back', async () => {
    const visitor = await portal().signedIn('neighbour-5');
    visitor.expectComplaint(/404/);
    await visitor.goTo('/nowhere');
    await visitor.see('heading', 'Seite nicht gefunden');
    await visitor.press('link', 'Zur Übersicht');
    await visitor.see('heading', 'Übersicht');
  });
});
