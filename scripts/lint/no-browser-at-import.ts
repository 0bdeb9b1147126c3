import type { Rule, Scope, SourceCode } from 'eslint';

/** What a server does not have. Names that Node has as well (`fetch`, `URL`, `BroadcastChannel`) are fine. */
const browserOnly = new Set(
  `addEventListener alert CSS CSSStyleSheet customElements CustomElementRegistry document DOMParser Element
  ElementInternals getComputedStyle history HTMLElement HTMLInputElement IntersectionObserver localStorage location
  matchMedia MediaQueryList MutationObserver navigator Node parent removeEventListener requestAnimationFrame
  requestIdleCallback ResizeObserver screen self sessionStorage ShadowRoot SVGElement top window XMLHttpRequest`.split(
    /\s+/,
  ),
);

/** A node and the nodes around it, from the inside out. */
function* ancestry(node: Rule.Node): Generator<[child: Rule.Node, parent: Rule.Node]> {
  for (let child = node; child.type !== 'Program'; child = child.parent) yield [child, child.parent];
}

/** Code that runs later than the module: a function's body or the initial value of an instance's field. */
function isDeferred(node: Rule.Node): boolean {
  for (const [child, parent] of ancestry(node)) {
    switch (parent.type as string) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return true;
      case 'PropertyDefinition':
      case 'AccessorProperty': {
        const field = parent as Rule.Node & { static: boolean; value: unknown };
        if (!field.static && field.value === child) return true;
      }
    }
  }
  return false;
}

/** `typeof name`, or code behind a condition that asks for it. */
function isGuarded(node: Rule.Node, name: string, sourceCode: SourceCode): boolean {
  const asked = new RegExp(`typeof ${name}\\b`);
  for (const [child, parent] of ancestry(node)) {
    if (child === node && parent.type === 'UnaryExpression' && parent.operator === 'typeof') return true;
    const test =
      parent.type === 'IfStatement' || parent.type === 'ConditionalExpression'
        ? parent.test
        : parent.type === 'LogicalExpression'
          ? parent.left
          : undefined;
    if (test && child !== test && asked.test(sourceCode.getText(test))) return true;
  }
  return false;
}

/** Importing anything must work on a server: no global of the browser is touched while a module is evaluated. */
const rule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbid globals of the browser in code that runs at import' },
    schema: [],
    messages: { atImport: '`{{name}}` does not exist on a server, and this runs when the module is imported.' },
  },
  create(context) {
    const { sourceCode } = context;
    return {
      'Program:exit'(program) {
        const scope = sourceCode.getScope(program);
        const globals: Scope.Reference[] = [
          ...scope.through,
          ...scope.variables.flatMap((variable) => (variable.defs.length === 0 ? variable.references : [])),
        ];
        for (const reference of new Set(globals)) {
          const { isTypeReference } = reference as { isTypeReference?: boolean };
          const identifier = reference.identifier as Rule.Node & { name: string };
          if (!browserOnly.has(identifier.name) || isTypeReference) continue;
          if (isDeferred(identifier) || isGuarded(identifier, identifier.name, sourceCode)) continue;
          context.report({ node: identifier, messageId: 'atImport', data: { name: identifier.name } });
        }
      },
    };
  },
};

export default rule;
