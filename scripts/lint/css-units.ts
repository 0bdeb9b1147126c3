import { cssPatternRule } from './css-pattern-rule.ts';

/**
 * Styles of an element must not depend on the page around it: suppliers set `html { font-size: 62.5% }` (so no `rem`)
 * and put an element in a sidebar (so container queries, not queries of the viewport).
 */
export default cssPatternRule('Forbid `rem` and media queries of the viewport in `css` templates', {
  rem: {
    pattern: /(?<![\w-])[\d.]+rem\b/g,
    message: '`{{text}}`: use `em`; the page decides what a `rem` is.',
  },
  viewport: {
    pattern: /@media[^{]*?\b(?:width|height|inline-size|block-size|orientation)\b/g,
    message: '`{{text}}`: use a container query; an element may stand in a sidebar.',
  },
});
