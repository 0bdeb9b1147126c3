// `npm run lint`. Warnings count as errors (--max-warnings 0), and so does a directive that switches nothing off.
import importX from 'eslint-plugin-import-x';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import perfectionist from 'eslint-plugin-perfectionist';
import wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';
import cssLogical from './scripts/lint/css-logical.ts';
import cssUnits from './scripts/lint/css-units.ts';
import { importDirections } from './scripts/lint/import-directions.ts';
import { memberOrder } from './scripts/lint/member-order.ts';
import noBrowserAtImport from './scripts/lint/no-browser-at-import.ts';
import noStyleAttribute from './scripts/lint/no-style-attribute.ts';

const nomos = {
  rules: {
    'css-logical': cssLogical,
    'css-units': cssUnits,
    'no-browser-at-import': noBrowserAtImport,
    'no-style-attribute': noStyleAttribute,
  },
};

const browserCode = ['src/**/*.ts', 'elements/**/*.ts'];
const wholeZod = { name: 'zod', message: 'Use `zod/mini`: the namespace `z` of `zod` weighs 91 kB on every page.' };
const fromNode = { group: ['node:*'], message: 'Browsers have no modules of Node.' };
const noBarrels = ['ExportAllDeclaration', 'ExportNamedDeclaration[source]'].map((selector) => ({
  selector,
  message: 'Import a thing from where it is made: only public entries re-export.',
}));

export default defineConfig(
  globalIgnores([
    '**/dist/',
    // Applications of others, which have their own tools.
    'test/consumers/*/',
    '**/node_modules/',
    'coverage/',
    'screenshots/',
    '.cache/',
    '.data/',
    'src/i18n/generated/',
    'custom-elements.json',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // Scripts and configurations in plain JavaScript.
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    rules: {
      'no-undef': 'off',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
  },

  // Everything in TypeScript.
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX, perfectionist },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'import-x/no-restricted-paths': ['error', importDirections],
      'import-x/no-cycle': 'error',
      'perfectionist/sort-classes': ['error', memberOrder],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // An environment variable that is set to nothing is not set.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // An interface's async method without an await, and a Fastify handler, are as they should be.
      '@typescript-eslint/require-await': 'off',
      // `{}` in `string & {}` keeps the known names of an open union for editors.
      '@typescript-eslint/no-empty-object-type': ['error', { allowWithName: 'EventMap$|TagNameMap$' }],
    },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.js', '.mjs'] } }, 'import-x/extensions': ['.ts'] },
  },

  // What runs in browsers.
  {
    files: browserCode,
    plugins: { nomos },
    rules: {
      'no-console': ['error', { allow: ['warn'] }],
      'no-restricted-imports': ['error', { paths: [wholeZod], patterns: [fromNode] }],
      'no-restricted-syntax': ['error', ...noBarrels],
      'nomos/no-browser-at-import': 'error',
    },
  },
  { files: ['src/index.ts', 'elements/index.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: [...browserCode, 'demo/gallery/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended']],
    plugins: { nomos, 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      // Safari takes the list out of a list without bullets; the role puts it back.
      'lit-a11y/no-redundant-role': 'off',
      'nomos/css-logical': 'error',
      'nomos/css-units': 'error',
      'nomos/no-style-attribute': 'error',
      'lit/attribute-names': ['error', { convention: 'kebab' }],
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-native-attributes': 'off',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/no-value-attribute': 'error',
      'lit/prefer-nothing': 'error',
      'lit/prefer-static-styles': 'error',
      'wc/guard-super-call': 'off',
      'wc/no-closed-shadow-root': 'error',
      'wc/no-constructor-params': 'error',
      'wc/no-customized-built-in-elements': 'error',
      'wc/no-invalid-extends': 'off',
      'wc/no-method-prefixed-with-on': 'error',
      'wc/require-listener-teardown': 'error',
    },
  },

  // What runs on Node.
  {
    files: ['gateway/**/*.ts'],
    rules: { 'no-console': 'error' },
  },

  // Tests.
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['describe', 'it', 'suite', 'test', 'before', 'after', 'beforeEach', 'afterEach'],
            },
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Chai's `expect(x).to.be.true` reads a getter.
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['test/**/*.browser.ts', 'test/elements/every-element/suite.ts'],
    rules: {
      // The types of @open-wc/testing call every `equal` a promise, so only what really is one is asked for.
      '@typescript-eslint/no-floating-promises': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: "ExpressionStatement > CallExpression[callee.property.name='accessible']",
          message: 'The accessibility check is asynchronous: await it.',
        },
        {
          selector:
            'ExpressionStatement > CallExpression[callee.name=/^(fixture|aTimeout|nextFrame|oneEvent|waitUntil|elementUpdated)$/]',
          message: 'This is asynchronous: await it.',
        },
      ],
    },
  },
);
