// WebKitGTK for the browser tests: its driver on a free port and, where there is no display, an X server without a
// screen. A web-test-runner plugin starts both with the run and ends them with it.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** How long the driver may take to answer before the run is given up, in milliseconds. */
const startTimeout = 20_000;

/** A port that nobody listens on now. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A page that never returns to its event loop outlives its driver: the whole group goes, without asking. */
function killWithDescendants(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** Starts an X server and returns its display, e.g. `:99`. `-displayfd` lets it choose a number that is free. */
async function startDisplay(xvfb, children) {
  const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Xvfb did not start in time.')), startTimeout);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}.`)));
    child.stdio[3].once('data', (data) => {
      clearTimeout(timer);
      resolve(`:${String(data).trim()}`);
    });
  });
}

async function answering(url, child) {
  const deadline = Date.now() + startTimeout;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`WebKitWebDriver ended with code ${child.exitCode}.`);
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`WebKitWebDriver did not answer at ${url} in time.`);
}

/**
 * A web-test-runner plugin that runs WebKitWebDriver while the tests run.
 *
 * @param {{ driver: string, xvfb: string | null, port: number }} options `xvfb` is needed only without a `DISPLAY`.
 */
export function webkitDriver({ driver, xvfb, port }) {
  const children = [];
  const stop = () => {
    for (const child of children.splice(0).reverse()) killWithDescendants(child);
  };
  return {
    name: 'webkit-driver',
    async serverStart() {
      process.once('exit', stop);
      for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
      try {
        const display = process.env.DISPLAY || (xvfb ? await startDisplay(xvfb, children) : undefined);
        if (!display) throw new Error('WebKit needs a display: set DISPLAY or install Xvfb.');
        const child = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
          // Software drawing: the machines of the checks have no graphics card.
          env: { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
          stdio: 'ignore',
          detached: true,
        });
        children.push(child);
        await Promise.race([
          answering(`http://127.0.0.1:${port}/status`, child),
          new Promise((_, reject) => child.once('error', reject)),
        ]);
      } catch (error) {
        stop();
        throw error;
      }
    },
    serverStop: stop,
  };
}

/** What a WebDriver client asks for to get the MiniBrowser of WebKitGTK. */
export function webkitCapabilities(miniBrowser) {
  return {
    browserName: 'MiniBrowser',
    'wdio:enforceWebDriverClassic': true,
    'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
  };
}
