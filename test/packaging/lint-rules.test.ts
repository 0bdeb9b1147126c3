import { RuleTester } from 'eslint';
import { describe, it } from 'node:test';
import cssLogical from '../../scripts/lint/css-logical.ts';
import cssUnits from '../../scripts/lint/css-units.ts';
import noBrowserAtImport from '../../scripts/lint/no-browser-at-import.ts';
import noStyleAttribute from '../../scripts/lint/no-style-attribute.ts';

RuleTester.describe = describe as typeof RuleTester.describe;
RuleTester.it = it as typeof RuleTester.it;

const tester = new RuleTester({ languageOptions: { ecmaVersion: 2024, sourceType: 'module' } });

tester.run('css-units', cssUnits, {
  valid: [
    'css`:host { padding: 1em; --rem: 2; }`',
    'css`@container (width < 40em) { p { margin: 0 } }`',
    'css`@media (prefers-reduced-motion: reduce) { * { transition: none } }`',
    'html`<p>1rem</p>`',
  ],
  invalid: [
    { code: 'css`p { margin: 0.5rem }`', errors: [{ messageId: 'rem' }] },
    { code: 'css`@media (max-width: 600px) { p { margin: 0 } }`', errors: [{ messageId: 'viewport' }] },
    {
      code: 'css`@media (width < 40em) { p { margin: 2rem } }`',
      errors: [{ messageId: 'viewport' }, { messageId: 'rem' }],
    },
  ],
});

tester.run('css-logical', cssLogical, {
  valid: [
    'css`p { margin-inline-start: 1em; inset-inline-end: 0; text-align: start; --left: 1em; }`',
    'css`p { margin: 0 1em 2em 1em; padding: var(--a) calc(1em - 2px) 0 calc(1em - 2px); inset: 0; }`',
    'css`p { transform: rotate(45deg); border-width: 0 2px 2px 0; }`',
  ],
  invalid: [
    { code: 'css`p { margin-left: 1em }`', errors: [{ messageId: 'physical' }] },
    { code: 'css`p { border-right-width: 1px; border-top-left-radius: 0; }`', errors: 2 },
    { code: 'css`p { position: absolute; left: 0; text-align: right; float: left; }`', errors: 3 },
    { code: 'css`p { padding: var(--a) var(--b) var(--a) 0; }`', errors: [{ messageId: 'sides' }] },
  ],
});

tester.run('no-style-attribute', noStyleAttribute, {
  valid: ['html`<p .style=${width}></p>`', 'html`<p class="style"></p>`', 'css`p { margin: 0 }`'],
  invalid: [
    { code: 'html`<p style="margin: 0"></p>`', errors: [{ messageId: 'style' }] },
    { code: 'html`<p style=${styleMap({})}></p>`', errors: [{ messageId: 'style' }] },
    { code: 'svg`<g  style=${x}></g>`', errors: [{ messageId: 'style' }] },
  ],
});

tester.run('no-browser-at-import', noBrowserAtImport, {
  valid: [
    'export function width() { return window.innerWidth; }',
    'export const width = () => window.innerWidth;',
    'export class X { field = document.title; method() { return location.href; } }',
    "if (typeof document !== 'undefined') document.title = 'x';",
    "export const here = typeof location === 'undefined' ? null : location.href;",
    'import { location } from "./a.js"; export const here = location.href;',
  ],
  invalid: [
    { code: 'export const width = window.innerWidth;', errors: [{ messageId: 'atImport' }] },
    { code: 'export class X extends HTMLElement {}', errors: [{ messageId: 'atImport' }] },
    { code: 'export class X { static sheet = new CSSStyleSheet(); }', errors: [{ messageId: 'atImport' }] },
    { code: "customElements.define('x-y', X); class X {}", errors: [{ messageId: 'atImport' }] },
  ],
});
