import { nodeResolve } from '@rollup/plugin-node-resolve';
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { packedPackage, type PackedPackage } from './packed-package.ts';

let packed: PackedPackage;

before(async () => {
  packed = await packedPackage();
  await mkdir(join(packed.consumer, 'src'));
});

after(() => packed.remove());

/** The registering modules among some files, as tags. */
const tagsOf = (files: Iterable<string>): string[] =>
  [...files].flatMap((file) => /\/npm\/elements\/(nomos-[a-z-]+)\/\1\.js$/.exec(file)?.[1] ?? []).sort();

/** Which tags a bundle of this source registers: at once, and when something asks for them. */
type Bundler = (source: string) => Promise<{ atOnce: string[]; later: string[] }>;

async function written(source: string): Promise<string> {
  const file = join(packed.consumer, 'src/page.js');
  await writeFile(file, source);
  return file;
}

const bundlers: Record<string, Bundler> = {
  esbuild: async (source) => {
    const { metafile } = await build({
      entryPoints: [await written(source)],
      outdir: join(packed.consumer, 'out'),
      bundle: true,
      splitting: true,
      format: 'esm',
      metafile: true,
      write: false,
      logLevel: 'error',
    });
    const name = Object.keys(metafile.outputs).find((output) =>
      metafile.outputs[output]?.entryPoint?.endsWith('page.js'),
    );
    const seen = new Set<string>();
    const visit = (output: string): void => {
      if (seen.has(output)) return;
      seen.add(output);
      for (const { kind, path } of metafile.outputs[output]?.imports ?? []) {
        if (kind === 'import-statement') visit(path);
      }
    };
    visit(name ?? '');
    const inputs = (outputs: Iterable<string>): string[] =>
      [...outputs].flatMap((output) => Object.keys(metafile.outputs[output]?.inputs ?? {}));
    const atOnce = tagsOf(inputs(seen));
    return { atOnce, later: tagsOf(inputs(Object.keys(metafile.outputs))).filter((tag) => !atOnce.includes(tag)) };
  },
  rollup: async (source) => {
    const bundle = await rollup({
      input: await written(source),
      plugins: [nodeResolve({ browser: true })],
      logLevel: 'silent',
    });
    const { output } = await bundle.generate({ format: 'es' });
    await bundle.close();
    const chunks = output.filter((file) => file.type === 'chunk');
    const seen = new Set<string>();
    const visit = (name: string): void => {
      const chunk = chunks.find(({ fileName }) => fileName === name);
      if (!chunk || seen.has(name)) return;
      seen.add(name);
      chunk.imports.forEach(visit);
    };
    visit(chunks.find(({ isEntry }) => isEntry)?.fileName ?? '');
    // A module that was looked at and left out has no code here.
    const modules = (chosen: typeof chunks): string[] =>
      chosen.flatMap(({ modules }) => Object.keys(modules).filter((id) => modules[id]?.code));
    const atOnce = tagsOf(modules(chunks.filter(({ fileName }) => seen.has(fileName))));
    return { atOnce, later: tagsOf(modules(chunks)).filter((tag) => !atOnce.includes(tag)) };
  },
};

for (const [bundler, bundle] of Object.entries(bundlers)) {
  describe(`a page's bundle made by ${bundler}`, () => {
    test('registers the element that it imports, and holds no other but the one that this opens', async () => {
      assert.deepEqual(await bundle(`import '@nomos-energy/portal/elements/nomos-invoices.js';`), {
        atOnce: ['nomos-invoices'],
        later: ['nomos-invoice'],
      });
    });

    test('registers nothing when it imports what sets up the session', async () => {
      assert.deepEqual(
        await bundle(`import { configureNomos } from '@nomos-energy/portal'; configureNomos({ locale: 'de' });`),
        { atOnce: [], later: [] },
      );
    });

    // One bundler is enough for what the first test does not show of how it reads `sideEffects`.
    if (bundler === 'rollup') return;

    test('registers nothing when it imports a class', async () => {
      const { atOnce } = await bundle(
        `import { NomosTariff } from '@nomos-energy/portal/elements/nomos-tariff/element.js';
         customElements.define('our-tariff', class extends NomosTariff {});`,
      );
      assert.deepEqual(atOnce, []);
    });

    test('registers the element of a component for React', async () => {
      const { atOnce } = await bundle(
        `import { NomosTariff } from '@nomos-energy/portal/react/nomos-tariff.js'; globalThis.component = NomosTariff;`,
      );
      assert.deepEqual(atOnce, ['nomos-tariff']);
    });

    test('loads every element on demand with the autoloader', async () => {
      const { atOnce, later } = await bundle(`import '@nomos-energy/portal/autoload.js';`);
      assert.deepEqual(atOnce, []);
      assert.ok(later.includes('nomos-invoices') && later.includes('nomos-portal'), later.join());
    });
  });
}
