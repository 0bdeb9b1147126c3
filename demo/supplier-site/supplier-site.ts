import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const file = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/**
 * The site of a supplier that is none of ours, with single widgets on it: its style sheet is as hostile as real ones, its
 * CSP as strict as one can be that lets the widgets in.
 *
 * @param options.gateway - Origin of the gateway whose widgets it uses.
 * @throws {Error} When the port is taken.
 */
export async function startSupplierSite({
  port,
  gateway,
}: {
  port: number;
  gateway: string;
}): Promise<{ port: number; close(): Promise<void> }> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${gateway}`,
    "style-src 'self'",
    `connect-src ${gateway}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  const files: Record<string, { type: string; content: string }> = {
    '/': { type: 'text/html', content: file('supplier-site.html').replaceAll('GATEWAY', gateway) },
    '/site.css': { type: 'text/css', content: file('site.css') },
  };
  const server = createServer((request, response) => {
    const found = files[new URL(request.url ?? '/', 'http://site').pathname];
    const headers = { 'content-security-policy': policy, 'cache-control': 'no-store' };
    if (found) response.writeHead(200, { ...headers, 'content-type': `${found.type}; charset=utf-8` });
    else response.writeHead(404, headers);
    response.end(found?.content);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
