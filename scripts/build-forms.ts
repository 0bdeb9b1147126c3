import { nodeResolve } from '@rollup/plugin-node-resolve';
import terserPlugin from '@rollup/plugin-terser';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { InputOptions, OutputOptions, Plugin, WarningHandlerWithDefault } from 'rollup';
import { minifyHTMLLiterals } from 'minify-literals';
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

/**
 * Schemas are made where a module is loaded, by calls of which a bundler cannot know that they do nothing else. Marked as
 * pure, those that a page does not use are left out, with the parts of zod that only they need.
 */
const pureSchemas: Plugin = {
  name: 'pure-schemas',
  transform(code, id) {
    if (!id.includes('/src/contract/')) return null;
    return { code: code.replace(/(?<![\w.])(?:z\.\w+|nullish|openEnum)\(/g, '/*@__PURE__*/ $&'), map: null };
  },
};

/** Templates and style sheets as a browser needs them: without the white space and comments that people do. */
const minifiedTemplates: Plugin = {
  name: 'minified-templates',
  async transform(code, id) {
    if (id.includes('/node_modules/')) return null;
    const result = await minifyHTMLLiterals(code, { fileName: id });
    return result ? { code: result.code, map: result.map ?? null } : null;
  },
};

/**
 * query-core's cache knows infinite lists, which nothing here asks for: pages leave them out (docs/decisions/0009). A query
 * that came to ask for one would fail at once.
 */
const withoutInfiniteQueries: Plugin = {
  name: 'without-infinite-queries',
  load: (id) =>
    id.endsWith('/query-core/build/modern/infiniteQueryBehavior.js')
      ? 'export const [infiniteQueryBehavior, hasNextPage, hasPreviousPage] = [];'
      : null,
};

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
    plugins: [pureSchemas, typescript('es2022')],
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

/** What every element stands on, with all that it stands on in turn: one file, which compresses better than several. */
const everyElementNeeds =
  /\/src\/(ui\/(nomos-element|form-styles|heading|define)|session\/query-controller|domain\/period|api\/page)\.ts$/;

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
      pureSchemas,
      typescript('es2022'),
      minifiedTemplates,
      withoutInfiniteQueries,
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
      manualChunks: (id) => (everyElementNeeds.test(id) ? 'base' : undefined),
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
