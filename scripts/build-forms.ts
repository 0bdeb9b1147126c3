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
 * Modules of dependencies that nothing here asks for and that no bundler can know so of: infinite lists of query-core, the
 * registry of zod's metadata. Pages leave them out (docs/decisions/0009); whoever came to ask for one would fail at once.
 */
const neverAsked: Readonly<Record<string, string>> = {
  '/query-core/build/modern/infiniteQueryBehavior.js': 'infiniteQueryBehavior, hasNextPage, hasPreviousPage',
  '/zod/v4/core/registries.js': '$output, $input, $ZodRegistry, registry, globalRegistry',
};

/**
 * `@lit/localize` without what translates: only a page that speaks something else than our own German needs that, and loads it
 * with the translations (src/i18n/translations.ts asks for it by its file).
 */
const localizeWithoutTranslating: Plugin = {
  name: 'localize-without-translating',
  load(id) {
    if (!id.endsWith('/@lit/localize/lit-localize.js')) return null;
    return `export { msg } from './init/install.js';
export { str } from './internal/str-tag.js';
export { updateWhenLocaleChanges } from './internal/localized-controller.js';`;
  },
};

const withoutWhatNobodyAsks: Plugin = {
  name: 'without-what-nobody-asks',
  load(id) {
    const names = Object.entries(neverAsked).find(([file]) => id.endsWith(file))?.[1];
    return names === undefined ? null : `export const [${names}] = [];`;
  },
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
    input: ['elements/index.ts', 'elements/autoload.ts', ...elementTags().map((tag) => `elements/${tag}/${tag}.ts`)],
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

/**
 * What every element stands on, with all that it stands on in turn: one file, which compresses better than several. What other
 * chunks below stand on as well is named, or it would go with the one that is cut first.
 */
const everyElementNeeds =
  /\/(src\/(ui\/(nomos-element|form-styles|heading|define)|session\/query-controller|domain\/(period|berlin-calendar|format)|api\/(page|nomos-client|nomos-api-error|request)|contract\/(tolerant|gateway\/(routes|terms|request-bounds)|nomos\/(error|list)))\.ts|node_modules\/(zod\/|@lit\/localize\/(lit-localize|init\/install|internal\/(str-tag|localized-controller))\.js).*)$/;

/**
 * What the sections that show prices share. Left to itself, rollup cuts a chunk for every set of sections that need the same,
 * and each compresses by itself.
 */
const sharedBySections: readonly [name: string, modules: RegExp][] = [
  ['base', everyElementNeeds],
  [
    'forms',
    /\/(lit-html\/(directive|directive-helpers|directives\/live)\.js|src\/(ui\/field|session\/form-drafts|domain\/looks-like-email)\.ts)$/,
  ],
  // Whoever configures a session by tokens needs them next; left to itself, rollup puts a part of it where every section loads it.
  ['token-fetch', /\/src\/session\/(token-fetch|fetched-session|session-error)\.ts$/],
  // Of a part that is drawn on demand, an element needs the styles from the start, and must not get the part with them.
  [
    'request-list',
    /\/src\/(ui\/customer-request-list-styles|api\/customer-requests-query|api\/on-demand|domain\/contract-standing)\.ts$/,
  ],
  ['form-parts-styles', /\/src\/ui\/(file-field|request-receipt)-styles\.ts$/],
  ['requests', /\/src\/(contract\/gateway\/requests|api\/customer-requests)\.ts$/],
  ['series', /\/src\/(domain\/(instant|price-series)|(contract\/nomos|api)\/(usage|prices?))\.ts$/],
  [
    'price-now',
    /\/(src\/(domain\/(current-price|price-statement)|i18n\/(price|subscription)-labels|(contract\/nomos|api)\/plans?)|elements\/nomos-prices\/price-clock)\.ts$/,
  ],
];

/**
 * `dist/page`: self-contained modules for a page without a bundler. Every file name carries its content's hash, so that
 * it can be cached for ever; `manifest.json` maps the stable names to files, and `nomos.js` and `nomos.css` are the stable addresses.
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
      withoutWhatNobodyAsks,
      localizeWithoutTranslating,
      nodeResolve({ browser: true, exportConditions: ['production'], extensions: ['.js', '.mjs'] }),
      pageManifest({ version, stableEntry: 'nomos', styleSheet: 'elements/nomos.css' }),
    ],
    onwarn,
    logLevel: 'warn',
    output: {
      dir: 'dist/page',
      format: 'es',
      entryFileNames: '[name]-[hash].js',
      chunkFileNames: (chunk) => `${basename(chunk.name, extname(chunk.name))}-[hash].js`,
      hashCharacters: 'hex',
      experimentalMinChunkSize: 400,
      manualChunks: (id) => sharedBySections.find(([, modules]) => modules.test(id))?.[0],
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
