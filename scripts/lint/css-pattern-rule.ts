import type { Rule } from 'eslint';

/** A rule that reports what matches in `css` templates. Patterns are global; the message may use `{{text}}`. */
export function cssPatternRule(
  description: string,
  patterns: Readonly<Record<string, { pattern: RegExp; message: string }>>,
): Rule.RuleModule {
  return {
    meta: {
      type: 'problem',
      docs: { description },
      schema: [],
      messages: Object.fromEntries(Object.entries(patterns).map(([id, { message }]) => [id, message])),
    },
    create(context) {
      return {
        TaggedTemplateExpression(node) {
          if (node.tag.type !== 'Identifier' || node.tag.name !== 'css') return;
          for (const quasi of node.quasi.quasis) {
            for (const [messageId, { pattern }] of Object.entries(patterns)) {
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
}
