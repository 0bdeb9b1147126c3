// Browser tests (`npm run test:browser`) in Chromium, Firefox and WebKit. `BROWSERS=chromium,webkit` runs fewer engines,
// `npm run test:browser -- --files test/elements/x.browser.ts` fewer files.
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserTestReporter } from './scripts/browser-test-reporter.ts';
import { chromiumArguments } from './scripts/browsers/chromium-arguments.ts';
import { findBrowsers } from './scripts/browsers/find-browsers.ts';
import { freePort } from './scripts/free-port.ts';
import { webkitCapabilities, webkitDriver } from './scripts/webkit-driver.ts';

const installed = findBrowsers();

const savedFiles = mkdtempSync(join(tmpdir(), 'saved-'));
process.once('exit', () => rmSync(savedFiles, { recursive: true, force: true }));

/** Firefox shows a PDF that was saved in a tab of its own, behind which the one of the tests is slowed down and closed. */
const savesFiles = {
  'pdfjs.disabled': true,
  'browser.download.alwaysOpenPanel': false,
  'browser.helperApps.neverAsk.saveToDisk': 'application/pdf',
  'browser.download.folderList': 2,
  'browser.download.dir': savedFiles,
};

/** Engine name -> launcher, with what it needs beside it. */
const launchers = {
  Chromium: () =>
    puppeteerLauncher({
      launchOptions: {
        executablePath: installed.chromium,
        args: [...chromiumArguments],
      },
    }),
  Firefox: () =>
    puppeteerLauncher({
      launchOptions: { browser: 'firefox', executablePath: installed.firefox, extraPrefsFirefox: savesFiles },
    }),
  WebKit: async () => {
    const port = await freePort();
    plugins.push(webkitDriver({ ...installed.webkit, port }));
    return webdriverLauncher({
      hostname: '127.0.0.1',
      port,
      path: '/',
      connectionRetryCount: 1,
      connectionRetryTimeout: 60_000,
      capabilities: webkitCapabilities(installed.webkit.miniBrowser),
    });
  },
};

const plugins = [
  esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
];
const asked = process.env.BROWSERS?.toLowerCase().split(',');
const engines = new Map();
const missing = [];
for (const [name, launcher] of Object.entries(launchers)) {
  const engine = name.toLowerCase();
  if (asked && !asked.includes(engine)) continue;
  if (installed[engine]) engines.set(await launcher(), name);
  else missing.push(`${name}: ${installed.missing[engine]}`);
}
if (process.env.CI && missing.length > 0) throw new Error(`Every engine has to be there in CI. ${missing.join('. ')}.`);
if (engines.size === 0) throw new Error(`No browser to test in. Looked for ${asked ?? Object.keys(launchers)}.`);

export default {
  files: ['test/elements/**/*.browser.ts'],
  // Dependencies ask Node for the mode; bundlers answer that, a page without one has to. Not every engine gives a file a
  // profile of its own: what the one before it has left behind goes first.
  testRunnerHtml: (testFramework) => `<!doctype html>
<html lang="de">
  <head><script>
    globalThis.process = { env: { NODE_ENV: 'production' } };
    localStorage.clear();
    sessionStorage.clear();
  </script></head>
  <body><script type="module" src="${testFramework}"></script></body>
</html>`,
  nodeResolve: { browser: true, exportConditions: ['production'] },
  browsers: [...engines.keys()],
  plugins,
  // Two cores: one page per browser keeps the focus in the page under test, and two browsers keep both cores busy.
  concurrency: 1,
  concurrentBrowsers: 2,
  staticLogging: true,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
  testFramework: { config: { ui: 'bdd', timeout: 10_000 } },
  reporters: [browserTestReporter({ engineOf: (browser) => engines.get(browser) ?? browser.name, missing })],
};
