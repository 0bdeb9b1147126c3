import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { elementTags } from '../../scripts/element-tags.ts';
import { readPageManifest } from '../../scripts/page-weight.ts';
import { importsOf } from './imports-of.ts';

const page = new URL('../../dist/page', import.meta.url).pathname;
const manifest = readPageManifest(page);

describe('the page form', () => {
  test('has an entry for the autoloader and for every element', () => {
    assert.deepEqual(Object.keys(manifest.entries).sort(), ['nomos', ...elementTags()].sort());
  });

  test('holds every file that its manifest names, each with a source map', () => {
    const named = [
      ...Object.values(manifest.entries).flatMap(({ file, imports, dynamicImports }) => [
        file,
        ...imports,
        ...dynamicImports,
      ]),
      ...Object.entries(manifest.files).flatMap(([file, { imports, dynamicImports }]) => [
        file,
        ...imports,
        ...dynamicImports,
      ]),
    ];
    assert.deepEqual(
      [...new Set(named)].filter((file) => !existsSync(join(page, file)) || !existsSync(join(page, `${file}.map`))),
      [],
    );
  });

  test('gives every module a name that changes with its content, but for the one stable address', () => {
    const modules = readdirSync(page).filter((file) => file.endsWith('.js'));
    assert.deepEqual(
      modules.filter((file) => !/-[0-9a-f]{8}\.js$/.test(file)),
      ['nomos.js'],
    );
    assert.equal(readFileSync(join(page, 'nomos.js'), 'utf8'), `import './${manifest.entries.nomos?.file ?? ''}';\n`);
  });

  test('holds every module compressed as well, as a server may send it', () => {
    for (const file of readdirSync(page).filter((name) => name.endsWith('.js'))) {
      const content = readFileSync(join(page, file));
      assert.deepEqual(gunzipSync(readFileSync(join(page, `${file}.gz`))), content, file);
      assert.deepEqual(brotliDecompressSync(readFileSync(join(page, `${file}.br`))), content, file);
    }
  });

  test('imports nothing from outside itself', () => {
    for (const file of Object.keys(manifest.files)) {
      assert.deepEqual(
        importsOf(join(page, file)).filter((id) => !id.startsWith('./')),
        [],
        file,
      );
    }
  });

  test('loads no element with the autoloader before a page uses one', () => {
    assert.deepEqual(manifest.entries.nomos?.imports, []);
  });

  test('names no path of the machine that built it', () => {
    const root = new URL('../..', import.meta.url).pathname;
    for (const file of readdirSync(page)) assert.ok(!readFileSync(join(page, file), 'utf8').includes(root), file);
  });

  test('is the production form of its dependencies', () => {
    for (const file of Object.keys(manifest.files)) {
      assert.ok(!readFileSync(join(page, file), 'utf8').includes('Lit is in dev mode'), file);
    }
  });
});
