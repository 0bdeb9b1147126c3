import { setTimeout as pause } from 'node:timers/promises';
import { openConfiguredDatabase, runCommand, UsageError } from './commands.ts';
import { readConfiguration } from './configuration.ts';
import { createMailer } from './mail/mailer.ts';
import { reasonOf } from './operation/logging.ts';
import { closeWithin } from './operation/shutdown.ts';
import { withSecretFiles } from './secret-files.ts';
import { buildServer } from './server.ts';
import { ConfigurationError } from './settings.ts';
import { readTenants, TenantFileError } from './tenants/tenant-file.ts';

/** A command and its parameters; without one, the gateway serves. */
const asked = process.argv.slice(2);

/** Says what stands in the way of the start, for the person who can change it, and ends. */
function refuse(error: unknown): never {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
  const known = error instanceof ConfigurationError || error instanceof TenantFileError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The gateway cannot ${asked.length === 0 ? 'start' : 'do this'}.\n${message}\n`);
  if (!known && error instanceof Error && error.cause instanceof Error)
    process.stderr.write(`${error.cause.message}\n`);
  process.exit(1);
}

/** How long requests that are under way may take when the gateway is stopped, in milliseconds. */
const closingMilliseconds = 10_000;

/** When it ends although something does not let go, in milliseconds. What is left in the outbox is sent by whoever comes next. */
const endMilliseconds = 25_000;

async function start(): Promise<void> {
  const environment = withSecretFiles(process.env);
  const configuration = await readConfiguration(environment);
  const tenants = await readTenants(configuration.tenantsFolder, environment);
  const database = await openConfiguredDatabase(configuration);
  const mailer = createMailer(configuration.smtpUrl);
  const { app, checkNomosApi, drain } = await buildServer({ configuration, tenants, database, mailer });

  const { drainMilliseconds } = configuration;
  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(1), drainMilliseconds + endMilliseconds).unref();
    drain();
    // Whoever stands in front looks at `/readyz` from time to time, and sends us customers until then.
    await pause(drainMilliseconds);
    await closeWithin(app, closingMilliseconds);
    await database.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

  try {
    await app.listen({ port: configuration.port, host: configuration.host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new ConfigurationError(`PORT: ${configuration.port} is taken by another program`);
    throw error;
  }

  // Neither has to be there for the portal to come up; both are needed for anybody to get in.
  mailer.verify().catch((error: unknown) => {
    app.log.warn(`SMTP_URL: the mail server does not answer (${reasonOf(error)})`);
  });
  checkNomosApi().catch((error: unknown) => {
    const { origin } = new URL(configuration.nomosApiUrl);
    app.log.warn(`NOMOS_API_URL: nothing useful answers at ${origin} (${reasonOf(error)})`);
  });
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
(asked.length === 0 ? start() : runCommand(asked, process.env, say)).catch(refuse);
