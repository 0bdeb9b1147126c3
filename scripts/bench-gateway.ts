/**
 * `npm run bench:gateway`: how much the gateway costs. Mirrored reads by one and by two replicas on one PostgreSQL, against a bare
 * Fastify proxy in the same run and in turn; sign-ins with their mails; memory after 100,000 requests; 1,000 open streams of events.
 * On this machine alone, a few minutes long. Printed as a table; it measures, and fails only when it cannot.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon, { type Result } from 'autocannon';
import { startPostgres } from '../test/gateway/postgres-under-test.ts';
import { startMailStandIn, type MailStandIn } from './gateway-benchmark/mail-stand-in.ts';
import { answersOfSandbox, beginSessions, host, networkOf, reads } from './gateway-benchmark/portal-visitors.ts';
import { startProcess, type MeasuredProcess } from './gateway-benchmark/processes.ts';

process.chdir(new URL('..', import.meta.url).pathname);

const option = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);
/** Each target is measured so often, in turn; the median of them is printed. */
const rounds = option('BENCH_ROUNDS', 3);
const seconds = option('BENCH_SECONDS', 8);
const manyRequests = option('BENCH_REQUESTS', 100_000);
const signIns = option('BENCH_SIGN_INS', 300);
const streams = option('BENCH_STREAMS', 1000);
const connections = 16;
const visitors = 1000;
const longestMilliseconds = 15 * 60_000;

const endings: (() => Promise<unknown>)[] = [];
const folder = mkdtempSync(join(tmpdir(), 'nomos-bench-'));
endings.push(async () => rmSync(folder, { recursive: true, force: true }));

// Whatever hangs, it ends, and so do the servers.
setTimeout(() => {
  console.error('Given up: it takes too long.');
  process.exit(1);
}, longestMilliseconds).unref();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

try {
  await measure();
} finally {
  for (const end of endings.reverse()) await end();
}

interface Throughput {
  perSecond: number;
  p50: number;
  p99: number;
  /** Milliseconds of processor time that the servers spent on one request: what other work on the machine changes least. */
  processor: number;
}

async function measure(): Promise<void> {
  print(
    `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores for everything: load, API, database, gateway`,
  );
  const postgres = await startPostgres();
  endings.push(() => postgres.close());
  const mail = await startMailStandIn();
  endings.push(() => mail.close());
  writeFileSync(join(folder, 'answers.json'), JSON.stringify(await answersOfSandbox()));
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ entries: { 'nomos-portal': { file: 'nomos-portal-0a1b2c3d.js', imports: [] } } }),
  );
  const start = async (...parameters: Parameters<typeof startProcess>): Promise<MeasuredProcess> => {
    const started = await startProcess(...parameters);
    endings.push(() => started.stop());
    return started;
  };
  const api = await start('scripts/gateway-benchmark/api-stand-in.ts', { ANSWERS: join(folder, 'answers.json') });
  const proxy = await start('scripts/gateway-benchmark/bare-proxy.ts', { NOMOS_API_URL: api.url });
  const environment = {
    NOMOS_API_URL: api.url,
    NOMOS_CLIENT_ID: 'id',
    NOMOS_CLIENT_SECRET: 'secret',
    NOMOS_API_PER_SECOND: '100000',
    DATABASE_URL: postgres.url,
    SMTP_URL: mail.url,
    TENANTS_DIR: 'demo/tenants',
    PAGE_DIR: folder,
    DATA_DIR: folder,
    GATEWAY_SECRET: 'benchmark'.repeat(4),
    TRUST_PROXY: '1',
  };
  const replicas = [
    await start('gateway/dist/main.js', environment, '/readyz'),
    await start('gateway/dist/main.js', environment, '/readyz'),
  ];
  const [first] = replicas;
  if (!first) return;
  const cookies = await beginSessions(postgres.url, visitors);

  const targets = { 'bare proxy': [proxy], 'gateway, 1 replica': [first], 'gateway, 2 replicas': replicas };
  const measured: Record<string, Throughput[]> = {};
  for (const servers of Object.values(targets)) await load(servers, cookies, { duration: 2 });
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, servers] of Object.entries(targets)) {
      (measured[name] ??= []).push(await load(servers, cookies, { duration: seconds }));
    }
  }
  print(`\nMirrored reads over ${connections} connections, median of ${rounds} rounds of ${seconds} s`);
  print(row('', 'per second', 'of the proxy', 'p50 ms', 'p99 ms', 'processor ms'));
  const base = median(measured['bare proxy'] ?? []);
  for (const [name, results] of Object.entries(measured)) {
    const { perSecond, p50, p99, processor } = median(results);
    print(
      row(
        name,
        perSecond.toFixed(0),
        percent(perSecond / base.perSecond),
        p50.toFixed(1),
        p99.toFixed(1),
        processor.toFixed(2),
      ),
    );
  }

  await measureSignIns(first, mail);
  await measureMemory(first, cookies);
  // A customer has no more than a few streams.
  const listeners = await beginSessions(postgres.url, streams, (n) => `cus_listener${n}`);
  await measureStreams(first, { listeners, readers: cookies });
}

/** @param run - How many requests, or how many seconds. */
async function load(
  servers: readonly MeasuredProcess[],
  cookies: readonly string[],
  run: { duration: number } | { amount: number },
): Promise<Throughput> {
  const requests = cookies.map((cookie, n) => ({
    path: `/api${reads[n % reads.length] ?? ''}`,
    headers: { host, cookie, 'x-forwarded-for': networkOf(n) },
  }));
  const spent = async (): Promise<number> =>
    (await Promise.all(servers.map((server) => numberOf(server, 'process_cpu_seconds_total')))).reduce(
      (a, b) => a + b,
      0,
    );
  const before = await spent();
  const results = await Promise.all(
    servers.map(({ url }) => autocannon({ url, connections: connections / servers.length, requests, ...run })),
  );
  for (const result of results) {
    if (result.non2xx + result.errors + result.timeouts > 0)
      throw new Error(`Not all answers were good: ${summary(result)}`);
  }
  const sum = (value: (result: Result) => number): number =>
    results.reduce((total, result) => total + value(result), 0);
  return {
    perSecond: sum(({ requests: { total }, duration }) => total / duration),
    p50: Math.max(...results.map(({ latency }) => latency.p50)),
    p99: Math.max(...results.map(({ latency }) => latency.p99)),
    processor: (((await spent()) - before) * 1000) / sum(({ requests: { total } }) => total),
  };
}

const summary = ({ '2xx': good, non2xx, errors, timeouts }: Result): string =>
  `${good} good, ${non2xx} not, ${errors} errors, ${timeouts} timeouts`;

/** From the address to the session: two requests, a look-up of the customer, and a mail between them. */
async function measureSignIns({ url }: MeasuredProcess, mail: MailStandIn): Promise<void> {
  const write = async (path: string, n: number, body: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: {
        origin: `http://${host}`,
        'x-forwarded-host': host,
        'x-nomos-portal': '1',
        'content-type': 'application/json',
        'x-forwarded-for': networkOf(65_536 + n),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`A sign-in is answered with ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const signIn = async (n: number): Promise<void> => {
    const email = `visitor-${n}@sandbox.example`;
    const { challenge } = await write('/gateway/sign-in/challenges', n, { email, locale: 'de' });
    const code = await mail.codeFor(email);
    await write('/gateway/sign-in/sessions', n, { challenge, code });
  };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < signIns) await signIn(next++);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: 16 }, worker));
  const took = (performance.now() - began) / 1000;
  print(`\nSign-ins, with their mails: ${(signIns / took).toFixed(0)} per second (${signIns} in ${took.toFixed(1)} s)`);
}

async function measureMemory(server: MeasuredProcess, cookies: readonly string[]): Promise<void> {
  const marks = [0.2, 0.6, 1].map((part) => Math.round(manyRequests * part));
  print(`\n${row('Memory of one replica after requests', 'resident MB', 'heap MB')}`);
  let made = 0;
  for (const mark of marks) {
    await load([server], cookies, { amount: mark - made });
    made = mark;
    const { resident, heap } = await memoryOf(server);
    print(row(mark.toLocaleString('en'), (resident / 1e6).toFixed(0), (heap / 1e6).toFixed(0)));
  }
}

async function numberOf({ url }: MeasuredProcess, metric: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${metric} (.+)$`, 'm').exec(text)?.[1]);
}

async function memoryOf(server: MeasuredProcess): Promise<{ resident: number; heap: number }> {
  return {
    resident: await numberOf(server, 'process_resident_memory_bytes'),
    heap: await numberOf(server, 'nodejs_heap_size_used_bytes'),
  };
}

async function measureStreams(
  server: MeasuredProcess,
  { listeners, readers }: { listeners: readonly string[]; readers: readonly string[] },
): Promise<void> {
  const { port } = new URL(server.url);
  /** Opens a stream. Resolves with the status when the head of the answer is there. */
  const open = (n: number): Promise<{ status: number; close: () => void }> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.once('error', reject);
      socket.once('data', (head: Buffer) => {
        socket.resume();
        resolve({
          status: Number(/^HTTP\/1\.1 (\d+)/.exec(head.toString('latin1'))?.[1]),
          close: () => socket.destroy(),
        });
      });
      const cookie = listeners[n % listeners.length] ?? '';
      const head = ['GET /gateway/events HTTP/1.1', `Host: ${host}`, 'Accept: text/event-stream', `Cookie: ${cookie}`];
      socket.write(`${[...head, `X-Forwarded-For: ${networkOf(n)}`].join('\r\n')}\r\n\r\n`);
    });
  const probe = await open(0);
  probe.close();
  if (probe.status === 404) {
    print('\nOpen streams of events: not measured, this gateway has none (GET /gateway/events answers 404).');
    return;
  }
  const before = await memoryOf(server);
  const began = performance.now();
  const opened: Awaited<ReturnType<typeof open>>[] = [];
  for (let n = 0; n < streams; n += 50) {
    opened.push(...(await Promise.all(Array.from({ length: Math.min(50, streams - n) }, (_, k) => open(n + k)))));
  }
  const took = performance.now() - began;
  const refusals = opened.map(({ status }) => status).filter((status) => status !== 200);
  const after = await memoryOf(server);
  const meanwhile = await load([server], readers, { duration: 3 });
  const each = (after.resident - before.resident) / streams / 1000;
  print(
    `\nOpen streams of events: ${streams - refusals.length} of ${streams} in ${(took / 1000).toFixed(1)} s, ${each.toFixed(0)} kB each${
      refusals.length > 0 ? `, the others refused with ${[...new Set(refusals)].join(', ')}` : ''
    }`,
  );
  print(`Reads beside them: ${meanwhile.perSecond.toFixed(0)} per second, p99 ${meanwhile.p99.toFixed(1)} ms`);
  for (const { close } of opened) close();
}

function median(results: readonly Throughput[]): Throughput {
  const sorted = [...results].sort((a, b) => a.perSecond - b.perSecond);
  return (
    sorted[sorted.length >> 1] ?? { perSecond: Number.NaN, p50: Number.NaN, p99: Number.NaN, processor: Number.NaN }
  );
}

function percent(part: number): string {
  return `${(part * 100).toFixed(0)} %`;
}

function row(name: string, ...values: string[]): string {
  return [name.padEnd(38), ...values.map((value) => value.padStart(13))].join(' ').trimEnd();
}

function print(line: string): void {
  console.log(line);
}
