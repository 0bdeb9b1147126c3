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
}

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
 * Emits `manifest.json` and an address that never changes for one entry.
 *
 * @param options.stableEntry - The entry that also gets a file name without a hash, for pages that cannot know the
 *   version.
 */
export function pageManifest({ version, stableEntry }: { version: string; stableEntry: string }): Plugin {
  return {
    name: 'page-manifest',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle)
        .filter((output): output is OutputChunk => output.type === 'chunk')
        .sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
      const files: Record<string, PageFile> = {};
      for (const { fileName, imports, dynamicImports } of chunks) files[fileName] = { imports, dynamicImports };
      const entries: Record<string, PageEntry> = {};
      for (const { isEntry, name, fileName } of chunks) {
        if (!isEntry) continue;
        const imports = staticClosure(fileName, files);
        const later = new Set([fileName, ...imports].flatMap((file) => files[file]?.dynamicImports ?? []));
        entries[name] = { file: fileName, imports, dynamicImports: [...later].sort() };
      }
      const manifest: PageManifest = { version, entries, files };
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: `${JSON.stringify(manifest, null, 2)}\n` });
      const stable = entries[stableEntry];
      if (!stable) throw new Error(`The page form has no entry named ${stableEntry}.`);
      this.emitFile({ type: 'asset', fileName: `${stableEntry}.js`, source: `import './${stable.file}';\n` });
    },
  };
}
