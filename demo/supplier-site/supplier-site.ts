import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { portalLink, type SupplierClient } from './portal-link.ts';

const file = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** A form with an address and a route is a line. */
const largestForm = 2000;

/**
 * The site of a supplier that is none of ours, with single widgets on it: its style sheet is as hostile as real ones, its
 * CSP as strict as one can be that lets the widgets in. Its button "Mein Kundenkonto" leads whoever is signed in there into
 * the portal; who that is, a list decides, because the site has no sign-in of its own.
 *
 * @param options.gateway - Origin of the gateway whose widgets it uses, and whose portal it leads to.
 * @param options.client - Its client of the Nomos API.
 * @throws {Error} When the port is taken.
 */
export async function startSupplierSite({
  port,
  gateway,
  client,
}: {
  port: number;
  gateway: string;
  client: SupplierClient;
}): Promise<{ port: number; close(): Promise<void> }> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${gateway}`,
    "style-src 'self'",
    `connect-src ${gateway}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    // Also where the answer to a form leads.
    `form-action 'self' ${gateway}`,
    "frame-ancestors 'none'",
  ].join('; ');
  const files: Record<string, { type: string; content: string }> = {
    '/': { type: 'text/html', content: file('supplier-site.html').replaceAll('GATEWAY', gateway) },
    '/away': { type: 'text/html', content: file('away.html') },
    '/site.css': { type: 'text/css', content: file('site.css') },
  };
  const headers = { 'content-security-policy': policy, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
  const sendFile = (path: string, response: ServerResponse, status = 200): void => {
    const found = files[path];
    if (found) response.writeHead(status, { ...headers, 'content-type': `${found.type}; charset=utf-8` });
    else response.writeHead(404, headers);
    response.end(found?.content);
  };
  const leadToPortal = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const form = new URLSearchParams(await readForm(request));
      const [email, next] = [form.get('customer') ?? '', form.get('next') ?? '/overview'];
      const location = await portalLink(client, { portal: gateway, email, next });
      // The link is a secret: no cache keeps it, no address bar of ours shows it.
      response.writeHead(303, { ...headers, location }).end();
    } catch {
      sendFile('/away', response, 502);
    }
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    if (request.method === 'POST' && pathname === '/kundenkonto') void leadToPortal(request, response);
    else sendFile(pathname, response);
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

async function readForm(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > largestForm) throw new Error('The form is too large');
  }
  return text;
}
