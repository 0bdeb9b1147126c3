import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../free-port.ts';

/** A server that is measured, or stands around one that is. */
export interface MeasuredProcess {
  /** Without a slash at its end. */
  url: string;
  stop(): Promise<void>;
}

/** How long a server may take to answer for the first time, in milliseconds. */
const patience = 60_000;

/**
 * Starts a server on a free port of this machine.
 *
 * @param path - Answers with any status when it is up.
 * @throws {Error} When it ends, or does not answer, with what it said.
 */
export async function startProcess(
  script: string,
  environment: Record<string, string>,
  path = '/',
): Promise<MeasuredProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, ...environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const closed = new Promise((resolve) => child.once('close', resolve));
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + patience;
  for (;;) {
    const up = await fetch(url + path).then(
      (response) => response.arrayBuffer().then(() => true),
      () => false,
    );
    if (up) break;
    if (child.exitCode !== null || Date.now() > deadline) {
      kill();
      throw new Error(`${script} does not answer.\n${said}`);
    }
    await pause(50);
  }
  return {
    url,
    async stop() {
      process.off('exit', kill);
      child.kill('SIGTERM');
      const timer = setTimeout(kill, 10_000);
      await closed;
      clearTimeout(timer);
    },
  };
}
