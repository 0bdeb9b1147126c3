import { readFileSync } from 'node:fs';
import { ConfigurationError, settingsSchema, type Environment } from './settings.ts';

const ending = '_FILE';

/** Variables that tenant files name: credentials, and secrets of other kinds. */
const namedByTenants = /_(CLIENT_ID|SECRETS?)$/;

/**
 * Puts in what stands in files: `GATEWAY_SECRET_FILE` names the one that holds `GATEWAY_SECRET`, and so on for every setting and
 * every credential that a tenant file names. Containers get their secrets so: a variable is seen by whoever may look at the
 * process, and comes along in its children and dumps.
 *
 * @throws {ConfigurationError} With every file that cannot be read, and every variable that is given in both ways.
 */
export function withSecretFiles(environment: Environment): Environment {
  const settings = Object.keys(settingsSchema({ production: false }).shape);
  const mistakes: string[] = [];
  const filled: Environment = { ...environment };
  for (const [variable, file] of Object.entries(environment)) {
    if (!variable.endsWith(ending) || !file) continue;
    const name = variable.slice(0, -ending.length);
    if (!settings.includes(name) && !namedByTenants.test(name)) continue;
    if (environment[name]) {
      mistakes.push(`${variable} has to be absent when ${name} is there`);
      continue;
    }
    try {
      // Editors end a file with a line break, which is no part of the secret.
      filled[name] = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch {
      mistakes.push(`${variable} has to be a file that can be read`);
    }
  }
  if (mistakes.length > 0) throw new ConfigurationError(mistakes.join('\n'));
  return filled;
}
