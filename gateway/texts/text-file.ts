import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The languages that texts are kept in: a folder each. */
export const textLocales = ['de', 'en'] as const;

export type TextLocale = (typeof textLocales)[number];

/** A Markdown file of a folder `{de,en}/{slug}.md`. */
export interface TextFile {
  /** Its path, for messages. */
  file: string;
  locale: TextLocale;
  slug: string;
  content: string;
}

/** Told what is wrong with which file. */
export type ReportMistake = (file: string, what: string) => void;

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const longestSlug = 64;

/**
 * Reads the texts of a folder. A folder that is not there has none; a file that nobody would ever see is a mistake, so that a
 * misspelt name is not silently without effect.
 */
export async function readTextFiles(folder: string, mistake: ReportMistake): Promise<TextFile[]> {
  const files: TextFile[] = [];
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry);
    const locale = textLocales.find((known) => known === entry);
    if (!locale) {
      mistake(path, `has to be a folder named ${textLocales.join(' or ')}`);
      continue;
    }
    for (const name of await entriesOf(path)) {
      const file = join(path, name);
      const slug = name.replace(/\.md$/, '');
      if (!name.endsWith('.md') || !slugPattern.test(slug) || slug.length > longestSlug) {
        mistake(file, 'has to be named with small letters, digits and hyphens, and end in .md');
        continue;
      }
      files.push({ file, locale, slug, content: await readFile(file, 'utf8') });
    }
  }
  return files;
}

/** The names in a folder, without hidden ones; none where there is no such folder. */
async function entriesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A text and what stands above it between two lines of three hyphens: `key: value`, one a line. */
export interface FrontMatter {
  fields: ReadonlyMap<string, string>;
  body: string;
}

/**
 * Takes the front matter off a text. Keys that are not known, that come twice, or lines that are neither are mistakes.
 */
export function readFrontMatter(
  { file, content }: Pick<TextFile, 'file' | 'content'>,
  keys: readonly string[],
  mistake: ReportMistake,
): FrontMatter {
  const lines = content.replace(/^\uFEFF/, '').split(/\r?\n/);
  const fields = new Map<string, string>();
  if (lines[0]?.trim() !== '---') return { fields, body: lines.join('\n') };
  const end = lines.findIndex((line, i) => i > 0 && line.trim() === '---');
  if (end < 0) {
    mistake(file, 'line 1: the front matter has no end, a line of three hyphens');
    return { fields, body: '' };
  }
  for (const [i, line] of lines.slice(1, end).entries()) {
    const where = `line ${i + 2}`;
    if (line.trim() === '') continue;
    const [, key = '', value = ''] = /^\s*([a-z_]+)\s*:\s*(.*)$/.exec(line) ?? [];
    if (!keys.includes(key)) mistake(file, `${where}: has to begin with one of ${keys.join(', ')} and a colon`);
    else if (fields.has(key)) mistake(file, `${where}: ${key} is there already`);
    else fields.set(key, value.trim().replace(/^(["'])(.*)\1$/, '$2'));
  }
  return { fields, body: lines.slice(end + 1).join('\n') };
}
