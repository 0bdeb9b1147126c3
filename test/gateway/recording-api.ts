import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that reached the Nomos API. */
export interface RecordedCall {
  method: string;
  /** With its query. */
  path: string;
  authorization: string;
  body: string;
}

/** An answer in place of the API's own. `drop` ends the connection instead, after the API has done its work. */
export interface StagedAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  drop?: boolean;
}

/** Stands in front of a Nomos API: remembers what is asked and can answer in its place. */
export interface RecordingApi {
  url: string;
  calls: RecordedCall[];
  /** The calls of a method and path prefix, such as `POST /meter-readings`. */
  callsOf(operation: string): RecordedCall[];
  /** Answers the next calls of an operation with these, one each. */
  stage(operation: string, ...answers: StagedAnswer[]): void;
  /** Takes back what was staged and not asked for. */
  forget(): void;
  /** The API behind it; without one, whatever is not staged is 404. */
  target: string | undefined;
  /** Access tokens that are answered with 401. */
  refused: Set<string>;
  close(): Promise<void>;
}

/** @param first - The API behind it at the start. */
export async function startRecordingApi(first?: string): Promise<RecordingApi> {
  const calls: RecordedCall[] = [];
  const refused = new Set<string>();
  const staged: { operation: string; answer: StagedAnswer }[] = [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    const { method = 'GET', url: path = '/', headers } = request;
    calls.push({ method, path, authorization: headers.authorization ?? '', body });
    if (refused.has((headers.authorization ?? '').replace('Bearer ', ''))) {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    const at = staged.findIndex(({ operation }) => `${method} ${path}`.startsWith(operation));
    const [{ answer } = { answer: undefined }] = at < 0 ? [] : staged.splice(at, 1);
    if (answer && !answer.drop) {
      const { status = 200, body: content = {}, headers: more } = answer;
      response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(content));
      return;
    }
    const { target } = api;
    if (!target) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"NOT_FOUND","message":""}');
      return;
    }
    const passed = ['authorization', 'content-type', 'x-api-version'].flatMap((name) =>
      typeof headers[name] === 'string' ? [[name, headers[name]] as [string, string]] : [],
    );
    const real = await fetch(target + path, {
      method,
      headers: passed,
      redirect: 'manual',
      ...(body === '' ? {} : { body }),
    });
    const text = await real.text();
    if (answer?.drop) response.destroy();
    else response.writeHead(real.status, { 'content-type': 'application/json' }).end(text);
  };

  const api: Pick<RecordingApi, 'target'> = { target: first };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(api, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    refused,
    callsOf: (operation: string) => calls.filter(({ method, path }) => `${method} ${path}`.startsWith(operation)),
    stage: (operation: string, ...answers: StagedAnswer[]) =>
      void staged.push(...answers.map((answer) => ({ operation, answer }))),
    forget: () => void (staged.length = 0),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
