import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoPages } from '../pages/demo-pages.ts';
import { pageServer } from '../pages/page-server.ts';
import { portalLink, widgetSession, type SupplierClient } from './portal-link.ts';
import { createVisitors } from './visitors.ts';

const file = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** A form with an address and a route is a line. */
const largestForm = 2000;

/**
 * The site of a supplier that is none of ours, with single widgets on it: its style sheet is as hostile as real ones, its
 * CSP as strict as one can be that lets the widgets in. Who is signed in there, a list decides, because its sign-in asks for no
 * proof. Its backend vouches for them: the widgets get a token, and the button "Mein Kundenkonto" leads into the portal.
 *
 * The demo's pages that need no gateway stand on the same server, with a policy of their own.
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
    // The widgets ask the gateway, and the page its own backend for their token.
    `connect-src 'self' ${gateway}`,
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
    '/site.js': { type: 'text/javascript', content: file('site.js') },
  };
  const headers = { 'content-security-policy': policy, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
  const visitors = createVisitors();
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
  const sendJson = (response: ServerResponse, body: unknown, more: Record<string, string> = {}): void => {
    response.writeHead(200, { ...headers, ...more, 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  /** A token for the widgets of whoever is signed in here; nothing for anybody else. */
  const sendWidgetSession = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const email = visitors.find(request);
    const origin = request.headers.origin ?? '';
    if (email === null) {
      response.writeHead(204, headers).end();
      return;
    }
    try {
      sendJson(response, await widgetSession(client, { portal: gateway, email, origin }));
    } catch {
      response.writeHead(502, headers).end();
    }
  };
  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const email = new URLSearchParams(await readForm(request)).get('customer') ?? '';
      sendJson(response, { name: email }, { 'set-cookie': visitors.begin(email) });
    } catch {
      response.writeHead(400, headers).end();
    }
  };
  const posts: Record<string, (request: IncomingMessage, response: ServerResponse) => unknown> = {
    '/kundenkonto': leadToPortal,
    '/widget-session': sendWidgetSession,
    '/anmelden': signIn,
    '/abmelden': (request, response) => sendJson(response, {}, { 'set-cookie': visitors.end(request) }),
  };
  const servePage = pageServer(demoPages);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const post = request.method === 'POST' ? posts[pathname] : undefined;
    if (pathname === '/kundenkonto' && post) void post(request, response);
    else if (post) {
      // A token is for our own pages alone; of a form that leads elsewhere browsers do not say whose it is.
      if (request.headers.origin === `http://${request.headers.host ?? ''}`) void post(request, response);
      else response.writeHead(403, headers).end();
    } else if (pathname === '/') {
      const page = files['/']?.content.replace('SIGNED_IN', visitors.find(request) ?? '');
      response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(page);
    } else if (!servePage(pathname, response)) sendFile(pathname, response);
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
