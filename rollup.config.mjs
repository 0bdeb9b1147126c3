// The three builds. `npm run build` (scripts/build.mjs) runs them; `rollup -c` runs them as well, without the types.
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import esbuild from 'rollup-plugin-esbuild';
import { pageManifest } from './scripts/build-page-manifest.mjs';

const packageJson = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** The tags with a registering file: `elements/<tag>/<tag>.ts`. Elements are found by folder, never listed by hand. */
export function elementTags() {
  return readdirSync(new URL('elements', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((tag) => existsSync(new URL(`elements/${tag}/${tag}.ts`, import.meta.url)))
    .sort();
}

const typescript = (target) => esbuild({ target, tsconfig: 'tsconfig.json', sourceMap: true });

/** Everything that is not a file of ours stays an import for the package's consumer to resolve. */
const isDependency = (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(id);

/** Warnings are mistakes here: an unresolved import or a cycle must not reach a package. */
const onwarn = (warning) => {
  // Cycles inside dependencies are theirs to keep.
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.some((id) => id.includes('node_modules'))) return;
  throw new Error(`${warning.code}: ${warning.message}`);
};

/** `dist/npm`: one ES module per source module, dependencies external, for bundlers and for servers. */
export function npmForm() {
  const entries = ['src/index.ts', 'elements/autoload.ts', ...elementTags().map((tag) => `elements/${tag}/${tag}.ts`)];
  return {
    input: entries,
    external: isDependency,
    plugins: [typescript('es2022')],
    onwarn,
    logLevel: 'warn',
    output: {
      dir: 'dist/npm',
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: '.',
      entryFileNames: '[name].js',
      sourcemap: true,
      sourcemapExcludeSources: false,
    },
  };
}

/**
 * `dist/page`: self-contained modules for a page without a bundler. Every file name carries its content's hash, so that
 * it can be cached for ever; `manifest.json` maps the stable names to files, and `nomos.js` is the one stable address.
 */
export function pageForm() {
  const input = { nomos: 'elements/autoload.ts' };
  for (const tag of elementTags()) input[tag] = `elements/${tag}/${tag}.ts`;
  return {
    input,
    plugins: [
      typescript('es2022'),
      nodeResolve({ browser: true, exportConditions: ['production'], extensions: ['.js', '.mjs'] }),
      pageManifest({ version: packageJson.version, stableEntry: 'nomos' }),
    ],
    onwarn,
    logLevel: 'warn',
    output: {
      dir: 'dist/page',
      format: 'es',
      entryFileNames: '[name]-[hash].js',
      chunkFileNames: (chunk) => `${basename(chunk.name, extname(chunk.name))}-[hash].js`,
      hashCharacters: 'hex',
      experimentalMinChunkSize: 4000,
      sourcemap: true,
      plugins: [terser({ ecma: 2020, module: true, compress: { passes: 2 }, format: { comments: false } })],
    },
  };
}

/** `gateway/dist`: the server with what it shares with the elements, on plain Node; its dependencies stay external. */
export function gatewayForm() {
  return {
    input: { main: 'gateway/main.ts' },
    external: isDependency,
    plugins: [typescript('node22')],
    onwarn,
    logLevel: 'warn',
    output: {
      dir: 'gateway/dist',
      format: 'es',
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      sourcemap: true,
    },
  };
}

export default [npmForm(), pageForm(), gatewayForm()];
