import { cssPatternRule } from './css-pattern-rule.ts';

/** Styles follow the direction of reading: start and end, not left and right. */
export default cssPatternRule('Forbid physical directions in `css` templates', {
  physical: {
    pattern:
      /(?<![\w-])(?:(?:(?:scroll-)?(?:margin|padding)|border)-(?:left|right)[\w-]*|border-(?:top|bottom)-(?:left|right)-radius|left|right)(?=\s*:)|(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)\b/g,
    message: '`{{text}}`: say it by start and end (`margin-inline-start`, `inset-inline-end`, `text-align: start`).',
  },
  sides: {
    // Four values of which the second and the fourth, right and left, are not the same.
    pattern:
      /(?<![\w-])(?:scroll-)?(?:margin|padding|inset)\s*:\s*(?:[^\s;()]|\([^;()]*\))+\s+(?<right>(?:[^\s;()]|\([^;()]*\))+)\s+(?:[^\s;()]|\([^;()]*\))+\s+(?!\k<right>\s*(?:;|$))(?:[^\s;()]|\([^;()]*\))+(?=\s*;)/g,
    message: '`{{text}}`: left and right differ; say it by start and end.',
  },
});
