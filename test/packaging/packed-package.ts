import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { elementTags } from '../../scripts/element-tags.ts';

const run = promisify(execFile);
const root = new URL('../..', import.meta.url).pathname;

export interface PackageJson {
  name: string;
  version: string;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  exports: Record<string, string | { types: string; default: string }>;
}

/** The package as `npm publish` would send it, in a consumer's project. */
export interface PackedPackage {
  /** The consumer's folder; the dependencies in its node_modules are those of this checkout. */
  consumer: string;
  /** The archive. */
  archive: string;
  /** Where the package is unpacked, in the consumer's node_modules. */
  folder: string;
  packageJson: PackageJson;
  /** What a consumer may import, as it is written. */
  specifiers(...kinds: ('elements' | 'classes' | 'react' | 'types')[]): string[];
  remove(): Promise<void>;
}

/** `npm pack` into a folder. */
export async function packInto(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
  });
  const listed = JSON.parse(stdout) as { filename: string }[] | Record<string, { filename: string }>;
  const [archive] = Object.values(listed);
  assert.ok(archive, 'npm pack names an archive');
  return join(folder, archive.filename.replace(/^@/, '').replace('/', '-'));
}

/** Packs the package and places it in a consumer's project. */
export async function packedPackage(): Promise<PackedPackage> {
  const consumer = await mkdtemp(join(tmpdir(), 'nomos-consumer-'));
  const archive = await packInto(consumer);
  await run('tar', ['-xzf', archive], { cwd: consumer });
  const packageJson = JSON.parse(await readFile(join(consumer, 'package/package.json'), 'utf8')) as PackageJson;
  const modules = join(consumer, 'node_modules');
  const folder = join(modules, packageJson.name);
  await mkdir(join(folder, '..'), { recursive: true });
  await cp(join(consumer, 'package'), folder, { recursive: true });
  const scope = packageJson.name.split('/')[0] ?? '';
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name !== scope && !name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(modules, name));
  }
  const paths = {
    elements: () => ['.', './autoload.js', ...elementTags().map((tag) => `./elements/${tag}.js`)],
    classes: () => elementTags().map((tag) => `./elements/${tag}/element.js`),
    react: () => elementTags().map((tag) => `./react/${tag}.js`),
    types: () => ['react', 'vue', 'svelte'].map((framework) => `./types/${framework}`),
  };
  return {
    consumer,
    archive,
    folder,
    packageJson,
    specifiers: (...kinds) => kinds.flatMap((kind) => paths[kind]()).map((path) => join(packageJson.name, path)),
    remove: () => rm(consumer, { recursive: true, force: true }),
  };
}
