import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials } from './gateway-under-test.ts';

/** A folder for gateways as processes of their own, with a page build in it that is as good as none. */
export function makeGatewayFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  mkdirSync(join(folder, 'page'));
  const entries = { 'nomos-portal': { file: 'nomos-portal-0a1b2c3d.js', imports: [] } };
  writeFileSync(join(folder, 'page', 'manifest.json'), JSON.stringify({ entries }));
  return folder;
}

/** Starts the gateway, or one of its commands, as a process of its own; does not wait for it to be ready. */
export function spawnGateway({
  folder,
  environment,
  command = [],
  stdio,
}: {
  folder: string;
  environment: Record<string, string>;
  command?: readonly string[];
  stdio: StdioOptions;
}): ChildProcess {
  return spawn(process.execPath, ['gateway/main.ts', ...command], {
    env: {
      ...process.env,
      ...credentials,
      TENANTS_DIR: 'demo/tenants',
      PAGE_DIR: join(folder, 'page'),
      DATABASE_URL: '',
      NOMOS_NOW: '',
      LOG_LEVEL: 'error',
      ...environment,
    },
    stdio,
  });
}
