/**
 * Which parts (`part="…"`) and slots an element's templates have, those of the shared templates that it uses included. What
 * it uses is found by name: from every declaration in its folder to what that refers to, and so on.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

interface Module {
  /** Top-level declarations by name. */
  declarations: Map<string, ts.Node>;
  /** What an import is called here -> module and name there. */
  imports: Map<string, { module: string; name: string }>;
  /** Every identifier in it, for what is taken out of a module that was imported on demand. */
  identifiers: Set<string>;
}

const modules = new Map<string, Module>();

function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  ts.forEachChild(node, (child) => visit(child, each));
}

/** The module of ours that an import in another one names. */
function moduleNamed(specifier: ts.Node | undefined, importer: string): string | null {
  const isOurs = specifier && ts.isStringLiteral(specifier) && specifier.text.startsWith('.');
  return isOurs ? normalize(join(dirname(importer), specifier.text)) : null;
}

function moduleAt(path: string): Module {
  const known = modules.get(path);
  if (known) return known;
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const module: Module = { declarations: new Map(), imports: new Map(), identifiers: new Set() };
  modules.set(path, module);
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const from = moduleNamed(statement.moduleSpecifier, path);
      const bindings = statement.importClause?.namedBindings;
      if (!from || !bindings || !ts.isNamedImports(bindings)) continue;
      for (const { name, propertyName } of bindings.elements) {
        module.imports.set(name.text, { module: from, name: (propertyName ?? name).text });
      }
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        module.declarations.set(declaration.name.getText(), declaration);
      }
    } else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
      module.declarations.set(statement.name.text, statement);
    }
  }
  visit(source, (node) => {
    if (ts.isIdentifier(node)) module.identifiers.add(node.text);
  });
  return module;
}

/** The base of all elements: of what it draws, an element has what it asks for. */
const base = normalize('src/ui/nomos-element.ts');

/**
 * @param tag - As in `elements/{tag}/`.
 * @returns Names of parts and of slots; those that are known only at run time are not among them.
 */
export function templateNames(tag: string): { parts: Set<string>; slots: Set<string> } {
  const found = { parts: new Set<string>(), slots: new Set<string>() };
  const seen = new Set<string>();
  const collect = (text: string): void => {
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
    // `part=${part}` of a parameter, whose default says which; and parts of elements that are made by hand.
    const patterns = [/\spart="([^"$]+)"/g, /\bpart = '([^']+)'/g, /setAttribute\('part', '([^']+)'\)/g];
    for (const pattern of patterns) {
      for (const [, names = ''] of code.matchAll(pattern)) names.split(/\s+/).forEach((name) => found.parts.add(name));
    }
    for (const [, name = ''] of code.matchAll(/<slot\s[^>]*?name="([^"$]+)"/g)) found.slots.add(name);
  };
  const follow = (path: string, name: string): void => {
    const key = `${path} ${name}`;
    const module = moduleAt(path);
    const declaration = module.declarations.get(name);
    if (seen.has(key) || !declaration) return;
    seen.add(key);
    if (path === base) return;
    collect(declaration.getText());
    visit(declaration, (node) => {
      if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        const onDemand = moduleNamed(node.arguments[0], path);
        const names = onDemand ? moduleAt(onDemand).declarations.keys() : [];
        for (const taken of names) if (module.identifiers.has(taken)) follow(onDemand ?? '', taken);
      }
      if (!ts.isIdentifier(node)) return;
      if (node.text === 'renderSignedOut') followSignedOut();
      const imported = module.imports.get(node.text);
      if (imported) follow(imported.module, imported.name);
      else if (node.text !== name && module.declarations.has(node.text)) follow(path, node.text);
    });
  };
  const followSignedOut = (): void => {
    found.parts.add('card');
    follow(normalize('src/ui/notices.ts'), 'renderSignedOutNotice');
  };
  for (const path of globSync(`elements/${tag}/*.ts`)) {
    for (const name of moduleAt(path).declarations.keys()) follow(path, name);
  }
  return found;
}
