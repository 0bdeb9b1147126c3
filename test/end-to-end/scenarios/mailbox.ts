import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { portal } from '../running-portal.ts';

describe('the mailbox', () => {
  test('shows the newest mail with its code, as it looks and as text; new mails do not take away the one being read', async () => {
    const [first, second] = ['neighbour-20@sandbox.example', 'neighbour-21@sandbox.example'];
    const customer = await portal().visitor();
    await customer.goTo('/login');
    await customer.askForCode(first);
    const code = await portal().codeFor(first);

    const reader = await portal().visitor();
    await reader.page.goto(portal().mailbox);
    await reader.press('link', new RegExp(`^${code} ist Ihr Code für Lumio ${first}`));
    await reader.see('heading', `${code} ist Ihr Code für Lumio`);
    await reader.see('button', 'Copy the code');
    await reader.read('Guten Tag');
    const frame = await (await reader.page.waitForSelector('iframe'))?.contentFrame();
    await frame?.waitForSelector(`::-p-text(${code})`);

    await customer.press('button', 'Andere E-Mail-Adresse');
    await customer.askForCode(second);
    const other = await portal().codeFor(second);
    await reader.nameLike('link', new RegExp(`^${other} ist Ihr Code`));
    await reader.see('heading', `${code} ist Ihr Code für Lumio`);
  });

  test('gives the mails as JSON, newest first', async () => {
    const answer = await fetch(`${portal().mailbox}/api/messages`);
    const mails = (await answer.json()) as Record<string, unknown>[];
    const dates = mails.map(({ date }) => Date.parse(String(date)));
    assert.deepEqual(
      dates,
      [...dates].sort((a, b) => b - a),
    );
    for (const mail of mails) {
      for (const key of ['from', 'to', 'subject', 'date', 'text', 'html'])
        assert.equal(typeof mail[key], 'string', key);
    }
  });
});
