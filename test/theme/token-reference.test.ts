import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { tokenReference } from '../../src/theme/token-reference.ts';

const guide = readFileSync('docs/theming.md', 'utf8');

describe('the guide to theming', () => {
  it('has a row for every token, as the reference says it, and for nothing else', () => {
    const rows = [...guide.matchAll(/^\| `(--nomos-[\w-]+)` +\| (.*?) +\| (.*?) +\|$/gm)];
    assert.deepEqual(
      rows.map(([, name, description, follows]) => ({ name, description, follows })).sort(byName),
      tokenReference.map(({ name, description, follows }) => ({ name, description, follows })).sort(byName),
    );
  });
});

function byName(a: { name?: string | undefined }, b: { name?: string | undefined }): number {
  return (a.name ?? '').localeCompare(b.name ?? '');
}
