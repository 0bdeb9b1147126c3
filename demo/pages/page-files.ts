import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file as a server sends it. */
export interface PageFile {
  /** Its media type. */
  type: string;
  content: string | Uint8Array;
}

/** The files of a page by their path below the page's own; the page itself is ''. */
export type PageFiles = Map<string, PageFile>;

const script = 'text/javascript';

const types: Record<string, string> = { '.css': 'text/css', '.html': 'text/html', '.js': script };

/** A file as it lies beside the page's module. */
export function readPageFile(url: URL): PageFile {
  const path = fileURLToPath(url);
  const type = types[extname(path)];
  if (type === undefined) throw new Error(`It is not known what kind of file ${path} is.`);
  return { type, content: readFileSync(path, 'utf8') };
}

/**
 * A page's script with everything that it imports, bundled from source as the elements are for pages. `page.ts` becomes
 * `page.js`; what it imports on demand lies beside it.
 *
 * @throws {Error} When the sources cannot be bundled.
 */
export async function bundleScript(entry: URL): Promise<PageFiles> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    outdir: '/',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['production'],
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), { type: script, content: contents }]));
}
