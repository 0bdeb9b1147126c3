import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { statesByTag } from '../../demo/gallery/states.ts';
import { htmlOf } from '../../demo/reference/example-html.ts';
import { findablesOf } from '../../demo/reference/findables.ts';
import { find } from '../../demo/reference/found.ts';
import { readReferenceContent, type ReferenceContent } from '../../demo/reference/reference-content.ts';
import { referencePages } from '../../demo/reference/reference-files.ts';
import { messageIds } from '../../src/i18n/generated/message-ids.ts';

interface Entry {
  name: string;
}

/** The manifest itself, and not what the reference makes of it. */
const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
  modules: {
    declarations: {
      tagName?: string;
      attributes?: Entry[];
      members?: (Entry & { kind: string; attribute?: string })[];
      events?: Entry[];
      slots?: Entry[];
      cssParts?: Entry[];
      cssProperties?: Entry[];
    }[];
  }[];
};
const elements = modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName !== undefined);

let content: ReferenceContent;
let pages: ReadonlyMap<string, string>;

const textOf = (file: string): string => pages.get(file) ?? assert.fail(`There is no page ${file}.`);
const idsOf = (file: string): string[] => [...textOf(file).matchAll(/\bid="([^"]+)"/g)].map(([, id = '']) => id);

before(async () => {
  content = await readReferenceContent();
  pages = new Map(
    [...referencePages(content)].map(([name, file]) => [name, Buffer.from(file.content).toString('utf8')]),
  );
});

describe('the reference', () => {
  test('has a page for every element with all that the manifest has of it', () => {
    assert.ok(elements.length > 10);
    for (const { tagName: tag = '', attributes, members, events, slots, cssParts, cssProperties } of elements) {
      const ids = idsOf(`${tag}.html`);
      const expected = [
        ...(attributes ?? []).map(({ name }) => `attribute-${name}`),
        ...(members ?? [])
          .filter(({ attribute }) => attribute === undefined)
          .map(({ kind, name }) => `${kind === 'method' ? 'method' : 'property'}-${name}`),
        ...(events ?? []).map(({ name }) => `event-${name}`),
        ...(slots ?? []).map(({ name }) => `slot-${name || 'default'}`),
        ...(cssParts ?? []).map(({ name }) => `part-${name}`),
        ...(cssProperties ?? []).map(({ name }) => `css-${name.replace(/^--/, '')}`),
      ];
      assert.deepEqual(
        expected.filter((id) => !ids.includes(id)),
        [],
        tag,
      );
      assert.deepEqual(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
        `${tag}: each once`,
      );
    }
  });

  test('tells every text in one place, with its languages and what may be filled in', () => {
    const places = [...pages.keys()]
      .filter((file) => file.endsWith('.html'))
      .flatMap((file) => idsOf(file).filter((id) => id.startsWith('message-')));
    assert.deepEqual(places.sort(), messageIds.map((id) => `message-${id}`).sort());

    const title = content.messages.find(({ id }) => id === 'invoices.title');
    assert.deepEqual(title?.texts, { de: 'Rechnungen', en: 'Invoices', tr: 'Faturalar' });
    assert.ok(idsOf('messages.html').includes('message-invoices.title'), 'the overview shows it as well');
    assert.ok(idsOf('nomos-invoices.html').includes('message-invoices.filter.year'));
    const ends = content.messages.find(({ id }) => id === 'switcher.ends');
    assert.deepEqual(ends?.placeholders, ['what', 'lastDay']);
    assert.equal(ends.texts.de, '{what} (bis {lastDay})');
    assert.ok(ends.texts.tr?.includes('{lastDay}'));
    const informal = content.messages.filter(({ texts }) => texts['de-informal'] !== undefined);
    assert.ok(informal.length > 50 && informal.length < content.messages.length / 2);
  });

  test('knows which element shows a text from what it is made of', () => {
    const shownBy = (id: string): string[] => content.messages.find((message) => message.id === id)?.shownBy ?? [];
    assert.ok(shownBy('error.network.title').length > 10);
    assert.deepEqual(
      content.messages.filter((message) => message.shownBy.length === 0).map(({ id }) => id),
      [],
    );
    assert.deepEqual(shownBy('invoices.title'), ['nomos-dashboard', 'nomos-invoices']);
    // The portal opens every section, and shows none of their texts itself.
    assert.deepEqual(shownBy('invoices.filter.year'), ['nomos-invoices']);
  });

  test('has no link that leads nowhere', () => {
    const files = new Set([...pages.keys(), 'reference.css', 'reference.js']);
    const broken = [...pages].flatMap(([file, text]) =>
      [...text.matchAll(/<(?:a|link|script)\b[^>]*? (?:href|src)="([^"]+)"/g)]
        .map(([, address = '']) => address)
        .filter((address) => !/^(https?|data|mailto):/.test(address))
        .filter((address) => {
          const [path = '', anchor] = address.split('#');
          const target = path || file;
          return !files.has(target) || (anchor !== undefined && !idsOf(target).includes(anchor));
        })
        .map((address) => `${file}: ${address}`),
    );
    assert.deepEqual(broken, []);
  });

  test('has nothing in it that a strict policy forbids', () => {
    for (const [file, text] of pages) {
      if (!file.endsWith('.html')) continue;
      assert.doesNotMatch(text, /<[^>]* (style|on\w+)=|<style|<script(?![^>]* src=)/, file);
    }
  });

  test('offers every state of the gallery, and every attribute', () => {
    for (const { tagName: tag = '', attributes = [] } of elements) {
      const states = Object.keys((statesByTag as Readonly<Record<string, object>>)[tag] ?? {});
      if (states.length === 0) continue;
      const page = textOf(`${tag}.html`).replaceAll('&#39;', "'").replaceAll('&quot;', '"');
      for (const state of states) assert.ok(page.includes(`<option value="${state}">`), `${tag}: ${state}`);
      for (const { name } of attributes) assert.ok(page.includes(`data-attribute="${name}"`), `${tag}: ${name}`);
    }
  });

  test('tells of everything that the package exports', () => {
    const ids = idsOf('exports.html');
    const classes = content.elements.map(({ name }) => name);
    const named = content.exports.map(({ name }) => name).filter((name) => !classes.includes(name));
    assert.ok(named.includes('configureNomos') && named.includes('NomosEventMap'));
    assert.deepEqual(
      named.filter((name) => !ids.includes(name)),
      [],
    );
    assert.ok(ids.includes('NomosConfiguration.fetchSession'));
  });
});

describe('the filter', () => {
  const namesOf = (question: string): string[] =>
    find(question, findablesOf(content)).map(({ name, of }) => `${of} ${name}`.trim());

  test('finds elements, attributes, parts, functions and texts, what is called so first', () => {
    assert.equal(namesOf('nomos-invoices')[0], 'nomos-invoices');
    assert.equal(namesOf('invoice-href')[0], 'nomos-dashboard invoice-href');
    assert.equal(namesOf('configureNomos')[0], 'configureNomos');
    assert.ok(namesOf('filter year').includes('nomos-invoices invoices.filter.year'));
    assert.equal(namesOf('Faturalar')[0], 'invoices.title');
    assert.ok(namesOf('card').some((name) => name === 'nomos-tariff card'));
  });

  test('does not mind case, umlauts or the order of words', () => {
    assert.deepEqual(namesOf('KUNDIGEN vertrage'), namesOf('Verträge kündigen'));
    assert.ok(namesOf('Verträge kündigen').length > 0);
  });

  test('finds nothing for nothing, and for what is not there', () => {
    assert.deepEqual(namesOf('  '), []);
    assert.deepEqual(namesOf('no-such-thing'), []);
  });
});

describe('the HTML of an example', () => {
  test('has what is set, and is safe to paste', () => {
    assert.equal(htmlOf('nomos-help', { contact: '', locale: null }), '<nomos-help contact></nomos-help>');
    assert.equal(
      htmlOf('nomos-help', { article: '"><script>&' }),
      '<nomos-help article="&quot;><script>&amp;"></nomos-help>',
    );
  });
});
