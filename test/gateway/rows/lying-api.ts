import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers in place of the Nomos API. */
export type Lie = (request: IncomingMessage, response: ServerResponse) => void;

/** A Nomos API that tells the truth (that of the sandbox behind it) until it is told to lie. */
export interface LyingApi {
  url: string;
  /** What was asked, token requests left out: method, path with its query, headers. */
  heard: { method: string; path: string; headers: IncomingHttpHeaders }[];
  /** From now on every path that the pattern matches is answered with this lie; the newest that matches counts. */
  lie(pattern: RegExp, lie: Lie): void;
  tellTheTruth(): void;
  close(): Promise<void>;
}

/** @param path - As the gateway asked for it. @returns What the sandbox is asked for instead. */
export type Turned = (path: string) => string;

/** @param truth - The address of the sandbox. */
export async function startLyingApi(truth: string): Promise<LyingApi> {
  const heard: LyingApi['heard'] = [];
  const lies: { pattern: RegExp; lie: Lie }[] = [];
  const server = createServer((request, response) => {
    const { method = 'GET', url: path = '/', headers } = request;
    if (path !== '/oauth/token') heard.push({ method, path, headers });
    const told = lies.findLast(({ pattern }) => pattern.test(path));
    if (told) told.lie(request, response);
    else pass(truth, path, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    lie: (pattern, lie) => void lies.push({ pattern, lie }),
    tellTheTruth: () => void (lies.length = 0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with what the sandbox says about something else. */
export const insteadOf =
  (truth: string, turned: Turned): Lie =>
  (request, response) => {
    pass(truth, turned(request.url ?? '/'), request, response).catch(() => response.destroy());
  };

/** Answers with this body. */
export const saying =
  (body: string, { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {}): Lie =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

async function pass(truth: string, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts).toString();
  const headers = Object.fromEntries(
    ['authorization', 'content-type', 'x-api-version'].flatMap((name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
  const { method = 'GET' } = request;
  const real = await fetch(truth + path, { method, headers, redirect: 'manual', ...(body === '' ? {} : { body }) });
  const location = real.headers.get('location');
  response.writeHead(real.status, { 'content-type': 'application/json', ...(location === null ? {} : { location }) });
  response.end(await real.text());
}
