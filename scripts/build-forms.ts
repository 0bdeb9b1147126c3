import { nodeResolve } from '@rollup/plugin-node-resolve';
import terserPlugin from '@rollup/plugin-terser';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { InputOptions, OutputOptions, Plugin, WarningHandlerWithDefault } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { pageManifest } from './build-page-manifest.ts';
import { elementTags } from './element-tags.ts';

/** What rollup needs to build one form. */
export type Form = InputOptions & { output: OutputOptions };

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The plugin's types speak of its CommonJS form; what is imported is its ES module, whose default is the function. */
const terser = terserPlugin as unknown as typeof terserPlugin.default;

/** Decorators and class fields as tsconfig.json has them. */
const typescript = (target: string): Plugin => esbuild({ target, tsconfig: 'tsconfig.json', sourceMap: true });

/** Everything that is not a file of ours stays an import for the package's consumer to resolve. */
const isDependency = (id: string): boolean => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(id);

/** What dependencies may do among themselves: it is theirs to mend, and harmless. */
const tolerated = new Set(['CIRCULAR_DEPENDENCY', 'INVALID_ANNOTATION']);

/** Warnings are mistakes here: an unresolved import or a cycle must not reach a package. */
const onwarn: WarningHandlerWithDefault = (warning) => {
  const files = warning.ids ?? (warning.id === undefined ? [] : [warning.id]);
  if (tolerated.has(warning.code ?? '') && files.some((file) => file.includes('/node_modules/'))) return;
  throw new Error(`${warning.code ?? 'warning'}: ${warning.message}`);
};

/** `dist/npm`: one ES module per source module, dependencies external, for bundlers and for servers. */
export function npmForm(): Form {
  return {
    input: ['src/index.ts', 'elements/autoload.ts', ...elementTags().map((tag) => `elements/${tag}/${tag}.ts`)],
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
    },
  };
}

/**
 * `dist/page`: self-contained modules for a page without a bundler. Every file name carries its content's hash, so that
 * it can be cached for ever; `manifest.json` maps the stable names to files, and `nomos.js` is the one stable address.
 */
export function pageForm(): Form {
  const input: Record<string, string> = { nomos: 'elements/autoload.ts' };
  for (const tag of elementTags()) input[tag] = `elements/${tag}/${tag}.ts`;
  return {
    input,
    plugins: [
      typescript('es2022'),
      nodeResolve({ browser: true, exportConditions: ['production'], extensions: ['.js', '.mjs'] }),
      pageManifest({ version, stableEntry: 'nomos' }),
    ],
    onwarn,
    logLevel: 'warn',
    output: {
      dir: 'dist/page',
      format: 'es',
      entryFileNames: '[name]-[hash].js',
      chunkFileNames: (chunk) => `${basename(chunk.name, extname(chunk.name))}-[hash].js`,
      hashCharacters: 'hex',
      experimentalMinChunkSize: 1000,
      sourcemap: true,
      plugins: [
        terser({
          ecma: 2020,
          module: true,
          // Dependencies that ask for the mode ask Node for it; a page has no process.
          compress: { passes: 2, global_defs: { 'process.env.NODE_ENV': 'production' } },
          format: { comments: false },
        }),
      ],
    },
  };
}

const shebang = '#!/usr/bin/env node';

/** `gateway/dist`: the server with what it shares with the elements, on plain Node; its dependencies stay external. */
export function gatewayForm(): Form {
  return {
    input: { main: 'gateway/main.ts' },
    external: isDependency,
    plugins: [typescript('node22')],
    onwarn,
    logLevel: 'warn',
    output: {
      dir: 'gateway/dist',
      format: 'es',
      // The entry is the package's command. Rollup keeps the first line of a source that says so itself.
      banner: ({ isEntry }) => (isEntry && !readFileSync('gateway/main.ts', 'utf8').startsWith('#!') ? shebang : ''),
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      sourcemap: true,
    },
  };
}
