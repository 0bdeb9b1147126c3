import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoPages } from '../pages/demo-pages.ts';
import { pageServer } from '../pages/page-server.ts';
import { galleryPage } from './gallery-page.ts';

/**
 * Serves the gallery, bundled from source, and the other pages of the demo that need no gateway at their paths.
 *
 * @param options.port - 0 takes any free port.
 * @throws {Error} When the port is taken or the sources cannot be bundled.
 */
export async function startGallery({ port }: { port: number }): Promise<{ url: string; close(): Promise<void> }> {
  const files = await galleryPage.files();
  const others = demoPages.filter((page) => page !== galleryPage);
  const serve = pageServer([...others, { ...galleryPage, path: '/', files: async () => files }]);
  const server = createServer((request, response) => {
    serve(new URL(request.url ?? '/', 'http://gallery').pathname, response);
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
