import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, Call } from './call.ts';
import { ApiError } from './errors.ts';
import { Faults, isFault, slowMilliseconds, type Fault } from './faults.ts';
import { letHappen } from './happenings.ts';
import { invoicePdf } from './invoice-pdf.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { Tokens } from './oauth.ts';
import { RateLimit } from './rate-limit.ts';
import { createRoutes } from './routes.ts';
import { readLoadFile, readSpotFile } from './series-files.ts';
import { Series } from './series.ts';
import { createWebhooks } from './webhooks.ts';
import { World, type OrganisationData } from './world.ts';

/** The version of the API that the sandbox honours. */
const version = '2026-05-27.curie';

/** How long the address of a file holds, in milliseconds. */
const fileLifetime = 3_600_000;

export interface SandboxOptions {
  /** 0 takes any free port. */
  port: number;
  now?: () => Date;
  /** CSV with real prices: `timestamp_utc,eur_per_mwh`. */
  pricesFile?: string | undefined;
  /** CSV with the H25 load profile. */
  loadFile?: string | undefined;
  /** Requests a second, and at once. */
  rateLimit?: { perSecond: number; burst: number };
  /** Where webhooks go, with `{slug}` for the organisation. */
  webhookUrl?: string | undefined;
}

export interface Sandbox {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts the stand-in Nomos API on this machine.
 *
 * Beside the API's own paths there are switches for what can go wrong: the header `X-Sandbox-Fault` on any request, and
 * `PUT /sandbox/faults/{customerId}` with `{ "fault": "500", "paths": ["/invoices"] }` (`DELETE` ends it) for everything
 * that concerns a customer. See `faults.ts` for the names. `GET /sandbox/requests?path=/subscriptions/` gives the last writes
 * with their bodies, newest first (`DELETE` forgets them). What a supplier does can be let happen: see `happenings.ts`.
 *
 * @throws {SeriesFileError} For a file of series that cannot be used, with its line.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? (() => new Date());
  const series = new Series({
    spot: options.pricesFile ? readSpotFile(options.pricesFile) : undefined,
    load: options.loadFile ? readLoadFile(options.loadFile) : undefined,
  });
  const world = new World(series, now);
  const tokens = new Tokens(now);
  const faults = new Faults();
  const journal = new Journal();
  const limit = new RateLimit(options.rateLimit ?? { perSecond: 10, burst: 60 });
  const webhooks = createWebhooks({ url: options.webhookUrl, now });
  const fileKey = randomBytes(32);
  let url = '';

  const sign = (invoice: string, expires: number): string =>
    createHmac('sha256', fileKey).update(`${invoice} ${expires}`).digest('base64url');
  const fileUrl = (invoice: string): string => {
    const expires = now().getTime() + fileLifetime;
    return `${url}/sandbox/files/${invoice}.pdf?expires=${expires}&signature=${sign(invoice, expires)}`;
  };
  const route = createRoutes({ world, series, fileUrl });

  const sendFile = async (path: string, search: URLSearchParams, response: ServerResponse): Promise<void> => {
    const id = /^\/sandbox\/files\/(inv_[a-z0-9]+)\.pdf$/.exec(path)?.[1] ?? '';
    const expires = Number(search.get('expires'));
    const [given, right] = [Buffer.from(search.get('signature') ?? ''), Buffer.from(sign(id, expires))];
    if (given.length !== right.length || !timingSafeEqual(given, right) || expires < now().getTime()) {
      throw new ApiError(403, 'The address of the file is not valid any more');
    }
    for (const { slug } of world.organisations) {
      const data = world.organisation(slug);
      const invoice = data && world.invoice(data, id);
      const party = invoice && data.parties.get(invoice.subscription);
      if (!invoice || !party) continue;
      const pdf = await invoicePdf(invoice, series, party);
      response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': pdf.length }).end(pdf);
      return;
    }
    throw new ApiError(404, 'There is no such file');
  };

  const switchFault = (request: IncomingMessage, path: string, body: Record<string, unknown>): void => {
    const customer = path.slice('/sandbox/faults/'.length);
    if (request.method === 'DELETE') {
      faults.clear(customer);
      return;
    }
    const { fault, paths } = body;
    if (request.method !== 'PUT' || !isFault(fault)) throw new ApiError(400, 'fault is not known');
    faults.set(customer, fault, Array.isArray(paths) ? paths.map(String) : []);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams, segments } = addressOf(request.url ?? '/');
    const body = await readBody(request);
    if (pathname === '/sandbox/health') {
      send(response, 200, { status: 'ok' });
      return;
    }
    if (pathname.startsWith('/sandbox/files/')) return sendFile(pathname, searchParams, response);
    if (pathname.startsWith('/sandbox/faults/')) {
      switchFault(request, pathname, body);
      response.writeHead(204).end();
      return;
    }
    if (pathname === '/sandbox/requests') {
      if (request.method === 'DELETE') journal.clear();
      send(response, 200, { items: journal.read(searchParams.get('path') ?? '') });
      return;
    }
    if (/^\/sandbox\/(subscriptions|meter-orders)\//.test(pathname)) {
      const { method = 'GET' } = request;
      const { organisation, happening } = letHappen(world, { method, segments: segments.slice(1), body });
      void webhooks.send(organisation, happening);
      send(response, 200, happening);
      return;
    }
    if (pathname === '/oauth/token') {
      send(response, 200, tokens.grant(request.headers.authorization, body, world.organisations));
      return;
    }
    const slug = tokens.organisationOf(request.headers.authorization);
    const data = world.organisation(slug);
    if (!data) throw new ApiError(401, 'The organisation is not known');
    const { method = 'GET' } = request;
    if (method !== 'GET') {
      const entry: JournalEntry = {
        at: now().toISOString(),
        organisation: slug,
        method,
        path: pathname,
        body,
        status: null,
      };
      journal.add(entry);
      response.once('finish', () => (entry.status = response.statusCode));
    }
    const { allowed, headers } = limit.take(slug);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!allowed) throw new ApiError(429, 'Too many requests');
    if (request.headers['x-api-version'] !== version) {
      throw new ApiError(400, `X-API-Version has to be ${version}`, [
        { code: 'upgrade_api_version', field: 'X-API-Version', message: `expected ${version}` },
      ]);
    }
    const fault = faultOf(request, pathname, searchParams, body, data);
    if (fault && (await suffer(fault, response))) return;
    const call: Call = {
      method,
      segments,
      search: searchParams,
      body,
      data,
      ignoreFilters: fault === 'ignore-filters',
    };
    reply(response, slug, route(call));
  };

  const faultOf = (
    request: IncomingMessage,
    path: string,
    search: URLSearchParams,
    body: Record<string, unknown>,
    data: OrganisationData,
  ): Fault | undefined => {
    const header = request.headers['x-sandbox-fault'];
    if (isFault(header)) return header;
    const ids = [
      ...path.split('/'),
      ...search.values(),
      typeof body.subscription === 'string' ? body.subscription : '',
    ];
    const owners = ids.flatMap((id) => {
      const email = data.customers.find((customer) => customer.email === id.toLowerCase());
      return email?.id ?? (/^[a-z]+_/.test(id) ? world.ownerOf(data, id) : undefined) ?? [];
    });
    return faults.of(owners, path);
  };

  const reply = (response: ServerResponse, slug: string, { status = 200, body, location, event }: Answer): void => {
    if (event) void webhooks.send(slug, event);
    if (location) response.writeHead(status, { location }).end();
    else send(response, status, body);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const known = error instanceof ApiError ? error : new ApiError(500, 'The sandbox has a fault of its own');
      if (!(error instanceof ApiError)) process.stderr.write(`sandbox: ${String((error as Error).stack)}\n`);
      if (known.status === 429) response.setHeader('retry-after', '1');
      send(response, known.status, known.envelope());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        webhooks.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Lets a fault happen. @returns Whether the request has been answered by it. */
async function suffer(fault: Fault, response: ServerResponse): Promise<boolean> {
  switch (fault) {
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, slowMilliseconds));
      return false;
    case 'ignore-filters':
      return false;
    case 'malformed':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","items":[{"id":');
      return true;
    case 'dropped':
      response.destroy();
      return true;
    default:
      throw new ApiError(Number(fault), 'This fault was asked for');
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (text === '') return {};
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiError(400, 'The body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ApiError(400, 'The body has to be an object');
  }
  return body as Record<string, unknown>;
}

/** The parts of a request's address. @throws {ApiError} 400 for one that is none: a `%` that escapes nothing, say. */
function addressOf(url: string): { pathname: string; searchParams: URLSearchParams; segments: string[] } {
  try {
    const { pathname, searchParams } = new URL(url, 'http://sandbox');
    return { pathname, searchParams, segments: pathname.split('/').filter(Boolean).map(decodeURIComponent) };
  } catch {
    throw new ApiError(400, 'The address is not well-formed');
  }
}
