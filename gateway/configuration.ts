import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readSettings, type Environment } from './settings.ts';

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
  /** How many calls this process makes to the Nomos API in the name of one organisation, in a second. */
  nomosApiPerSecond: number;
  /** The key of all keyed hashes and seals that are made. */
  serverKey: Buffer;
  /** Keys of which hashes and seals are still understood: those from before, or one that is to come. */
  fallbackKeys: readonly Buffer[];
  logLevel: string;
  /** How long `/readyz` refuses before nothing new is taken, when the gateway is stopped. */
  drainMilliseconds: number;
  clock: () => Date;
}

/**
 * Reads the configuration.
 *
 * @throws {ConfigurationError} With every mistake, one a line.
 */
export async function readConfiguration(environment: Environment): Promise<Configuration> {
  const settings = readSettings(environment);
  const dataFolder = resolve(settings.DATA_DIR);
  const { GATEWAY_SECRET: secret, GATEWAY_SECRET_FALLBACKS: fallbacks = [], NOMOS_NOW: now } = settings;
  return {
    port: settings.PORT,
    host: settings.HOST,
    production: settings.production,
    trustProxy: settings.TRUST_PROXY || false,
    metricsToken: settings.METRICS_TOKEN,
    tenantsFolder: resolve(settings.TENANTS_DIR),
    pageFolder: resolve(settings.PAGE_DIR),
    dataFolder,
    databaseUrl: settings.DATABASE_URL,
    smtpUrl: settings.SMTP_URL,
    nomosApiUrl: settings.NOMOS_API_URL,
    nomosApiPerSecond: settings.NOMOS_API_PER_SECOND,
    serverKey: secret === undefined ? await developmentKey(dataFolder) : Buffer.from(secret),
    fallbackKeys: fallbacks.map((fallback) => Buffer.from(fallback)),
    logLevel: settings.LOG_LEVEL,
    drainMilliseconds: settings.DRAIN_SECONDS * 1000,
    clock: now === undefined ? () => new Date() : fixedClock(now),
  };
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
