import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, test } from 'node:test';
import type { HTTPRequest } from 'puppeteer';
import { portal } from '../running-portal.ts';
import type { Visitor } from '../visitor.ts';

/** What a supplier's page asks for, and what it must not: cookies of others, and anything that its policy forbids. */
interface Watched {
  visitor: Visitor;
  /** Method and address of every request that was not a preflight, in order. */
  requests: string[];
  /** Headers of what went to the gateway's data. */
  cookies: string[];
  count: (pattern: RegExp) => number;
  violations: () => Promise<string[]>;
}

async function arrive(): Promise<Watched> {
  const visitor = await portal().visitor();
  const { page } = visitor;
  const client = await page.createCDPSession();
  await client.send('Network.enable');
  await client.send('Network.setCookieControls', {
    enableThirdPartyCookieRestriction: true,
  });
  await page.evaluateOnNewDocument(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { violations: seen });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      seen.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  const requests: string[] = [];
  const cookies: string[] = [];
  page.on('request', (request: HTTPRequest) => {
    if (request.method() !== 'OPTIONS') requests.push(`${request.method()} ${request.url()}`);
  });
  page.on('response', (response) => {
    const { cookie } = response.request().headers();
    const set = response.headers()['set-cookie'];
    if (response.url().startsWith(visitor.origin)) cookies.push(...[cookie, set].filter((each) => each !== undefined));
  });
  await page.goto(portal().supplierSite);
  return {
    visitor,
    requests,
    cookies,
    count: (pattern) => requests.filter((request) => pattern.test(request)).length,
    violations: () => page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations),
  };
}

const signInAs = async (visitor: Visitor, customer: string): Promise<void> => {
  await visitor.choose('Hier angemeldet als', customer);
  await visitor.press('button', 'Hier anmelden');
};

const token = /POST http:\/\/localhost:\d+\/widget-session$/;
const succession = /POST .*\/gateway\/widget-session\/successions$/;

describe('eight widgets on a supplier’s own page', () => {
  test('sign in once, without any cookie, fetch each resource once, and are renewed unseen', async () => {
    const watched = await arrive();
    const { visitor, requests, count } = watched;
    await visitor.read('Melden Sie sich an, um das zu sehen.');
    const asked = count(token);
    assert.equal(asked, 1, 'eight widgets ask once whether somebody is signed in');
    requests.length = 0;

    await signInAs(visitor, 'Katharina Brandt');
    await visitor.read('Bezahlt');
    await visitor.read('Arbeitspreis');
    await visitor.see('heading', 'Verbrauch');
    await visitor.page.waitForNetworkIdle({ idleTime: 1000 });
    assert.equal(count(token), 1);
    const reads = requests.filter((request) => /^GET .*\/(api|gateway)\//.test(request));
    assert.ok(reads.length > 8, reads.join('\n'));
    assert.deepEqual(
      reads.filter((request, index) => reads.indexOf(request) !== index),
      [],
      'asked twice',
    );
    assert.deepEqual(watched.cookies, []);

    // A quarter of an hour later: the next question brings another token, and nothing of it is to be seen.
    requests.length = 0;
    await visitor.page.evaluate(() => {
      const later = (): number => before.now() + 14.5 * 60_000;
      const before = Date;
      globalThis.Date = new Proxy(before, {
        get: (target, name) => (name === 'now' ? later : (Reflect.get(target, name) as unknown)),
      });
    });
    const filter = await visitor.nameLike('combobox', /Status/);
    await visitor.choose(filter, 'Offen');
    await visitor.page.waitForNetworkIdle({ idleTime: 1000 });
    assert.equal(count(token), 1);
    assert.equal(count(succession), 1);
    assert.ok(count(/\/api\/invoices\?.*status/) >= 1);
    assert.ok(!(await visitor.text()).includes('Melden Sie sich an'));
    assert.deepEqual(watched.cookies, []);
    assert.deepEqual(await watched.violations(), []);
  });

  test('follow the page’s own sign-out and the next customer, and survive a reload', async () => {
    const { visitor, violations, requests, count } = await arrive();
    await signInAs(visitor, 'Katharina Brandt');
    await visitor.read('Arbeitspreis');
    await visitor.press('button', 'Hier abmelden');
    await visitor.read('Melden Sie sich an, um das zu sehen.');
    const signOut = /DELETE .*\/gateway\/session$/;
    // The page forgets at once, and tells the gateway as soon as it comes to it.
    while (count(signOut) === 0) await pause(50);
    assert.equal(count(signOut), 1);
    assert.ok(!(await visitor.text()).includes('Arbeitspreis'));
    await signInAs(visitor, 'Jürgen Weiß');
    await visitor.read('Jürgen');
    requests.length = 0;
    await visitor.page.reload();
    await visitor.read('Jürgen');
    assert.equal(count(token), 1);
    assert.deepEqual(await violations(), []);
  });
});
