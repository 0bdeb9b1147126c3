import { spawn, type ChildProcess } from 'node:child_process';
import { request } from 'node:http';
import { startMailbox } from './mailbox/mailbox.ts';
import { ensurePageIsBuilt } from './page-build.ts';
import { portsFrom, takenPorts, type Ports } from './ports.ts';
import { startSupplierSite } from './supplier-site/supplier-site.ts';

/** How long everything may take to answer, in milliseconds. */
const patience = 60_000;

process.chdir(new URL('..', import.meta.url).pathname);

const children: ChildProcess[] = [];
const endings: (() => Promise<void>)[] = [];

async function stop(code: number): Promise<never> {
  for (const child of children) child.kill('SIGTERM');
  await Promise.race([Promise.all(endings.map((end) => end())), new Promise((resolve) => setTimeout(resolve, 3000))]);
  process.exit(code);
}

/** Runs a server as a process of its own, with the environment that it would have in production. */
function run(name: string, script: string, environment: Record<string, string>): void {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  // What the servers say is shown when it is a warning or a message of theirs, not as a stream of logs.
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      for (const line of data.toString().split('\n')) {
        const text = messageOf(line);
        if (text) process.stderr.write(`${name}: ${text}\n`);
      }
    });
  }
  child.once('exit', (code) => {
    if (code !== null && code !== 0) {
      process.stderr.write(`${name} ended with code ${code}.\n`);
      void stop(1);
    }
  });
}

/** The part of a log line that a person wants to read: warnings and worse, and plain text. */
function messageOf(line: string): string {
  if (!line.startsWith('{')) return line.trim();
  try {
    const { level, msg } = JSON.parse(line) as { level: number; msg: string };
    return level >= 40 ? msg : '';
  } catch {
    return line;
  }
}

function answers(port: number, path: string, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path, headers: { host }, timeout: 2000 }, (response) => {
      response.resume();
      resolve((response.statusCode ?? 500) < 400);
    });
    call.once('error', () => resolve(false));
    call.once('timeout', () => call.destroy());
    call.end();
  });
}

/** Waits until everything answers. @throws {Error} That names what does not. */
async function allAnswer(checks: Record<string, () => Promise<boolean>>): Promise<void> {
  const deadline = Date.now() + patience;
  let silent = Object.keys(checks);
  while (silent.length > 0) {
    const results = await Promise.all(silent.map(async (name) => ((await checks[name]?.()) ? [] : [name])));
    silent = results.flat();
    if (silent.length === 0) return;
    if (Date.now() > deadline) throw new Error(`${silent.join(' and ')} did not answer within a minute.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function welcome(ports: Ports): string {
  const at = (host: string, port: number): string => `http://${host}:${port}`;
  return `Portal ready: ${at('lumio.localhost', ports.gateway)}

  Lumio            ${at('lumio.localhost', ports.gateway)}
  Voltwerk         ${at('voltwerk.localhost', ports.gateway)}
  Mailbox          ${at('localhost', ports.mailbox)}   the codes arrive here
  Supplier's site  ${at('localhost', ports.supplierSite)}

  Sign in as smart, analog, multi, pending, company, ended or empty @sandbox.example at Lumio,
  as voltwerk@sandbox.example at Voltwerk. Ctrl+C ends it.
`;
}

async function start(): Promise<void> {
  const { env } = process;
  const ports = portsFrom(env['PORT']);
  const wanted = Object.values(ports) as number[];
  const taken = await takenPorts(wanted);
  if (taken.length > 0) {
    throw new Error(
      `Port ${taken.join(', ')} is taken by another program. PORT=${ports.gateway + 100} npm start uses ${ports.gateway + 100} and the four after it.`,
    );
  }
  ensurePageIsBuilt();
  const checks: Record<string, () => Promise<boolean>> = {
    'The gateway': () => answers(ports.gateway, '/overview', `lumio.localhost:${ports.gateway}`),
    "The supplier's site": () => answers(ports.supplierSite, '/', 'localhost'),
  };
  if (!env['NOMOS_API_URL']) {
    run('sandbox', 'demo/sandbox/main.ts', { PORT: String(ports.sandbox) });
    checks['The sandbox'] = () => answers(ports.sandbox, '/sandbox/health', 'localhost');
  }
  const mailbox = await startMailbox({ webPort: ports.mailbox, smtpPort: ports.smtp });
  endings.push(() => mailbox.close());
  run('gateway', 'gateway/main.ts', {
    PORT: String(ports.gateway),
    NOMOS_API_URL: env['NOMOS_API_URL'] ?? `http://127.0.0.1:${ports.sandbox}`,
    SMTP_URL: env['SMTP_URL'] ?? `smtp://127.0.0.1:${ports.smtp}`,
    TENANTS_DIR: env['TENANTS_DIR'] ?? 'demo/tenants',
    DATA_DIR: env['DATA_DIR'] ?? '.data',
    LOG_LEVEL: env['LOG_LEVEL'] ?? 'warn',
    LUMIO_CLIENT_ID: 'lumio-client',
    LUMIO_CLIENT_SECRET: 'lumio-secret',
    VOLTWERK_CLIENT_ID: 'voltwerk-client',
    VOLTWERK_CLIENT_SECRET: 'voltwerk-secret',
    ...Object.fromEntries(
      Object.entries(env).filter(([name]) => name.endsWith('_CLIENT_ID') || name.endsWith('_CLIENT_SECRET')),
    ),
  });
  const site = await startSupplierSite({
    port: ports.supplierSite,
    gateway: `http://lumio.localhost:${ports.gateway}`,
  });
  endings.push(() => site.close());
  await allAnswer(checks);
  process.stdout.write(welcome(ports));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(0));
start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  void stop(1);
});
