import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { startGatewayAlone } from '../gateway-alone.ts';
import { portal } from '../running-portal.ts';

describe('help', () => {
  test('is found by who cannot sign in, however they spell', async () => {
    const visitor = await portal().visitor();
    await visitor.goTo('/login');
    await visitor.press('link', 'Hilfe');
    await visitor.arriveAt('/help');
    for (const typed of ['Zaehler', 'zähler', 'Zehler']) {
      await visitor.fill('Wonach suchen Sie?', typed, 'searchbox');
      await visitor.read(new RegExp(`\\d+ Treffer zu „${typed}“`));
      await visitor.see(
        'link',
        'Zähler ablesen und Stand melden Wo der Zählerstand steht, was Sie weglassen können und wie Sie ihn melden.',
      );
    }
    await visitor.press('link', /^Zähler ablesen/);
    await visitor.arriveAt('/help/meter-reading');
    await visitor.see('heading', 'Zähler ablesen und Stand melden');
    await visitor.titleIs('Zähler ablesen und Stand melden · Lumio');
    await visitor.press('button', 'Ja');
    await visitor.read('Danke, das freut uns.');
    await visitor.press('link', 'Zählerwechsel');
    await visitor.arriveAt('/help/meter-exchange');
    await visitor.titleIs('Ihr Zähler wurde getauscht · Lumio');
    await visitor.press('link', 'Alle Hilfethemen');
    await visitor.arriveAt('/help');
    await visitor.titleIs('Hilfe · Lumio');
    await visitor.press('link', 'Anmelden');
    await visitor.see('textbox', 'E-Mail-Adresse');
    assert.equal(visitor.address, '/login?next=%2Fhelp');
  });

  test("is the supplier's own where it has something to say", async () => {
    const lumio = await portal().visitor();
    await lumio.goTo('/help');
    await lumio.see('link', 'Anmelden bei Lumio');
    await lumio.see('heading', 'Über Lumio');
    await lumio.see('link', 'Strom einspeisen');
    const voltwerk = await portal().visitor('voltwerk');
    await voltwerk.goTo('/help');
    await voltwerk.see('link', 'Anmelden mit Code');
    await voltwerk.doNotSee('link', 'Strom einspeisen');
    await voltwerk.doNotSee('link', 'Woher unser Strom kommt');
  });

  test('that is not there is said to be so, and the search is at hand', async () => {
    const visitor = await portal().visitor();
    visitor.expectComplaint(/404/);
    await visitor.goTo('/help/nowhere');
    await visitor.read('Diesen Hilfetext gibt es nicht');
    await visitor.fill('Wonach suchen Sie?', 'Umzug', 'searchbox');
    await visitor.press('link', /^Umzug/);
    await visitor.arriveAt('/help/moving');
    await visitor.see('heading', 'Umzug');
  });

  test('takes a message, which the supplier gets, and shows it to its author again', async () => {
    const visitor = await portal().signedIn('neighbour-19', '/help');
    await visitor.press('button', 'Nachricht schreiben');
    await visitor.choose('Worum geht es?', 'Rechnung oder Zahlung');
    await visitor.fill('Ihre Nachricht', 'Warum wurde meine Rechnung storniert?');
    await visitor.press('button', 'Nachricht senden');
    await visitor.read('Ihre Nachricht ist angekommen');
    await visitor.read('Eine Bestätigung per E-Mail geht an neighbour-19@sandbox.example.');
    await visitor.read('Ihre Nachrichten');
    const mail = await portal().mailAbout('vertrag@lumio.example', 'Warum wurde meine Rechnung storniert?');
    assert.match(mail.text, /Rechnung oder Zahlung/);
  });

  test('has the legal texts, by the names that the law knows', async () => {
    const visitor = await portal().visitor();
    await visitor.goTo('/login');
    for (const [link, path, title] of [
      ['Impressum', '/legal/imprint', 'Impressum'],
      ['Datenschutz', '/legal/privacy', 'Datenschutzerklärung'],
      ['Barrierefreiheit', '/legal/accessibility', 'Erklärung zur Barrierefreiheit'],
    ] as const) {
      await visitor.press('link', link);
      await visitor.arriveAt(path);
      await visitor.see('heading', title);
    }
    await visitor.choose('Sprache', 'English');
    await visitor.see('heading', 'Accessibility statement');
  });
});

describe('help on a bad day: no Nomos API, no mail server', () => {
  test('is there, with what stands in the folders, and harmless', async () => {
    const gateway = await startGatewayAlone((tenants) => {
      // A folder with nothing in it, and a text of somebody who means no good.
      rmSync(join(tenants, 'voltwerk', 'help'), { recursive: true });
      mkdirSync(join(tenants, 'voltwerk', 'help', 'de'), { recursive: true });
      writeFileSync(
        join(tenants, 'lumio', 'help', 'de', 'evil.md'),
        `---
title: Böser Text
---

<script>document.title = 'caught'</script><img src="x" onerror="document.title = 'caught'">
<p onclick="document.title = 'caught'" style="position: fixed; inset: 0">Absatz</p>

[Klick](javascript:document.title='caught')
`,
      );
    });
    try {
      const visitor = await portal().visitor();
      await visitor.page.goto(`${gateway.origin('lumio')}/help/evil`);
      await visitor.see('heading', 'Böser Text');
      await visitor.read('Absatz');
      await visitor.doNotSee('link', 'Klick');
      await visitor.titleIs('Böser Text · Lumio');
      const other = await portal().visitor();
      await other.page.goto(`${gateway.origin('voltwerk')}/help`);
      await other.see('link', 'Umzug');
      await other.page.goto(`${gateway.origin('lumio')}/help/moving`);
      await other.see('heading', 'Umzug');
    } finally {
      await gateway.stop();
    }
  });
});
