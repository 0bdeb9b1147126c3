import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Without a network: an element that asks for anything is caught by it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'; form-action 'self'; base-uri 'none'";

/**
 * Serves the gallery, bundled from source.
 *
 * @param options.port - 0 takes any free port.
 * @throws {Error} When the port is taken or the sources cannot be bundled.
 */
export async function startGallery({ port }: { port: number }): Promise<{ url: string; close(): Promise<void> }> {
  const { outputFiles } = await build({
    entryPoints: [path('gallery.ts')],
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
  const files = new Map<string, { type: string; content: string | Uint8Array }>([
    ['/', { type: 'text/html', content: readFileSync(path('gallery.html')) }],
    ['/gallery.css', { type: 'text/css', content: readFileSync(path('gallery.css')) }],
    ...outputFiles.map(
      ({ path: file, contents }) => [`/${basename(file)}`, { type: 'text/javascript', content: contents }] as const,
    ),
  ]);
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://gallery').pathname);
    const headers = { 'content-security-policy': policy, 'cache-control': 'no-store' };
    if (file) response.writeHead(200, { ...headers, 'content-type': `${file.type}; charset=utf-8` });
    else response.writeHead(404, headers);
    response.end(file?.content);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
