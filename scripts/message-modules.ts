import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A message as an XLIFF file has it. */
export interface TransUnit {
  id: string;
  source: string;
  target: string | undefined;
}

/** A language that has texts of its own only where they differ from the source; all others are complete. */
export const overlays: readonly string[] = ['de-informal'];

const localize = fileURLToPath(import.meta.resolve('@lit/localize-tools/bin/lit-localize.js'));

/** Runs `lit-localize extract` or `build` in a folder that has its configuration. Gives what is wrong, nothing when all is well. */
export function runLocalize(command: 'extract' | 'build', folder = '.'): string[] {
  const tool = spawnSync(process.execPath, [localize, command], { cwd: folder, encoding: 'utf8' });
  if (tool.status === 0) return [];
  return [`lit-localize ${command}: ${(tool.error?.message ?? tool.stderr).trim()}`];
}

/** The messages of an XLIFF file's text. */
export function transUnits(xliff: string): TransUnit[] {
  return [...xliff.matchAll(/<trans-unit id="([^"]+)">([\s\S]*?)<\/trans-unit>/g)].map(([, id = '', body = '']) => ({
    id,
    source: /<source>([\s\S]*?)<\/source>/.exec(body)?.[1] ?? '',
    target: /<target>([\s\S]*?)<\/target>/.exec(body)?.[1],
  }));
}

/**
 * Writes what the tool does not: the list of ids, the placeholders of each message, and of an overlay only what differs.
 * The folders hold what the tool has just written.
 */
export function writeMessageModules({ xliffDir, localesDir }: { xliffDir: string; localesDir: string }): void {
  const unitsOf = (language: string): TransUnit[] => transUnits(read(join(xliffDir, `${language}.xlf`)));
  for (const language of overlays) {
    const file = join(localesDir, `${language}.ts`);
    const kept = new Set(unitsOf(language).flatMap(({ id, target }) => (target?.trim() ? [id] : [])));
    if (existsSync(file)) writeFileSync(file, reducedModule(read(file), kept));
  }
  const units = unitsOf('en').sort((a, b) => (a.id < b.id ? -1 : 1));
  const markup = new Set([...read(join(localesDir, 'en.ts')).matchAll(/^\s*'([^']+)': html`/gm)].map(([, id]) => id));
  write('message-ids', [
    '/** The id of every text of the elements. */',
    `export const messageIds = [\n${units.map(({ id }) => `  '${id}',`).join('\n')}\n] as const;`,
  ]);
  write('message-placeholders', [
    '/** Of each plain text that has placeholders: their names, with the place of the value that each stands for. */',
    `export const textMessages = {\n${placeholderLines(units.filter(({ id }) => !markup.has(id)))}\n} as const;`,
    '',
    '/** The same of texts with markup: also what of the markup belongs to each. */',
    `export const htmlMessages = {\n${placeholderLines(units.filter(({ id }) => markup.has(id)))}\n} as const;`,
  ]);

  function write(name: string, lines: string[]): void {
    const header = ['// Do not modify this file by hand!', '// Re-generate this file by `npm run localize:build`.', ''];
    writeFileSync(join(localesDir, '..', `${name}.ts`), [...header, ...lines, ''].join('\n'));
  }
}

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** A module of templates without the messages that are not kept. */
function reducedModule(text: string, kept: ReadonlySet<string>): string {
  const source = ts.createSourceFile('templates.ts', text, ts.ScriptTarget.Latest, true);
  const cuts: [from: number, to: number][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isStringLiteral(node.name)) {
      if (!kept.has(node.name.text)) cuts.push([node.getFullStart(), node.end + 1]);
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  const result = cuts.reduceRight((rest, [from, to]) => rest.slice(0, from) + rest.slice(to), text);
  // Names that nothing uses any more would be mistakes.
  return ['html', 'str'].reduce(
    (rest, tag) =>
      rest.includes(`: ${tag}\``) ? rest : rest.replace(new RegExp(`import \\{${tag}\\} from '[^']+';`), ''),
    result,
  );
}

function placeholderLines(units: readonly TransUnit[]): string {
  return units
    .map(({ id, source }) => ({ id, parts: placeholdersOf(source).parts }))
    .filter(({ parts }) => Object.keys(parts).length > 0)
    .map(({ id, parts }) => `  '${id}': ${JSON.stringify(parts)},`)
    .join('\n');
}

type Parts = Record<string, (string | number)[]>;

/** What an XLIFF file has in the place of code: its number, and the code. */
const placeholderTag = /<x [^>]*?id="([^"]*)"[^>]*?equiv-text="([^"]*)"[^>]*>/g;

interface Placeholders {
  /** What each stands for, by its name. */
  parts: Parts;
  /** How a supplier writes what the XLIFF file has, in its order: `{lastDay}`. */
  written: string[];
}

/**
 * The placeholders of a source text. The XLIFF file has what stands in the code: `${formats.date(lastDay)}`, perhaps with
 * elements around it. A value is called by what it is made of, an element that spans text by its tag: `a` and `/a`.
 */
function placeholdersOf(source: string): Placeholders {
  const parts: Parts = {};
  const written: string[] = [];
  let value = 0;
  for (const [, , escapedCode = ''] of source.matchAll(placeholderTag)) {
    const code = unescaped(escapedCode);
    const pieces = code.split(/\$\{((?:[^{}]|\{[^}]*\})*)\}/);
    const add = (name: string, part: (string | number)[]): string => {
      let free = name;
      for (let count = 2; free in parts; count += 1) free = `${name}${count}`;
      parts[free] = part;
      return `{${free}}`;
    };
    if (code.includes('<')) {
      const name = /^<\w+[^>]*>$/.test(code) || code.startsWith('</') ? (/^<(\/?\w+)/.exec(code)?.[1] ?? '') : '';
      const part = pieces.map((piece, index) => (index % 2 === 0 ? piece : value++)).filter((piece) => piece !== '');
      written.push(add(name || nameOf(pieces.at(-2) ?? ''), part));
    } else {
      written.push(pieces.map((piece, index) => (index % 2 === 0 ? piece : add(nameOf(piece), [value++]))).join(''));
    }
  }
  return { parts, written };
}

/**
 * The texts of a message as a supplier would write them, with `{name}` for what the element fills in.
 *
 * @returns `target` is undefined where the language has no text of its own.
 */
export function namedTexts({ source, target }: TransUnit): { source: string; target: string | undefined } {
  const { written } = placeholdersOf(source);
  // A translation may name them in another order, by the number that the source gave them.
  const named = (text: string): string =>
    unescaped(
      text
        .split(placeholderTag)
        .map((piece, index) => (index % 3 === 0 ? piece : index % 3 === 1 ? (written[Number(piece)] ?? '') : ''))
        .join(''),
    );
  return { source: named(source), target: target?.trim() ? named(target) : undefined };
}

/** `this.formats.date(berlinDateOf(start))` is `start`: the first thing that an expression is made of. */
function nameOf(expression: string): string {
  const [, callee = '', call] = /^\s*([\w.]+)\s*(\(?)/.exec(expression) ?? [];
  if (call) return nameOf(expression.slice(expression.indexOf('(') + 1));
  const name = callee.split('.').at(-1) ?? '';
  return /^[a-z]/i.test(name) ? name : 'value';
}

function unescaped(text: string): string {
  const signs: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => signs[name] ?? '');
}
