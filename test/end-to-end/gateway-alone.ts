import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { problemAt } from '../../demo/reachable.ts';
import { startServerProcess } from '../../demo/server-process.ts';
import { freePort } from '../../scripts/free-port.ts';

/** How long the gateway may take to answer, in milliseconds. */
const patience = 60_000;

/** A gateway without a Nomos API and without a mail server: what is left of a portal on its worst day. */
export interface GatewayAlone {
  origin: (slug: string) => string;
  stop: () => Promise<void>;
}

/**
 * Starts the gateway with the demo's tenants, changed.
 *
 * @param change - Given the folder of the tenants, which is a copy.
 * @throws {Error} With what the gateway said when it does not start.
 */
export async function startGatewayAlone(change: (tenantsFolder: string) => void): Promise<GatewayAlone> {
  const folder = mkdtempSync(join(tmpdir(), 'nomos-gateway-alone-'));
  const tenantsFolder = join(folder, 'tenants');
  cpSync('demo/tenants', tenantsFolder, { recursive: true });
  change(tenantsFolder);
  const [port, nothing] = [await freePort(), await freePort()];
  const said: string[] = [];
  const server = startServerProcess(
    {
      name: 'gateway',
      script: 'gateway/main.ts',
      environment: {
        PORT: String(port),
        NOMOS_API_URL: `http://127.0.0.1:${nothing}`,
        SMTP_URL: `smtp://127.0.0.1:${nothing}`,
        TENANTS_DIR: tenantsFolder,
        DATA_DIR: join(folder, 'data'),
        DATABASE_URL: '',
        LOG_LEVEL: 'warn',
        NOMOS_CLIENT_ID: 'nobody',
        NOMOS_CLIENT_SECRET: 'nothing',
      },
    },
    (message) => said.push(message),
  );
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + patience;
  const untilReady = async (): Promise<void> => {
    while ((await problemAt({ port, path: '/readyz', host: 'localhost' })) !== null) {
      if (Date.now() > deadline) throw new Error('The gateway does not answer.');
      await pause(100);
    }
  };
  try {
    await Promise.race([untilReady(), server.failed]);
  } catch (cause) {
    await stop();
    throw new Error(`The gateway did not start.\n${said.join('\n')}`, { cause });
  }
  return { origin: (slug) => `http://${slug}.localhost:${port}`, stop };
}
