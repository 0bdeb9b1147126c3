import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ContractDocument } from './contract-document.ts';

/** A request of the gateway that the OpenAPI document does not allow, or an answer that it does not promise. */
export interface Violation {
  method: string;
  path: string;
  status: number;
  message: string;
}

/** Stands between the gateway and the validating proxy and remembers what the proxy found, and what it overlooked. */
export interface ContractRecorder {
  url: string;
  violations: Violation[];
  /** Method and path of every request, ids replaced by `{id}`. */
  operations: Map<string, number>;
  close(): Promise<void>;
}

interface Finding {
  location?: string[];
  severity?: string;
  message?: string;
}

/** `/invoices/inv_123` -> `/invoices/{id}`. */
const template = (path: string): string => path.replace(/\/[a-z]+_[^/]+/g, '/{id}');

/**
 * The proxy follows redirects by itself, so it never sees the one answer that the document promises for an invoice's
 * file, and it reads the PDF as text. This one path goes to the API directly, and is checked here.
 */
const isFile = (path: string): boolean => /^\/invoices\/[^/]+\/file$/.test(path);

/** The JSON of a body; `undefined` when there is none. */
function parsed(parts: Buffer[]): unknown {
  const text = Buffer.concat(parts).toString();
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

function findings(header: string | string[] | undefined): Finding[] {
  if (header === undefined) return [];
  return JSON.parse(Array.isArray(header) ? header.join() : header) as Finding[];
}

/**
 * Starts the recorder on a free port.
 *
 * @param options.proxy - Address of the validating proxy.
 * @param options.api - Address of the API behind it.
 * @param options.document - The OpenAPI document, by which every body is checked a second time.
 */
export async function startContractRecorder({
  proxy,
  api,
  document,
}: {
  proxy: string;
  api: string;
  document: ContractDocument;
}): Promise<ContractRecorder> {
  const violations: Violation[] = [];
  const operations = new Map<string, number>();

  function record(method: string, path: string, answer: IncomingMessage): void {
    const operation = `${method} ${template(path)}`;
    operations.set(operation, (operations.get(operation) ?? 0) + 1);
    const status = answer.statusCode ?? 0;
    if (isFile(path)) {
      const location = answer.headers.location ?? '';
      if (status < 400 && (status !== 302 || !URL.canParse(location))) {
        violations.push({ method, path, status, message: `response: not a redirect to a file (${location})` });
      }
    }
    for (const { location = [], message = '' } of findings(answer.headers['sl-violations'])) {
      violations.push({ method, path, status, message: `${location.join('.')}: ${message}` });
    }
  }

  /** Checks the bodies themselves. */
  function compare(method: string, path: string, status: number, sent: Buffer[], received: Buffer[]): void {
    const found: string[] = [];
    const request = parsed(sent);
    if (request !== undefined && status < 400) {
      found.push(...document.request(method, path, request).map((mistake) => `request: ${mistake}`));
    }
    if (!isFile(path) && received.length > 0) {
      found.push(...document.response(method, path, status, parsed(received)).map((mistake) => `response: ${mistake}`));
    }
    for (const message of found) violations.push({ method, path, status, message });
  }

  function forward(incoming: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', url = '/' } = incoming;
    const path = url.split('?')[0] ?? '';
    const sent: Buffer[] = [];
    const target = new URL(url, isFile(path) ? api : proxy);
    const outgoing = request(target, { method, headers: { ...incoming.headers, host: target.host } }, (answer) => {
      record(method, path, answer);
      const received: Buffer[] = [];
      answer.on('data', (part: Buffer) => received.push(part));
      answer.once('end', () => compare(method, path, answer.statusCode ?? 0, sent, received));
      const { 'sl-violations': _found, ...headers } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(response);
    });
    outgoing.once('error', () => response.destroy());
    incoming.on('data', (part: Buffer) => sent.push(part));
    incoming.pipe(outgoing);
  }

  const server: Server = createServer(forward);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    violations,
    operations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
