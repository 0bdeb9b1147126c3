import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { elementTags } from '../../scripts/element-tags.ts';
import { readPageManifest } from '../../scripts/page-weight.ts';
import { importsOf } from './imports-of.ts';

const page = new URL('../../dist/page', import.meta.url).pathname;
const manifest = readPageManifest(page);
const built = readdirSync(page, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(js|css)$/.test(file))
  .sort();
const addresses = ['nomos.css', 'nomos.js', `v/${manifest.version}/nomos.css`, `v/${manifest.version}/nomos.js`];

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

  test('gives every module a name that changes with its content, but for the addresses that pages know', () => {
    assert.deepEqual(
      built.filter((file) => !/-[0-9a-f]{8}\.js$/.test(file)),
      addresses,
    );
  });

  test('has the same autoloader at every address, which finds what it loads', () => {
    const entry = readFileSync(join(page, manifest.entries.nomos?.file ?? ''), 'utf8');
    assert.equal(readFileSync(join(page, 'nomos.js'), 'utf8'), entry);
    for (const file of addresses.filter((address) => address.endsWith('.js'))) {
      const folder = dirname(join(page, file));
      const imports = importsOf(join(page, file));
      assert.equal(imports.length, elementTags().length, file);
      for (const id of imports) assert.ok(existsSync(join(folder, id)), `${id} of ${file}`);
      const map = /sourceMappingURL=(.*)$/m.exec(readFileSync(join(page, file), 'utf8'))?.[1] ?? 'none';
      assert.ok(existsSync(join(folder, map)), `${map} of ${file}`);
    }
  });

  test('says the integrity of every script and style sheet, as a browser would', () => {
    assert.deepEqual(Object.keys(manifest.integrity).sort(), built);
    for (const [file, integrity] of Object.entries(manifest.integrity)) {
      const hash = createHash('sha384').update(readFileSync(join(page, file)));
      assert.equal(integrity, `sha384-${hash.digest('base64')}`, file);
    }
  });

  test('holds every script and style sheet compressed as well, as a server may send it', () => {
    for (const file of built) {
      const content = readFileSync(join(page, file));
      assert.deepEqual(gunzipSync(readFileSync(join(page, `${file}.gz`))), content, file);
      assert.deepEqual(brotliDecompressSync(readFileSync(join(page, `${file}.br`))), content, file);
    }
  });

  test('reserves the space of every element that draws something of its own, until it is defined', () => {
    const css = readFileSync(join(page, 'nomos.css'), 'utf8');
    // The session draws nothing, and the choice of contract is there only with more than one.
    const silent = ['nomos-session', 'nomos-subscription-switcher'];
    const reserved = [...css.matchAll(/^(nomos-[a-z-]+):not\(:defined\)/gm)].map(([, tag]) => tag ?? '');
    assert.deepEqual(
      [...new Set(reserved)].sort(),
      elementTags().filter((tag) => !silent.includes(tag)),
    );
    assert.doesNotMatch(css, /\drem\b|url\(|@import/);
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
    for (const file of [...built, 'manifest.json', ...Object.keys(manifest.files).map((name) => `${name}.map`)]) {
      assert.ok(!readFileSync(join(page, file), 'utf8').includes(root), file);
    }
  });

  test('is the production form of its dependencies', () => {
    for (const file of Object.keys(manifest.files)) {
      assert.ok(!readFileSync(join(page, file), 'utf8').includes('Lit is in dev mode'), file);
    }
  });
});
