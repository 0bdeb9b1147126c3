import { spawn } from 'node:child_process';
import { globSync, statSync } from 'node:fs';

/** What the page form is made of. Folders too: a file that was deleted leaves its trace there. */
const sources = ['src/**', 'elements/**', 'scripts/build*.ts', 'package-lock.json', 'tsconfig.json'];

/** Whether the page form is there and not older than what it is made of. */
function isCurrent(): boolean {
  const built = statSync('dist/page/manifest.json', { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return false;
  return globSync(sources).every((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) <= built);
}

/**
 * Builds the page form when it is not there or older than its sources.
 *
 * @throws {Error} With what the build says, when it fails.
 */
export async function ensurePageIsBuilt(report: (message: string) => void): Promise<void> {
  if (isCurrent()) return;
  report('Building the page …');
  await new Promise<void>((resolve, reject) => {
    const build = spawn(process.execPath, ['scripts/build.ts', 'page'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [build.stdout, build.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
    build.once('error', reject);
    build.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The page could not be built.\n${output}`));
    });
  });
}
