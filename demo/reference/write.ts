/** `npm run reference`: the reference as a static site in dist/reference, for any web server. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referencePage } from './reference-page.ts';

process.chdir(new URL('../..', import.meta.url).pathname);

const folder = 'dist/reference';
const files = await referencePage.files();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, { content }] of files) if (name !== '') writeFileSync(join(folder, name), content);
console.log(
  `${files.size - 1} files in ${folder}/. Serve them from a web server: browsers load no modules from a disk.`,
);
