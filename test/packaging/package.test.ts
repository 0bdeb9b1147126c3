import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { elementTags } from '../../scripts/element-tags.ts';
import { version } from '../../src/ui/version.ts';
import { importsOf } from './imports-of.ts';
import { packedPackage, type PackedPackage } from './packed-package.ts';

const run = promisify(execFile);
const root = new URL('../..', import.meta.url).pathname;

let packed: PackedPackage;

/** The files that a key of `exports` stands for. */
function targets(key: string, target: string): string[] {
  if (!key.includes('*')) return [target];
  if (key.startsWith('./types/')) return ['react', 'vue', 'svelte'].map((name) => target.replaceAll('*', name));
  const tags = elementTags().map((tag) => (key.startsWith('./elements/nomos-') ? tag.slice('nomos-'.length) : tag));
  return /^\.\/(elements|react)\//.test(key) ? tags.map((tag) => target.replaceAll('*', tag)) : [];
}

before(async () => {
  packed = await packedPackage();
});

after(() => packed.remove());

describe('the package', () => {
  test('carries the version that its elements name', () => {
    assert.equal(packed.packageJson.version, version);
  });

  test('holds the two builds, what editors know, the manifest and its papers, and nothing else', async () => {
    const top = (await readdir(packed.folder)).sort();
    const allowed = ['CHANGELOG.md', 'LICENSE', 'README.md', 'custom-elements.json', 'dist', 'package.json'];
    assert.deepEqual(
      top.filter((name) => !allowed.includes(name)),
      [],
    );
    const files = await readdir(packed.folder, { recursive: true });
    assert.deepEqual(
      files.filter((file) => /^(test|demo|gateway|scripts)\/|\.test\.|(?<!\.d)\.ts$/.test(file)),
      [],
    );
    assert.deepEqual((await readdir(join(packed.folder, 'dist'))).sort(), ['editors', 'npm', 'page']);
  });

  test('has a file behind everything that it exports', () => {
    const missing = Object.entries(packed.packageJson.exports).flatMap(([key, value]) =>
      (typeof value === 'string' ? [value] : Object.values(value))
        .flatMap((target) => targets(key, target))
        .filter((file) => !existsSync(join(packed.folder, file))),
    );
    assert.deepEqual(missing, []);
  });

  test('holds what editors read', async () => {
    assert.deepEqual((await readdir(join(packed.folder, 'dist/editors'))).sort(), [
      'vscode.css-custom-data.json',
      'vscode.html-custom-data.json',
      'web-types.json',
    ]);
  });

  test('has a module behind every path of its element manifest', async () => {
    const manifest = JSON.parse(await readFile(join(packed.folder, 'custom-elements.json'), 'utf8')) as {
      modules: { path: string }[];
    };
    assert.ok(manifest.modules.length > 0);
    assert.deepEqual(
      manifest.modules.map(({ path }) => path).filter((path) => !existsSync(join(packed.folder, path))),
      [],
    );
  });

  test('imports only what it depends on', async () => {
    const { dependencies, peerDependencies } = packed.packageJson;
    const files = (await readdir(join(packed.folder, 'dist/npm'), { recursive: true })).filter((file) =>
      file.endsWith('.js'),
    );
    const foreign = new Set<string>();
    for (const file of files) {
      for (const id of importsOf(join(packed.folder, 'dist/npm', file)).filter(
        (specifier) => !specifier.startsWith('.'),
      )) {
        const name = id
          .split('/')
          .slice(0, id.startsWith('@') ? 2 : 1)
          .join('/');
        const mayBeThere = name in dependencies || (file.startsWith('react/') && name in peerDependencies);
        if (!mayBeThere) foreign.add(`${name} in ${file}`);
      }
    }
    assert.deepEqual([...foreign], []);
  });
});

describe('the tools that look at packages', () => {
  test('publint finds nothing', async () => {
    const { messages } = await publint({ pkgDir: packed.folder, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, packed.packageJson) ?? message.code),
      [],
    );
  });

  test('Are the types wrong? finds nothing for consumers of modules', async () => {
    const archive = createPackageFromTarballData(await readFile(packed.archive));
    const name = packed.packageJson.name;
    const entrypoints = packed
      .specifiers('elements', 'classes', 'react', 'types')
      .map((specifier) => (specifier === name ? '.' : `.${specifier.slice(name.length)}`));
    const result = await checkPackage(archive, { entrypoints });
    assert.ok(result.types, 'the package has types');
    // Elements are modules: for require() and for resolution without `exports` there is nothing to find.
    const concerning = result.problems.filter(
      (problem) => !('resolutionKind' in problem) || ['node16-esm', 'bundler'].includes(problem.resolutionKind),
    );
    assert.deepEqual(
      concerning.map((problem) => `${problem.kind} ${'entrypoint' in problem ? problem.entrypoint : ''}`),
      [],
    );
  });
});

describe('on a server, without window and document', () => {
  test('every entry can be imported', async () => {
    const script = join(packed.consumer, 'server.mjs');
    await writeFile(
      script,
      `if (typeof window !== 'undefined' || typeof document !== 'undefined') throw new Error('not a server');
      ${packed
        .specifiers('elements', 'classes', 'react', 'types')
        .map((specifier) => `await import('${specifier}');`)
        .join('\n')}
      console.log('imported');`,
    );
    const { stdout } = await run(process.execPath, [script], { cwd: packed.consumer });
    assert.match(stdout, /^imported$/m);
  });
});

describe("a consumer's compiler", () => {
  for (const moduleResolution of ['bundler', 'nodenext']) {
    test(`finds the types with moduleResolution ${moduleResolution}`, async () => {
      const folder = join(packed.consumer, moduleResolution);
      await mkdir(folder);
      const lines = elementTags().map(
        (tag, index) => `const element${index}: HTMLElementTagNameMap['${tag}'] = document.createElement('${tag}');`,
      );
      await writeFile(
        join(folder, 'page.ts'),
        `${packed
          .specifiers('elements', 'classes', 'react')
          .map((specifier) => `import '${specifier}';`)
          .join('\n')}
        import { configureNomos } from '${packed.packageJson.name}';
        ${lines.join('\n')}
        export const all = [configureNomos, ${lines.map((_line, index) => `element${index}`).join(', ')}];\n`,
      );
      await writeFile(
        join(folder, 'tsconfig.json'),
        JSON.stringify({
          compilerOptions: {
            module: moduleResolution === 'bundler' ? 'esnext' : 'nodenext',
            moduleResolution,
            target: 'es2022',
            lib: ['es2023', 'dom', 'dom.iterable'],
            types: [],
            strict: true,
            noEmit: true,
            skipLibCheck: false,
          },
          files: ['page.ts'],
        }),
      );
      await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
      const compiler = join(root, 'node_modules/typescript/bin/tsc');
      const { stdout } = await run(process.execPath, [compiler, '-p', folder], { cwd: packed.consumer }).catch(
        (error: unknown) => error as { stdout: string },
      );
      assert.equal(stdout.trim(), '');
    });
  }
});
