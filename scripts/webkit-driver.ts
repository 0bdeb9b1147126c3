import type { TestRunnerPlugin } from '@web/test-runner';
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** How long the driver and the display may take to answer before the run is given up, in milliseconds. */
const startTimeout = 20_000;

/** A page that never returns to its event loop outlives its driver: the whole group goes, without asking. */
function killWithDescendants(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

/** Starts an X server without a screen and returns its display. `-displayfd` lets it choose a number that is free. */
async function startDisplay(xvfb: string, children: ChildProcess[]): Promise<string> {
  const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Xvfb did not start in time.')), startTimeout);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code ?? 'none'}.`)));
    child.stdio[3]?.once('data', (data: Buffer) => {
      clearTimeout(timer);
      resolve(`:${data.toString().trim()}`);
    });
  });
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startTimeout;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`WebKitWebDriver ended with code ${child.exitCode}.`);
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await pause(100);
  }
  throw new Error(`WebKitWebDriver did not answer at ${url} in time.`);
}

/**
 * A web-test-runner plugin that runs WebKitWebDriver while the tests run and, where there is no display, an X server
 * without a screen.
 *
 * @param options.driver - Path of WebKitWebDriver.
 * @param options.xvfb - Path of Xvfb; needed only without a `DISPLAY`.
 */
export function webkitDriver({
  driver,
  xvfb,
  port,
}: {
  driver: string;
  xvfb: string | null;
  port: number;
}): TestRunnerPlugin {
  const children: ChildProcess[] = [];
  const stop = (): void => {
    for (const child of children.splice(0).reverse()) killWithDescendants(child);
  };
  return {
    name: 'webkit-driver',
    async serverStart() {
      process.once('exit', stop);
      for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
      try {
        const display = process.env.DISPLAY ?? (xvfb === null ? undefined : await startDisplay(xvfb, children));
        if (!display) throw new Error('WebKit needs a display: set DISPLAY or install Xvfb.');
        const child = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
          // Software drawing: the machines of the checks have no graphics card.
          env: { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
          stdio: 'ignore',
          detached: true,
        });
        children.push(child);
        const failed = new Promise<never>((_resolve, reject) => child.once('error', reject));
        await Promise.race([untilAnswering(`http://127.0.0.1:${port}/status`, child), failed]);
      } catch (error) {
        stop();
        throw error;
      }
    },
    serverStop: stop,
  };
}

/** What a WebDriver client asks for to get the MiniBrowser of WebKitGTK. */
export function webkitCapabilities(miniBrowser: string): Record<string, unknown> {
  return {
    browserName: 'MiniBrowser',
    'wdio:enforceWebDriverClassic': true,
    'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
  };
}
