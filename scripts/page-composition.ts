/**
 * `npm run sizes:modules [-- nomos-invoices]`: what an element alone on a page is made of, module by module, in bytes
 * after minification and gzip of each module on its own. The sum is more than the whole, which compresses better.
 */
import { gzipSync } from 'node:zlib';
import { rollup } from 'rollup';
import { transform } from 'esbuild';
import { pageForm } from './build-forms.ts';

process.chdir(new URL('..', import.meta.url).pathname);

const tag = process.argv[2] ?? 'nomos-invoices';
const form = pageForm();
form.input = { nomos: `elements/${tag}/${tag}.ts` };
const build = await rollup(form);
const { output } = await build.generate({ ...form.output, plugins: [] });
await build.close();

const weights: [name: string, bytes: number][] = [];
for (const chunk of output) {
  if (chunk.type !== 'chunk' || !chunk.isEntry) continue;
  for (const [id, { code }] of Object.entries(chunk.modules)) {
    if (!code) continue;
    const { code: small } = await transform(code, { minify: true, treeShaking: false, target: 'es2022' });
    weights.push([id.replace(`${process.cwd()}/`, ''), gzipSync(small, { level: 9 }).byteLength]);
  }
}
for (const [name, bytes] of weights.sort(([, a], [, b]) => b - a)) console.log(`${String(bytes).padStart(6)}  ${name}`);
