import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfiguration, type Configuration } from './configuration.ts';
import { idPatterns } from './nomos-api/object-ids.ts';
import { erase } from './operation/erase.ts';
import { reseal } from './operation/reseal.ts';
import { withSecretFiles } from './secret-files.ts';
import { ConfigurationError, type Environment } from './settings.ts';
import { normalizeEmail } from './sign-in/email-address.ts';
import { createKeys, type Keys } from './sign-in/keys.ts';
import { openDatabase, type Database } from './store/database.ts';

/** A mistake in what stands after the command's name. */
export class UsageError extends Error {}

/** The gateway's database, by its configuration. */
export function openConfiguredDatabase({ databaseUrl, dataFolder }: Configuration): Promise<Database> {
  return openDatabase({ url: databaseUrl, folder: join(dataFolder, 'database') });
}

interface Tools {
  database: Database;
  keys: Keys;
  say: (line: string) => void;
}

const usage = {
  erase: 'erase --tenant <slug> --customer <cus_…> [--email <address>] [--all]',
  reseal: 'reseal',
} as const;

/** What the gateway's command does beside serving: by name, with the settings of the server. */
const commands: Readonly<Record<string, (parameters: readonly string[], tools: Tools) => Promise<void>>> = {
  async erase(parameters, { database, keys, say }) {
    const { tenant, customer, email, all = false } = options(parameters, usage.erase);
    if (!tenant || !idPatterns.customers.test(customer ?? '')) throw new UsageError(`Usage: ${usage.erase}`);
    const { removed, kept } = await erase(database, keys, {
      tenant,
      customer: customer ?? '',
      email: email === undefined ? undefined : normalizeEmail(email),
      all,
    });
    for (const [table, rows] of Object.entries(removed)) say(`${table}: ${rows} removed`);
    if (kept.declarations > 0) {
      say(`${kept.declarations} declarations are kept until 90 days after they came in; --all removes them now`);
    }
    if (kept.unfinished > 0) {
      say(
        `${kept.unfinished} requests are kept because the supplier or the customer does not have all of it yet: run again later`,
      );
    }
  },

  async reseal(parameters, { database, keys, say }) {
    if (parameters.length > 0) throw new UsageError(`Usage: ${usage.reseal}`);
    let unreadable = 0;
    for (const result of await reseal(database, keys)) {
      say(`${result.table}: ${result.resealed} sealed anew`);
      unreadable += result.unreadable;
    }
    if (unreadable > 0) {
      throw new ConfigurationError(
        `GATEWAY_SECRET_FALLBACKS: ${unreadable} rows are sealed with a secret that is not there`,
      );
    }
  },
};

/**
 * Runs a command other than serving.
 *
 * @param say - Takes what is to be read on the standard output, a line each.
 * @throws {UsageError} When there is no such command, or it is told something that it does not know.
 * @throws {ConfigurationError} With every mistake in the environment.
 */
export async function runCommand(
  [name = '', ...parameters]: readonly string[],
  environment: Environment,
  say: (line: string) => void,
): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command ${name}. Known: ${Object.values(usage).join(', ')}`);
  const configuration = await readConfiguration(withSecretFiles(environment));
  const database = await openConfiguredDatabase(configuration);
  try {
    await command(parameters, {
      database,
      keys: createKeys(configuration.serverKey, configuration.fallbackKeys),
      say,
    });
  } finally {
    await database.close();
  }
}

function options(parameters: readonly string[], known: string) {
  try {
    return parseArgs({
      args: [...parameters],
      options: {
        tenant: { type: 'string' },
        customer: { type: 'string' },
        email: { type: 'string' },
        all: { type: 'boolean' },
      },
    }).values;
  } catch {
    throw new UsageError(`Usage: ${known}`);
  }
}
