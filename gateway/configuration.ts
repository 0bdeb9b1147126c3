import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';

/** How the gateway runs: read once from the environment. */
export interface Configuration {
  port: number;
  host: string;
  /** Whether the process serves the public; development is more forgiving. */
  production: boolean;
  /**
   * Which proxies' `X-Forwarded-*` are believed: how many of them stand in front, or their addresses and networks. Believing
   * all would let anybody write the address that limits are counted by.
   */
  trustProxy: false | number | string[];
  /** What asks for `/metrics` in production has to know this; without it there are none. */
  metricsToken: string | undefined;
  tenantsFolder: string;
  /** The page form of the elements. */
  pageFolder: string;
  /** Where PGlite and the development key live. */
  dataFolder: string;
  databaseUrl: string | undefined;
  smtpUrl: string;
  nomosApiUrl: string;
  /** The key of all keyed hashes. */
  serverKey: Buffer;
  logLevel: string;
  /** How long `/readyz` refuses before nothing new is taken, when the gateway is stopped. */
  drainMilliseconds: number;
  clock: () => Date;
}

/** A mistake in the environment, named by its variable. */
export class ConfigurationError extends Error {}

type Environment = Record<string, string | undefined>;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads the configuration.
 *
 * @throws {ConfigurationError} With every mistake, one a line.
 */
export async function readConfiguration(environment: Environment): Promise<Configuration> {
  const mistakes: string[] = [];
  const text = (name: string, fallback: string): string => environment[name] || fallback;
  const production = environment.NODE_ENV === 'production';

  const url = (name: string, fallback: string, protocols: readonly string[]): string => {
    const value = text(name, fallback);
    const protocol = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : '';
    if (!protocols.includes(protocol)) {
      mistakes.push(`${name} has to be a URL that begins with ${protocols.map((known) => `${known}://`).join(' or ')}`);
    }
    return value.replace(/\/+$/, '');
  };

  const port = Number(text('PORT', '8080'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535) mistakes.push('PORT has to be a port number, 0 to 65535');
  const trustProxy = trustedProxies(text('TRUST_PROXY', ''));
  if (trustProxy === null)
    mistakes.push('TRUST_PROXY has to be a number of proxies, or their addresses with commas between');
  const drainSeconds = Number(text('DRAIN_SECONDS', production ? '5' : '0'));
  if (!(drainSeconds >= 0 && drainSeconds <= 120))
    mistakes.push('DRAIN_SECONDS has to be a number of seconds, 0 to 120');
  const logLevel = text('LOG_LEVEL', 'info');
  if (!logLevels.includes(logLevel)) mistakes.push(`LOG_LEVEL has to be one of ${logLevels.join(', ')}`);
  const nomosApiUrl = url('NOMOS_API_URL', 'https://api.nomos.energy', ['https', 'http']);
  const smtpUrl = url('SMTP_URL', production ? '' : 'smtp://127.0.0.1:8083', ['smtp', 'smtps']);
  const databaseUrl = environment.DATABASE_URL || undefined;
  if (databaseUrl) url('DATABASE_URL', '', ['postgres', 'postgresql']);
  const now = environment.NOMOS_NOW;
  if (now && Number.isNaN(Date.parse(now)))
    mistakes.push('NOMOS_NOW has to be an instant such as 2026-11-24T10:00:00Z');
  if (production && now) mistakes.push('NOMOS_NOW has to be absent in production');
  if (production && nomosApiUrl.startsWith('http:')) mistakes.push('NOMOS_API_URL has to be https in production');
  const dataFolder = resolve(text('DATA_DIR', '.data'));
  const secret = environment.GATEWAY_SECRET;
  if (secret ? Buffer.byteLength(secret) < 32 : production) {
    mistakes.push('GATEWAY_SECRET has to be a secret of at least 32 bytes');
  }
  if (mistakes.length > 0) throw new ConfigurationError(mistakes.join('\n'));
  return {
    port,
    host: text('HOST', production ? '0.0.0.0' : '127.0.0.1'),
    production,
    trustProxy: trustProxy ?? false,
    metricsToken: environment.METRICS_TOKEN || undefined,
    tenantsFolder: resolve(text('TENANTS_DIR', 'tenants')),
    pageFolder: resolve(text('PAGE_DIR', 'dist/page')),
    dataFolder,
    databaseUrl,
    smtpUrl,
    nomosApiUrl,
    serverKey: secret ? Buffer.from(secret) : await developmentKey(dataFolder),
    logLevel,
    drainMilliseconds: drainSeconds * 1000,
    clock: now ? fixedClock(now) : () => new Date(),
  };
}

/** `null` for what cannot be understood. */
function trustedProxies(value: string): false | number | string[] | null {
  if (value === '') return false;
  if (/^\d+$/.test(value)) return Number(value) || false;
  const networks = value.split(',').map((network) => network.trim());
  return networks.every((network) => isIP(network.replace(/\/\d+$/, '')) > 0) ? networks : null;
}

/** A clock that begins at an instant and runs on from there: limits and sessions need time to pass. */
function fixedClock(now: string): () => Date {
  const offset = Date.parse(now) - Date.now();
  return () => new Date(Date.now() + offset);
}

/** A key that outlives restarts, so that sessions and codes of the day before still hold. */
async function developmentKey(folder: string): Promise<Buffer> {
  const file = join(folder, 'development-key');
  try {
    const kept = Buffer.from(await readFile(file, 'utf8'), 'base64');
    if (kept.length === 32) return kept;
  } catch {
    // There is none yet.
  }
  const key = randomBytes(32);
  await mkdir(folder, { recursive: true });
  await writeFile(file, key.toString('base64'), { mode: 0o600 });
  return key;
}
