/**
 * `npm run check:contract`: drives the portal's client through the gateway against the sandbox, with a validating proxy
 * made from the OpenAPI document of the Nomos API in between, and fails on any request that the document does not allow
 * and on any answer that it does not promise. The proxy takes anything for schemas that it cannot compile, so every body is
 * checked once more by `contract-document.ts`. The document is not part of this project: it is looked for in
 * `../shared/nomos-api/`, or where NOMOS_OPENAPI says; without it there is nothing to check.
 */
import { simpleParser } from 'mailparser';
import { spawn, type ChildProcess } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { startSandbox } from '../demo/sandbox/server.ts';
import { findBrowsers } from './browsers/find-browsers.ts';
import { reportChecks, type CheckResult } from './check-report.ts';
import { drivePortal } from './contract-browser.ts';
import { readContractDocument } from './contract-document.ts';
import { driveOperations } from './contract-operations.ts';
import { startContractRecorder, type Violation } from './contract-recorder.ts';
import { visitPortal } from './contract-visitor.ts';
import { freePort } from './free-port.ts';

process.chdir(new URL('..', import.meta.url).pathname);

/** How long a server may take to start, in milliseconds. */
const startTimeout = 60_000;

/** Read by the portal's client alone. */
const visitors = [
  ...['smart', 'analog', 'pending', 'ended', 'empty'].map((name) => ({ plan: 'lumio', name })),
  { plan: 'voltwerk', name: 'voltwerk' },
];

/** Seen through the portal itself where there is a Chromium; a code is sent once a minute, so these are others. */
const browsing = ['multi', 'company'].map((name) => ({ plan: 'lumio', name }));

/** What the portal reads of the Nomos API: a run that leaves one of these out proves too little. */
const expectedOperations = [
  'POST /oauth/token',
  'GET /customers',
  'GET /customers/{id}',
  'GET /subscriptions',
  'GET /subscriptions/{id}',
  'GET /subscriptions/{id}/usage',
  'GET /subscriptions/{id}/prices',
  'GET /invoices',
  'GET /invoices/{id}',
  'GET /invoices/{id}/file',
  'GET /meter-readings',
  'POST /meter-readings',
  'GET /meter-orders',
  'POST /meter-orders',
  'GET /grid-fee-reductions',
  'POST /grid-fee-reductions',
  'GET /plans/{id}',
  'GET /plans/{id}/quote',
];

const document = process.env.NOMOS_OPENAPI ?? globSync('../shared/nomos-api/openapi*.json').sort().at(-1);
if (document === undefined) {
  console.log('The OpenAPI document is not beside this checkout (NOMOS_OPENAPI names it): left out.');
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit(0);
}

const children: ChildProcess[] = [];
const endings: (() => unknown)[] = [];

function start(name: string, command: string[], environment: Record<string, string>, ready: RegExp): Promise<void> {
  const child = spawn(process.execPath, command, { env: { ...process.env, ...environment } });
  children.push(child);
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`${name} did not start in time:\n${output}`)), startTimeout);
    const read = (data: Buffer): void => {
      output += data.toString();
      if (ready.test(output)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${name} ended with code ${code ?? 'none'}:\n${output.slice(-2000)}`));
    });
  });
}

/** Receives the gateway's mails and keeps the newest code of every address. */
async function startMailbox(): Promise<{ port: number; codeFor: (email: string) => Promise<string> }> {
  const codes = new Map<string, string>();
  const port = await freePort();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      void simpleParser(stream).then(({ subject }) => {
        const code = /\b\d{6}\b/.exec(subject ?? '')?.[0] ?? '';
        for (const { address } of session.envelope.rcptTo) codes.set(address, code);
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  endings.push(() => new Promise<void>((resolve) => server.close(resolve)));
  const codeFor = async (email: string): Promise<string> => {
    const deadline = Date.now() + 15_000;
    while (Date.now() < deadline) {
      const code = codes.get(email);
      if (code !== undefined) return code;
      await pause(50);
    }
    throw new Error(`No mail to ${email} arrived.`);
  };
  return { port, codeFor };
}

/** The same mistake in a hundred answers is one line. */
function summarize(violations: readonly Violation[]): string[] {
  const groups = new Map<string, number>();
  for (const { method, path, status, message } of violations) {
    const key = `${method} ${path.replace(/\/[a-z]+_[^/]+/g, '/{id}')} -> ${status}: ${message.replace(/\.\d+\b/g, '.*')}`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups].map(([key, count]) => (count === 1 ? key : `${key} (${count} times)`));
}

async function check(openapi: string): Promise<CheckResult[]> {
  const sandbox = await startSandbox({ port: 0 });
  endings.push(() => sandbox.close());
  const [proxyPort, gatewayPort] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), 'nomos-contract-'));
  endings.push(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const prism = 'node_modules/@stoplight/prism-cli/dist/index.js';
  const proxy = [
    'proxy',
    openapi,
    sandbox.url,
    '--host',
    '127.0.0.1',
    '--port',
    String(proxyPort),
    '--errors',
    'false',
  ];
  await start('The validating proxy', [prism, ...proxy], {}, /Prism is listening/);
  const recorder = await startContractRecorder({
    proxy: `http://127.0.0.1:${proxyPort}`,
    api: sandbox.url,
    document: readContractDocument(openapi),
  });
  endings.push(() => recorder.close());
  const mailbox = await startMailbox();
  await start(
    'The gateway',
    ['gateway/main.ts'],
    {
      PORT: String(gatewayPort),
      HOST: '127.0.0.1',
      TENANTS_DIR: 'demo/tenants',
      DATA_DIR: folder,
      DATABASE_URL: '',
      LUMIO_CLIENT_ID: 'lumio-client',
      LUMIO_CLIENT_SECRET: 'lumio-secret',
      VOLTWERK_CLIENT_ID: 'voltwerk-client',
      VOLTWERK_CLIENT_SECRET: 'voltwerk-secret',
      NOMOS_CLIENT_ID: '',
      NOMOS_CLIENT_SECRET: '',
      NOMOS_API_URL: recorder.url,
      SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
      LOG_LEVEL: 'info',
    },
    /listening/i,
  );

  const { chromium } = findBrowsers();
  const results: CheckResult[] = [];
  for (const { plan, name, way } of [
    ...visitors.map((visitor) => ({ ...visitor, way: 'client' })),
    ...browsing.map((visitor) => ({ ...visitor, way: chromium === null ? 'client' : 'Chromium' })),
  ]) {
    const visitor = {
      origin: `http://${plan}.localhost:${gatewayPort}`,
      email: `${name}@sandbox.example`,
      codeFor: mailbox.codeFor,
    };
    const visit =
      way === 'Chromium' && chromium !== null ? drivePortal({ ...visitor, chromium }) : visitPortal(visitor);
    const problems = await visit.then(
      () => [],
      (error: unknown) => [error instanceof Error ? `${error.name}: ${error.message}` : String(error)],
    );
    results.push({ title: `everything that ${name} can see is there (${way})`, problems });
  }
  return [
    ...results,
    { title: 'what the portal does not ask for is there too', problems: await driveOperations(recorder.url) },
    {
      title: 'every operation that the portal needs was driven',
      problems: expectedOperations.filter((operation) => !recorder.operations.has(operation)),
    },
    { title: 'every request and every answer is valid', problems: summarize(recorder.violations) },
  ];
}

try {
  reportChecks(await check(document));
} catch (error) {
  reportChecks([{ title: 'the servers start', problems: [error instanceof Error ? error.message : String(error)] }]);
} finally {
  for (const child of children) child.kill('SIGTERM');
  await Promise.allSettled(endings.reverse().map((end) => Promise.resolve(end())));
}
