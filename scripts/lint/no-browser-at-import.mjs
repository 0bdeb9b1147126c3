/** What a server does not have. Names that Node has as well (`fetch`, `URL`, `BroadcastChannel`) are fine. */
const browserOnly = new Set(
  `addEventListener alert CSS CSSStyleSheet customElements CustomElementRegistry document DOMParser Element
  ElementInternals getComputedStyle history HTMLElement HTMLInputElement IntersectionObserver localStorage location
  matchMedia MediaQueryList MutationObserver navigator Node parent removeEventListener requestAnimationFrame
  requestIdleCallback ResizeObserver screen self sessionStorage ShadowRoot SVGElement top window XMLHttpRequest`.split(
    /\s+/,
  ),
);

/** Code that runs later than the module: a function's body or the initial value of an instance's field. */
function isDeferred(node) {
  for (let child = node, parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (/Function/.test(parent.type) && child !== parent.id) return true;
    if (/^(Property|Accessor)Definition$/.test(parent.type) && !parent.static && child === parent.value) return true;
  }
  return false;
}

/** `typeof name`, or code behind a condition that asks for it. */
function isGuarded(node, name, sourceCode) {
  if (node.parent.type === 'UnaryExpression' && node.parent.operator === 'typeof') return true;
  for (let child = node, parent = node.parent; parent; child = parent, parent = parent.parent) {
    const test = /^(IfStatement|ConditionalExpression)$/.test(parent.type)
      ? parent.test
      : parent.type === 'LogicalExpression'
        ? parent.left
        : undefined;
    if (test && child !== test && new RegExp(`typeof ${name}\\b`).test(sourceCode.getText(test))) return true;
  }
  return false;
}

/** Importing anything must work on a server: no global of the browser is touched while a module is evaluated. */
export default {
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
        const globals = [
          ...scope.through,
          ...scope.variables.flatMap((variable) => (variable.defs.length === 0 ? variable.references : [])),
        ];
        for (const reference of new Set(globals)) {
          const { identifier } = reference;
          if (!browserOnly.has(identifier.name) || reference.isTypeReference) continue;
          if (isDeferred(identifier) || isGuarded(identifier, identifier.name, sourceCode)) continue;
          context.report({ node: identifier, messageId: 'atImport', data: { name: identifier.name } });
        }
      },
    };
  },
};
