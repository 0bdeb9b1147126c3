import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { OutputChunk, Plugin } from 'rollup';

/** What one file of the page form loads. Names are relative to the manifest. */
export interface PageFile {
  /** The files that it imports, directly. */
  imports: string[];
  /** The files that it may load later. */
  dynamicImports: string[];
}

/** An entry of the page form: what a page loads by its stable name. */
export interface PageEntry {
  file: string;
  /** Everything that must be there before the file runs (its whole static closure): what a page preloads. */
  imports: string[];
  /** What the file or anything of `imports` may load later. */
  dynamicImports: string[];
}

/** `dist/page/manifest.json`, from which the gateway writes its pages and the tests weigh them. */
export interface PageManifest {
  version: string;
  /** By stable name: `nomos` (the autoloader), `nomos-portal`, and every other tag. */
  entries: Record<string, PageEntry>;
  files: Record<string, PageFile>;
  /**
   * What a page may write as `integrity`, by file: of every script, and of the addresses that never change. An address with
   * the version in it is the one to pin.
   */
  integrity: Record<string, string>;
}

/** The form that browsers compare with: https://www.w3.org/TR/sri-2/. */
const integrityOf = (content: string): string => `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** The same code from a folder two levels below: its imports and its source map are where they were. */
const fromVersionFolder = (code: string): string =>
  code.replace(/(["'`])\.\//g, '$1../../').replace(/(\/\/# sourceMappingURL=)/, '$1../../');

function staticClosure(file: string, files: Record<string, PageFile>): string[] {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    for (const next of files[name]?.imports ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(file);
  seen.delete(file);
  return [...seen];
}

/**
 * Emits `manifest.json`, and what pages load by an address that they can know: `nomos.js` and `nomos.css`, and the same in a
 * folder of their version, `v/<version>/`, where they never change.
 *
 * @param options.stableEntry - The entry behind `<stableEntry>.js`.
 * @param options.styleSheet - The file that becomes `<stableEntry>.css`.
 */
export function pageManifest({
  version,
  stableEntry,
  styleSheet,
}: {
  version: string;
  stableEntry: string;
  styleSheet: string;
}): Plugin {
  return {
    name: 'page-manifest',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle)
        .filter((output): output is OutputChunk => output.type === 'chunk')
        .sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
      const files: Record<string, PageFile> = {};
      const integrity: Record<string, string> = {};
      for (const { fileName, imports, dynamicImports, code } of chunks) {
        files[fileName] = { imports, dynamicImports };
        integrity[fileName] = integrityOf(code);
      }
      const entries: Record<string, PageEntry> = {};
      for (const { isEntry, name, fileName } of chunks) {
        if (!isEntry) continue;
        const imports = staticClosure(fileName, files);
        const later = new Set([fileName, ...imports].flatMap((file) => files[file]?.dynamicImports ?? []));
        entries[name] = { file: fileName, imports, dynamicImports: [...later].sort() };
      }
      const stable = chunks.find(({ isEntry, name }) => isEntry && name === stableEntry);
      if (!stable) throw new Error(`The page form has no entry named ${stableEntry}.`);
      const css = readFileSync(styleSheet, 'utf8');
      const addresses = {
        [`${stableEntry}.js`]: stable.code,
        [`${stableEntry}.css`]: css,
        [`v/${version}/${stableEntry}.js`]: fromVersionFolder(stable.code),
        [`v/${version}/${stableEntry}.css`]: css,
      };
      for (const [fileName, source] of Object.entries(addresses)) {
        this.emitFile({ type: 'asset', fileName, source });
        integrity[fileName] = integrityOf(source);
      }
      const manifest: PageManifest = { version, entries, files, integrity };
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: `${JSON.stringify(manifest, null, 2)}\n` });
    },
  };
}
