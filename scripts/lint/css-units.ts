import type { Rule } from 'eslint';

/**
 * Styles of an element must not depend on the page around it: suppliers set `html { font-size: 62.5% }` (so no `rem`)
 * and put an element in a sidebar (so container queries, not queries of the viewport).
 */
const rule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbid `rem` and media queries of the viewport in `css` templates' },
    schema: [],
    messages: {
      rem: '`{{text}}`: use `em`; the page decides what a `rem` is.',
      viewport: '`{{text}}`: use a container query; an element may stand in a sidebar.',
    },
  },
  create(context) {
    const patterns = [
      { messageId: 'rem', pattern: /(?<![\w-])[\d.]+rem\b/g },
      { messageId: 'viewport', pattern: /@media[^{]*?\b(?:width|height|inline-size|block-size|orientation)\b/g },
    ];
    return {
      TaggedTemplateExpression(node) {
        if (node.tag.type !== 'Identifier' || node.tag.name !== 'css') return;
        for (const quasi of node.quasi.quasis) {
          for (const { messageId, pattern } of patterns) {
            for (const match of quasi.value.raw.matchAll(pattern)) {
              const start = (quasi.range?.[0] ?? 0) + 1 + match.index;
              const { sourceCode } = context;
              const loc = {
                start: sourceCode.getLocFromIndex(start),
                end: sourceCode.getLocFromIndex(start + match[0].length),
              };
              context.report({ loc, messageId, data: { text: match[0] } });
            }
          }
        }
      },
    };
  },
};

export default rule;
