import type { Rule } from 'eslint';

/**
 * A strict content security policy drops `style` attributes, those in a template's text and those that a directive sets
 * (`styleMap` writes the attribute at the first drawing). The property `.style=${...}` goes through the CSSOM, which the
 * policy allows.
 */
const rule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbid `style` attributes in `html` and `svg` templates' },
    schema: [],
    messages: {
      style: 'A strict content security policy drops `style` attributes: use a class, a part or `.style=${...}`.',
    },
  },
  create(context) {
    return {
      TaggedTemplateExpression(node) {
        if (node.tag.type !== 'Identifier' || !['html', 'svg'].includes(node.tag.name)) return;
        for (const quasi of node.quasi.quasis) {
          for (const match of quasi.value.raw.matchAll(/\sstyle\s*=/g)) {
            const start = (quasi.range?.[0] ?? 0) + 1 + match.index + 1;
            const { sourceCode } = context;
            const loc = { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(start + 5) };
            context.report({ loc, messageId: 'style' });
          }
        }
      },
    };
  },
};

export default rule;
