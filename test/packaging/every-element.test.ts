import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { statesByTag } from '../../demo/gallery/states.ts';
import { elementTags } from '../../scripts/element-tags.ts';

/** Elements that draw nothing. */
const withoutStates = ['nomos-session'];

test('every element has its states in the gallery, and is tested for what all elements promise', () => {
  const tags = elementTags().filter((tag) => !withoutStates.includes(tag));
  const suites = globSync('test/elements/every-element/*.browser.ts').map((file) => basename(file, '.browser.ts'));
  assert.deepEqual(Object.keys(statesByTag).sort(), tags.sort());
  assert.deepEqual(suites.sort(), tags);
});
