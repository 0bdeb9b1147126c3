import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import ICAL from 'ical.js';
import { subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { portal } from '../running-portal.ts';
import { newestWrite } from '../sandbox-journal.ts';

describe('orders', () => {
  test('analog sees the appointment and saves it for a calendar', async () => {
    const visitor = await portal().signedIn('analog', '/orders');
    await visitor.read('Termin für den Einbau');
    // What the page hands to the browser as a file.
    await visitor.page.evaluate(() => {
      const kept = globalThis as unknown as { saved: Promise<string>[] };
      kept.saved = [];
      const create = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (file) => {
        if (file instanceof Blob) kept.saved.push(file.text());
        return create(file);
      };
    });
    await visitor.press('button', 'In den Kalender');
    const file = await visitor.page
      .waitForFunction(() => (globalThis as unknown as { saved: Promise<string>[] }).saved[0])
      .then((handle) => handle.jsonValue());
    const calendar = new ICAL.Component(ICAL.parse(String(file)) as unknown[]);
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? assert.fail('There is no event'));
    assert.match(event.summary, /Smart Meter/);
    assert.match(event.location, /Kastanienallee 7/);
    assert.ok(event.startDate.toJSDate() > new Date(), 'The appointment is to come');
  });

  test('smart adds module 3 to module 1, and the Nomos API is told just that', async () => {
    const visitor = await portal().signedIn('smart', '/orders');
    await visitor.read('Weniger Netzentgelt');
    await visitor.press('button', /Modul 3/);
    await visitor.press('button', 'Jetzt bestellen');
    await visitor.read('Sie müssen nichts weiter tun.');
    const order = await newestWrite('/grid-fee-reductions');
    assert.equal(order.method, 'POST');
    assert.deepEqual(order.body, { subscription: subscriptionIdOf('smart'), type: 'enwg-14a-module-3' });
  });
});
