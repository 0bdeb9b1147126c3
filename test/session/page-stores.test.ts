import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brands, invoices, subscription } from '../../demo/gallery/fixtures.ts';
import { pageLocale } from '../../src/i18n/localization.ts';
import { configureNomos } from '../../src/session/configure.ts';
import { getSessionStore, replaceSessionStore } from '../../src/session/page-stores.ts';
import { calm, closeAfterwards, eventually, FakeServer } from './fake-server.ts';
import { InvoiceReader } from './reader.ts';

describe('the stores of a page', () => {
  it('are one for each name, and the same for another copy of the library', async () => {
    const copy = '../../src/session/page-stores.ts?copy';
    const other = (await import(copy)) as { getSessionStore: typeof getSessionStore };
    assert.notEqual(other.getSessionStore, getSessionStore);
    const [shared, unnamed] = [closeAfterwards(getSessionStore('shared')), closeAfterwards(getSessionStore())];
    assert.equal(other.getSessionStore('shared'), shared);
    assert.notEqual(shared, unnamed);
  });

  it('go over to the one that is configured later, and let go of the one before', async () => {
    const [before, after] = [new FakeServer(), new FakeServer()];
    const answer = before.hold('/api/invoices');
    const first = replaceSessionStore('late', { fetch: before.fetch });
    const reader = new InvoiceReader(undefined, invoices.open.id);
    reader.instance = 'late';
    reader.connect();
    await eventually(() => answer.waiting === 1);
    assert.equal(reader.session.store, first);

    const second = closeAfterwards(replaceSessionStore('late', { fetch: after.fetch }));
    await eventually(() => reader.shown === invoices.open.id);
    assert.equal(reader.session.store, second);
    assert.equal(after.count(`GET /api/invoices/${invoices.open.id}`), 1);
    assert.deepEqual(before.aborted, [`GET /api/invoices/${invoices.open.id}`]);

    const calls = before.calls.length;
    second.selectSubscription(subscription.id);
    await calm();
    assert.equal(before.calls.length, calls);
    reader.disconnect();
  });

  it('that are replaced while they start neither load a customer nor change the language of the page', async () => {
    const server = new FakeServer();
    const brand = server.hold('/gateway/brand');
    const session = server.hold('/gateway/session');
    const first = replaceSessionStore('early', { fetch: server.fetch });
    const starting = first.start();
    await eventually(() => brand.waiting === 1);
    const options = { fetch: new FakeServer().fetch, locale: 'en' } as const;
    await closeAfterwards(replaceSessionStore('early', options)).start();
    assert.equal(pageLocale(), 'en');
    brand.answer(() => Response.json({ ...brands.lumio, default_locale: 'de' }));
    session.answer();
    await starting;
    await calm();
    assert.equal(pageLocale(), 'en');
    assert.ok(!server.calls.some((call) => call.includes('/api/')));
  });

  it('that are replaced can still be told to sign out, by the hand that configured them', async () => {
    const server = new FakeServer();
    const nomos = configureNomos({ instance: 'kept' });
    closeAfterwards(configureNomos({ instance: 'kept' }).store);
    const fetched: string[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = ((url: string, init?: RequestInit) => {
      fetched.push(`${init?.method ?? 'GET'} ${url}`);
      return server.fetch(url, init);
    }) as typeof globalThis.fetch;
    try {
      await nomos.signOut({ everywhere: true });
      nomos.update({ theme: 'dark' });
    } finally {
      globalThis.fetch = fetch;
    }
    assert.deepEqual(fetched, ['DELETE /gateway/session?scope=all']);
  });
});
