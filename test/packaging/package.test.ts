import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { elementTags } from '../../scripts/element-tags.ts';
import { version } from '../../src/ui/version.ts';
import { importsOf } from './imports-of.ts';

const run = promisify(execFile);
const root = new URL('../..', import.meta.url).pathname;

interface PackageJson {
  name: string;
  version: string;
  exports: Record<string, string | { types: string; default: string }>;
}

/** A consumer's project with the packed package in its node_modules; dependencies are the ones of this checkout. */
let consumer: string;
let packed: string;
let packageJson: PackageJson;

/** What a page may import, by the names that a consumer writes. */
function specifiers(): string[] {
  const elements = elementTags().map((tag) => `./elements/${tag}.js`);
  return ['.', './autoload.js', ...elements].map((path) => join(packageJson.name, path));
}

/** The files that a key of `exports` stands for. */
function targets(key: string, target: string): string[] {
  if (!key.includes('*')) return [target];
  return key.startsWith('./elements/') ? elementTags().map((tag) => target.replaceAll('*', tag)) : [];
}

before(async () => {
  consumer = await mkdtemp(join(tmpdir(), 'nomos-consumer-'));
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', consumer], {
    cwd: root,
  });
  const listed = JSON.parse(stdout) as { filename: string }[] | Record<string, { filename: string }>;
  const [archive] = Object.values(listed);
  assert.ok(archive, 'npm pack names an archive');
  await run('tar', ['-xzf', archive.filename.replace(/^@/, '').replace('/', '-')], { cwd: consumer });
  packageJson = JSON.parse(await readFile(join(consumer, 'package/package.json'), 'utf8')) as PackageJson;
  const modules = join(consumer, 'node_modules');
  packed = join(modules, packageJson.name);
  await mkdir(join(packed, '..'), { recursive: true });
  await cp(join(consumer, 'package'), packed, { recursive: true });
  const scope = packageJson.name.split('/')[0] ?? '';
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name !== scope && !name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(modules, name));
  }
});

after(() => rm(consumer, { recursive: true, force: true }));

describe('the package', () => {
  test('carries the version that its elements name', () => {
    assert.equal(packageJson.version, version);
  });

  test('holds the two builds, the manifest and its papers, and nothing else', async () => {
    const top = (await readdir(packed)).sort();
    const allowed = ['CHANGELOG.md', 'LICENSE', 'README.md', 'custom-elements.json', 'dist', 'package.json'];
    assert.deepEqual(
      top.filter((name) => !allowed.includes(name)),
      [],
    );
    const files = await readdir(packed, { recursive: true });
    assert.deepEqual(
      files.filter((file) => /^(test|demo|gateway|scripts)\/|\.test\.|(?<!\.d)\.ts$/.test(file)),
      [],
    );
    assert.deepEqual((await readdir(join(packed, 'dist'))).sort(), ['npm', 'page']);
  });

  test('has a file behind everything that it exports', () => {
    const missing = Object.entries(packageJson.exports).flatMap(([key, value]) =>
      (typeof value === 'string' ? [value] : Object.values(value))
        .flatMap((target) => targets(key, target))
        .filter((file) => !existsSync(join(packed, file))),
    );
    assert.deepEqual(missing, []);
  });

  test('has a module behind every path of its element manifest', async () => {
    const manifest = JSON.parse(await readFile(join(packed, 'custom-elements.json'), 'utf8')) as {
      modules: { path: string }[];
    };
    assert.ok(manifest.modules.length > 0);
    assert.deepEqual(
      manifest.modules.map(({ path }) => path).filter((path) => !existsSync(join(packed, path))),
      [],
    );
  });

  test('imports only what it depends on', async () => {
    const { dependencies } = packageJson as unknown as { dependencies: Record<string, string> };
    const files = (await readdir(join(packed, 'dist/npm'), { recursive: true })).filter((file) => file.endsWith('.js'));
    const foreign = new Set<string>();
    for (const file of files) {
      for (const id of importsOf(join(packed, 'dist/npm', file)).filter((specifier) => !specifier.startsWith('.'))) {
        const name = id
          .split('/')
          .slice(0, id.startsWith('@') ? 2 : 1)
          .join('/');
        if (!(name in dependencies)) foreign.add(`${name} in ${file}`);
      }
    }
    assert.deepEqual([...foreign], []);
  });
});

describe('on a server, without window and document', () => {
  test('every entry can be imported', async () => {
    const script = join(consumer, 'server.mjs');
    await writeFile(
      script,
      `if (typeof window !== 'undefined' || typeof document !== 'undefined') throw new Error('not a server');
      ${specifiers()
        .map((specifier) => `await import('${specifier}');`)
        .join('\n')}
      console.log('imported');`,
    );
    const { stdout } = await run(process.execPath, [script], { cwd: consumer });
    assert.match(stdout, /^imported$/m);
  });
});

describe("a consumer's compiler", () => {
  for (const moduleResolution of ['bundler', 'nodenext']) {
    test(`finds the types with moduleResolution ${moduleResolution}`, async () => {
      const folder = join(consumer, moduleResolution);
      await mkdir(folder);
      const lines = elementTags().map(
        (tag, index) => `const element${index}: HTMLElementTagNameMap['${tag}'] = document.createElement('${tag}');`,
      );
      await writeFile(
        join(folder, 'page.ts'),
        `${specifiers()
          .map((specifier) => `import '${specifier}';`)
          .join('\n')}
        import { configureNomos } from '${packageJson.name}';
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
      const { stdout } = await run(process.execPath, [compiler, '-p', folder], { cwd: consumer }).catch(
        (error: unknown) => error as { stdout: string },
      );
      assert.equal(stdout.trim(), '');
    });
  }
});
