import { SeriesFileError } from './series-files.ts';
import { startSandbox } from './server.ts';

const {
  PORT,
  NOMOS_NOW,
  NOMOS_SANDBOX_PRICES,
  NOMOS_SANDBOX_LOAD,
  NOMOS_SANDBOX_RATE_LIMIT,
  NOMOS_SANDBOX_WEBHOOK_URL,
} = process.env;

/** A clock that begins at an instant and runs on from there. */
function clockFrom(start: string): () => Date {
  const offset = Date.parse(start) - Date.now();
  return () => new Date(Date.now() + offset);
}

try {
  if (NOMOS_NOW && Number.isNaN(Date.parse(NOMOS_NOW))) throw new SeriesFileError('NOMOS_NOW is no instant');
  const perSecond = Number(NOMOS_SANDBOX_RATE_LIMIT || 10);
  if (!(perSecond > 0 && perSecond <= 100_000)) {
    throw new SeriesFileError('NOMOS_SANDBOX_RATE_LIMIT has to be a number of requests a second, more than 0');
  }
  const sandbox = await startSandbox({
    port: Number(PORT ?? 8081),
    ...(NOMOS_NOW ? { now: clockFrom(NOMOS_NOW) } : {}),
    pricesFile: NOMOS_SANDBOX_PRICES,
    loadFile: NOMOS_SANDBOX_LOAD,
    rateLimit: { perSecond, burst: Math.max(1, perSecond * 6) },
    webhookUrl: NOMOS_SANDBOX_WEBHOOK_URL,
  });
  process.stdout.write(`Sandbox Nomos API: ${sandbox.url}\n`);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const taken = code === 'EADDRINUSE' ? `PORT: ${PORT ?? 8081} is taken by another program` : message;
  process.stderr.write(`The sandbox cannot start.\n${taken}\n`);
  if (!(error instanceof SeriesFileError) && code !== 'EADDRINUSE') throw error;
  process.exit(1);
}
