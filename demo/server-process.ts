import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A server that runs as a process of its own. */
export interface ServerProcess {
  /** Rejects when the process ends by itself; never resolves. */
  failed: Promise<never>;
  stop(): Promise<void>;
}

/** How long a server may take to close its connections, in milliseconds. */
const stopPatience = 5000;

/**
 * Starts a server with Node, with the environment that it would have in production.
 *
 * @param report - Told what the server says to people: warnings, errors, and plain text on its error output.
 */
export function startServerProcess(
  { name, script, environment }: { name: string; script: string; environment: Record<string, string> },
  report: (message: string) => void,
): ServerProcess {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A terminal's Ctrl+C reaches the whole foreground group; the order of ending is ours to decide.
    detached: process.platform !== 'win32',
  });
  let stopping = false;
  createInterface(child.stdout).on('line', (line) => {
    const message = warningOf(line);
    if (message) report(`${name}: ${message}`);
  });
  createInterface(child.stderr).on('line', (line) => {
    if (line.trim() && !stopping) report(`${name}: ${line}`);
  });
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (!stopping) reject(new Error(`The ${name} ended (${signal ?? `code ${code ?? 'none'}`}).`));
    });
  });
  // Whoever waits for it hears of it; an end while nobody waits must not be an error of its own.
  failed.catch(() => undefined);
  // Nothing may outlive its parent, whatever ends that.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    failed,
    async stop() {
      stopping = true;
      process.off('exit', kill);
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const timer = setTimeout(kill, stopPatience);
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
      clearTimeout(timer);
    },
  };
}

const warningLevel = 40;

/** The message of a structured log line from a warning upwards; of others, nothing. */
function warningOf(line: string): string | null {
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    if (level === undefined || level < warningLevel) return null;
    return [msg, err?.message].filter(Boolean).join(': ');
  } catch {
    return null;
  }
}
