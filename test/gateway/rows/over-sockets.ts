import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { GatewayUnderTest } from '../gateway-under-test.ts';

/** A gateway that listens, asked over real sockets with nothing tidied on the way: neither the path nor the headers. */
export interface ListeningGateway {
  port: number;
  /** Sends a request and reads all of its answer. */
  send(options: {
    method?: string;
    /** As it goes over the wire. */
    path: string;
    headers?: Record<string, string | string[]>;
    body?: string;
  }): Promise<SocketAnswer>;
  /** A write as the portal's own page makes it. */
  write(path: string, body: unknown, headers?: Record<string, string>): Promise<SocketAnswer>;
  /** Writes bytes on a connection of its own. @returns All that came until the gateway closed it. */
  talk(pieces: readonly string[]): Promise<string>;
}

export interface SocketAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

const host = 'lumio.localhost:8080';

/** Makes a gateway listen on a free port of this machine. Closing the gateway ends it. */
export async function listen({ app }: GatewayUnderTest): Promise<ListeningGateway> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  // Sockets of its own for every request: as many at the same time as there are requests.
  const agent = new Agent({ keepAlive: false, maxSockets: Infinity });

  const send: ListeningGateway['send'] = ({ method = 'GET', path, headers = {}, body }) =>
    new Promise((resolve, reject) => {
      const call = request(
        { port, host: '127.0.0.1', agent, method, path, headers: { host, ...headers } },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts).toString() }),
          );
        },
      );
      call.on('error', reject);
      call.end(body);
    });

  return {
    port,
    send,
    write: (path, body, headers = {}) =>
      send({
        method: 'POST',
        path,
        headers: { origin: `http://${host}`, 'x-nomos-portal': '1', 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    talk: (pieces) =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1');
        let heard = '';
        socket.on('data', (part) => (heard += part.toString()));
        // Writing to what the other side has closed is what some of this is about.
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(heard));
        socket.on('connect', () => {
          for (const piece of pieces) socket.write(piece);
        });
        setTimeout(() => reject(new Error(`The connection is still open. It said: ${heard}`)), 30_000).unref();
      }),
  };
}
