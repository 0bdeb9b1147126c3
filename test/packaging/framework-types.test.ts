import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { tokenReference } from '../../src/theme/token-reference.ts';

interface Described {
  tagName?: string;
  attributes?: { name: string }[];
  events?: { name: string }[];
  cssParts?: { name: string }[];
}

const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
  modules: { declarations: Described[] }[];
};
const elements = modules
  .flatMap(({ declarations }) => declarations)
  .flatMap(({ tagName, attributes = [], events = [], cssParts = [] }) =>
    tagName ? [{ tag: tagName, attributes, events, parts: cssParts }] : [],
  );
const names = (entries: readonly { name: string }[] | undefined): string[] =>
  (entries ?? []).map(({ name }) => name).sort();

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

describe('what editors know', () => {
  test('VS Code knows every tag with its attributes, and what each is for', () => {
    const { tags } = json('dist/editors/vscode.html-custom-data.json') as {
      tags: { name: string; description: string; attributes: { name: string; values?: { name: string }[] }[] }[];
    };
    for (const { tag, attributes, events } of elements) {
      const known = tags.find(({ name }) => name === tag);
      assert.deepEqual(names(known?.attributes), names(attributes), tag);
      for (const { name } of events) assert.ok(known?.description.includes(name), `${tag} ${name}`);
    }
    const theme = tags.find(({ name }) => name === 'nomos-invoices')?.attributes.find(({ name }) => name === 'theme');
    assert.deepEqual(names(theme?.values), ['dark', 'light', 'system']);
  });

  test('VS Code knows every part, once', () => {
    const { pseudoElements } = json('dist/editors/vscode.css-custom-data.json') as {
      pseudoElements: { name: string }[];
    };
    const parts = new Set(elements.flatMap(({ parts }) => names(parts)).map((part) => `::part(${part})`));
    assert.deepEqual(names(pseudoElements), [...parts].sort());
  });

  test('every editor knows every token, once, and what it is for', () => {
    const { properties } = json('dist/editors/vscode.css-custom-data.json') as {
      properties: { name: string; description: string }[];
    };
    const { contributions } = json('dist/editors/web-types.json') as {
      contributions: { css: { properties: { name: string; description: string }[] } };
    };
    const tokens = tokenReference.map(({ name }) => name as string).sort();
    for (const known of [properties, contributions.css.properties]) {
      assert.deepEqual(names(known), tokens);
      for (const { name, description } of known) assert.ok(description.length > 10, name);
    }
  });

  test('the editors of JetBrains know every tag with its attributes and events', () => {
    const file = (json('package.json') as { 'web-types': string })['web-types'];
    const { version, contributions } = json(file) as {
      version: string;
      contributions: {
        html: { elements: { name: string; attributes: { name: string }[]; events: { name: string }[] }[] };
      };
    };
    assert.equal(version, (json('package.json') as { version: string }).version);
    for (const { tag, attributes, events } of elements) {
      const known = contributions.html.elements.find(({ name }) => name === tag);
      assert.deepEqual(names(known?.attributes), names(attributes), tag);
      assert.deepEqual(names(known?.events), names(events), tag);
    }
  });
});

describe('what frameworks know', () => {
  test('every tag has its attributes and events', () => {
    const types = readFileSync('dist/npm/types/elements.d.ts', 'utf8');
    for (const { tag, attributes, events } of elements) {
      const part = new RegExp(`  '${tag}': \\{[^]*?\\n  \\};`).exec(types)?.[0] ?? '';
      for (const { name } of [...attributes, ...events]) assert.ok(part.includes(`'${name}'`), `${tag} ${name}`);
    }
  });

  test('every tag has a component for React', () => {
    for (const { tag, events } of elements) {
      assert.ok(existsSync(`dist/npm/react/${tag}.js`), tag);
      const code = readFileSync(`dist/npm/react/${tag}.js`, 'utf8');
      for (const { name } of events) assert.ok(code.includes(`'${name}'`), `${tag} ${name}`);
    }
  });
});

test('the main entry exports the type of every element', () => {
  const types = readFileSync('dist/npm/elements/index.d.ts', 'utf8');
  for (const { tag } of elements) assert.match(types, new RegExp(`export type \\{ \\w+ \\} from '\\./${tag}/`));
});
