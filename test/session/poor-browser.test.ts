import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, type TestContext } from 'node:test';
import { brands, endedSubscription, feedInSubscription, subscription } from '../../demo/gallery/fixtures.ts';
import type { SessionStoreOptions } from '../../src/session/session-store.ts';
import { activeOf, calm, eventually, FakeServer, neighbour, storeOf, subscriptionOfNeighbour } from './fake-server.ts';

const withCode = { challenge: 'c', remember: false };

/** Puts something in place of a global until the end of the test. */
function replace(context: TestContext, name: string, descriptor: PropertyDescriptor): void {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { configurable: true, ...descriptor });
  context.after(() => {
    if (before) Object.defineProperty(globalThis, name, before);
    else Reflect.deleteProperty(globalThis, name);
  });
}

/** Signs in, chooses, speaks, changes the look and signs out: all that stores or tells. */
async function visit(): Promise<void> {
  const server = new FakeServer();
  server.signedIn = false;
  const store = storeOf(server);
  await store.start();
  await store.verifyCode('123456', withCode);
  store.selectSubscription(feedInSubscription.id);
  store.setLocale('en');
  store.setTheme('dark');
  assert.equal(activeOf(store), feedInSubscription.id);
  assert.equal(store.locale, 'en');
  assert.equal(store.theme, 'dark');
  await store.signOut();
  assert.deepEqual(store.snapshot, { status: 'signed-out', reason: 'signed-out' });
  assert.equal(server.signedIn, false);
}

describe('a browser that refuses', () => {
  it('storage altogether', async (context) => {
    replace(context, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    await visit();
  });

  it('to write', async (context) => {
    const value = {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    replace(context, 'localStorage', { value });
    await visit();
  });

  it('a channel to the other tabs', async (context) => {
    replace(context, 'BroadcastChannel', {
      value: function () {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    await visit();
  });

  it('to post on it', async (context) => {
    replace(context, 'BroadcastChannel', {
      value: class {
        postMessage(): void {
          throw new DOMException('closed', 'InvalidStateError');
        }

        close(): void {
          return undefined;
        }
      },
    });
    await visit();
  });

  it('to know channels', async (context) => {
    replace(context, 'BroadcastChannel', { value: undefined });
    await visit();
  });
});

describe('what a browser remembers', () => {
  const memory = new Map<string, string>();
  beforeEach((context) => {
    memory.clear();
    replace(context as TestContext, 'localStorage', {
      value: {
        getItem: (name: string) => memory.get(name) ?? null,
        setItem: (name: string, value: string) => memory.set(name, value),
      },
    });
  });
  afterEach(() => memory.clear());

  it('is the subscription of each customer on its own', async () => {
    const server = new FakeServer();
    const store = storeOf(server);
    await store.start();
    store.selectSubscription(endedSubscription.id);

    const second: typeof subscription = { ...subscriptionOfNeighbour, id: 'sub_second', status: 'ended' };
    const other = new FakeServer();
    other.customer = neighbour;
    other.subscriptions = [subscriptionOfNeighbour, second];
    const theirs = storeOf(other, { instance: 'theirs' });
    await theirs.start();
    assert.equal(activeOf(theirs), subscriptionOfNeighbour.id);
    theirs.selectSubscription(second.id);

    const again = storeOf(server, { instance: 'again' });
    await again.start();
    assert.equal(activeOf(again), endedSubscription.id);
  });

  it('holds nothing personal, and no token', async () => {
    const store = storeOf(new FakeServer());
    await store.start();
    store.selectSubscription(feedInSubscription.id);
    store.setLocale('en');
    store.setTheme('dark');
    assert.deepEqual(Object.fromEntries(memory), {
      [`nomos.subscription.${subscription.customer.id}`]: feedInSubscription.id,
      'nomos.locale': 'en',
      'nomos.theme': 'dark',
    });
  });

  it('that makes no sense is passed over', async () => {
    memory.set('nomos.locale', 'tlh');
    memory.set('nomos.theme', 'hotdog');
    memory.set(`nomos.subscription.${subscription.customer.id}`, 'sub_gone');
    const store = storeOf(new FakeServer());
    await store.start();
    assert.equal(store.locale, 'de');
    assert.equal(store.theme, brands.lumio.default_theme);
    assert.equal(activeOf(store), subscription.id);
  });

  it('is stronger than the brand, and what the page asks for is stronger still', async () => {
    memory.set('nomos.locale', 'en');
    const store = storeOf(new FakeServer());
    await store.start();
    assert.equal(store.locale, 'en');
    const asked = storeOf(new FakeServer(), { locale: 'de' });
    await asked.start();
    assert.equal(asked.locale, 'de');
  });

  it('leaves out a language that the page itself has set', async () => {
    const store = storeOf(new FakeServer());
    await store.start();
    store.setLocale('en', { remember: false });
    assert.equal(store.locale, 'en');
    assert.equal(memory.get('nomos.locale'), undefined);
  });
});

describe('the language', () => {
  it('chosen before the brand arrives is kept', async () => {
    for (const [chosen, ofBrand] of [
      ['en', 'de'],
      ['de', 'en'],
    ] as const) {
      const server = new FakeServer();
      const brand = server.hold('/gateway/brand');
      const store = storeOf(server, { instance: chosen });
      const starting = store.start();
      await eventually(() => brand.waiting === 1);
      store.setLocale(chosen);
      brand.answer(() => Response.json({ ...brands.lumio, default_locale: ofBrand }));
      await starting;
      assert.equal(store.locale, chosen);
    }
  });

  it("is the brand's when nobody has chosen, and when the brand does not speak the one chosen", async () => {
    const english = new FakeServer();
    english.overrides.set('/gateway/brand', () => Response.json({ ...brands.lumio, default_locale: 'en' }));
    const store = storeOf(english);
    await store.start();
    assert.equal(store.locale, 'en');

    const german = new FakeServer();
    german.overrides.set('/gateway/brand', () => Response.json({ ...brands.lumio, locales: ['de'] }));
    const asked = storeOf(german, { locale: 'en' });
    await asked.start();
    assert.equal(asked.locale, 'de');
  });

  it('is that of the host page before the brand has a say, and after everybody else', async (context) => {
    const documentElement = { lang: 'en-GB' };
    replace(context, 'document', { value: { documentElement, getElementById: () => null } });
    const languageOf = async (options?: SessionStoreOptions): Promise<string> => {
      const store = storeOf(new FakeServer(), options);
      await store.start();
      return store.locale;
    };
    assert.equal(await languageOf(), 'en');
    assert.equal(await languageOf({ locale: 'de' }), 'de');
    documentElement.lang = 'tr';
    assert.equal(await languageOf(), 'de', 'the brand does not speak it');
    for (const lang of ['fr', '', 'x']) {
      documentElement.lang = lang;
      assert.equal(await languageOf(), 'de');
    }
  });

  it('is the German of the brand for everybody who asks for German', async () => {
    for (const locale of ['de', 'de-informal', undefined] as const) {
      const server = new FakeServer();
      const brand = { ...brands.lumio, locales: ['en', 'de-informal', 'tlh'], default_locale: 'de-informal' };
      server.overrides.set('/gateway/brand', () => Response.json(brand));
      const store = storeOf(server, { locale });
      await store.start();
      assert.equal(store.locale, 'de-informal');
    }
  });
});

describe('what other tabs say', () => {
  it('is not believed when it makes no sense', async () => {
    const store = storeOf(new FakeServer(), { instance: 'told' });
    await store.start();
    const before = store.snapshot;
    const themes = new Set<string>();
    store.subscribe(() => themes.add(store.theme));
    const channel = new BroadcastChannel('nomos-session::told');
    channel.postMessage({ type: 'subscription', subscription: 'sub_neighbour' });
    channel.postMessage({ type: 'locale', locale: '../../evil' });
    channel.postMessage({ type: 'theme', theme: 'url(javascript:1)' });
    channel.postMessage({ type: 'obey' });
    channel.postMessage({ type: 'theme', theme: 'dark' });
    await eventually(() => store.theme === 'dark');
    channel.close();
    await calm();
    assert.equal(store.snapshot, before);
    assert.deepEqual([...themes], [brands.lumio.default_theme, 'dark']);
    assert.equal(store.locale, 'de');
  });
});
