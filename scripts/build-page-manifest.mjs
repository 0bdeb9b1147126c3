// A rollup plugin that describes the page form to the gateway (module preloading, versioned addresses) and to the tests
// that weigh it.

/** All files that must be there before this one runs, in the order of loading, without the file itself. */
function closure(file, chunks) {
  const seen = new Set();
  const visit = (name) => {
    for (const next of chunks.get(name)?.imports ?? []) {
      if (seen.has(next) || next === file) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(file);
  return [...seen];
}

/**
 * Emits `manifest.json` and the stable entry.
 *
 * ```json
 * {
 *   "version": "0.1.0",
 *   "entries": {
 *     "nomos-portal": {
 *       "file": "nomos-portal-1a2b3c4d.js",
 *       "imports": ["lit-5e6f7a8b.js"],
 *       "dynamicImports": ["nomos-invoices-9c0d1e2f.js"]
 *     }
 *   },
 *   "files": { "nomos-portal-1a2b3c4d.js": { "imports": [...], "dynamicImports": [...] } }
 * }
 * ```
 *
 * Under `entries`, `imports` is the whole static closure (what a page preloads) and `dynamicImports` what any file of
 * that closure may load later; under `files`, both are the direct ones.
 *
 * @param {{ version: string, stableEntry: string }} options `stableEntry` names the entry that also gets an address
 *   without a hash, for pages that cannot know the version.
 */
export function pageManifest({ version, stableEntry }) {
  return {
    name: 'page-manifest',
    generateBundle(_options, bundle) {
      const chunks = new Map(
        Object.values(bundle)
          .filter((output) => output.type === 'chunk')
          .map((chunk) => [chunk.fileName, chunk]),
      );
      const entries = {};
      const files = {};
      for (const [fileName, chunk] of [...chunks].sort(([a], [b]) => a.localeCompare(b, 'en'))) {
        files[fileName] = { imports: chunk.imports, dynamicImports: chunk.dynamicImports };
        if (!chunk.isEntry) continue;
        const imports = closure(fileName, chunks);
        const dynamicImports = new Set(
          [fileName, ...imports].flatMap((name) => chunks.get(name)?.dynamicImports ?? []),
        );
        entries[chunk.name] = { file: fileName, imports, dynamicImports: [...dynamicImports].sort() };
      }
      const manifest = { version, entries, files };
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: `${JSON.stringify(manifest, null, 2)}\n` });
      const stable = entries[stableEntry];
      if (!stable) throw new Error(`The page form has no entry named ${stableEntry}.`);
      this.emitFile({ type: 'asset', fileName: `${stableEntry}.js`, source: `import './${stable.file}';\n` });
    },
  };
}
