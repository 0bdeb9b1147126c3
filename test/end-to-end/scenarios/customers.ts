import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { portal } from '../running-portal.ts';

describe('what each kind of customer finds', () => {
  test('smart: price, bill, usage and contract at a glance', async () => {
    const visitor = await portal().signedIn('smart', '/overview');
    await visitor.see('heading', 'Preis jetzt');
    await visitor.read(/\d+,\d\d ct\/kWh/);
    await visitor.read('Steuern und Abgaben');
    await visitor.see('heading', 'Letzte Rechnung');
    await visitor.read('Oktober 2026');
    await visitor.see('heading', 'Zuletzt verbraucht');
    await visitor.read(/\d,\d ?kWh/);
    await visitor.read('Lumio Dynamik');
    await visitor.read('Torstraße 119');
  });

  test('multi: three contracts to switch between', async () => {
    const visitor = await portal().signedIn('multi', '/overview');
    const contracts = await visitor.choices('Vertrag');
    assert.equal(contracts.length, 3);

    await visitor.choose('Vertrag', /Einspeisung/);
    await visitor.see('heading', 'Vergütung jetzt');
    await visitor.see('heading', 'Zuletzt eingespeist');

    await visitor.choose('Vertrag', /Am Alten Hafen 3 b.*beendet/);
    await visitor.read('Beendet');
    await visitor.read('Am Alten Hafen 3 b');
    await visitor.press('link', 'Rechnungen');
    await visitor.read('Abschlag');
    const before = await visitor.names('listitem');

    await visitor.choose('Vertrag', /^Lindenstraße 24(?!.*Einspeisung)/);
    await visitor.read('Verbrauchsrechnung');
    assert.notDeepEqual(await visitor.names('listitem'), before);
    await visitor.page.reload();
    await visitor.read('Verbrauchsrechnung');
  });

  test('company: 60 invoices, page by page', async () => {
    const visitor = await portal().signedIn('company', '/invoices');
    const seen = new Set<string>();
    for (let page = 1; page <= 6; page += 1) {
      await visitor.see('list', `Rechnungen, Seite ${page}`);
      const rows = (await visitor.names('link')).filter((name) => name.includes(' · '));
      assert.equal(rows.length, 10, `page ${page}`);
      for (const row of rows) seen.add(row);
      if (page < 6) {
        await visitor.press('button', 'Ältere');
        await visitor.arriveAt(`/invoices?page=${page + 1}`);
      }
    }
    assert.equal(seen.size, 60);
    const older = await visitor.see('button', 'Ältere');
    assert.equal(await older.evaluate((button) => (button as HTMLButtonElement).disabled), true);

    await visitor.choose('Status', 'Ausgebucht');
    await visitor.arriveAt('/invoices?status=uncollectible');
    await visitor.see('list', 'Rechnungen, Seite 1');
    const written = (await visitor.names('link')).filter((name) => name.includes(' · '));
    assert.equal(written.length, 1);
  });

  test('analog: prepayments, and what a void reverses', async () => {
    const visitor = await portal().signedIn('analog', '/invoices');
    await visitor.read('Abschlag');
    await visitor.choose('Status', 'Storniert');
    await visitor.arriveAt('/invoices?status=voided');
    await visitor.press('link', /Storniert/);
    await visitor.read('Diese Rechnung wurde durch die Stornorechnung');
  });

  test('empty: says that there is no contract, and what will be here', async () => {
    const visitor = await portal().signedIn('empty', '/overview');
    await visitor.read('Sie haben noch keinen Vertrag.');
    await visitor.press('link', 'Rechnungen');
    await visitor.see('heading', 'Rechnungen');
    await visitor.read('Sie haben noch keinen Vertrag.');
    await visitor.doNotSee('combobox', 'Vertrag');
  });

  test('pending: says when the supply begins and when the first invoice comes', async () => {
    const visitor = await portal().signedIn('pending', '/overview');
    await visitor.read('Beginnt bald');
    await visitor.read('Belieferung ab 01.12.2026');
    await visitor.press('link', 'Rechnungen');
    await visitor.read('Noch keine Rechnung');
    await visitor.read('Ihre Belieferung beginnt am 01.12.2026');
  });

  test('ended: the contract is over, its invoices remain', async () => {
    const visitor = await portal().signedIn('ended', '/overview');
    await visitor.read('Beendet');
    await visitor.read('Beliefert bis 31.03.2026');
    await visitor.press('link', 'Rechnungen');
    await visitor.read('März 2026');
  });

  test('voltwerk: gets in at Voltwerk', async () => {
    const visitor = await portal().signedIn('voltwerk', '/overview', 'voltwerk');
    await visitor.read('Voltwerk Spot');
    await visitor.read('Speicherkai 5');
    assert.equal(portal().mailsTo('voltwerk@sandbox.example')[0]?.from, 'login@voltwerk.example');
  });

  test("another plan's customer and nobody get the same answer as everybody, and no mail", async () => {
    const answers: string[] = [];
    for (const name of ['voltwerk', 'nobody', 'neighbour-6']) {
      const visitor = await portal().visitor('lumio');
      await visitor.goTo('/login');
      await visitor.askForCode(`${name}@sandbox.example`);
      answers.push((await visitor.text()).replaceAll(name, '').replace(/in \d+ s/, ''));
    }
    assert.equal(new Set(answers).size, 1);
    await portal().codeFor('neighbour-6@sandbox.example');
    const fromLumio = portal()
      .mailsTo('voltwerk@sandbox.example')
      .filter(({ from }) => from.includes('lumio'));
    assert.equal(fromLumio.length, 0);
    assert.equal(portal().mailsTo('nobody@sandbox.example').length, 0);
  });
});
