import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { portal } from '../running-portal.ts';
import { newestWrite } from '../sandbox-journal.ts';

/** The smallest picture there is: JPEG by its first bytes. */
const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2000, 1)]);

describe('an exchanged meter', () => {
  test('is reported with a photo, reaches the supplier and its customer, and is there to be seen again', async (t) => {
    const visitor = await portal().signedIn('neighbour-24', '/overview');
    // Most of what the form needs is there already, as for everybody who comes from another section.
    await visitor.press('link', 'Tarif');
    await visitor.see('heading', 'Zählerwechsel');
    await visitor.fill('Letzter Stand in kWh', '99999');
    const numbers = await visitor.page.$$('::-p-aria([name="Zählernummer"][role="textbox"])');
    await numbers[1]!.type('1ESY1162003471');
    await visitor.fill('Erster Stand in kWh', '0,4');
    await visitor.fill('Anmerkung (freiwillig)', 'Monteur: "Nils"\r\nBcc: alle@evil.example');
    const folder = mkdtempSync(join(tmpdir(), 'nomos-photo-'));
    // A browser reads a file when it is sent.
    t.after(() => {
      rmSync(folder, { recursive: true });
    });
    const [script, picture] = [join(folder, 'foto.jpg'), join(folder, 'Zähler neu.jpg')];
    writeFileSync(script, '<script>alert(1)</script>');
    writeFileSync(picture, photo);
    const field = (await visitor.page.waitForSelector('>>> input[type="file"]'))!;
    await field.uploadFile(script);
    await visitor.read('foto.jpg können wir nicht annehmen.');
    await field.uploadFile(picture);
    await visitor.read('Zähler neu.jpg 2 kB');
    await visitor.press('button', 'Zählerwechsel melden');
    await visitor.read('Ihr Zählerwechsel ist gemeldet');
    const reference = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(await visitor.text())?.[0] ?? assert.fail('No reference');
    const toSupplier = await portal().mailAbout('vertrag@lumio.example', reference);
    for (const said of ['1ESY1162003471', '99.999', '0,4', 'Monteur: "Nils"', `${reference}.jpg`]) {
      assert.ok(toSupplier.text.replaceAll('\u00a0', ' ').includes(said), `${said} is not in:\n${toSupplier.text}`);
    }
    assert.deepEqual(portal().mailsTo('alle@evil.example'), []);
    await portal().mailAbout('neighbour-24@sandbox.example', reference);

    await visitor.page.reload();
    await visitor.see('heading', 'Frühere Meldungen');
    await visitor.read(reference);
  });

  test('can be a smart meter that is ordered on the spot, and followed among the orders', async () => {
    const visitor = await portal().signedIn('neighbour-24', '/tariff');
    await visitor.press('button', 'Smart Meter bestellen');
    await visitor.read('Was es kostet');
    await visitor.press('button', 'zahlungspflichtig bestellen');
    await visitor.read('Smart Meter ist bestellt');
    const order = await newestWrite('/meter-orders');
    assert.equal(order.method, 'POST');
    assert.deepEqual(order.body, { subscription: subscriptionIdOf('neighbour-24') });
    await visitor.press('link', 'Bestellungen');
    await visitor.read('Bestellung angelegt');
    await visitor.read('Bestellt am 24.11.2026');
  });
});
