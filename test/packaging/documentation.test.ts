import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import ts from 'typescript';
import { describedElements, type DescribedElement } from '../../scripts/described-elements.ts';
import { packageExports, type PackageExport } from '../../scripts/package-exports.ts';

const papers = ['README.md', 'docs/embedding.md', 'docs/theming.md', 'docs/breaking-changes.md'];

const found = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name ?? '').sort();

/** The rows of tables, cell by cell, whose first cell is code. */
const rowsOf = (file: string): { name: string; cells: string[] }[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, name, rest] = /^\| `([^`]+)` +\|(.*)\|$/.exec(line) ?? [];
      return name === undefined ? [] : [{ name, cells: (rest ?? '').split('|').map((cell) => cell.trim()) }];
    });

const blocksOf = (file: string, ...languages: string[]): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].flatMap(([, language = '', code = '']) =>
    languages.includes(language) ? [code] : [],
  );

let exported: PackageExport[];
let elements: DescribedElement[];

before(() => {
  exported = packageExports();
  elements = describedElements(exported);
});

describe('the documentation', () => {
  test('says of every event what it means, where it comes from, and whether it can be cancelled', () => {
    const rows = rowsOf('docs/embedding.md').filter(({ cells }) => cells[1] === 'yes' || cells[1] === 'no');
    const events = new Map<string, { from: string[]; cancelable: string }>();
    for (const { tag, events: own } of elements) {
      for (const { name, cancelable } of own) {
        const known = events.get(name) ?? { from: [], cancelable: cancelable ? 'yes' : 'no' };
        events.set(name, { ...known, from: [...known.from, tag] });
      }
    }
    assert.ok(events.size > 10);
    assert.deepEqual(rows.map(({ name }) => name).sort(), [...events.keys()].sort());
    for (const { name, cells } of rows) {
      assert.equal(cells[1], events.get(name)?.cancelable, name);
      const from = [...(cells[0] ?? '').matchAll(/`(nomos-[\w-]+)`/g)].map(([, tag]) => tag);
      if (!cells[0]?.startsWith('any')) assert.deepEqual(from.sort(), events.get(name)?.from.sort(), name);
    }
  });

  test('names every element where somebody chooses one', () => {
    assert.deepEqual(
      found('README.md', /^\| `(nomos-[a-z-]+)` +\|/gm),
      elements.map(({ tag }) => tag),
    );
  });

  test('names the attributes that all elements have, every option, and every code of what can go wrong', () => {
    const names = rowsOf('docs/embedding.md').map(({ name }) => name);
    const inherited = elements.flatMap(({ attributes }) => attributes.filter((attribute) => attribute.inherited));
    const options = exported.find(({ name }) => name === 'NomosConfiguration')?.members ?? [];
    const codes = exported.find(({ name }) => name === 'NomosSessionErrorCode')?.type.match(/[\w-]+/g) ?? [];
    const expected = [...new Set(inherited.map(({ name }) => name)), ...options.map(({ name }) => name), ...codes];
    assert.ok(expected.length > 15);
    assert.deepEqual(
      expected.filter((name) => !names.includes(name)),
      [],
    );
  });
});

describe('the examples in the documentation', () => {
  test('use elements and attributes that there are', () => {
    const ofEverything = ['id', 'class', 'slot', 'style'];
    let used = 0;
    for (const file of papers) {
      const text = blocksOf(file, 'html', 'js', 'ts', 'jsx').join('\n') + found(file, /`(<nomos-[^`]*>)`/g).join('\n');
      // What frameworks put before a name, or around a value, is theirs; events are told elsewhere.
      for (const [, tag = '', attributes = ''] of text.matchAll(/<(nomos-[a-z-]+)((?:\s+[^<>]*?)?)\s*\/?>/g)) {
        const element = elements.find((each) => each.tag === tag);
        assert.ok(element, `${file}: <${tag}>`);
        used += 1;
        for (const [, name = ''] of attributes.matchAll(/(?:^|\s)([a-z][\w-]*)=/g)) {
          if (name.startsWith('on') || ofEverything.includes(name)) continue;
          const isThere =
            element.attributes.some((attribute) => attribute.name === name) ||
            element.properties.some((property) => property.name === name);
          assert.ok(isThere, `${file}: <${tag} ${name}>`);
        }
      }
    }
    assert.ok(used > 10);
  });

  test('import what the package has', () => {
    const { name: packageName, exports: entries } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      name: string;
      exports: object;
    };
    const tags = elements.map(({ tag }) => tag);
    let used = 0;
    for (const file of papers) {
      const text = readFileSync(file, 'utf8');
      const imports = text.matchAll(/import\s+(?:type\s+)?(?:\{([^}]*)\}\s+from\s+)?'(@nomos-energy\/[^']+)'/g);
      for (const [, names = '', specifier = ''] of imports) {
        used += 1;
        const entry = `.${specifier.slice(packageName.length)}`;
        const pattern = Object.keys(entries).some((key) =>
          new RegExp(`^${key.replace(/[.]/g, '\\.').replace('*', '[\\w-]+')}$`).test(entry),
        );
        assert.ok(pattern, `${file}: ${specifier}`);
        const [, tag] = /^\.\/(?:elements|react)\/(nomos-[\w-]+?)(?:\.js|\/element\.js)$/.exec(entry) ?? [];
        if (tag !== undefined) assert.ok(tags.includes(tag), `${file}: ${specifier}`);
        if (entry !== '.') continue;
        for (const name of names.split(',').map((each) => each.trim())) {
          assert.ok(name === '' || exported.some((each) => each.name === name), `${file}: ${name} of ${specifier}`);
        }
      }
    }
    assert.ok(used > 5);
  });

  test('can be read by the compiler', () => {
    for (const file of papers) {
      for (const code of blocksOf(file, 'js', 'ts')) {
        const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true });
        assert.deepEqual(
          diagnostics.map(({ messageText }) => messageText),
          [],
          `${file}: ${code}`,
        );
      }
      for (const code of blocksOf(file, 'json')) JSON.parse(code);
    }
  });

  test('replace texts by ids that there are, with what these texts may name', () => {
    const { messages = {} } = (
      JSON.parse(readFileSync('test/packaging/public-surface.json', 'utf8')) as {
        surface: Record<string, Record<string, { placeholders?: string[] }>>;
      }
    ).surface;
    let used = 0;
    for (const file of papers) {
      for (const [, id = '', text = ''] of blocksOf(file, 'js', 'ts')
        .join('\n')
        .matchAll(/'([\w-]+\.[\w.-]+)': '([^']*)'/g)) {
        used += 1;
        assert.ok(messages[id], `${file}: ${id}`);
        const names = [...text.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
        assert.deepEqual(
          names.filter((name) => !messages[id]?.placeholders?.includes(name)),
          [],
          `${file}: ${id}`,
        );
      }
    }
    assert.ok(used > 2);
  });
});
