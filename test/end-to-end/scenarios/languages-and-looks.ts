import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { portal } from '../running-portal.ts';

describe('languages and looks', () => {
  test('English, here and in the other tab, and still after a reload', async () => {
    const visitor = await portal().signedIn('smart', '/invoices');
    await visitor.see('heading', 'Rechnungen');
    const first = await visitor.openTab();
    await visitor.goTo('/overview');
    await visitor.choose('Sprache', 'English');
    await visitor.see('heading', 'Overview');
    await visitor.switchTo(first);
    await visitor.see('heading', 'Invoices');
    await visitor.page.reload();
    await visitor.see('heading', 'Invoices');
    await visitor.see('button', 'Sign out');
  });

  test('dark, and still after a reload', async () => {
    const visitor = await portal().signedIn('smart', '/overview');
    const brightness = (): Promise<number> =>
      visitor.page.evaluate(() => {
        const canvas = document.createElement('canvas').getContext('2d')!;
        canvas.fillStyle = getComputedStyle(
          document.querySelector('nomos-portal')!.shadowRoot!.querySelector('main')!,
        ).color;
        canvas.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
        return (red + green + blue) / 3;
      });
    await visitor.see('heading', 'Übersicht');
    assert.ok((await brightness()) < 100, 'dark text on a light ground');
    await visitor.choose('Darstellung', 'Dunkel');
    assert.ok((await brightness()) > 150, 'light text on a dark ground');
    await visitor.page.reload();
    await visitor.see('heading', 'Übersicht');
    assert.ok((await brightness()) > 150, 'light text on a dark ground after a reload');
  });
});
