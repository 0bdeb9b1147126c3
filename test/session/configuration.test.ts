import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkConfiguration,
  NomosConfigurationError,
  type NomosConfiguration,
} from '../../src/session/configuration.ts';
import { configureNomos } from '../../src/session/configure.ts';
import { existingSessionStore, getSessionStore } from '../../src/session/page-stores.ts';
import { closeAfterwards } from './fake-server.ts';

const fetchSession = () => null;

describe('a configuration', () => {
  it('names the part that makes no sense', () => {
    const wrong: [unknown, keyof NomosConfiguration][] = [
      [{ gateway: 'lumio.example' }, 'gateway'],
      [{ gateway: 'https://lumio.example/portal' }, 'gateway'],
      [{ gateway: 'https://me:secret@lumio.example' }, 'gateway'],
      [{ gateway: 'javascript:alert(1)' }, 'gateway'],
      [{ gateway: 7 }, 'gateway'],
      [{ gateway: 'https://a.example', api: 'https://b.example', fetchSession }, 'api'],
      [{ api: 'https://b.example' }, 'fetchSession'],
      [{ api: 'not an address', fetchSession }, 'api'],
      [{ api: 'https://b.example?x=1', fetchSession }, 'api'],
      [{ fetchSession: 'https://b.example/token' }, 'fetchSession'],
      [{ instance: 1 }, 'instance'],
      [{ locale: 'fr' }, 'locale'],
      [{ theme: 'sepia' }, 'theme'],
      [{ messages: 'Meine Rechnungen' }, 'messages'],
    ];
    for (const [configuration, option] of wrong) {
      assert.throws(
        () => checkConfiguration(configuration as NomosConfiguration),
        (error) => error instanceof NomosConfigurationError && error.option === option,
        JSON.stringify(configuration),
      );
    }
  });

  it('is brought into one form', () => {
    assert.equal(checkConfiguration({ gateway: 'HTTPS://Lumio.example:443/' }).gateway, 'https://lumio.example');
    assert.equal(checkConfiguration({ api: 'https://b.example/nomos//', fetchSession }).api, 'https://b.example/nomos');
    assert.deepEqual(checkConfiguration({}), { gateway: undefined, api: undefined });
  });
});

describe('configuring a page', () => {
  const configure = (configuration: NomosConfiguration) => {
    const nomos = configureNomos(configuration);
    closeAfterwards(nomos.store);
    return nomos;
  };

  it('again, the same way, keeps the session; another way takes its place', () => {
    const first = configure({ instance: 'again', gateway: 'https://a.example', fetchSession });
    const { store } = first;
    const second = configure({ instance: 'again', gateway: 'https://a.example/', fetchSession: () => null });
    assert.equal(second.store, store);
    assert.notEqual(store.options.fetchSession, fetchSession, 'the newest function is the one that is asked');
    second.update({ gateway: 'https://b.example' });
    assert.notEqual(closeAfterwards(second.store), store);
    assert.equal(second.store.options.gateway, 'https://b.example');
    assert.equal(first.store, second.store);
  });

  it('takes the place of a session that elements have asked for before', () => {
    const early = getSessionStore('late');
    const { store } = configure({ instance: 'late', gateway: 'https://a.example' });
    assert.notEqual(store, early);
    assert.equal(getSessionStore('late'), store);
  });

  it('several on a page do not meet', () => {
    const one = configure({ instance: 'one', gateway: 'https://a.example' });
    const two = configure({ instance: 'two', gateway: 'https://a.example' });
    assert.notEqual(one.store, two.store);
  });

  it('changes nothing when the change makes no sense', () => {
    const nomos = configure({ instance: 'kept', gateway: 'https://a.example' });
    const { store } = nomos;
    assert.throws(() => nomos.update({ api: 'https://b.example' }), NomosConfigurationError);
    assert.throws(() => configureNomos({ instance: 'never', gateway: 'x' }), NomosConfigurationError);
    assert.equal(nomos.store, store);
    assert.equal(existingSessionStore('never'), undefined);
  });

  it('changes the language of what is there', () => {
    const nomos = configure({ instance: 'spoken', locale: 'de' });
    const { store } = nomos;
    nomos.update({ locale: 'en' });
    assert.equal(nomos.store, store);
    assert.equal(store.locale, 'en');
  });
});
