import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A file of the page, as it goes to the browser. */
export interface ThemingFile {
  type: string;
  content: string | Uint8Array;
}

/** Without a network, and without anything inline: what the page sets, it sets through the object model. */
export const themingPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The files of the theming page below `/theming`. They are bundled from source when somebody asks for the first one: a start
 * of everything else does not wait for it.
 *
 * @returns What a path is answered with; `undefined` for one that does not exist.
 */
export function createThemingPage(): (pathname: string) => Promise<ThemingFile | undefined> {
  let files: Promise<Map<string, ThemingFile>> | undefined;
  return async (pathname) => {
    files ??= bundle();
    // A mistake in the sources is there again with the next question, or mended.
    files.catch(() => (files = undefined));
    return (await files).get(pathname);
  };
}

async function bundle(): Promise<Map<string, ThemingFile>> {
  const { outputFiles } = await build({
    entryPoints: [path('theming.ts')],
    outdir: '/',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['production'],
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfig: path('../../tsconfig.json'),
    logLevel: 'error',
  });
  return new Map<string, ThemingFile>([
    ['/theming', { type: 'text/html', content: readFileSync(path('theming.html')) }],
    ['/theming/theming.css', { type: 'text/css', content: readFileSync(path('theming.css')) }],
    ...outputFiles.map(
      ({ path: file, contents }) =>
        [`/theming/${basename(file)}`, { type: 'text/javascript', content: contents }] as const,
    ),
  ]);
}
