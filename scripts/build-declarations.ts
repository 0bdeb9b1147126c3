import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/**
 * Writes the `.d.ts` files of the npm form. The compiler turns `./x.ts` into `./x.js` in code only: a declaration that
 * still named `./x.ts` would ask consumers for sources that the package does not hold.
 *
 * @throws When the sources have type errors.
 */
export function writeDeclarations(folder: string): void {
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the declarations do not compile:\n${stdout}`);
  for (const file of globSync(`${folder}/**/*.d.ts`)) {
    const text = readFileSync(file, 'utf8');
    const rewritten = text.replace(/((?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"]*)\.ts(['"])/g, '$1.js$2');
    if (rewritten !== text) writeFileSync(file, rewritten);
  }
}
