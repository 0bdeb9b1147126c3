import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { portal } from '../running-portal.ts';

/** Lets the Nomos API fail in some way for a customer while something is done. */
async function during(
  customer: string,
  fault: { fault: string; paths?: string[] },
  work: () => Promise<void>,
): Promise<void> {
  const address = `${portal().sandbox}/sandbox/faults/${customerIdOf(customer)}`;
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(address, { method: 'PUT', headers, body: JSON.stringify(fault) });
  assert.equal(answer.status, 204);
  try {
    await work();
  } finally {
    await fetch(address, { method: 'DELETE' });
  }
}

describe('when the Nomos API has a bad day', () => {
  for (const fault of ['500', 'malformed', 'dropped']) {
    test(`${fault}: the list says so, the neighbours are unharmed, another try helps`, async () => {
      const visitor = await portal().signedIn('neighbour-19', '/tariff');
      visitor.expectComplaint(/50\d/);
      await visitor.see('heading', 'Tarif');
      await during('neighbour-19', { fault, paths: ['/invoices'] }, async () => {
        await visitor.press('link', 'Übersicht');
        await visitor.read(/\d+,\d\d ct\/kWh/);
        await visitor.read('Das hat nicht geklappt');
        await visitor.see('heading', 'Zuletzt verbraucht');
      });
      await visitor.press('button', 'Erneut versuchen');
      await visitor.read(/Verbrauchsrechnung/);
    });
  }

  for (const fault of ['500', 'malformed', 'dropped', '403']) {
    test(`${fault}: consumption says so and tries again; without prices there is the energy`, async () => {
      const visitor = await portal().signedIn('neighbour-19', '/tariff');
      visitor.expectComplaint(/50\d|403/);
      await visitor.see('heading', 'Tarif');
      await during('neighbour-19', { fault, paths: ['/usage'] }, async () => {
        await visitor.goTo('/consumption?period=day&date=2026-10-20');
        await visitor.read(/Das hat nicht geklappt|Kein Zugriff/);
        await visitor.see('button', 'Monat');
      });
      await visitor.press('button', 'Erneut versuchen');
      await visitor.read(/\d,\d kWh/);
      await during('neighbour-19', { fault, paths: ['/prices'] }, async () => {
        await visitor.goTo('/consumption?period=day&date=2026-10-21');
        await visitor.read('Die Preise sind gerade nicht zu bekommen');
        await visitor.read(/\d,\d kWh/);
      });
    });
  }

  test('slow: something is there to be seen meanwhile', async () => {
    const visitor = await portal().signedIn('neighbour-19', '/tariff');
    await visitor.see('heading', 'Tarif');
    await during('neighbour-19', { fault: 'slow', paths: ['/invoices'] }, async () => {
      await visitor.press('link', 'Rechnungen');
      await visitor.read('Wird geladen');
      await visitor.read('Verbrauchsrechnung');
    });
  });

  test('filters that are ignored show nobody anything of others', async () => {
    const visitor = await portal().signedIn('neighbour-19', '/tariff');
    await visitor.see('heading', 'Tarif');
    await during('neighbour-19', { fault: 'ignore-filters' }, async () => {
      await visitor.goTo('/invoices');
      await visitor.see('heading', 'Rechnungen');
      const answers = await visitor.page.evaluate(async (subscription) => {
        const answer = await fetch(`/api/invoices?limit=100&filter[subscription][eq]=${subscription}`);
        return ((await answer.json()) as { items: { customer: string }[] }).items;
      }, subscriptionIdOf('neighbour-19'));
      const strangers = answers.filter(({ customer }) => customer !== customerIdOf('neighbour-19'));
      assert.deepEqual(strangers, []);
    });
  });
});
