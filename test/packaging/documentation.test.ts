import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

const found = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name ?? '').sort();

describe('the documentation', () => {
  test('says of every event what it means', () => {
    const events = found('src/ui/element-events.ts', /^ {2}'(nomos-[a-z-]+)':/gm);
    assert.ok(events.length > 10);
    assert.deepEqual(found('docs/embedding.md', /^\| `(nomos-[a-z-]+)` +\|.*\| (?:yes|no) /gm), events);
  });

  test('names every element where somebody chooses one', () => {
    const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
      modules: { declarations?: { tagName?: string }[] }[];
    };
    const tags = modules.flatMap(({ declarations }) => declarations?.map(({ tagName }) => tagName ?? '') ?? []);
    assert.deepEqual(found('README.md', /^\| `(nomos-[a-z-]+)` +\|/gm), tags.filter(Boolean).sort());
  });
});
