import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { webhookPath } from '../src/contract/gateway/live.ts';
import { demoTenants, slugsIn } from './demo-tenants.ts';
import { startMailbox, type Mailbox } from './mailbox/mailbox.ts';
import type { Ports } from './ports.ts';
import { problemAt, problemAtMailServer, problemAtUrl } from './reachable.ts';
import { sandboxWebhookSecret } from './sandbox/webhooks.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';
import { startSupplierSite } from './supplier-site/supplier-site.ts';

/** How long everything together may take to answer, in milliseconds. */
const startPatience = 60_000;
const pollMilliseconds = 100;

/** A portal with everything around it. */
export interface RunningPortal {
  /** Slugs of the brands; the first one is the one to begin with. */
  brands: readonly string[];
  /** The address of a brand's portal. */
  origin: (slug: string) => string;
  /** Null when another mail server was named. */
  mailbox: Mailbox | null;
  /** Rejects when a server ends by itself; never resolves. */
  failed: Promise<never>;
  stop: () => Promise<void>;
}

/** Which of the ports are needed: another Nomos API or mail server takes the place of the demo's own. */
export function usedPorts(environment: NodeJS.ProcessEnv): (keyof Ports)[] {
  return [
    'gateway',
    ...(environment.NOMOS_API_URL ? [] : (['sandbox'] as const)),
    ...(environment.SMTP_URL ? [] : (['mailbox', 'smtp'] as const)),
    'supplierSite',
  ];
}

/**
 * Starts the sandbox, the mailbox, the gateway and the supplier's site, and waits until all of them answer. The servers
 * get the environment, in which NOMOS_API_URL and SMTP_URL name others in place of the demo's own.
 *
 * @param options.report - Told what a person has to know: warnings of the servers, and what does not answer.
 * @throws {Error} That names what does not answer within a minute, or ended. Nothing keeps running then.
 */
export async function startPortal({
  ports,
  environment = {},
  report,
}: {
  ports: Ports;
  environment?: NodeJS.ProcessEnv;
  report: (message: string) => void;
}): Promise<RunningPortal> {
  const { NOMOS_API_URL: apiUrl, SMTP_URL: smtpUrl, DATA_DIR, TENANTS_DIR } = environment;
  // Two demos on two ports must not share an embedded database.
  const dataFolder = DATA_DIR || join('.data', String(ports.gateway));
  const tenantsFolder = TENANTS_DIR || demoTenants({ supplierSite: ports.supplierSite, dataFolder });
  const slugs = slugsIn(tenantsFolder);
  const brands = [...slugs].sort((a, b) => Number(b === 'lumio') - Number(a === 'lumio'));
  const origin = (slug: string): string => `http://${slug}.localhost:${ports.gateway}`;

  const servers: ServerProcess[] = [];
  const endings: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(endings.splice(0).map((end) => end()));
  };
  const run = (name: string, script: string, own: Record<string, string>): void => {
    const set = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const server = startServerProcess(
      { name, script, environment: { ...Object.fromEntries(set), ...own } },
      (message) => {
        // The gateway warns of these as well; here it is said once, before the portal is called ready.
        if (!/: (NOMOS_API_URL|SMTP_URL): .*answer/.test(message)) report(message);
      },
    );
    servers.push(server);
    endings.push(() => server.stop());
  };

  try {
    const checks: Record<string, () => Promise<string | null>> = {};
    if (!apiUrl) {
      run('sandbox', 'demo/sandbox/main.ts', {
        PORT: String(ports.sandbox),
        NOMOS_SANDBOX_WEBHOOK_URL: `${origin('{slug}')}${webhookPath}`,
      });
      checks['The sandbox'] = () => problemAt({ port: ports.sandbox, path: '/sandbox/health', host: 'localhost' });
    }
    const mailbox = smtpUrl ? null : await startMailbox({ webPort: ports.mailbox, smtpPort: ports.smtp });
    if (mailbox) {
      endings.push(() => mailbox.close());
      checks['The mailbox'] = () => problemAt({ port: ports.mailbox, path: '/api/messages', host: 'localhost' });
    }
    run('gateway', 'gateway/main.ts', {
      PORT: String(ports.gateway),
      NOMOS_API_URL: apiUrl || `http://127.0.0.1:${ports.sandbox}`,
      SMTP_URL: smtpUrl || `smtp://127.0.0.1:${ports.smtp}`,
      TENANTS_DIR: tenantsFolder,
      DATA_DIR: dataFolder,
      LOG_LEVEL: environment.LOG_LEVEL || 'warn',
      ...sandboxCredentials(slugs, environment),
    });
    checks['The gateway'] = () => problemAt({ port: ports.gateway, path: '/readyz', host: 'localhost' });
    for (const slug of brands) {
      const host = `${slug}.localhost:${ports.gateway}`;
      checks[`The portal of ${slug}`] = () => problemAt({ port: ports.gateway, path: '/login', host });
    }
    const [first = 'lumio'] = brands;
    const credentials = sandboxCredentials(slugs, environment);
    const prefix = variablePrefix(first);
    const site = await startSupplierSite({
      port: ports.supplierSite,
      gateway: origin(first),
      client: {
        apiUrl: apiUrl || `http://127.0.0.1:${ports.sandbox}`,
        clientId: environment.NOMOS_CLIENT_ID || credentials[`${prefix}_CLIENT_ID`] || '',
        clientSecret: environment.NOMOS_CLIENT_SECRET || credentials[`${prefix}_CLIENT_SECRET`] || '',
      },
    });
    endings.push(() => site.close());
    checks["The supplier's site"] = () => problemAt({ port: ports.supplierSite, path: '/', host: 'localhost' });

    const failed = Promise.race(servers.map((server) => server.failed));
    failed.catch(() => undefined);
    await Promise.race([Promise.all([untilAllAnswer(checks), warnOfUnreachable({ apiUrl, smtpUrl }, report)]), failed]);
    return { brands, origin, mailbox, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** How the variables of a brand begin. */
const variablePrefix = (slug: string): string => slug.toUpperCase().replaceAll('-', '_');

/** The sandbox's clients are no secret: `<slug>-client` and `<slug>-secret`. What the environment says comes first. */
function sandboxCredentials(slugs: readonly string[], environment: NodeJS.ProcessEnv): Record<string, string> {
  const credentials: Record<string, string> = {};
  for (const slug of slugs) {
    const prefix = variablePrefix(slug);
    credentials[`${prefix}_CLIENT_ID`] = environment[`${prefix}_CLIENT_ID`] || `${slug}-client`;
    credentials[`${prefix}_CLIENT_SECRET`] = environment[`${prefix}_CLIENT_SECRET`] || `${slug}-secret`;
    credentials[`${prefix}_WEBHOOK_SECRETS`] = environment[`${prefix}_WEBHOOK_SECRETS`] || sandboxWebhookSecret(slug);
  }
  return credentials;
}

async function untilAllAnswer(checks: Record<string, () => Promise<string | null>>): Promise<void> {
  const deadline = Date.now() + startPatience;
  let silent = Object.entries(checks).map(([name, check]) => ({ name, check, problem: null as string | null }));
  while (Date.now() < deadline) {
    const asked = await Promise.all(silent.map(async (server) => ({ ...server, problem: await server.check() })));
    silent = asked.filter(({ problem }) => problem !== null);
    if (silent.length === 0) return;
    await pause(pollMilliseconds);
  }
  const list = silent.map(({ name, problem }) => `${name} does not answer (${problem ?? ''}).`);
  throw new Error(`${list.join('\n')}\nGiven up after ${startPatience / 1000} seconds.`);
}

/** Others' servers need not be there for the portal to come up, but for anybody to get in. */
async function warnOfUnreachable(
  { apiUrl, smtpUrl }: { apiUrl: string | undefined; smtpUrl: string | undefined },
  report: (message: string) => void,
): Promise<void> {
  const [api, mail] = await Promise.all([
    apiUrl ? problemAtUrl(apiUrl) : null,
    smtpUrl ? problemAtMailServer(smtpUrl) : null,
  ]);
  const consequence = 'The portal runs, but nobody can sign in until it does.';
  if (api !== null) report(`NOMOS_API_URL: nothing answers at ${apiUrl ?? ''} (${api}). ${consequence}`);
  if (mail !== null) report(`SMTP_URL: no mail server answers (${mail}). ${consequence}`);
}
