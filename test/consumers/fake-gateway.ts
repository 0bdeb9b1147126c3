import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brands, invoices, subscription } from '../../demo/gallery/fixtures.ts';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
};

/** A server of this machine, at a free port. */
export interface RunningServer {
  origin: string;
  close(): Promise<void>;
}

async function listen(server: Server): Promise<RunningServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function fileOf(folder: string, path: string): Promise<{ content: Buffer; type: string } | null> {
  const file = path === '/' ? 'index.html' : normalize(path);
  const content = await readFile(join(folder, file)).catch(() => null);
  return content && { content, type: contentTypes[extname(file)] ?? 'application/octet-stream' };
}

/** Scripts and style sheets for pages of other origins, from the folders at some paths. */
export function startAssets(folders: Record<string, string>): Promise<RunningServer> {
  return listen(
    createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://assets').pathname;
      const prefix = Object.keys(folders).find((each) => path.startsWith(each)) ?? '';
      void fileOf(folders[prefix] ?? '/nonexistent', `/${path.slice(prefix.length)}`).then((file) => {
        const headers = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
        response.writeHead(file ? 200 : 404, file ? { ...headers, 'content-type': file.type } : headers);
        response.end(file?.content);
      });
    }),
  );
}

function answerOf({ pathname, searchParams }: URL): unknown {
  const { customer, address, meter, billing_address: _, ...rest } = subscription;
  if (pathname === '/gateway/brand') return brands.lumio;
  if (pathname === '/gateway/session') {
    return { status: 'signed-in', customer: customer.id, expires_at: '2099-01-01T00:00:00Z' };
  }
  if (pathname === `/api/customers/${customer.id}`) return customer;
  if (pathname === '/api/subscriptions') {
    const listed = { ...rest, customer: customer.id, address: address.id, meter: meter.id, payment_method: null };
    return { items: [listed], has_more: false };
  }
  if (pathname === `/api/subscriptions/${subscription.id}`) return subscription;
  if (pathname === '/api/invoices') {
    // Which year a page asks for is seen in what it gets.
    const filters = [...searchParams.entries()].map(([name, value]) => `${name} ${value}`).join(' ');
    return { items: filters.includes('2026') ? [invoices.open] : [invoices.paid], has_more: false };
  }
  return null;
}

/**
 * A site that is its own gateway, where somebody is signed in.
 *
 * @param site.folder - Its files.
 * @param site.policy - Its content security policy.
 * @param site.page - In place of the file `index.html`.
 */
export function startSite(site: { folder: string; policy: string; page?: string }): Promise<RunningServer> {
  return listen(
    createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://site');
      const headers = { 'content-security-policy': site.policy, 'cache-control': 'no-store' };
      if (/^\/(api|gateway)\//.test(url.pathname)) {
        const answer = answerOf(url);
        response.writeHead(answer ? 200 : 404, { ...headers, 'content-type': 'application/json' });
        response.end(JSON.stringify(answer ?? { code: 'NOT_FOUND', message: '', requestId: 'r-404' }));
        return;
      }
      if (url.pathname === '/' && site.page !== undefined) {
        response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' });
        response.end(site.page);
        return;
      }
      void fileOf(site.folder, url.pathname).then((file) => {
        response.writeHead(file ? 200 : 404, { ...headers, ...(file && { 'content-type': file.type }) });
        response.end(file?.content);
      });
    }),
  );
}
