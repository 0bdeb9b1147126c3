import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { organisationToken } from '../../../demo/sandbox/organisation-token.ts';
import { portal } from '../running-portal.ts';
import type { Visitor } from '../visitor.ts';

/** Lets something happen at the supplier's. Gives what the Nomos API tells about it. */
async function happens(method: 'POST' | 'PATCH', path: string, body: object = {}): Promise<Record<string, string>> {
  const answer = await fetch(`${portal().sandbox}/sandbox${path}`, { method, body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.clone().text());
  return ((await answer.json()) as { context: Record<string, string> }).context;
}

/** Waits until somebody listens: from then on nothing has to be asked for by hand. */
async function listens(): Promise<void> {
  const metrics = `http://127.0.0.1:${new URL(portal().origin()).port}/metrics`;
  const isHeard = async (): Promise<boolean> =>
    /^gateway_event_streams [1-9]/m.test(await fetch(metrics).then((answer) => answer.text()));
  while (!(await isHeard())) await pause(100);
}

/** Marks the page, and tells later whether it is the same one. */
const mark = (visitor: Visitor): Promise<void> =>
  visitor.page.evaluate(() => void Object.assign(globalThis, { marked: true }));
const isMarked = (visitor: Visitor): Promise<boolean> => visitor.page.evaluate(() => 'marked' in globalThis);

describe('with the portal open', () => {
  test('a new invoice appears on /invoices, without a reload', async () => {
    const visitor = await portal().visitor();
    await visitor.goTo('/invoices');
    await visitor.signIn('neighbour-1');
    await visitor.read('Verbrauchsrechnung');
    await listens();
    await mark(visitor);
    await happens('POST', `/subscriptions/${subscriptionIdOf('neighbour-1')}/invoices`, { total: 1234.56 });
    await visitor.read('1.234,56 €');
    assert.ok(await isMarked(visitor));
  });

  test('a contract that begins shows its price, without a reload', async () => {
    const visitor = await portal().signedIn('pending', '/overview');
    await visitor.doNotSee('heading', 'Preis jetzt');
    await listens();
    await mark(visitor);
    await happens('POST', `/subscriptions/${subscriptionIdOf('pending')}/activate`);
    await visitor.see('heading', 'Preis jetzt');
    assert.ok(await isMarked(visitor));
  });

  test('an appointment that is moved is another one, without a reload', async () => {
    const visitor = await portal().signedIn('analog', '/orders');
    await visitor.read('Termin für den Einbau');
    await listens();
    await mark(visitor);
    const token = await organisationToken(portal().sandbox);
    const orders = await fetch(`${portal().sandbox}/meter-orders?limit=100`, {
      headers: { authorization: `Bearer ${token}`, 'x-api-version': '2026-05-27.curie' },
    }).then((answer) => answer.json() as Promise<{ items: { id: string; subscription: string }[] }>);
    const order = orders.items.find(({ subscription }) => subscription === subscriptionIdOf('analog'));
    await happens('PATCH', `/meter-orders/${order?.id ?? ''}`, { appointment_at: '2026-12-17T12:30:00Z' });
    await visitor.read(/17\. Dezember 2026[^]*13:30/);
    assert.ok(await isMarked(visitor));
  });

  test('what is done in one window shows in the other, on another device too', async () => {
    const [here, there] = [await portal().visitor(), await portal().visitor()];
    await here.goTo('/account');
    await here.signIn('neighbour-2');
    await there.comeBackAs(await here.cookies());
    await there.goTo('/account');
    await there.see('button', 'Abmelden');
    await listens();
    await here.press('button', 'Abmelden');
    await there.see('heading', 'Anmelden');
  });
});

describe('on a supplier’s own page', () => {
  test('a new invoice appears in the widget, without a reload and without a cookie', async () => {
    const visitor = await portal().visitor();
    const asked: Record<string, string>[] = [];
    visitor.page.on('request', (request) => {
      if (request.method() === 'GET' && request.url().endsWith('/gateway/events')) asked.push(request.headers());
    });
    await visitor.page.goto(portal().supplierSite);
    await visitor.choose('Hier angemeldet als', 'Katharina Brandt');
    await visitor.press('button', 'Hier anmelden');
    await visitor.read('Bezahlt');
    await listens();
    await mark(visitor);
    await happens('POST', `/subscriptions/${subscriptionIdOf('smart')}/invoices`, { total: 876.54 });
    await visitor.read('876,54 €');
    assert.ok(await isMarked(visitor));
    assert.equal(asked.length, 1, 'eight widgets have one stream');
    assert.match(asked[0]?.authorization ?? '', /^Bearer ./);
    assert.equal(asked[0]?.cookie, undefined);
  });
});
