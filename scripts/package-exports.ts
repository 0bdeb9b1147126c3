import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

/** A member of an exported interface, class or object type. */
export interface ExportedMember {
  name: string;
  /** As TypeScript writes it; of a method `(name: string) => void`. */
  type: string;
  optional: boolean;
  readonly: boolean;
  description: string;
}

/** What a module of the package exports. */
export interface PackageExport {
  name: string;
  kind: 'class' | 'constant' | 'function' | 'interface' | 'type';
  /** Whether it is there when the program runs, and not only for the compiler. */
  isValue: boolean;
  /** The source that declares it, from the root of the repository. */
  source: string;
  description: string;
  /** Its other doc tags, in their order: `throws`, `example`, `returns`, `param`, `deprecated`. */
  tags: { name: string; text: string }[];
  /** Of a function its parameters and result, of a type what it stands for; empty for what has members. */
  type: string;
  members: ExportedMember[];
}

const printer = ts.createPrinter({ removeComments: true });

/**
 * Everything that an entry of the package exports, by name, as its sources declare it: read, not compiled, so that it takes
 * milliseconds.
 *
 * @param entry - From the root of the repository, where this is called.
 * @throws {Error} When a module exports what it does not declare.
 */
export function packageExports(entry = 'elements/index.ts'): PackageExport[] {
  return exportsOf(entry, false).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}

function exportsOf(path: string, typesOnly: boolean): PackageExport[] {
  return parse(path).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier) return [];
    const from = posix.join(posix.dirname(path), (statement.moduleSpecifier as ts.StringLiteral).text);
    const onlyTypes = typesOnly || statement.isTypeOnly;
    if (!statement.exportClause) return exportsOf(from, onlyTypes);
    if (!ts.isNamedExports(statement.exportClause)) throw new Error(`${path}: exports a namespace`);
    const source = parse(from);
    return statement.exportClause.elements.map((element) =>
      declared(source, element.name.text, !onlyTypes && !element.isTypeOnly),
    );
  });
}

type Declaration =
  | ts.ClassDeclaration
  | ts.FunctionDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableStatement;

function declarationIn(source: ts.SourceFile, name: string): Declaration | undefined {
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      if (statement.declarationList.declarations.some((each) => each.name.getText() === name)) return statement;
    } else if (
      (ts.isClassDeclaration(statement) ||
        ts.isFunctionDeclaration(statement) ||
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement)) &&
      statement.name?.text === name
    ) {
      return statement;
    }
  }
  return undefined;
}

function declared(source: ts.SourceFile, name: string, isValue: boolean): PackageExport {
  const declaration = declarationIn(source, name);
  if (!declaration) throw new Error(`${source.fileName}: there is no declaration of ${name}`);
  const common = { name, isValue, source: source.fileName, ...documentation(declaration) };
  if (ts.isFunctionDeclaration(declaration)) {
    return { ...common, kind: 'function', type: typeParameters(declaration) + callType(declaration), members: [] };
  }
  if (ts.isVariableStatement(declaration)) {
    const type = impliedType(declaration.declarationList.declarations[0]?.initializer);
    return { ...common, kind: 'constant', type, members: [] };
  }
  if (ts.isTypeAliasDeclaration(declaration)) {
    const isObject = ts.isTypeLiteralNode(declaration.type);
    const members = isObject ? membersOf(declaration.type) : [];
    return { ...common, kind: 'type', type: isObject ? '' : aliased(declaration.type), members };
  }
  const kind = ts.isClassDeclaration(declaration) ? 'class' : 'interface';
  const heritage = (declaration.heritageClauses ?? []).map(text).join(' ');
  return { ...common, kind, type: heritage, members: membersOf(declaration) };
}

/** The names of types that a module declares, each with what it stands for. */
export function aliasesIn(path: string): [name: string, type: string][] {
  return parse(path)
    .statements.filter(ts.isTypeAliasDeclaration)
    .map((declaration) => [declaration.name.text, aliased(declaration.type)]);
}

/** What a type stands for; of `(typeof list)[number]` the entries of the list, where the same file has it. */
function aliased(type: ts.TypeNode): string {
  const list = /^\(typeof (\w+)\)\[number\]$/.exec(type.getText())?.[1];
  const declaration = list === undefined ? undefined : declarationIn(type.getSourceFile(), list);
  if (!declaration || !ts.isVariableStatement(declaration)) return text(type);
  let value = declaration.declarationList.declarations[0]?.initializer;
  if (value && ts.isAsExpression(value)) value = value.expression;
  return value && ts.isArrayLiteralExpression(value) ? value.elements.map(text).join(' | ') : text(type);
}

/** What a node says, without comments, on one line. */
function text(node: ts.Node | undefined): string {
  if (!node) return '';
  return printer
    .printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\| /, '')
    .replaceAll('( | ', '(')
    .replaceAll('"', "'");
}

const typeParameters = ({ typeParameters: parameters }: ts.SignatureDeclaration): string =>
  parameters ? `<${parameters.map(text).join(', ')}>` : '';

/** `(name: string, count?: number) => void`. A value that stands in for what is left out makes a parameter optional. */
function callType(signature: ts.SignatureDeclaration): string {
  const parameters = signature.parameters.map((parameter) => {
    const optional = (parameter.questionToken ?? parameter.initializer) ? '?' : '';
    const dots = parameter.dotDotDotToken ? '...' : '';
    const isPattern = ts.isObjectBindingPattern(parameter.name);
    const name = isPattern ? 'options' : parameter.name.getText();
    const implied = isPattern ? defaultedType(parameter.name) : impliedType(parameter.initializer);
    const type = parameter.type ? text(parameter.type) : implied;
    return `${dots}${name}${optional}: ${type}`;
  });
  return `(${parameters.join(', ')}) => ${signature.type ? text(signature.type) : 'void'}`;
}

/** The type of `{ everywhere = false }`: what the values say that stand in. */
function defaultedType(pattern: ts.ObjectBindingPattern): string {
  const fields = pattern.elements.map(({ name, initializer }) => `${name.getText()}?: ${impliedType(initializer)}`);
  return `{ ${fields.join('; ')} }`;
}

/** The type of a value, where it shows. */
function impliedType(value: ts.Expression | undefined): string {
  if (!value) return 'unknown';
  if (value.kind === ts.SyntaxKind.TrueKeyword || value.kind === ts.SyntaxKind.FalseKeyword) return 'boolean';
  if (ts.isNumericLiteral(value)) return 'number';
  return ts.isStringLiteral(value) ? 'string' : 'unknown';
}

const hidden = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.StaticKeyword];

/** What somebody who has such an object may use. Of two members of one name, a getter with its setter, the first counts. */
function membersOf(node: ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeLiteralNode): ExportedMember[] {
  const members = new Map<string, ExportedMember>();
  for (const member of node.members) {
    const modifiers = ts.canHaveModifiers(member) ? (member.modifiers ?? []) : [];
    if (!member.name || ts.isPrivateIdentifier(member.name)) continue;
    if (modifiers.some(({ kind }) => hidden.includes(kind))) continue;
    const name = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText();
    const before = members.get(name);
    if (before) {
      before.readonly = false;
      continue;
    }
    const optional = 'questionToken' in member && member.questionToken !== undefined;
    const isReadonly =
      modifiers.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword) || ts.isGetAccessorDeclaration(member);
    const { description } = documentation(member);
    members.set(name, { name, type: memberType(member), optional, readonly: isReadonly, description });
  }
  return [...members.values()];
}

function memberType(member: ts.ClassElement | ts.TypeElement): string {
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) return typeParameters(member) + callType(member);
  const { type, initializer } = member as ts.PropertyDeclaration;
  return type ? text(type) : initializer && ts.isStringLiteral(initializer) ? text(initializer) : 'unknown';
}

function documentation(node: ts.Node): Pick<PackageExport, 'description' | 'tags'> {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const description = comments.map((comment) => ts.getTextOfJSDocComment(comment.comment) ?? '').join('\n\n');
  const tags = ts.getJSDocTags(node).map((tag) => {
    const said = ts.getTextOfJSDocComment(tag.comment) ?? '';
    const type = 'typeExpression' in tag ? (tag.typeExpression as ts.JSDocTypeExpression | undefined) : undefined;
    return { name: tag.tagName.text, text: [type?.type.getText(), said].filter(Boolean).join(' ') };
  });
  return { description: description.trim(), tags };
}
