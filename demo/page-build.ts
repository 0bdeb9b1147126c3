import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';

const sources = ['src/**/*.ts', 'elements/**/*.ts', 'rollup.config.mjs', 'package-lock.json', 'scripts/build*.ts'];

/** Builds the page form when it is not there or older than its sources. @throws {Error} When it cannot be built. */
export function ensurePageIsBuilt(): void {
  const built = statSync('dist/page/manifest.json', { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newest = Math.max(...globSync(sources).map((file) => statSync(file).mtimeMs));
  if (built >= newest) return;
  process.stdout.write('Building ...\n');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/build.ts'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed.\n${stdout}\n${stderr}`);
}
