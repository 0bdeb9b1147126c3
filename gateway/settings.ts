import { isIP } from 'node:net';
import * as z from 'zod';

/** Environment variables, as a process has them. */
export type Environment = Record<string, string | undefined>;

/** Fewer bytes than this can be guessed one day. */
const fewestSecretBytes = 32;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A whole number within bounds. */
const whole = (least: number, most: number, what: string) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most, `has to be ${what}`)
    .transform(Number);

/** An address of one of these kinds, without slashes at its end. */
const address = (...protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => protocols.includes(URL.canParse(text) ? new URL(text).protocol.slice(0, -1) : ''),
      `has to be a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    )
    .transform((text) => text.replace(/\/+$/, ''));

const isSecret = (text: string): boolean => Buffer.byteLength(text) >= fewestSecretBytes;

const secret = z
  .string()
  .refine((text) => isSecret(text) && !text.includes(','), 'has to be a secret of at least 32 bytes, without commas');

const secretList = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((secrets) => secrets.every(isSecret), 'has to be secrets of at least 32 bytes each, with commas between');

/** How many proxies stand in front, or their addresses and networks. */
const trustedProxies = z.string().transform((text, context): number | string[] => {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const networks = text.split(',').map((network) => network.trim());
  if (networks.every((network) => isIP(network.replace(/\/\d+$/, '')) > 0)) return networks;
  context.addIssue('has to be a number of proxies, or their addresses with commas between');
  return z.NEVER;
});

const instant = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'has to be an instant such as 2026-11-24T10:00:00Z');

/** An optional setting that development may have and production must not. */
const absent = z.undefined({ error: 'has to be absent in production' }).optional();

/**
 * Every setting of the gateway: its environment variable, what it may be, and its default. docs/gateway.md has them as a
 * table, which a test holds to this.
 *
 * @param production - Whether the process serves the public: some defaults are then missing, some settings too.
 */
export function settingsSchema({ production }: { production: boolean }) {
  return z.object({
    NODE_ENV: z.string().optional(),
    HOST: z.string().prefault(production ? '0.0.0.0' : '127.0.0.1'),
    PORT: whole(0, 65_535, 'a port number, 0 to 65535').prefault('8080'),
    TRUST_PROXY: trustedProxies.prefault('0'),
    TENANTS_DIR: z.string().prefault('tenants'),
    PAGE_DIR: z.string().prefault('dist/page'),
    DATA_DIR: z.string().prefault('.data'),
    DATABASE_URL: address('postgres', 'postgresql').optional(),
    SMTP_URL: production ? address('smtp', 'smtps') : address('smtp', 'smtps').prefault('smtp://127.0.0.1:8083'),
    NOMOS_API_URL: (production ? address('https') : address('https', 'http')).prefault('https://api.nomos.energy'),
    NOMOS_API_PER_SECOND: whole(1, 100_000, 'a number of calls a second, 1 to 100000').prefault('9'),
    NOMOS_CLIENT_ID: z.string().optional(),
    NOMOS_CLIENT_SECRET: z.string().optional(),
    GATEWAY_SECRET: production ? secret : secret.optional(),
    GATEWAY_SECRET_FALLBACKS: secretList.optional(),
    METRICS_TOKEN: z
      .string()
      .refine((text) => text.length >= 16, 'has to be a token of at least 16 characters')
      .optional(),
    LOG_LEVEL: z.enum(logLevels, `has to be one of ${logLevels.join(', ')}`).prefault('info'),
    DRAIN_SECONDS: whole(0, 120, 'a number of seconds, 0 to 120').prefault(production ? '5' : '0'),
    NOMOS_NOW: production ? absent : instant.optional(),
  });
}

/** The settings, checked. */
export type Settings = z.output<ReturnType<typeof settingsSchema>>;

/** A mistake in the environment, named by its variable. */
export class ConfigurationError extends Error {}

/**
 * Checks the environment. A variable that is empty counts as none.
 *
 * @throws {ConfigurationError} With every mistake, one a line.
 */
export function readSettings(environment: Environment): Settings & { production: boolean } {
  const production = environment.NODE_ENV === 'production';
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const parsed = settingsSchema({ production }).safeParse(given);
  if (parsed.success) return { ...parsed.data, production };
  const mistakes = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    // Zod's own words for what is not there.
    return given[name] === undefined ? `${name} has to be set in production` : `${name} ${message}`;
  });
  throw new ConfigurationError([...new Set(mistakes)].join('\n'));
}
