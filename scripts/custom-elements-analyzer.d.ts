declare module '@custom-elements-manifest/analyzer/cli.js' {
  /** Runs the analyzer's command line; resolves with the manifest, and writes it unless `noWrite`. */
  export function cli(options: { argv: string[]; cwd: string; noWrite: boolean }): Promise<unknown>;
}
