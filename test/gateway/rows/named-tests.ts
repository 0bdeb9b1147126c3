import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** A test by its file, from the root of the project, and its names from the outside in: `a code › holds for ten minutes`. */
export interface NamedTest {
  file: string;
  name: string;
}

const keywords = new Set(['describe', 'it', 'test']);

/** The tests of a file, by their full names. Those that are skipped, or still to be written, are none. */
export function testsOf(file: string): NamedTest[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false);
  const found: NamedTest[] = [];
  const visit = (node: ts.Node, path: readonly string[]): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && keywords.has(node.expression.text)) {
      const [title, ...rest] = node.arguments;
      const options = rest.find(ts.isObjectLiteralExpression);
      const isLeftOut = options?.properties.some(
        ({ name }) => name !== undefined && ts.isIdentifier(name) && name.text === 'todo',
      );
      if (title !== undefined && ts.isStringLiteralLike(title) && !isLeftOut) {
        const inside = [...path, title.text];
        if (node.expression.text !== 'describe') found.push({ file, name: inside.join(' › ') });
        for (const argument of rest) visit(argument, inside);
        return;
      }
    }
    ts.forEachChild(node, (child) => visit(child, path));
  };
  visit(source, []);
  return found;
}

/** Every test in files that a pattern matches. */
export function testsIn(pattern: string): NamedTest[] {
  return globSync(pattern)
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .flatMap(testsOf);
}
