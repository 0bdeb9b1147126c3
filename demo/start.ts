/**
 * `npm start`: the portal with everything around it, for trying it and for working on it. PORT and the four ports after it
 * are the gateway, the sandbox, the mailbox, its SMTP side, and a supplier's site.
 */
import { demoPages } from './pages/demo-pages.ts';
import { ensurePageIsBuilt } from './page-build.ts';
import { startPortal, usedPorts, type RunningPortal } from './portal.ts';
import { portsFrom, requireFree, type Ports } from './ports.ts';

process.chdir(new URL('..', import.meta.url).pathname);

let portal: RunningPortal | undefined;
let ending = false;

/** Ends everything, once. A start that is under way ends with this process: its servers do not outlive it. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await portal?.stop();
  process.exit(code);
}

function refuse(error: unknown): void {
  if (ending) return;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  void end(1);
}

function welcome({ brands, origin, mailbox }: RunningPortal, ports: Ports): string {
  const lines = brands.map((slug): [string, string] => [
    slug.replace(/^./, (letter) => letter.toUpperCase()),
    origin(slug),
  ]);
  if (mailbox) lines.push(['Mailbox', `http://localhost:${ports.mailbox} (the codes arrive here)`]);
  const site = `http://localhost:${ports.supplierSite}`;
  lines.push(["A supplier's site", site], ...demoPages.map(({ name, path }): [string, string] => [name, site + path]));
  const customers = process.env.NOMOS_API_URL
    ? ''
    : `
  Sign in at Lumio as smart@sandbox.example, or as analog, multi, pending, company, ended or empty;
  at Voltwerk as voltwerk@sandbox.example.
`;
  return `Portal ready: ${origin(brands[0] ?? 'lumio')}

${lines.map(([name, address]) => `  ${name.padEnd(20)}${address}`).join('\n')}
${customers}
  Ctrl+C ends it.
`;
}

async function start(): Promise<void> {
  const ports = portsFrom(process.env.PORT);
  const report = (message: string): void => void process.stderr.write(`${message}\n`);
  await requireFree(ports, usedPorts(process.env));
  await ensurePageIsBuilt(report);
  portal = await startPortal({ ports, environment: process.env, report });
  portal.failed.catch(refuse);
  process.stdout.write(welcome(portal, ports));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
start().catch(refuse);
