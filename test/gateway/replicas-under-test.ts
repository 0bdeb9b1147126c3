import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { Agent, createServer, request as httpRequest, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../scripts/free-port.ts';
import { makeGatewayFolder, spawnGateway } from './gateway-process.ts';

/** The address under which browsers know all replicas. */
const host = 'lumio.localhost:8080';

/** An answer of a replica. */
export interface ReplicaAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** What is asked of a replica. */
export interface Ask {
  method?: string;
  path: string;
  body?: unknown;
  cookie?: string;
  headers?: Record<string, string>;
  agent?: Agent;
}

/** Asks a server of this machine as the portal's own page does. Rejects when there is no answer. */
export function ask(
  port: number,
  { method = 'GET', path, body, cookie, headers = {}, agent }: Ask,
): Promise<ReplicaAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: agent ?? false,
        headers: {
          host,
          origin: `http://${host}`,
          'x-nomos-portal': '1',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(cookie ? { cookie } : {}),
          ...headers,
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(parts).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** A gateway as a process of its own. */
export interface Replica {
  port: number;
  ask(what: Ask): Promise<ReplicaAnswer>;
  /** Resolves when `/readyz` says yes. */
  ready(): Promise<void>;
  /** Asks it to end, as a new version is rolled out. Resolves when it has, with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a machine does that loses its power. */
  kill(): Promise<void>;
}

/** Starts replicas that share what is given, and end with it. */
export class Replicas {
  readonly #folder = makeGatewayFolder('replicas-');
  readonly #environment: Record<string, string>;
  readonly #children: ChildProcess[] = [];

  constructor(environment: Record<string, string>) {
    this.#environment = environment;
  }

  /** Starts one, without waiting for it to be ready. */
  async start(environment: Record<string, string> = {}): Promise<Replica> {
    const port = await freePort();
    const child = spawnGateway({
      folder: this.#folder,
      environment: {
        PORT: String(port),
        // What replicas share is the database and this secret.
        GATEWAY_SECRET: 'a secret of thirty-two bytes or more',
        DATA_DIR: join(this.#folder, String(port)),
        NOMOS_CLIENT_ID: '',
        NOMOS_CLIENT_SECRET: '',
        ...this.#environment,
        ...environment,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#children.push(child);
    let said = '';
    child.stderr?.on('data', (part: Buffer) => (said += part.toString()));
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
    const end = async (signal: NodeJS.Signals): Promise<number | null> => {
      if (isRunning()) child.kill(signal);
      return ended;
    };
    return {
      port,
      ask: (what) => ask(port, what),
      ready: async () => {
        while ((await ask(port, { path: '/readyz' }).catch(() => null))?.status !== 200) {
          assert.ok(isRunning(), `The gateway ended: ${said}`);
          await pause(100);
        }
      },
      stop: () => end('SIGTERM'),
      kill: async () => {
        await end('SIGKILL');
      },
    };
  }

  async close(): Promise<void> {
    const running = this.#children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const ended = running.map((child) => once(child, 'exit'));
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(ended);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A way to a server that can be cut: connections break, and no new ones come about. */
export interface BreakableWay {
  port: number;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function breakableWay(to: { host: string; port: number }): Promise<BreakableWay> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createTcpServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(to.port, to.host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: () => void (isCut = false),
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What stands in front of replicas: asks those that are ready, in turn, each request once. */
export class Balancer {
  static async start(): Promise<Balancer> {
    const balancer = new Balancer();
    await new Promise<void>((resolve) => balancer.#server.listen(0, '127.0.0.1', resolve));
    return balancer;
  }
  /** By port, whether it is ready. */
  readonly #ready = new Map<number, boolean>();
  readonly #agents = new Map<number, Agent>();
  readonly #looking: NodeJS.Timeout;
  readonly #server: Server;
  #turn = 0;

  private constructor() {
    this.#looking = setInterval(() => void this.#look(), 100);
    this.#server = createServer((request, response) => {
      const ready = [...this.#ready].filter(([, isReady]) => isReady).map(([port]) => port);
      const port = ready[(this.#turn += 1) % ready.length];
      if (port === undefined) {
        response.writeHead(502).end('nobody is ready');
        return;
      }
      const { method, url, headers } = request;
      const forwarded = httpRequest(
        { host: '127.0.0.1', port, method, path: url, headers, agent: this.#agents.get(port) },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
          answer.on('error', () => response.destroy());
        },
      );
      forwarded.on('error', (error) => {
        if (response.headersSent) response.destroy();
        else response.writeHead(502).end(String(error));
      });
      response.on('close', () => forwarded.destroy());
      request.pipe(forwarded);
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resolves when the replica gets its share. */
  async add({ port }: Pick<Replica, 'port'>): Promise<void> {
    this.#agents.set(port, new Agent({ keepAlive: true }));
    this.#ready.set(port, false);
    while (!this.#ready.get(port)) await pause(50);
  }

  remove({ port }: Pick<Replica, 'port'>): void {
    this.#ready.delete(port);
    this.#agents.get(port)?.destroy();
  }

  async close(): Promise<void> {
    clearInterval(this.#looking);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    for (const agent of this.#agents.values()) agent.destroy();
  }

  async #look(): Promise<void> {
    await Promise.all(
      [...this.#ready.keys()].map(async (port) => {
        const answer = await ask(port, { path: '/readyz' }).catch(() => null);
        if (this.#ready.has(port)) this.#ready.set(port, answer?.status === 200);
      }),
    );
  }
}
