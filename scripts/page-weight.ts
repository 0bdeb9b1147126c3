import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PageManifest } from './build-page-manifest.ts';

/** Bytes of a file as a server sends it. Node brings its own zlib, so a Node version has one answer on every machine. */
function compressedBytes(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).byteLength;
}

/**
 * The files of the page form that a page loads for some entries, each once; of what is loaded on demand, only what is named.
 *
 * @param onDemand - Names of modules, without the hash: `energy-chart`.
 */
export function filesOf(
  manifest: PageManifest,
  entries: readonly string[],
  onDemand: readonly string[] = [],
): string[] {
  const files = new Set<string>();
  for (const name of entries) {
    const entry = manifest.entries[name];
    if (!entry) throw new Error(`The page form has no entry named ${name}.`);
    for (const file of [entry.file, ...entry.imports]) files.add(file);
    for (const module of onDemand) {
      const file = entry.dynamicImports.find((each) => each.startsWith(`${module}-`));
      if (file) for (const each of [file, ...(manifest.files[file]?.imports ?? [])]) files.add(each);
    }
  }
  for (const module of onDemand) {
    if (![...files].some((file) => file.startsWith(`${module}-`))) throw new Error(`Nothing loads ${module}.`);
  }
  return [...files];
}

/** The manifest of a built page form. */
export function readPageManifest(folder: string): PageManifest {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as PageManifest;
}

/** What a page must load for some entries before they work, in bytes after gzip. */
export function pageWeight(folder: string, entries: readonly string[], onDemand: readonly string[] = []): number {
  const files = filesOf(readPageManifest(folder), entries, onDemand);
  return files.reduce((sum, file) => sum + compressedBytes(join(folder, file)), 0);
}
