import { readFileSync } from 'node:fs';
import { parseAst } from 'rollup/parseAst';

/** What a module imports, statically and on demand, as written. */
export function importsOf(file: string): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      const { type, source } = value as { type?: string; source?: { value?: unknown } | null };
      const imports = ['ImportDeclaration', 'ImportExpression', 'ExportNamedDeclaration', 'ExportAllDeclaration'];
      if (type !== undefined && imports.includes(type) && typeof source?.value === 'string') found.add(source.value);
      Object.values(value).forEach(visit);
    }
  };
  visit(parseAst(readFileSync(file, 'utf8')));
  return [...found];
}
